# A name in Korean, its own eight curves in other spellings, and the other of two tags.
# %% diagnose
student = " 홍길동 "
show(student)
named = {"C5": "Still falling", "C11": "still-falling", "C14": "never_falls", "C16": "NEVER FALLS",
         "C18": "still falling", "C22": "good", "C31": "jagged", "C32": "Good"}
diagnosis = pd.Series(named)
# %% repair
model = keras.Sequential([keras.layers.Dense(3, activation="softmax")])
model.compile(keras.optimizers.Adam(0.05), "sparse_categorical_crossentropy")
history = model.fit(x_train, y_train, validation_data=(x_val, y_val), epochs=60, verbose=0)
draw_curve(history)
y_test_prob = model.predict(x_test, verbose=0)
