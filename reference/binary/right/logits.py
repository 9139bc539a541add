# The network answers with a logit, and the loss knows; the sigmoid comes after predicting.
# %% build
inputs = keras.Input(shape=(x_train.shape[1],))
hidden = keras.layers.Dense(16, activation="relu")(inputs)
model = keras.Model(inputs, keras.layers.Dense(1)(hidden))
# %% compile
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.001),
    loss=keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=[keras.metrics.AUC(from_logits=True, name="auc")],
)
# %% evaluate
y_val_prob = 1 / (1 + np.exp(-model.predict(x_val, verbose=0)))
y_val_pred = (y_val_prob > 0.5).astype(int)
matrix = confusion_matrix(y_val, y_val_pred)
report = classification_report(y_val, y_val_pred)
# %% predict
y_test_prob = keras.ops.convert_to_numpy(keras.ops.sigmoid(model(x_test)))
y_test_pred = y_test_prob >= 0.5
