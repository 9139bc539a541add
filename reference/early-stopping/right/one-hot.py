# One-hot labels, a MinMaxScaler, another patience, seaborn.
# %% scale
from sklearn.preprocessing import MinMaxScaler

scaler = MinMaxScaler()
x_train = scaler.fit_transform(x_train)
x_val = scaler.transform(x_val)
x_test = scaler.transform(x_test)
# %% compile
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
# %% fit
early_stopping = keras.callbacks.EarlyStopping(
    monitor="val_loss", min_delta=0.001, patience=5, restore_best_weights=True
)
history = model.fit(
    x_train,
    keras.utils.to_categorical(y_train, 10),
    epochs=100,
    validation_data=(x_val, pd.get_dummies(y_val).astype(float)),
    callbacks=[early_stopping],
    verbose=0,
)
# %% plot
import seaborn as sns

curves = pd.DataFrame(history.history)
fig, axes = plt.subplots(2, 1)
sns.lineplot(curves[["accuracy", "val_accuracy"]], ax=axes[0])
sns.lineplot(curves[["loss", "val_loss"]], ax=axes[1])
# %% evaluate
val_accuracy = model.evaluate(x_val, keras.utils.to_categorical(y_val, 10), verbose=0)[1]
# %% predict
y_test_prob = pd.DataFrame(model.predict(x_test, verbose=0))
y_test_pred = y_test_prob.idxmax(axis=1)
