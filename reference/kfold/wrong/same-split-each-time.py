# validation_split takes the same last rows each time: four trainings, one fold.
# fails: folds
# because: cv-overlap
# %% cross-validate
scores = []
for i in range(4):
    network = build_model()
    history = network.fit(
        x_train, y_train, epochs=5, batch_size=16, validation_split=0.25, verbose=0
    )
    scores.append(history.history["val_mae"][-1])
mean_score = np.mean(scores)
