# model_onehot is compiled and never trained.
# fails: onehot-trained, onehot-history
# because: trained-other, absent-training
# blocks: test-accuracy
# %% onehot-model
model_onehot = keras.Sequential(
    [keras.Input(shape=(x_train.shape[1],)), keras.layers.Dense(3, activation="softmax")]
)
model_onehot.compile(optimizer=keras.optimizers.Adam(0.1), loss="categorical_crossentropy")
history_onehot = history_sparse
