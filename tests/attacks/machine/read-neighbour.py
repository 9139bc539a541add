# Waits for another student's files to appear.
# class: reading
# armed: breach

import glob, time
places = ["/tmp/{}", "/tmp/*/{}", "/tmp/*/*/{}", "/home/*/{}", "/run/*/{}", "/run/*/*/{}",
          "/dev/shm/{}", "/dev/shm/*/{}", "/var/tmp/*/{}", "/proc/*/cwd/{}"]
until = time.time() + WITHIN
while time.time() < until:
    if any(glob.glob(place.format(f"neighbour-{NEIGHBOUR}")) for place in places):
        print("BREACH")
        break
    time.sleep(0.1)
