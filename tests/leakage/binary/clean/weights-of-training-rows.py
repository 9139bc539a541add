# Class weights are counted on the training rows.
# %% fit
leavers = y_train.mean()
history = model.fit(
    x_train, y_train, epochs=2, validation_split=0.2, verbose=0,
    class_weight={0: 0.5 / (1 - leavers), 1: 0.5 / leavers},
)
