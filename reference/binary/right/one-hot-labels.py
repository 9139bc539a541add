# One-hot labels with categorical cross-entropy, a z-score by hand, AdamW.
# %% scale
mean, std = x_train.mean(), x_train.std().replace(0, 1)
x_train, x_val, x_test = ((part - mean) / std for part in (x_train, x_val, x_test))
# %% build
model = keras.Sequential(
    [
        keras.layers.Dense(8, activation="tanh"),
        keras.layers.Dropout(0.3),
        keras.layers.Dense(2, activation="softmax"),
    ]
)
# %% compile
model.compile(
    optimizer=keras.optimizers.AdamW(0.002, weight_decay=0.02),
    loss=keras.losses.CategoricalCrossentropy(),
    metrics=["AUC"],
)
# %% fit
history = model.fit(
    x_train, keras.utils.to_categorical(y_train), epochs=14, validation_split=0.2, verbose=0
)
# %% evaluate
y_val_prob = model.predict(x_val, verbose=0)[:, [1]]
y_val_pred = (y_val_prob > 0.5).astype("int32")
matrix = confusion_matrix(y_val, y_val_pred)
report = classification_report(y_val, y_val_pred, target_names=["stays", "leaves"])
# %% predict
y_test_prob = model.predict(x_test, verbose=0)[:, 1:]
y_test_pred = (y_test_prob > 0.5).astype("int32")
