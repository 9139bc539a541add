# Lets children take the memory.
# class: floods
# armed: breach
# endings: memory, timeout, died

import os, time
children, (taken, told) = [], os.pipe()
for _ in range(5):
    child = os.fork()
    if child == 0:
        held = bytearray(b"x") * (MEMORY // 2)
        os.write(told, b"!")
        time.sleep(30)
        os._exit(0)
    children.append(child)
os.close(told)
for _ in children:
    os.read(taken, 1)
time.sleep(3)
alive = [child for child in children if os.waitpid(child, os.WNOHANG)[0] == 0]
print("BREACH" if len(alive) == 5 else alive)
for child in alive:
    os.kill(child, 9)
