# The scale cell uses a network that only a later cell builds: it worked once, in another order.
# fails: runs-clean
# because: crash-restart
# %% scale
scaler = MinMaxScaler()
x_train = scaler.fit_transform(x_train)
x_val = scaler.transform(x_val)
x_test = scaler.transform(x_test)
print(model.input_shape)
