### Cross-validation: its networks, its folds, its scores, and the network that comes after.

cv-networks = Each of your { $folds } folds was answered by a network that had not seen its rows.
cv-folds = { $folds } folds: every one of the { $every } rows was validated on, and none by a network that it had taught.
cv-scores = All { $folds } numbers in `{ $name }` are what the folds' networks got on the rows they were not taught.
cv-mean = `{ $name }` is the mean of your { $folds } scores.
cv-final = `{ $model }` began anew and learned from all { $every } training rows.

cv-no-training = No network was trained, so there is nothing to validate. Where does the loop call `build_model()`, and `fit` after it?
cv-one-training = One training on { $rows } of the { $every } rows was seen: that is a single split, not a cross-validation. How would you learn how much the score depends on the split? Train a network for each fold.
cv-rows-not-seen = Which rows these trainings learned from could not be seen. A person will look at it.
cv-network-reused = In fold { $fold } the network had already been trained on { $seen } of the { $rows } rows that it is then validated on: it kept its weights from an earlier fold. What does a score say about rows that the network knows? Look at where `build_model()` is called, and at what it returns.
cv-network-untaught = In fold { $fold } `fit` changed no weight: the network answers as it was drawn by chance. How many epochs did it get, and which layers may learn?
cv-network-one-label = In fold { $fold } all { $labels } labels that the network was trained on are the same. What can be learned from them? Look at the second array that you give to `fit`.
cv-nothing-left-out = In fold { $fold } the network was trained on { $rows } of the { $every } rows, and no row was left for it to be validated on. Which rows must it not see? Look at how the training part of a fold is put together.
cv-swapped = In fold { $fold } { $trained } rows were trained on and { $rows } validated on. Which of the two parts should be the large one? Look at the order in which the splitter gives them.
cv-overlap = Your { $folds } folds overlap: { $often } of the { $every } rows were validated on more often than others (up to { $most } times), and { $never } rows never. Where does one fold end and the next begin? Print the first and last row of each.
cv-never = Of the { $every } rows, { $never } were never validated on in your { $folds } folds. Which rows are they, and where do the folds leave them out?
cv-left-over = { $rows } rows were never validated on, because they do not divide by { $folds }. That costs nothing here; `KFold` makes some folds a row longer instead.

cv-scores-unreadable = `{ $name }` should hold one number for each fold, and has the shape { $shape }. What does `evaluate` return when a network has a loss and a metric? Take the one that is asked for.
cv-scores-nan = `{ $name }` holds a value that is no number. From which fold on? Look at its loss.
cv-scores-count = { $one ->
    [yes] `{ $name }` holds a single number, that of one fold, while { $folds } folds were trained. What do the others say? A mean of one number has no spread.
   *[no] `{ $name }` holds { $found } { $found ->
        [one] number
       *[other] numbers
    }, and { $folds } { $folds ->
        [one] network was
       *[other] networks were
    } trained in folds. There should be two folds at least, and one number for each. Where does the list begin to be empty, and when is a number added to it?
}
cv-scores-trained = Number { $place } in `{ $name }` ({ $score }) is about { $rows } rows, and the network had been trained on { $trained } of them. What would a network that learned them by heart get there? Ask it about the rows that its fold left out.
cv-scores-other = Number { $place } in `{ $name }` ({ $score }) is the { $other ->
    [loss] loss
   *[other] { $other }
} of a fold, and the { $metric } is asked for. In which order does `evaluate` give the loss and the metrics? Look at `model.metrics_names`, or at `return_dict=True`.
cv-scores-pairs = Number { $place } in `{ $name }` ({ $score }) is the mean over all pairs of a price and a prediction, not row by row. Which shape has `predict`'s answer, and which the prices? Look at `.ravel()`.
cv-scores-differ = Number { $place } in `{ $name }` ({ $score }) is what none of your { $folds } networks got on the rows that its fold left out. Which network gave it, and about which rows?
cv-scores-not-seen = How these scores were made could not be seen. A person will look at it.
cv-negative = `{ $name }` holds negative numbers: scikit-learn turns errors round, so that more is better. An error itself is positive; a minus sign brings it back.

cv-mean-not-number = `{ $name }` should be one number: the mean of `{ $scores }`.
cv-mean-without-scores = `{ $scores }` cannot be read, so `{ $name }` has nothing to be the mean of.
cv-mean-best = `{ $name }` is { $mean }, the score of your best fold. Would other rows be as kind? All { $folds } folds together say what to expect.
cv-mean-one-fold = `{ $name }` is { $mean }, the score of one fold. What do the other folds say? Look at what is averaged, and where.
cv-mean-sum = `{ $name }` is { $mean }, the sum of your { $folds } scores. Is the network wrong by so much?
cv-mean-differs = `{ $name }` is { $mean }, which is not the mean of the { $folds } numbers in `{ $scores }`. What was averaged?

cv-final-fold = `{ $model }` learned from { $rows } of the { $every } rows: it is the network of a fold. What were the folds for, and what could a network learn from the rows that this one never saw? Make a new one for all rows.
cv-final-part = `{ $model }` learned from { $rows } of the { $every } rows. The folds have said what to expect; what is left to hold back? Give `fit` all training rows.
cv-final-continued = `{ $model }` went on from weights that a fold had trained ({ $before } rows). The scores are about networks that began anew. Which call makes one?
cv-final-split = `{ $model }` was given all rows, but `validation_split` kept { $aside } of the { $every } from it. The folds have done the validating; which rows should it learn from now?
