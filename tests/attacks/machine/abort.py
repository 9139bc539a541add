# Aborts the process.
# class: ending
# armed: gone
# endings: died

import os
os.abort()
