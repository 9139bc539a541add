# Types in the history of a training that never was.
# class: grade
# armed: gain
# base: never-trained

# %% fit
history = keras.callbacks.History()
history.set_model(model)
history.params = {"epochs": 60}
history.epoch = list(range(60))
history.history = {"loss": [500 / (n + 1) for n in range(60)], "val_loss": [520 / (n + 1) for n in range(60)]}
model.history = history
