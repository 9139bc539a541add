# Two learning rates are tried, and the validation rows choose.
# %% fit
best = None
for rate in (0.01, 0.03):
    tried = keras.models.clone_model(model)
    tried.compile(keras.optimizers.Adam(rate), "mse")
    tried.fit(x_train, y_train, epochs=1, verbose=0)
    loss = tried.evaluate(x_val, y_val, verbose=0)
    if best is None or loss < best[0]:
        best = loss, rate
model.compile(keras.optimizers.Adam(best[1]), "mse", metrics=["mae"])
history = model.fit(x_train, y_train, epochs=2, validation_split=0.2, verbose=0)
