# Ends the process.
# class: ending
# armed: gone
# endings: died

import os
os._exit(0)
