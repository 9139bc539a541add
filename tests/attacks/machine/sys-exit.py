# Leaves by sys.exit, quit and exit.
# class: ending
# armed: gone
# endings: finished

import sys
sys.exit(0)
