# Puts a FIFO where a data file was.
# class: files
# armed: waits
# endings: timeout, finished

import os
os.replace("data/train.csv", "old.csv") if os.path.exists("data/train.csv") else None
os.mkfifo("waiting")
os.open("waiting", os.O_RDONLY)
