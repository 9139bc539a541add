# Closes the result pipe and goes on.
# class: evidence
# armed: closes
# endings: died

import os
os.close(3)
