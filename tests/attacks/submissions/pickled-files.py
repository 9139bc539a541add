# A pickle beside the notebook, and an object array, that run a program when they are read.
# class: objects
# armed: naive

import json
import pickle

import numpy as np


class Program:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (open, (self.path, "w"))


def hand_in(folder, notebook, here):
    program = Program(str(here.trace("pickled-files")))
    for name in ("evidence.msgpack", "model.pkl", "weights.joblib"):
        (folder / name).write_bytes(pickle.dumps(program))
    np.save(folder / "x_train_mm.npy", np.array([program], dtype=object), allow_pickle=True)
    (folder / "scaling.ipynb").write_text(json.dumps(notebook))


def naive(folder, here):
    np.load(folder / "x_train_mm.npy", allow_pickle=True)
    return here.trace("pickled-files").exists()
