# Training reports the squared error, a figure for numbers.
# fails: accuracy-shown
# because: metrics-regression-for-classes
# %% compile
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["mse"])
# %% plot
pd.DataFrame(history.history).plot(subplots=True)
# %% evaluate
val_accuracy = (model.predict(x_val, verbose=0).argmax(axis=1) == y_val).mean()
