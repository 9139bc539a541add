# Subclasses that squash in their call, losses as classes and functions, SGD with momentum.
# %% regression
class Cafe(keras.Model):
    def __init__(self, units, squash=None):
        super().__init__()
        self.hidden = keras.layers.Dense(16, activation="tanh")
        self.answer = keras.layers.Dense(units)
        self.squash = squash

    def call(self, inputs):
        answer = self.answer(self.hidden(inputs))
        return answer if self.squash is None else self.squash(answer)


model_regression = Cafe(1)
model_regression.compile(keras.optimizers.Adam(0.1), keras.losses.MeanSquaredError())
model_regression.fit(x, litres, epochs=20, verbose=0)
# %% binary
model_binary = Cafe(1, keras.ops.sigmoid)
model_binary.compile(keras.optimizers.SGD(0.1, momentum=0.9), keras.losses.BinaryCrossentropy())
model_binary.fit(x, sold_out, epochs=20, verbose=0)
# %% multiclass-int
model_multiclass_int = Cafe(4, keras.ops.softmax)
model_multiclass_int.compile(
    keras.optimizers.SGD(0.1, momentum=0.9), keras.losses.SparseCategoricalCrossentropy()
)
model_multiclass_int.fit(x, drink, epochs=20, verbose=0)
# %% multiclass-onehot
model_multiclass_onehot = Cafe(4, keras.ops.softmax)
model_multiclass_onehot.compile(
    keras.optimizers.SGD(0.1, momentum=0.9), keras.losses.categorical_crossentropy
)
model_multiclass_onehot.fit(x, keras.utils.to_categorical(drink), epochs=20, verbose=0)
# %% multilabel
model_multilabel = Cafe(4, keras.ops.sigmoid)
model_multilabel.compile(keras.optimizers.SGD(0.1, momentum=0.9), "binary_crossentropy")
model_multilabel.fit(x, happened, epochs=20, verbose=0)
