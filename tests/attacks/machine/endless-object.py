# Puts an object in place of its table that never answers what it is.
# class: objects
# armed: waits
# endings: timeout, finished, died

class Endless:
    def __array__(self, *_, **__):
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
    shape = __len__ = __iter__ = __getitem__ = property(__array__)
    __repr__ = __array__
x_train_mm = Endless()
if CONTROL:
    np.asarray(x_train_mm)
