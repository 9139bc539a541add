# The network is called net; train_x, test_x, train_y, test_y; its own loop over a confusion matrix.
# %% split
train_x, test_x, train_y, test_y = train_test_split(
    x, y, test_size=200, random_state=2022, stratify=y
)
x_train, x_val, y_train, y_val = train_x, test_x, train_y, test_y
# %% scale
from sklearn.preprocessing import StandardScaler

scaler = StandardScaler()
x_train = scaler.fit_transform(x_train)
x_val = scaler.transform(x_val)
x_test = scaler.transform(x_test)
# %% build
net = keras.Sequential()
net.add(keras.layers.Dense(16, "relu", kernel_regularizer="l2"))
net.add(keras.layers.Dropout(0.4))
net.add(keras.layers.Dense(1, "sigmoid"))
# %% compile
net.compile(keras.optimizers.Adam(0.001), "bce", metrics=["accuracy"])
# %% fit
history = net.fit(x_train, y_train, epochs=30, validation_split=0.2, verbose=0).history
# %% evaluate
y_val_prob = np.array(net(x_val))
y_val_pred = [1 if p > 0.5 else 0 for p in y_val_prob[:, 0]]
matrix = [[0, 0], [0, 0]]
for true, said in zip(y_val, y_val_pred):
    matrix[true][said] += 1
report = classification_report(y_val, y_val_pred, digits=3)
# %% predict
y_test_prob = np.array(net(x_test))
y_test_pred = [1 if p > 0.5 else 0 for p in y_test_prob[:, 0]]
