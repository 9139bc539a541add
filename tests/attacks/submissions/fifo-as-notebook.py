# A FIFO in the notebook's place, at which a reader waits for ever.
# class: files
# armed: naive
# endings: unreadable

import os
import threading


def hand_in(folder, notebook, here):
    os.mkfifo(folder / "scaling.ipynb")


def naive(folder, here):
    reader = threading.Thread(target=(folder / "scaling.ipynb").read_bytes, daemon=True)
    reader.start()
    reader.join(1)
    return reader.is_alive()
