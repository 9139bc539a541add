# Writes wherever it can outside the folders that are bounded.
# class: floods
# armed: breach

import os, sys
places = ["/", "/dev", "/run", "/run/job", "/etc", "/var/tmp", "/var", "/home", "/root", "/box", "/mnt",
          "/box/state", "/usr/lib", "/usr/local", f"{sys.prefix}/lib", "/proc", "/dev/mqueue", os.path.dirname(FILE)]
for place in places:
    try:
        os.close(os.open(f"{place}/{MARK}", os.O_CREAT | os.O_WRONLY, 0o600))
        os.unlink(f"{place}/{MARK}")
        print("BREACH")
    except OSError:
        pass
