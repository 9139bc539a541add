# build_model without brackets is the function, not a network.
# fails: runs-clean
# blocks: final-network, test-predictions, test-mae, same-transform
# because: crash-other
# %% final
model = build_model
model.fit(x_train, y_train, epochs=30, batch_size=16, verbose=0)
