# A network of its own class, Dropout, early stopping on rows of an inner split.
# %% fit
class Network(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(12, activation="relu")
        self.dropout = keras.layers.Dropout(0.2)
        self.out = keras.layers.Dense(1, activation="sigmoid")

    def call(self, rows, training=None):
        return self.out(self.dropout(self.hidden(rows), training=training))


model = Network()
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["recall", "precision"])
model.fit(
    x_train, y_train, epochs=20, batch_size=256, validation_split=0.2, class_weight=class_weight, verbose=0,
    callbacks=[keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True, start_from_epoch=6)],
)
# %% evaluate
y_val_pred = (np.array(model(x_val)) > 0.5).astype(int)
report = classification_report(y_val, y_val_pred)
# %% predict
y_test_pred = (np.array(model(x_test)) > 0.5).astype(int)
