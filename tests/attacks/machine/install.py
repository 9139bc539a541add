# Installs a package over the one that grades.
# class: odd
# armed: trace

import os, subprocess, sys
os.makedirs("made", exist_ok=True)
open("made/setup.py", "w").write(f"open({TRACE!r}, 'w')\nfrom setuptools import setup\nsetup(name='{MARK}')\n")
done = subprocess.run([sys.executable, "-m", "pip", "install", "--no-deps", "--no-build-isolation", "./made"],
                      capture_output=True, text=True)
print(done.stderr[-300:])
