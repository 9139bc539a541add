# Says of a table that it has more rows than there are atoms.
# class: objects
# armed: breach

class Huge(np.ndarray):
    shape = property(lambda self: (10**18, 10**18))
    nbytes = property(lambda self: 1)
    def tobytes(self, *_):
        return b"x" * (2 * MEMORY)
x_val_mm = np.zeros(3).view(Huge)
if CONTROL:
    print("BREACH" if x_val_mm.shape[0] > 10**9 else "")
