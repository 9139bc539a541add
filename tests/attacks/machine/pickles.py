# Puts objects in place of its tables that run a program when they are unpickled.
# class: objects
# armed: trace

import pickle
class Program:
    def __reduce__(self):
        return (open, (TRACE, "w"))
x_train_mm = np.array([Program()], dtype=object)
x_val_mm = Program()
Control = pickle.dumps
if CONTROL:
    pickle.loads(pickle.dumps(x_train_mm))
