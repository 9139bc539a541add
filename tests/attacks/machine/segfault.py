# Crashes the process.
# class: ending
# armed: gone
# endings: died

import ctypes
ctypes.string_at(0)
