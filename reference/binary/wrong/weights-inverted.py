# The shares of the rows as class weights: those who leave count for even less.
# fails: weights-sound
# because: imbalance-inverted
# %% fit
class_weight = {code: float((y_train == code).mean()) for code in (0, 1)}
history = model.fit(
    x_train, y_train, epochs=50, validation_split=0.2, verbose=0, class_weight=class_weight
)
