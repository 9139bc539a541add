# Becomes another program.
# class: ending
# armed: gone
# endings: died

import os
os.execv("/bin/true", ["true"])
