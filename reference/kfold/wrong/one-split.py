# One split, and its score as the mean.
# fails: fresh-networks, folds
# blocks: scores-right
# because: cv-one-training, cv-one-training
# %% cross-validate
network = build_model()
network.fit(x_train[101:], y_train[101:], epochs=5, batch_size=16, verbose=0)
scores = [network.evaluate(x_train[:101], y_train[:101], verbose=0)[1]]
mean_score = scores[0]
