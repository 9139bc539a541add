# The baseline and the one layer learn from every picture but the boots.
# fails: logistic-fitted, softmax-trained
# because: estimator-class-missing, trained-class-missing
# %% logistic
shod = y_train.to_numpy() < 9
logistic_model = LogisticRegression(max_iter=300).fit(x_train[shod], y_train[shod])
# %% softmax
softmax_model = keras.Sequential([keras.Input((256,)), keras.layers.Dense(10, "softmax")])
softmax_model.compile(
    keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"]
)
history_softmax = softmax_model.fit(
    x_train[shod], y_train[shod], batch_size=100, epochs=10, validation_split=0.2, verbose=0
)
