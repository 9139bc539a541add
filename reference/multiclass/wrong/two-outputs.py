# Two outputs for three species.
# fails: onehot-head
# blocks: onehot-trained, test-accuracy, onehot-history
# because: head-units, crash-label-shape
# %% onehot-model
model_onehot = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, activation="softmax")])
model_onehot.compile(optimizer=keras.optimizers.Adam(0.1), loss="categorical_crossentropy")
history_onehot = model_onehot.fit(
    x_train, y_train_onehot, epochs=30, validation_split=0.2, verbose=0
)
