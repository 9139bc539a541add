# Tables stay pandas tables, answers are lists; a linear network, net, and a limit of its own choice.
# %% scale
from sklearn.preprocessing import RobustScaler

scaler = RobustScaler().set_output(transform="pandas")
x_train = scaler.fit_transform(x_train)
x_val, x_test = scaler.transform(x_val), scaler.transform(x_test)
# %% under
left, stayed = x_train[y_train == 1], x_train[y_train == 0].sample(130, random_state=1)
x_under = pd.concat([left, stayed])
y_under = y_train.loc[x_under.index]
# %% over
x_over, y_over = RandomOverSampler(sampling_strategy=0.5, random_state=4).fit_resample(x_train, y_train)
# %% smote
x_smote, y_smote = SMOTE(sampling_strategy=0.7, k_neighbors=3, random_state=1).fit_resample(x_train, y_train)
# %% fit
net = keras.Sequential([keras.layers.Dense(1, activation="sigmoid", kernel_regularizer="l2")])
net.compile(optimizer=keras.optimizers.Adam(0.02), loss="bce")
net.fit(x_train, y_train, epochs=10, batch_size=128, validation_data=(x_val, y_val), class_weight=class_weight, verbose=0)
model = net
# %% evaluate
chances = model.predict(x_val, verbose=0)[:, 0]
limits = np.linspace(0.4, 0.6, 21)
recalls = [(chances > limit)[y_val == 1].mean() + (chances <= limit)[y_val == 0].mean() for limit in limits]
limit = limits[np.argmax(recalls)]
y_val_pred = [1 if chance > limit else 0 for chance in chances]
report = classification_report(y_val, y_val_pred, target_names=["stays", "leaves"], digits=3, zero_division=0)
# %% predict
y_test_pred = [1 if chance > limit else 0 for chance in model.predict(x_test, verbose=0)[:, 0]]
