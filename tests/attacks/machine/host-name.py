# Reads this machine's name.
# class: reading
# armed: breach
# open: landlock

import os
print("BREACH" if os.uname().nodename == HOSTNAME else os.uname().nodename)
