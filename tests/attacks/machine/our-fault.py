# Ends with the code by which the grader says that it was its own fault.
# class: ending
# armed: gone
# endings: died

import os
os._exit(97)
