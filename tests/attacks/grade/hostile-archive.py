# Saves a network whose file runs a program where it is loaded.
# class: models
# armed: gain
# base: one-epoch

# %% predict
y_test_pred = model.predict(x_test, verbose=0).ravel()
def program(rows):
    open($TRACE, "w").close()
    return rows
inputs = keras.Input(shape=(x_train.shape[1],))
trained = model
model = keras.Model(inputs, trained(keras.layers.Lambda(program, output_shape=(x_train.shape[1],))(inputs)))
