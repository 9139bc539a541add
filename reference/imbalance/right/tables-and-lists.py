# Tables stay pandas tables, answers are lists; partial balance; the network is called net.
# %% scale
scaler = StandardScaler().set_output(transform="pandas")
x_train = scaler.fit_transform(x_train)
x_val, x_test = scaler.transform(x_val), scaler.transform(x_test)
# %% under
left, stayed = x_train[y_train == 1], x_train[y_train == 0].sample(150, random_state=1)
x_under = pd.concat([left, stayed])
y_under = y_train.loc[x_under.index]
# %% over
x_over, y_over = RandomOverSampler(sampling_strategy=0.5, random_state=4).fit_resample(x_train, y_train)
# %% smote
x_smote, y_smote = SMOTE(sampling_strategy=0.7, k_neighbors=3, random_state=1).fit_resample(x_train, y_train)
# %% fit
net = build_model()
net.fit(x_train, y_train, epochs=20, batch_size=128, validation_data=(x_val, y_val), class_weight=class_weight, verbose=0)
model = net
# %% evaluate
y_val_pred = [1 if chance > 0.5 else 0 for chance in model.predict(x_val, verbose=0)[:, 0]]
report = classification_report(y_val, y_val_pred, target_names=["stays", "leaves"], digits=3)
# %% predict
y_test_pred = [1 if chance > 0.5 else 0 for chance in model.predict(x_test, verbose=0)[:, 0]]
