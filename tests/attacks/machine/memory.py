# Takes more memory than it may.
# class: floods
# armed: breach

taken = []
try:
    while sum(map(len, taken)) < 1.5 * MEMORY:
        taken.append(bytearray(b"x") * (64 << 20))
    print("BREACH")
except MemoryError:
    taken.clear()
    print("refused")
