# The network learns from every row, also from those that are called validation rows.
# fails: held-out
# partial: stopped
# blocks: honest-score
# %% split
x_train, y_train = data.drop(columns="kind"), data["kind"]
_, x_val, _, y_val = train_test_split(x_train, y_train, test_size=0.2, random_state=42)
x_test = test
# %% fit
early_stopping = keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
history = model.fit(
    x_train, y_train, epochs=45, validation_data=(x_val, y_val), callbacks=[early_stopping], verbose=0
)
