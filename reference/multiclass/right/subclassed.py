# A subclass, standardised features, and the loss as a function.
# %% scale
from sklearn.preprocessing import StandardScaler

scaler = StandardScaler().fit(x_train)
x_train, x_val, x_test = (scaler.transform(part) for part in (x_train, x_val, x_test))
# %% sparse
class Iris(keras.Model):
    def __init__(self):
        super().__init__()
        self.answer = keras.layers.Dense(3)
        self.softmax = keras.layers.Softmax()

    def call(self, inputs):
        return self.softmax(self.answer(inputs))


model_sparse = Iris()
model_sparse.compile("adam", keras.losses.sparse_categorical_crossentropy)
model_sparse.optimizer.learning_rate = 0.05
history_sparse = model_sparse.fit(x_train, y_train, epochs=30, validation_split=0.2, verbose=0)
# %% onehot-model
model_onehot = Iris()
model_onehot.compile(keras.optimizers.Adam(0.05), keras.losses.categorical_crossentropy)
history_onehot = model_onehot.fit(x_train, y_train_onehot, epochs=30, validation_split=0.2, verbose=0)
