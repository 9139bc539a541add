# A functional network that answers with a logit, MinMax, weights as one number for each row.
# %% scale
from sklearn.preprocessing import MinMaxScaler

scaler = MinMaxScaler().fit(x_train)
x_train, x_val, x_test = (scaler.transform(part) for part in (x_train, x_val, x_test))
# %% svc
svc = SVC(kernel="linear", class_weight={0: 0.516, 1: 16.16}).fit(x_train, y_train)
# %% weights
from sklearn.utils.class_weight import compute_class_weight

class_weight = dict(enumerate(compute_class_weight("balanced", classes=np.array([0, 1]), y=y_train)))
# %% fit
inputs = keras.Input(shape=(x_train.shape[1],))
hidden = keras.layers.Dense(16, activation="tanh")(inputs)
model = keras.Model(inputs, keras.layers.Dense(1)(hidden))
model.compile(optimizer=keras.optimizers.Adam(0.01), loss=keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(x_train, y_train, epochs=10, batch_size=256, sample_weight=y_train.map(class_weight).values, verbose=0)
# %% evaluate
y_val_pred = (model.predict(x_val, verbose=0).ravel() > 0).astype(int)
report = classification_report(y_val, y_val_pred)
# %% predict
y_test_pred = (model.predict(x_test, verbose=0).ravel() > 0).astype(int)
