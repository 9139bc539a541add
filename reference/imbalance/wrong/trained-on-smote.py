# Made-up rows in place of weights: another cure than the one that is asked for.
# fails: weighted
# because: imbalance-other-treatment
# %% fit
model = build_model()
model.fit(x_smote, y_smote, epochs=5, batch_size=256, verbose=0)
