# What the checks saw. Each says what was seen in the student's own run, then asks the question
# that leads to the concept, then says where to look. No bar, no hidden row, no reference value.

crash-where = { $line ->
    [0] Cell `{ $cell }` stopped
   *[other] Cell `{ $cell }` stopped in line { $line }
 }
metric-name = { $metric ->
    [rmse] RMSE
    [mse] MSE
    [mae] MAE
    [mape] MAPE
    [r2] R²
    [roc_auc] ROC AUC
    [pr_auc] PR AUC
    [log_loss] log-loss
    [balanced_accuracy] balanced accuracy
    [f1] F1
    [mcc] MCC
    [confusion_matrix] confusion matrix
    [classification_report] classification report
   *[other] { $metric }
 }
other-metric-name = { $other ->
    [rmse] RMSE
    [mse] MSE
    [mae] MAE
    [mape] MAPE
    [r2] R²
    [balanced_accuracy] balanced accuracy
    [f1] F1
    [mcc] MCC
   *[other] { $other }
 }
task-name = { $task ->
    [regression] predicting a number
    [binary] a yes-or-no question
    [multiclass] choosing one of several classes
   *[multilabel] several yes-or-no questions at once
 }
labels-name = { $labels ->
    [one-hot] one-hot rows
    [multi-hot] rows of several 0s and 1s
    [binary] 0 or 1
    [integers] whole numbers, one per row
    [text] text
   *[other] numbers
 }
asked-labels-name = { $asked ->
    [one-hot] one-hot rows
   *[other] whole numbers, one per row
 }
rate-seen = { $rated ->
    [yes] (learning rate { $rate }, { $epochs ->
        [one] 1 epoch
       *[other] { $epochs } epochs
     })
   *[no] ({ $epochs ->
        [one] 1 epoch
       *[other] { $epochs } epochs
     })
 }

## Blocked, and our own faults

blocked-by = This waits for “{ $title }”. Get that right first: it decides this line too.
submission-unreadable = Not judged: the file could not be read as a notebook.
check-raised = Our check `{ $check }` failed with { $type }. That is our fault, not yours: a person will look at it.
array-not-kept = `{ $name }` is too large for us to keep, so it could not be judged. A person will look at it.
metric-no-band = This line has no calibrated bar yet, so it could not be judged. A person will look at it.
metric-no-targets = The hidden answers for this line are missing on our side, so it could not be judged. A person will look at it.
run-wall-limit = The run met the backstop on elapsed time. Our machine may have been busy: a person will look at it.
run-collector-ended = Our recorder ended with the notebook's process, by a fault of ours or because the notebook made it. A person will look at it.
run-lost = The run was lost on our side. It says nothing about your work.
run-timeout = The run was ended in cell `{ $cell }` by the limit on time, after { $seconds } s. What had been done by then was judged.
run-memory = The run was ended in cell `{ $cell }` by the limit on memory. What had been done by then was judged.
run-output = The run was ended in cell `{ $cell }` because it printed too much. What had been done by then was judged.
run-processes = The run was ended in cell `{ $cell }` because it started too many processes. What had been done by then was judged.
run-died = The program ended itself in cell `{ $cell }`. What had been done by then was judged.

## Something is not there

absent-value = `{ $name }` does not exist after the run, or is nothing that can be judged. Which cell makes it, and is it spelled exactly so? Look at the task's text for the names it asks for.
absent-model = No model called `{ $name }` was found. Which cell builds it, and what is it called there?
absent-training = No training of `{ $name }` was seen. Which cell calls `fit`, and on which model?
absent-limit = `{ $name }` was not made: the run ended in cell `{ $cell }` before. Look at that cell first.

## Crashes

runs-clean = All cells ran from top to bottom ({ $cells }).
runs-clean-substituted = All cells ran from top to bottom ({ $cells }), once what newer libraries removed was written as it is today ({ $lines ->
    [one] 1 line
   *[other] { $lines } lines
 }).
cell-stopped = Cell `{ $cell }` did not finish. Run the notebook from the top: what does that cell say?
no-cells = Nothing ran: the notebook has no code cells.
run-ended = Cell `{ $cell }` was still running when the limit struck, after { $seconds } s. Which loop or training takes that long, and does it need to?
crash-interface = { crash-where }: `{ $old }` no longer exists as it once did (since { $since }). Your idea is not wrong, the library changed. Write instead: `{ $write }`
interface-substituted = Cell `{ $cell }`, line { $line }: `{ $old }` no longer exists as it once did (since { $since }). So that it does not hold up the rest, your notebook was run with today's way of writing it; this costs no points. Write instead: `{ $write }`
crash-unfinished = { crash-where }, because it has no solution yet. Remove `raise NotImplementedError` once you have one.
crash-integer-labels-categorical = { crash-where }: the labels have shape { $target }, the output { $output }. The loss is the one for one-hot labels. Which form do your labels have, and which loss takes that form? Look at the loss in `compile`.
crash-units-labels = { crash-where }: the labels have shape { $target }, the output { $output }. Binary cross-entropy compares one output with one 0 or 1. How many numbers does one row need here? Look at the last layer.
crash-rank = { crash-where }: the labels have shape { $target }, the output { $output }. Does this loss take whole-number labels or one-hot rows, and which do you have? Look at the loss in `compile`.
crash-one-hot-labels-sparse = { crash-where }: the labels have shape { $target }, as one-hot rows do, but the loss is the sparse one. What does “sparse” say about the labels? Look at the loss in `compile`.
crash-label-shape = { crash-where }: the labels have shape { $target }, the output { $output }. How many outputs does one row's label ask for? Look at the last layer.
crash-label-range = { crash-where }: there is a label { $label }, but the outputs stand for { $range }. How many classes are there, and does counting start at 0? Look at the last layer and at the labels.
crash-text-targets = { crash-where }: the targets are text. What number could stand for each class? Look at how `y` is made.
crash-text = { crash-where }: a column of text reached the network. Which columns are not numbers yet? `x_train.dtypes` shows them.
crash-object-columns = { crash-where }: the table has columns of mixed type (object), often truth values from `get_dummies` beside numbers. What does `x_train.dtypes` show (`x_train.dtype` of an array), and what would make all of it one kind of number?
crash-text-to-number = { crash-where }: { $text } is text, and numbers were expected. Which column is it in, and should it be encoded or dropped?
crash-balanced = { crash-where }: `class_weight="balanced"` is scikit-learn's word; Keras wants a weight for each class. How would you work out how much one row of each class should count?
crash-epoch = { crash-where }: `fit` has no argument `epoch`. How is it spelled in the documentation?
crash-argument = { crash-where }: there is no argument `{ $argument }`. Is it spelled right, and does it belong to this call?
crash-validation-without-targets = { crash-where }: `validation_data` has to hold features and targets. What would the loss be compared with otherwise?
crash-feature-count = { crash-where }: { $expected } features were expected, and the input is { $shape }. Which columns came or went in between? Compare the shapes of `x_train` and of this input.
crash-rows-disagree = { crash-where }: features and targets do not have the same number of rows ({ $message }). Which two belong together? Print their shapes.
crash-learning-rate = { crash-where }: the learning rate { $rate } is a whole number, and Keras wants one with a decimal point (or a schedule). And which size is usual for it?
crash-one-column = { crash-where }: a table of features was expected, and a single column or row arrived. What is in the variable that you gave it? In which order does `train_test_split` give its parts back?
crash-index = { crash-where }: place { $index } was asked for, but there are only { $size }, and counting starts at 0. What does `.shape` say? One output per row gives one column.
crash-not-fitted = { crash-where }: something transforms before it was fitted. Which rows should it learn from, and where should that stand?
crash-column-names = { crash-where }: the columns are not those of the training rows. What happens to a category that occurs in one part only? Look at where dummies are made.
crash-probabilities-as-labels = { crash-where }: probabilities were compared with labels. From which value on do you say yes? Look at how the predictions are made.
crash-one-hot-metric = { crash-where }: labels in two different forms were compared. How do you get from one-hot rows to class numbers?
crash-mixed-labels = { crash-where }: text labels were compared with numbers. Which class is 1? Bring both to the same form.
crash-not-compiled = { crash-where }: the model was not compiled. What has to be said about the loss before training?
crash-data-type = { crash-where }: data of a type that Keras does not read, such as a list. What does `type(...)` say, and what would make an array of it?
crash-history-subscript = { crash-where }: `fit` returns an object; its numbers are in an attribute. What does `dir(history)` show?
crash-no-metrics = { crash-where }: `evaluate` gave one number, the loss, since no metrics were compiled. Which one did you expect second?
crash-file = { crash-where }: there is no file `{ $file }`. The assignment's files are in `data/`, beside the notebook.
crash-module = { crash-where }: the package `{ $module }` is not installed here. The assignment needs pandas, scikit-learn and Keras (`pip install tensorflow` brings it). Can you do without any other?
crash-column = { crash-where }: there is no { $column }. Was the column renamed or dropped before, or does the key have another name?
crash-syntax = { crash-where }: Python cannot read it ({ $message }). Look at brackets, colons and indentation there and in the line above.
crash-memory = { crash-where }: it asked for more memory than there is. How large is the largest array, and does it have to be?
crash-input = { crash-where }: it waits for someone to type. Nobody is there when the notebook is graded: write the value into the cell.
crash-exit = { crash-where }: it ends the program. Nothing after it can run.
crash-restart = { crash-where }: `{ $name }` is only made later, in cell `{ $later }`. It works while an old value is in memory. Choose “Restart and Run All”: what happens?
crash-name-nowhere = { crash-where }: no cell before it makes `{ $name }`. Is it spelled differently elsewhere, or was its cell deleted?
crash-other = { crash-where } with { $type }: { $message }. Read the last line of the message first: what does it expect, and what does it get?
test-cell-passed = The test cell `{ $cell }` ran without complaint. It ran beside the notebook's own code, so this is claimed, not measured.
test-cell-failed = The test cell `{ $cell }` is not satisfied: { $message }
test-cell-raised = The test cell `{ $cell }` stopped with { $type }: { $message }
test-cell-partial = The test cell `{ $cell }` gives { $points } points.
test-cell-odd-value = A test cell gave a number of points that its line does not have. A person will look at it.
graded-by-hand = `{ $cell }` is read by a person, who gives the points.
by-hand = A person grades an answer of this notebook.
no-response = `{ $cell }`: no response. It still holds what was handed out.
test-cell-not-run = The test cell `{ $cell }` did not run.

## Split

split = { $held_out } rows are put aside, { $train } are left to train on.
split-inner = Rows are put aside while training.
split-empty = One part has no rows: { $train } to train on, { $held_out } put aside. What does `test_size` mean?
split-order = `{ $part }` has { $rows } rows, but `{ $targets }` has { $found }. In which order does `train_test_split` give its parts back?
split-swapped = { $train } rows to train on and { $held_out } put aside: the larger part was put aside. In which order does `train_test_split` give its parts back?
split-resampled = “{ $rare }” makes up { $percent } % of the file's rows, and { $found } % of the { $held_out } rows put aside: rows were copied, made up or thrown away before the split. Which world do the rows describe on which you validate? Split first, then resample the training rows only.
split-repeated = { $repeated } of the { $held_out } rows put aside are there more than once. What does a score on copies say about rows that nobody has seen? Resample training rows only.
split-shared = { $percent } % of the { $held_out } rows put aside are also among the training rows. What can they tell you that training has not seen?

## Scaling

scaled = The { $columns } columns reach the network on a common scale.
scaled-in-model = The model scales its inputs itself, with a { $layer } layer.
scaled-not-seen = The columns that reached `fit` could not be read off. A person will look at it.
scaled-constant = Every column that reached the network has the same value in all rows.
scaled-raw = { $raw } of { $columns } columns reach `fit` as they stand in the file: { $column } runs from { $minimum } to { $maximum }. One learning rate serves all weights: what does a step mean for a large column, and what for a small one? Look at which array you give to `fit`.
scaled-others-raw = The network was trained on scaled rows and then asked about { $rows } rows as they stand in the file, for example `{ $column }`. What does it take such a number for?
transformed = Scaled as asked, with the statistics of the training rows.
transformed-text = `{ $name }` holds something that is not a number.
transformed-shape = `{ $name }` has shape { $shape }, `{ $source }` has { $expected }. Scaling changes values, not rows and columns: where did they change?
transformed-unchanged = `{ $name }` is `{ $source }` as it was. Which call does the scaling, and what does it return?
transformed-own-rows = `{ $name }` is scaled with its own statistics, not with those of `{ $fitted_on }`. If one new row arrived tomorrow, { $kind ->
    [minmax] which smallest and which largest value
   *[standard] which mean and which standard deviation
 } would you take? Look at `fit` and `fit_transform`.
transformed-all-rows = `{ $name }` is scaled with statistics of all rows together. Which of them would you know before the new rows arrive? Look at the array that the statistics come from.
transformed-other-kind = `{ $name }` is scaled, but in the other of the two ways. { $kind ->
    [minmax] Where do the smallest and the largest training value have to land?
   *[standard] Which mean and which standard deviation should a training column have afterwards?
 }
transformed-whole-table = `{ $name }` is scaled with one pair of numbers for the whole table. Do a tax rate and a number of rooms share { $kind ->
    [minmax] a smallest and a largest value
   *[standard] a mean
 }? Look at `axis`.
transformed-by-row = `{ $name }` is scaled along each row instead of each column. What is in one row, and what in one column? Look at `axis`.
transformed-half = `{ $name }` has had half of the scaling: only shifted, or only divided. { $kind ->
    [minmax] Where do the smallest and the largest training value have to land?
   *[standard] Which mean and which standard deviation should a training column have afterwards?
 }
transformed-differs = `{ $name }` is not what the training rows' statistics give; the largest difference is { $difference }, in row { $row }, column `{ $column }`. Work one value out on paper: which numbers go in?

## Output, loss, metrics

head-fits = { $units ->
    [one] 1 output
   *[other] { $units } outputs
 } ({ $activation }): that can say the answer.
head-not-seen = The output of `{ $model }` could not be read off. A person will look at it.
head-positive = The output ({ $activation }) cannot say every number. That is fine while all targets stay in its range.
head-narrow = A layer before the output has { $narrow } { $narrow ->
    [one] unit
   *[other] units
}, and { $units } classes have to pass through it. What it leaves out, no later layer can bring back: what does a wider one reach?
head-two-sigmoids = Two sigmoid outputs do not have to add up to 1. Softmax would.
head-units = The last layer gives { $units ->
    [one] 1 number
   *[other] { $units } numbers
 } per row. The task is { task-name }: how many numbers make one answer?
head-shape = The output has shape { $shape }. One row should give one number: which layer keeps an axis too many?
head-regression = The output goes through { $activation }. { $known ->
    [yes] The targets run from { $low } to { $high }: which numbers can { $activation } say, and what does its slope do at the edge?
   *[no] Which numbers can { $activation } say, and which should a prediction be able to be?
 } Look at the last layer.
head-softmax-one-unit = Softmax over a single output. Softmax divides by the sum of all outputs: what is a number divided by itself? Look at the last layer.
head-sigmoid-for-classes = { $units } sigmoid outputs, each for itself. Exactly one class is right for each row: what should the { $units } outputs add up to?
head-softmax-for-labels = Softmax over { $units } outputs: they always add up to 1. Can two labels be true of the same row?
head-classes = The output goes through { $activation }. The task is { task-name }: which values can { $activation } take, and what would they mean as an answer? Look at the last layer.
head-no-hidden = The network has { $hidden ->
    [0] no hidden layer
    [one] 1 hidden layer
   *[other] { $hidden } hidden layers
 }. What can it say that a straight line cannot? The task asks for at least { $wanted }.
head-too-deep = { $hidden ->
    [one] A hidden layer bends
   *[other] { $hidden } hidden layers bend
 } what comes in, before the output. { $most ->
    [0] This network is to have none: what would you compare the deeper one with?
   *[other] Asked for are at most { $most }.
 } Count the layers with an activation.
head-activated-twice = The output goes through { $first } and then through { $second }. What is the largest value that can come out of the second, if only numbers from 0 to 1 go in? Once is enough.
head-dropout = `{ $layer }` stands behind the output layer, so during training some answers are replaced by 0. Which numbers should dropout take away, and which not?
head-linear-hidden = Of { $hidden ->
    [one] 1 hidden layer
   *[other] { $hidden } hidden layers
 }, { $bent ->
    [0] none has
    [one] 1 has
   *[other] { $bent } have
 } an activation that bends. Two linear layers after each other: can you write them as one? Look at `activation`.
head-whole-linear = On any inputs the whole network behaves like one straight line. What makes a hidden layer more than that?
head-linear-answers = The saved network has hidden layers, and gives other answers than this run did: here every answer lies on one straight line of the inputs. Is the layer that ran the one that was saved? A person will look at it.
loss-fits = The loss ({ $loss }) fits the output and the labels.
loss-custom = The loss is a function of your own that agrees with none of Keras' losses; what it teaches was judged by its effect.
loss-not-seen = Training in a loop of your own: the loss could not be read off. A person will look at it.
loss-classes-for-regression = The loss is { $loss }, which compares probabilities. The targets are amounts: what should the loss be when a prediction is off by 1, and when by 10?
loss-regression-for-classes = The loss is { $loss }, which measures distances between numbers. The task is { task-name }: how much should it cost to be sure and wrong? Compare the squared error of 0.99 for a 0 with its cross-entropy.
loss-exclusive-for-multilabel = The loss is { $loss }, which expects one right class for each row. Can several labels be true at once here?
loss-categorical-one-unit = The loss is { $loss }, which chooses among several outputs, but there is one. What is there to choose from? Look at the last layer and the loss together.
loss-sparse-one-hot = The loss is { $loss }, but the labels are one-hot rows. What does “sparse” say about the labels?
loss-categorical-integers = The loss is { $loss }, but the labels are { labels-name }. Which form does this loss compare with?
loss-labels-asked = Loss ({ $loss }) and labels ({ labels-name }) go together, but this task is about { asked-labels-name }. Which array of labels did `fit` get, and which loss takes the other form?
loss-binary-two-units = The loss is { $loss } over { $units } outputs, but there is one label for each row. Which output is it compared with?
loss-binary-for-classes = The loss is { $loss } over { $units } outputs: a separate yes-or-no for each class. Exactly one class is right: which loss knows that?
loss-unfit = The loss is { $loss }. The task is { task-name }: what does this loss make small, and is that what you want?
loss-logits-unmarked = The output has no activation, so it can be any number, but the loss ({ $loss }) takes it for a probability. What is the logarithm of a negative “probability”? Look at the last layer and at `from_logits`.
loss-negative-chances = The output runs from -1 to 1, and the loss ({ $loss }) takes it for a probability. Between which two numbers does a probability lie, and what is the logarithm of one below 0? Look at the activation of the last layer.
loss-activated-twice = The output is already a { $activation } probability, and the loss ({ $loss }) was told that it is a logit. How often should { $activation } be applied? Look at `from_logits`.
metrics-fit = The metrics fit the task ({ $metrics }).
metrics-none = No metric was compiled; only the loss is shown while training.
metrics-accuracy-watched = While training, only { $metrics } is shown. It hardly moves where one class is rare. That costs nothing here, for the evaluation sees the rare class; AUC or recall would show it from the first epoch on.
metrics-classes-for-regression = `{ $metric }` counts how often a prediction is exactly right. How often is a price exactly right? Which number would tell you how far off you are?
metrics-regression-for-classes = The metrics ({ $metrics }) measure distances between numbers. The task is { task-name }: what would you tell someone who asks how often it is right?
metrics-accuracy-alone = The only figure is { $metrics }. One class is rare: how often would you be right if you always gave the other answer? Which figures see the rare class?

## Training

trained = Training made the loss fall from { $first } to { $last } { rate-seen }.
trained-unseen = The model was trained { rate-seen }.
units-dead = { $dead } of { $units } relu units are 0 for every row. They have stopped learning.
trained-other = `{ $model }` was never trained; `{ $other }` was. Which of the two answers your questions afterwards?
trained-diverged = The loss stopped being a number in epoch { $epoch } { rate-seen }. What happens to the weights when each step is larger than the last? Look at the learning rate and at missing values.
trained-unchanged = After training, the weights are those from before { rate-seen }. Which layers may learn, and how far does each step move?
trained-answers-nan = For all { $rows } rows the model answers “not a number”. From which step on is something not a number?
trained-dead = All { $units } relu units are 0 for every row: they died, and only the bias answers { rate-seen }. What is the slope of relu below 0, and what threw them there? Look at the learning rate and the number of units.
trained-constant = The model gives the same answer, { $answer }, to all { $rows } rows { rate-seen }. What has it learned from the features? Look at the learning rate, at scaling, and for units that died.
trained-still = The loss did not move: { $first } at first, { $last } at last { rate-seen }. How far does one step go? Change the learning rate by factors of 10 and plot the loss.
trained-rising = The loss rose from { $first } to { $last } { rate-seen }. What happens in a valley when each step is longer than the valley is wide? Plot the loss.
trained-unpaired = `fit` was given { $rows } rows of features and { $labels } labels. Which label belongs to which row?
trained-one-label = All { $labels } labels that the model was trained on are the same. What can be learned from them? Look at the array that you gave to `fit`.
trained-class-missing = The labels that the model was trained on are of { $seen } classes, and the file has { $classes }. What will it answer for a row of a class that it never saw? Look at which rows reached `fit`.
trained-few-rows = The model learned from { $rows } of the { $all } rows that there are. What can so few of them say about the others? Look at which rows reached `fit`, and how many were put aside.
trained-little = On the rows that it learned from, the model's answers cost { $percent } % less than one and the same answer to all of them { rate-seen }; at least { $least } % is asked. What do the features say about labels that are not theirs, and what does a strong penalty leave of the weights? Look at rows and labels side by side, then at the settings.
trained-no-better = The loss ends at { $last } { rate-seen }; giving one and the same answer to every training row would have { $constant }. Is it still falling, or does it jump? Plot it: that tells you whether to train longer or to change the learning rate.
history = `{ $name }` is the record of this model's training ({ $epochs ->
        [one] 1 epoch
       *[other] { $epochs } epochs
    }).
history-unseen = The training could not be observed, so `{ $name }` could not be compared. A person will look at it.
history-not-one = `{ $name }` is a { $type }. What does `fit` return?
history-other-model = `{ $name }` is the record of `{ $other }`, not of `{ $model }`. Which training do your curves show?
history-differs = `{ $name }` is not the record of any training of `{ $model }` that was seen. Which call returned it?
history-without-validation = `{ $name }` holds { $keys }, but nothing about validation rows. How would you see overfitting in it? Look at the arguments of `fit`.
history-validated-on-training = The validation losses in `{ $name }` are of the very rows that were trained on. What would they show of overfitting? Look at `validation_data`.

## Predictions

predictions = `{ $name }` holds one answer for each of { $rows } rows, from the model it should come from.
predictions-not-array = `{ $name }` is a { $type }, not one answer for each row.
predictions-rows = `{ $name }` has { $rows } answers for { $expected } rows. Which rows were given to `predict`?
predictions-nan = { $lost } of { $rows } answers in `{ $name }` are not numbers. From which step on? Look at missing values and at the loss.
predictions-text = `{ $name }` holds text where numbers are asked for.
predictions-one-hot = `{ $name }` has { $columns } columns of 0 and 1. How do you get from there to one class for each row?
predictions-columns = `{ $name }` has { $columns } columns for each row. Which one is the answer, and how do you find it?
predictions-logits = `{ $name }` runs from { $low } to { $high }. Between which two numbers does a probability lie, and what is missing after the last layer?
predictions-already-labels = `{ $name }` holds only 0 and 1. How sure was the model? The task asks for that.
predictions-classes = `{ $name }` has { $columns ->
    [one] one column
   *[other] { $columns } columns
} for { $classes } classes. How many probabilities does each row need, and how many outputs does the last layer have?
predictions-sums = The probabilities of a row in `{ $name }` sum to between { $low } and { $high }. To what should they sum, if a row is of exactly one class? Look at the last activation.
predictions-probabilities = `{ $name }` holds probabilities. Which label follows from each, and from which value on?
predictions-labels = `{ $name }` holds { $example }, which is no class of this task. Which classes are there, and how are they counted?
predictions-inverted = `{ $name }` is the wrong way round: rows that the model finds likely got the answer no. On which side of the comparison does the threshold stand?
predictions-falling = Where `{ $model }` answers with a larger number, `{ $name }` has a smaller one, and it does not go with the truth. What was done to the answers after `predict`?
predictions-always-yes = `{ $name }` is 1 for all { $rows } rows, also where the probability is below one half. What does your comparison decide?
predictions-argmax-one-column = All { $rows } answers in `{ $name }` are 0, though the model's one output is above 0.5 for some rows. `argmax(axis=1)` asks which column is largest: how many columns are there?
predictions-other-model = `{ $name }` comes from `{ $other }`, not from `{ $model }`. Which model did you mean to ask?
predictions-untrained = `{ $name }` was made in cell `{ $cell }` by `{ $model }` before it was trained. What does it know at that moment?
predictions-not-from-model = { $seen ->
    [yes] `{ $name }` does not follow from anything that `{ $model }` predicted for { $rows } rows. Where do these answers come from?
   *[no] `{ $model }` was not seen to predict { $rows } rows, so `{ $name }` is not known to be its answers. Make them with `{ $model }.predict`. A person will look at it.
 }
predictions-stale = `{ $name }` was made in cell `{ $cell }`, and `{ $model }` was trained again afterwards, in cell `{ $fit }`. Whose answers are these?

## Reported values

reported = `{ $name }` ({ metric-name }) is { $reported }, and that is what your arrays give.
reported-copied = `{ $name }` is `{ $truth }` itself, value by value, and no network was seen to answer that. A copy of the truth measures nothing.
reported-unseen = `{ $name }` ({ metric-name }) could not be recomputed. A person will look at it.
reported-from-history = The value is the last one of the training history.
reported-not-number = `{ $name }` is a { $type }, not one number.
reported-nan = `{ $name }` is not a number (NaN or infinite). What is divided by 0, or missing?
reported-rows = `{ $truth }` has { $rows } rows and `{ $name }` has { $found }. Which two belong together?
reported-unreadable = `{ $name }` cannot be compared with the truth for { metric-name }. What does one entry of it look like?
reported-broadcast = `{ $name }` is { $reported }. That is { metric-name } over all { $pairs } pairs of a truth and a prediction; row by row, your { $rows } predictions give { $recomputed }. Print `({ $truth } - { $predictions }).shape`: what happens to (n,) minus (n, 1)?
reported-mse-as-rmse = `{ $name }` is { $reported }. That is the mean of the squares. What is its unit, and what brings it back to the unit of the target?
reported-mape-by-predictions = `{ $name }` is { $reported }. That is the error as a share of the prediction. As a share of what does the task ask for it?
reported-other = `{ $name }` should be { metric-name }, but { $reported } is the { other-metric-name } of your arrays. Which formula is which?
reported-swapped = `{ $name }` is { $reported }, which comes out when truth and predictions change places. Which one does the function take first?
reported-sum = `{ $name }` is { $reported }: a sum over { $rows } rows. Would twice as many rows make the model twice as bad?
reported-inverted = `{ $name }` is { $reported }, which comes out when every answer is turned round. On which side of the comparison does the threshold stand?
reported-loss = `{ $name }` should be { metric-name }, but { $reported } is the loss that `evaluate` gave. In which order does `evaluate` give its figures back?
reported-training-rows = `{ $name }` ({ metric-name }) is { $reported }: that is the figure for the rows that were trained on. What do those rows say about new ones?
reported-differs = `{ $name }` is { $reported }, but { metric-name } of `{ $truth }` and `{ $predictions }` is something else. Were the arrays changed after it was worked out, or is the formula another one? Work out three rows by hand.
reported-other-model = `{ $name }` is { $reported }: that is the figure of `{ $other }`, not of `{ $model }`. Which model is the text about?
matrix = `{ $name }` is the confusion matrix of your { $rows } rows.
matrix-normalised = The confusion matrix holds shares instead of counts.
matrix-not-one = `{ $name }` is a { $type }, not a table of counts.
matrix-shape = `{ $name }` has shape { $shape }. How many classes are there, true and predicted?
matrix-transposed = `{ $name }` has rows and columns exchanged. In scikit-learn a row stands for a true class: which argument comes first?
matrix-differs = `{ $name }` is not the confusion matrix of `{ $truth }` and `{ $predictions }`. Which two arrays went in? Count one cell by hand.
report = `{ $name }` is the classification report of your { $rows } rows.
report-not-one = `{ $name }` is a { $type } in which no report can be read.
report-swapped = `{ $name }` has precision and recall exchanged. Which does `classification_report` take first, the truth or the predictions?
report-differs = `{ $name }` is not the report of `{ $truth }` and `{ $predictions }`. Which two arrays went in?

## The hidden rows

metric-where = { $own ->
    [yes] On the { $rows } rows that you put aside
   *[other] On { $rows } rows that nobody had seen
 }
metric-reached = { metric-where }, `{ $name }` is as good as right solutions are ({ metric-name }).
metric-part = { metric-where }, `{ $name }` is better than one constant answer, and not yet as good as right solutions ({ metric-name }). That earns { $percent } % of this line. { $validated ->
    [no] What would more epochs change, or a larger or a smaller network? Rows that are not trained on can tell you.
   *[yes] What do your learning curves say: longer, shorter, larger, smaller? Look at the validation loss.
 }
metric-none = { metric-where }, `{ $name }` is hardly better than one constant answer, if at all ({ metric-name }){ $own ->
    [yes] . Did the network learn long enough, and from all training rows? Look at the training loss.
   *[other] , though perhaps good on your own rows. Were the test rows prepared exactly as the training rows were, and answered in their order?
 }
metric-constant = `{ $name }` gives one and the same answer to all { $rows } rows. What has the model learned from the features?
metric-inverted = { metric-where }, `{ $name }` is wrong where it could be right: turned round it would be good ({ metric-name }). Which class is 1? Look at whose probability this is, or at which side of the comparison the threshold stands.
metric-rows = `{ $name }` has { $rows } answers for { $expected } rows. Which rows were given to `predict`?
metric-unreadable = `{ $name }` cannot be read as answers for { metric-name }. What does one entry of it look like?
metric-nan = { $lost } of { $rows } answers in `{ $name }` are not numbers. From which step on?
metric-looks = Chance could have been the reason that `{ $name }` was a little below, so your notebook was trained { $runs } times, each time from other random numbers. The middle result counted, or the first if that was better.
metric-looks-missing = `{ $name }` is a little below right solutions. It should have been trained again from other random numbers, and was not. A person will look at it.
model-not-confirmed = `{ $model }` could not be rebuilt without your own code, so it was judged by its answers alone.
answers-contradicted = A clean copy of the saved model answers the same rows differently. A person will look at it.
answers-not-measured = The saved model could not be measured in a clean box. A person will look at it.
answers-not-from-model = The answers do not follow from the outputs of any model that was seen. A person will look at it.

## Rows that were put aside

leak-source = { $source ->
    [test] { $changed } rows of `data/test.csv`
    [held-out] { $changed } rows of `data/train.csv` that your program puts aside
   *[both] { $changed } rows that your program puts aside or is only to predict
 }
leak-what = { $what ->
    [x] the training rows that reached `fit` in cell `{ $cell }` changed with them
    [y] the labels that reached `fit` in cell `{ $cell }` changed with them
    [sample-weight] the sample weights that reached `fit` in cell `{ $cell }` changed with them
    [weights] what the network in cell `{ $cell }` knew before its training changed with them
    [settings] the settings of the training in cell `{ $cell }` changed with them
   *[value] `{ $name }` changed with them
 }
leak-columns = { $columned ->
    [yes] { " " }(columns: { $columns })
   *[no] { "" }
 }
leakage-none = What is trained stood still while { $changed } rows that it may not know were changed.
leakage-through = When we changed { leak-source } and nothing else, { leak-what }{ leak-columns }. They went in at `{ $through }` in cell `{ $through_cell }`, which was given { $through_rows } rows. If those rows arrived only tomorrow, what could that call know today? Look at the order of that line and your split.
leakage-by-hand = When we changed { leak-source } and nothing else, { leak-what }{ leak-columns }. If those rows arrived only tomorrow, which of your numbers could you work out today? Look at where each mean, limit or count comes from, at or before cell `{ $through_cell }`.
leakage-typed = The training rows were scaled by numbers of all rows of `data/train.csv`, those that are put aside among them: their smallest and largest values, or their mean and spread (columns: { $columns }). Your program did not work them out, so where do they come from? If the rows that are put aside arrived only tomorrow, which of these numbers could you know today? Look at the numbers at or before cell `{ $cell }`.
leakage-copies = { $copies } rows of `{ $file }` stand on both sides of the split in cell `{ $cell }`: among the rows put aside and among the rows trained on. { $resampling ->
    [yes] { $resampled } ran before it.{ " " }
   *[no] { "" }
 }What does a network show that is examined with questions whose answers it has learned? Look at which comes first: the split, or the copying.
leakage-inner-folds = `{ $actor }` learned from all rows before they were cut into folds. That is common and costs nothing here; fitted once per fold, the scores would be stricter.
leakage-inner-split = `{ $actor }` also learned from the rows of `validation_split`, which then decide when training stops. That is common and costs nothing here.
same = { $rows } test rows that we followed reached the network as training rows do.
same-not-seen = How test rows reach the network could not be seen. A person will look at it.
same-rows = The network in cell `{ $cell }` answered { $found } rows where the test file has { $expected }. Each test row wants one answer: where were rows added or taken away?
same-own-statistics = { $moved } of { $kept } test rows that we left as they were reached `{ $model }` in other numbers once other test rows had changed{ leak-columns }. So test rows are scaled by each other. If one row arrived alone, what would it be scaled by? Look for a second `fit`, `fit_transform` or mean of the test rows before cell `{ $cell }`.
same-raw = We put copies of { $planted } training rows into the test file. { $differ } of them reached `{ $model }` as they stand in the file, though it was trained on other numbers for the same rows{ leak-columns }. What does the network know of these numbers? Look at what you did to the training rows, and did not do to the test rows.
same-otherwise = We put copies of { $planted } training rows into the test file. { $differ } of them reached `{ $model }` in other numbers than they had in `fit`{ leak-columns }. Should the same row not look the same to the network? Compare, step by step, what training rows and test rows go through: which object does it, and where did it learn?
honest = The reported scores follow the labels of the rows that they are about, and the training does not.
honest-not-seen = Whether the reported scores follow the right rows could not be seen. A person will look at it.
honest-when-watched = `{ $name }` is the score of the { $rows } rows that were trained on, and became one of the rows put aside only when the notebook was run again to be tried. What in it looks at how or where it is run? A person will look at it.
honest-from-history = `{ $name }` is a validation figure of the training's own history.
honest-trained-rows = `{ $name }` is about { $rows } rows, and the network in cell `{ $cell }` had been trained on { $trained } of them. What does a score say on questions whose answers were learned? Look at which rows went into `fit`.
honest-training-score = `{ $name }` stands still when the labels of { $changed } rows that you put aside are changed: it is a score of the rows that were trained on. What do those say about new rows? Look at which arrays it is worked out from.
honest-unmoved = `{ $name }` stands still when the labels of { $changed } rows that you put aside are changed. A score of those rows would move. Which arrays is it worked out from? Look for `{ $truth }` in that line.
honest-labels-reach-fit = When we changed the labels of { $changed } rows that you put aside, and nothing else, { $what ->
    [x] the features that reached `fit` in cell `{ $cell }` moved{ leak-columns }
    [y] the labels that reached `fit` in cell `{ $cell }` moved
    [sample-weight] the sample weights that reached `fit` in cell `{ $cell }` moved
   *[class-weight] the class weights of the training in cell `{ $cell }` moved
 }. Which labels would you know on the day you train? Look at where these numbers are counted.
honest-stopped-on = The rows behind `{ $name }` decided through { $by } in cell `{ $cell }` how long to train. A score of rows that chose is too kind: which rows could decide instead?
honest-chosen-on = When we changed the labels of { $changed } rows that you report on, { $what ->
    [value] `{ $name }` moved, though the network was the same
   *[other] the training in cell `{ $cell }` became another one
 }. So those labels choose something, and then judge it. Which rows could choose instead?
experiment-missing = The notebook was not run with changed rows, so this line could not be judged. A person will look at it; no points are lost.
experiment-skipped = Not asked, because something before it has to be right first.
experiment-unresolved = Running the notebook with changed rows gave no clear answer. A person will look at it; no points are lost.
experiment-rows-not-found = Which rows the notebook puts aside could not be found. A person will look at it; no points are lost.
experiment-run-disturbed = With changed rows the notebook took another course, so nothing can be said. A person will look at it; no points are lost.
experiment-run-unfinished = The notebook did not come to its end, so it was not run again with changed rows. A person will look at it; no points are lost.
experiment-moves-by-itself = What is trained differs from run to run by itself, so nothing can be said about changed rows. A person will look at it; no points are lost.
experiment-differs-when-watched = With the very same files the notebook gave other rows to the training in cell `{ $cell }` when it was run again to be tried. What in it looks at how or where it is run? A person will look at it.
experiment-inputs-not-seen = What reaches the training could not be seen. A person will look at it; no points are lost.
experiment-timeout = The run with changed rows met a limit on time. A person will look at it; no points are lost.
experiment-died = The run with changed rows ended early. A person will look at it; no points are lost.
experiment-lost = The run with changed rows was lost on our side. A person will look at it; no points are lost.

## Overfitting

losses-seen = { $seen ->
    [yes] the loss is { $loss } on rows it was trained on and { $held } on validation rows
   *[no] the loss is { $loss } on rows it was trained on, and another on rows it has not seen, measured out of your sight
 }
overfitting = Overfitting is under control: { losses-seen }.
overfitting-unseen = The training could not be watched closely enough to tell overfitting. A person will look at it.
overfitting-not-passed = Cell `{ $cell }` makes `{ $callback }`, but no `fit` gets it. Who calls it at the end of an epoch? Look at `fit`'s argument `callbacks`.
overfitting-watches-training = Early stopping watches `{ $monitor }`, a figure of the rows trained on. Which figure turns round when a network begins to learn its rows by heart? Look at `monitor`.
overfitting-no-validation = Early stopping watches `{ $monitor }`, but no rows were validated on, so it never saw that figure ({ $epochs } epochs were run). Where would it come from? Look at `validation_split` and `validation_data`.
overfitting-monitor-unknown = Early stopping watches `{ $monitor }`, which this training does not have; it has { $known }. What is its exact name? Print `history.history.keys()`.
overfitting-mode = Early stopping watches `{ $monitor }` with `mode="{ $mode }"`. Does that figure get better by rising or by falling? Look at `mode`.
overfitting-no-early-stopping = Training ran all { $epochs } epochs, and nothing could have stopped it. Which callback watches the validation loss for you?
overfitting-not-finite = After training the loss is no number. From which epoch on? Plot it.
overfitting-not-restored = Training stopped early, but the network keeps the weights of its last epoch, some epochs after its best. Which argument of `EarlyStopping` brings the best ones back?
overfitting-enlarged = In inference mode { losses-seen }: the gap is still there, and the network grew from { $start } to { $parameters } weights. What can a larger network remember that a smaller one cannot?
overfitting-longer = In inference mode { losses-seen }: the gap is still there, and training took { $epochs } epochs, where it began with { $start }. What does the network learn in the last of them? Plot the loss and the validation loss.
overfitting-checkpoint-unused = In inference mode { losses-seen }. A checkpoint was saved at the best epoch, and the network that answers has the weights of the last one. How do they come back from the file? Look at `load_model` and `load_weights`.
overfitting-gap = In inference mode { losses-seen }: that is still a wide gap. What does the network know about its training rows that does not hold for others? Look at the number of its weights, at the number of epochs, at `Dropout` and at `regularizers`.
overfitting-skill-lost = In inference mode { losses-seen }{ $seen ->
    [yes] ; one constant answer would lose { $constant }
   *[no] {""}
 }. The gap is gone, and so is what the network had learned. How strongly may a penalty pull before nothing else counts? Look at its factor, at the rate of `Dropout`, at the number of units and epochs.

## Imbalance

treated-by = { $treated ->
    [weights] weights
    [resampling] resampled rows
    [loss] the loss
    [bias] the output's first bias
    [threshold] a moved threshold
    [estimator] the estimator itself
    [nothing] nothing yet
   *[unseen] something that was not seen
 }
imbalance = The rare class “{ $rare }” ({ $percent } % of the rows) is made to count by { treated-by }.
imbalance-unseen = The classes that were trained on could not be seen. A person will look at it.
imbalance-untreated = “{ $rare }” makes up { $percent } % of the rows, and training treated every row alike, with the usual threshold. How much would a network lose that never answered “{ $rare }”? Look at `class_weight`, at resampling the training rows, and at the threshold.
imbalance-inverted = “{ $rare }” makes up { $share } % of the rows trained on, and { $weight } % of their weight: the rare class counts for even less. Which class should an error cost more for? Look at which number belongs to which class.
imbalance-twice = Training rows were resampled, and weighted as well: “{ $rare }” is { $share } % of the rows and { $weight } % of the weight. What is left to be balanced when the rows are balanced? Choose one of the two.
imbalance-text-keys = `class_weight` has the keys { $keys } as text. Keras looks for the numbers 0, 1, … and finds none: every row weighs 1, without a warning. What type do the labels have that reach `fit`?
imbalance-one-class = All { $rows } rows validated on are “{ $name }”. `validation_split` takes the last rows as they stand. Where does resampling put the rows it makes, or the classes? Give `validation_data` instead.
imbalance-validation-resampled = “{ $rare }” makes up { $percent } % of the file's rows, and { $found } % of the { $rows } rows validated on. Which world do those rows describe? Look at which rows get to the sampler.
imbalance-evaluated-resampled = Cell `{ $cell }` evaluates on rows that `{ $sampler }` made, and that nothing was trained on. Which world do they describe? Score on rows as they are.
imbalance-other-treatment = The task asks for { $asked ->
    [weights] weights, on the training rows as they are
   *[resampling] resampled training rows
 }; seen was { treated-by }. What reached `fit`?
imbalance-none-positive = None of the { $rows } answers in `{ $answers }` is “{ $rare }”. How many of them should be, roughly? Look at the weights, and at the probabilities before the threshold.
imbalance-all-positive = { $found } % of the { $rows } answers in `{ $answers }` are “{ $rare }”, which makes up { $percent } % of the rows. That finds everyone, and is right about few. How heavy may the rare class become before nothing else counts?
imbalance-recall = `{ $answers }` answers “{ $rare }” in { $found } % of the rows, and still misses too many of them on hidden rows. What raises the recall, and what does it cost? Look at weights, rows and threshold.
imbalance-precision = `{ $answers }` answers “{ $rare }” in { $found } % of the rows; on hidden rows too few of these are right. What would lower the false alarms, and what does it cost? Look at weights, rows and threshold.
imbalance-table = `{ $targets }` has { $rows } rows, { $found } % of them “{ $rare }” ({ $percent } % in the file).
imbalance-table-same = In `{ $targets }` “{ $rare }” makes up { $found } % of { $rows } rows, as in the file ({ $percent } %). What does `fit_resample` give back, and where did it go?
imbalance-table-over = In `{ $targets }` “{ $rare }” makes up { $found } % of { $rows } rows: now the other class is the rare one. Look at `sampling_strategy`.
imbalance-table-unreadable = `{ $targets }` does not hold one class per row. In which order does `fit_resample` give its two parts back?
