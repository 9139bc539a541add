# Keras 2 spellings, early stopping on explicit validation rows, class names as answers.
# %% encode
y = data["Attrition"].map({"Yes": 1, "No": 0})
table = pd.concat([data.drop(columns="Attrition"), test]).drop(columns=["EmployeeNumber"])
table = pd.get_dummies(table, columns=categories, drop_first=True).astype("float32")
x, x_test = table.iloc[: len(data)], table.iloc[len(data) :]
# %% compile
import tensorflow as tf

model.compile(tf.keras.optimizers.Adam(0.002), tf.keras.losses.BinaryCrossentropy(), metrics=["AUC", "Recall"])
# %% fit
early_stopping = tf.keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)
history = model.fit(
    x_train, y_train, epochs=60, batch_size=32, verbose=0,
    validation_data=(x_val, y_val), callbacks=[early_stopping],
)
# %% evaluate
y_val_prob = model.predict(x_val, verbose=0).flatten()
y_val_pred = np.where(y_val_prob > 0.5, "Yes", "No")
truth = np.where(y_val == 1, "Yes", "No")
matrix = confusion_matrix(truth, y_val_pred)
report = classification_report(truth, y_val_pred)
# %% predict
y_test_prob = model.predict(x_test, verbose=0).flatten()
y_test_pred = np.where(y_test_prob > 0.5, "Yes", "No")
