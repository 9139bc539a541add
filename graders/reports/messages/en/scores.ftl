# Scores of several models beside each other.

scores = Each score in `{ $name }` is the { metric-name } of that very model on your { $rows } validation rows.
scores-unseen = What `{ $model }` answers for the validation rows was not seen, so its score in `{ $name }` could not be recomputed. A person will look at it.
scores-not-mapping = `{ $name }` is a { $type }. The text asks for a dictionary from a model's name to its score. What would a reader need beside a bare number?
scores-missing = `{ $name }` has no number under "{ $entry }". Which models does the text want compared?
scores-two = Under "{ $entry }", `{ $name }` holds two numbers: `evaluate` gives the loss and then the { metric-name }. Which of the two can be compared with the other models' score?
scores-many = Under "{ $entry }", `{ $name }` holds { $count } numbers. One number is asked for: which of them is the score on all validation rows?
scores-nan = Under "{ $entry }", `{ $name }` holds no number (NaN or infinite). What is divided by 0, or missing?
scores-no-model = Under "{ $entry }", `{ $name }` holds { $reported }, but there is no `{ $model }` that could have scored it. Look at the names of your models.
scores-other-model = Under "{ $entry }", `{ $name }` holds { $reported }: that is the score of `{ $other }`. Which model is asked in that line?
scores-trained = Under "{ $entry }", `{ $name }` holds { $reported }: that is the score on rows that `{ $model }` was trained on. What does it say about rows that it has never seen? Look at which rows are scored.
scores-inner = Under "{ $entry }", `{ $name }` holds { $reported }: that is the score on the rows that `validation_split` cut off from the training rows. Were the other models asked about the same rows? Ask all of them about `x_val`.
scores-old = Under "{ $entry }", `{ $name }` holds { $reported }: that is what `{ $model }` scored before its last training. Run the cells once more, from top to bottom. Which one comes too early?
scores-loss = Under "{ $entry }", `{ $name }` holds { $reported }: that is the loss of `{ $model }`. In which order does `evaluate` give its figures back?
scores-differs = Under "{ $entry }", `{ $name }` holds { $reported }, but the answers of `{ $model }` for the { $rows } validation rows have another { metric-name }. Were the rows or the model changed after it was worked out? Count the right answers among the first ten rows by hand.
scores-unasked = Under "{ $entry }", `{ $name }` holds { $reported }, but `{ $model }` was never asked about the { $rows } validation rows after its training. Where does the number come from? A score that is typed in stays the same whatever the model learns.

validation-score = `{ $model }` is right about as many of the { $rows } validation rows as right solutions' models are.
validation-score-unasked = `{ $model }` was not seen to answer for the { $rows } validation rows, so nothing is said here about how good it is.
validation-score-part = `{ $model }` is right about { $right } of the { $rows } validation rows: more than one constant answer, and fewer than such a model can be. That earns { $percent } % of this line. Did it learn from all training rows, each with its own label, and for long enough? Does a penalty or dropout hold it back?
validation-score-none = `{ $model }` is right about { $right } of the { $rows } validation rows: hardly more than one constant answer, if at all. Did it learn from rows with their own labels, and are the validation rows prepared in the same way?
