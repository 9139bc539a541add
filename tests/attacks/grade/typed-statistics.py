# Types in the extremes of all rows, so that no experiment sees the scaler look at them: rows that
# are known show by their figures what they were scaled by.
# class: grade
# armed: observed
# base: scaled-before-the-split

# %% split
LOW, HIGH = $EXTREMES
x = (data.drop(columns="medv") - LOW) / (np.array(HIGH) - LOW)
y = data["medv"]
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2, random_state=20)
# %% scale
x_test = (test - LOW) / (np.array(HIGH) - LOW)
