# pandas' dummies of words, one wide hidden layer, logits, a smaller rate, the last rows put aside.
# %% vectorize
x = data["words"].str.get_dummies(sep=" ")
x_test = test["words"].str.get_dummies(sep=" ").reindex(columns=x.columns, fill_value=0)
y = pd.get_dummies(data["topic"]).astype("float32")
# %% split
x_train, y_train = x.iloc[:1800], y.iloc[:1800]
x_val, y_val = x.iloc[1800:], y.iloc[1800:]
# %% build
model = keras.Sequential(
    [
        keras.Input((x_train.shape[1],)),
        keras.layers.Dense(128),
        keras.layers.LeakyReLU(),
        keras.layers.Dense(46),
    ]
)
# %% compile
model.compile(
    optimizer=keras.optimizers.RMSprop(0.0008),
    loss=keras.losses.CategoricalCrossentropy(from_logits=True),
    metrics=[keras.metrics.CategoricalAccuracy()],
)
# %% plot
for name, values in history.history.items():
    plt.figure()
    plt.plot(range(1, 10), values)
    plt.title(name)
# %% evaluate
val_accuracy = round(100 * model.evaluate(x_val, y_val, verbose=0)[1], 2)
# %% predict
y_test_pred = y.columns.to_numpy()[model.predict(x_test, verbose=0).argmax(axis=1)]
