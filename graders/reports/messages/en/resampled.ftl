# Tables made by a sampler, and class weights. Each says what was seen in the student's own run,
# then asks the question that leads to the concept, then says where to look.

resampled = `{ $features }` has { $rows } rows, each with its label; { $few } of them are “{ $rare }”.
resampled-unseen = The rows of this table could not be compared with the training rows. A person will look at it.
resampled-exchanged = `{ $features }` holds one value per row, and `{ $targets }` a table: they have each other's names. In which order does `fit_resample` give its two parts back?
resampled-no-table = `{ $features }` is not a table of numbers. What does `fit_resample` give back, and in which order?
resampled-no-labels = `{ $targets }` does not hold one class per row. What does `fit_resample` give back, and in which order?
resampled-lengths = `{ $features }` has { $rows } rows, and `{ $targets }` has { $labels } labels. Do both come from the same call?
resampled-part-changed = `{ $name }` had { $before } rows before this cell, and { $after } after it. Which later cells need it as it was? Give what the sampler makes names of its own.
resampled-same = In `{ $targets }` “{ $rare }” makes up { $few } of { $rows } rows: it is as rare as before. What does `fit_resample` give back, and where did it go?
resampled-turned = In `{ $targets }` “{ $rare }” makes up { $percent } % of { $rows } rows: now the other class is the rare one. Look at `sampling_strategy`.
resampled-held-out = { $held } of the { $rows } rows in `{ $features }` are rows that you had put aside. What is a score on them worth once they have been learnt? Look at what the sampler was given.
resampled-strangers = Hardly any row of `{ $features }` is a row of `{ $train }`. From which table were they drawn? Look at what the sampler was given, and at what happened to the rows afterwards.
resampled-labels = { $wrong } rows of `{ $features }` have another label in `{ $targets }` than they have in the data. When rows are drawn, what has to be drawn along with them, and in the same order?
resampled-made-up = { $new } rows of `{ $features }` are no rows of `{ $train }`: they are made up. { $kind ->
    [under] Under-sampling leaves rows out. Does it need new ones?
   *[over] Over-sampling repeats rows. Which sampler makes new ones instead?
 }
resampled-few-lost = `{ $features }` lacks { $lost } of the “{ $rare }” rows of `{ $train }`. Which class is there plenty of, and which row can nobody replace?
resampled-many-lost = `{ $features }` lacks { $lost } rows of the larger class. This task is to balance without leaving rows out: what should happen to the rare class instead?
resampled-none-left-out = `{ $features }` holds every row of the larger class: { $rows } rows in all. Under-sampling makes the table smaller. Which rows does it leave out?
resampled-copies = Every “{ $rare }” row in `{ $features }` is a row of `{ $train }`, many of them several times. SMOTE makes rows that are new. How does it go about it, and which class makes them?
resampled-other-class = { $other } of the new rows in `{ $features }` are not labelled “{ $rare }” in `{ $targets }`. Which class is there too little of?
resampled-not-between = `{ $features }` has { $new } new rows, and most of them do not lie between two “{ $rare }” rows of `{ $train }`. Between which rows does SMOTE draw its lines? Look at what it was given, and at what happened to the rows afterwards.

class-weights = With `{ $name }`, “{ $rare }” has { $percent } % of the whole weight with { $share } % of the rows.
class-weights-word = `{ $name }` is the text “{ $word }”. scikit-learn knows that word, Keras does not. Which number would you put for each class? Divide all rows by twice the rows of the class.
class-weights-unreadable = `{ $name }` is not a dictionary from a class, 0 or 1, to one number. What does `class_weight` in `fit` expect?
class-weights-classes = `{ $name }` should have one weight above 0 for each of the { $classes } classes. What does a row cost whose class has none?
class-weights-inverted = With `{ $name }`, “{ $rare }” has { $percent } % of the whole weight, and { $share } % of the rows: it counts for even less than before. For which class should a mistake cost more? Look at which number belongs to which class.
class-weights-light = With `{ $name }`, all “{ $rare }” rows together have { $percent } % of the whole weight. The task is to make both classes weigh the same. Multiply each weight with the number of its rows: what do you get?
class-weights-heavy = With `{ $name }`, all “{ $rare }” rows together have { $percent } % of the whole weight. What would a network answer for which every other row hardly counts? Multiply each weight with the number of its rows, and make both products the same.
