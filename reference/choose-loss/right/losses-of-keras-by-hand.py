# The networks are trained with the losses that were written by hand, in TensorFlow.
# %% binary
import tensorflow as tf


def price_of_yes(y, p):
    y = tf.cast(tf.reshape(y, (-1, 1)), p.dtype)
    p = tf.clip_by_value(p, 1e-7, 1 - 1e-7)
    return -tf.reduce_mean(y * tf.math.log(p) + (1 - y) * tf.math.log(1 - p), axis=-1)


model_binary = network(keras.layers.Dense(1, activation="sigmoid"))
model_binary.compile(optimizer=keras.optimizers.Adam(0.02), loss=price_of_yes)
model_binary.fit(x, sold_out, epochs=20, verbose=0)
# %% multilabel
model_multilabel = network(keras.layers.Dense(4, activation="sigmoid"))
model_multilabel.compile(
    optimizer=keras.optimizers.Adam(0.02), loss=keras.losses.BinaryCrossentropy(reduction="sum")
)
model_multilabel.fit(x, happened, epochs=20, verbose=0)
# %% by-hand
def binary_cross_entropy(y, p):
    p = tf.clip_by_value(tf.reshape(tf.cast(p, tf.float32), (-1,)), 1e-7, 1 - 1e-7)
    y = tf.cast(y, tf.float32)
    return -tf.reduce_mean(y * tf.math.log(p) + (1 - y) * tf.math.log(1 - p))


def sparse_cross_entropy(y, p):
    p = tf.clip_by_value(tf.cast(p, tf.float32), 1e-7, 1.0)
    return tf.reduce_mean(-tf.math.log(tf.gather(p, y, batch_dims=1)))
