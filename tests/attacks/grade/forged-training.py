# Writes the record of a training that never was to the result pipe.
# class: grade
# armed: gain
# base: never-trained
# review: yes

# %% fit
import os, struct, msgspec
def write(frame):
    frame = msgspec.msgpack.encode(frame)
    os.write(3, struct.pack(">I", len(frame)) + frame)
curve = [500 / (n + 1) for n in range(60)]
history = keras.callbacks.History()
history.set_model(model)
history.epoch = list(range(60))
history.history = {"loss": curve, "val_loss": curve}
fit = {"sequence": 40, "cell": "fit", "model": 0, "epochs": 60, "epochs_run": 60, "history": history.history,
       "validation_split": 0.2, "weights_before": "a" * 64, "weights_after": "b" * 64, "seconds": 2.0,
       "x": {"digest": "c" * 64, "shape": [323, 13], "dtype": "float64"}}
write({"frame": "cell-done", "fits": [fit], "run": {"cell": "fit", "index": 14, "outcome": "ok"}})
