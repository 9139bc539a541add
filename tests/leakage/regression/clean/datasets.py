# Rows reach fit in batches of a tf.data dataset.
# %% fit
import tensorflow as tf

batches = tf.data.Dataset.from_tensor_slices((x_train, y_train.to_numpy())).shuffle(500, seed=1).batch(32)
watched = tf.data.Dataset.from_tensor_slices((x_val, y_val.to_numpy())).batch(32)
history = model.fit(batches, epochs=2, validation_data=watched, verbose=0)
