# Two sigmoid outputs on labels 0 and 1: binary cross-entropy cannot compare them.
# fails: loss-fits, runs-clean
# blocks: trained, history-kept, weights-sound, test-auc
# because: loss-binary-two-units, crash-label-shape
# %% build
model = keras.Sequential(
    [
        keras.Input(shape=(x_train.shape[1],)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(2, activation="sigmoid"),
    ]
)
# %% evaluate
y_val_prob = model.predict(x_val, verbose=0)[:, 1]
y_val_pred = (y_val_prob > 0.5).astype(int)
matrix = confusion_matrix(y_val, y_val_pred)
report = classification_report(y_val, y_val_pred)
# %% predict
y_test_prob = model.predict(x_test, verbose=0)[:, 1]
y_test_pred = (y_test_prob > 0.5).astype(int)
