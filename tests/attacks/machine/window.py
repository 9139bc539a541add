# Opens a window and waits for somebody to close it.
# class: odd
# armed: gone
# endings: finished

import tkinter
tkinter.Tk().mainloop()
