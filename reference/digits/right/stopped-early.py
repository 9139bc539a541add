# Batch normalisation in the one layer, three hidden layers that stop by themselves, nested scores.
# %% softmax
softmax_model = keras.Sequential(
    [keras.Input((256,)), keras.layers.BatchNormalization(), keras.layers.Dense(10, "softmax")]
)
softmax_model.compile(keras.optimizers.SGD(0.02), "sparse_categorical_crossentropy")
softmax_model.fit(x_train, y_train, epochs=10, verbose=0)
# %% deep
deep_model = keras.Sequential(
    [
        keras.Input((256,)),
        keras.layers.Dense(192, activation="relu", kernel_regularizer=keras.regularizers.L2(1e-5)),
        keras.layers.Dense(96, activation="elu"),
        keras.layers.Dense(48, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
deep_model.compile(keras.optimizers.Adam(0.001), "sparse_categorical_crossentropy", metrics=["accuracy"])
stop = keras.callbacks.EarlyStopping(patience=4, restore_best_weights=True)
deep_model.fit(
    x_train, y_train, epochs=24, validation_data=(x_val, y_val), callbacks=[stop], verbose=0
)
# %% compare
answers = {
    "logistic": logistic_model.predict_proba(x_val),
    "softmax": softmax_model.predict(x_val, verbose=0),
    "deep": deep_model.predict(x_val, verbose=0),
}
scores = {name: {"accuracy": (each.argmax(1) == y_val).mean()} for name, each in answers.items()}
