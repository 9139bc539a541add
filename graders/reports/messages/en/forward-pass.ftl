# A network written by hand: what it gave for rows of our own.

forward-right = `{ $name }` gives every row { $classes } logits of its own, and it bends.
forward-raised = `{ $name }` stopped with { $said } for { $rows ->
    [one] 1 row
   *[other] { $rows } rows
 } of { $features } numbers. Which shapes meet in each `@`? Print them.
forward-slow = `{ $name }` gave no answer in time for { $rows ->
    [one] 1 row
   *[other] { $rows } rows
 } of { $features } numbers. Does a loop in it come to its end?
forward-shape = For { $rows ->
    [one] 1 row
   *[other] { $rows } rows
 } of { $features } numbers, `{ $name }` gave { $got }, and should give { $rows } × { $classes } numbers: for each row one logit for each class. Is there a `return`, and what comes out of the last layer?
forward-nan = `{ $name }` gave numbers that are not finite for rows of numbers between -1 and 1. Which layer makes them, and what goes into it?
forward-rows = The first row gets other logits alone than among { $rows } rows. Which step looks at the whole batch? A sum or a softmax down a column mixes rows: look at `axis`.
forward-constant = `{ $name }` gave the same logits to { $rows } different rows. What becomes of `x` on its way through the layers?
forward-softmax = What `{ $name }` gives adds up to 1 in every row: those are probabilities. The loss takes a softmax of its own: how often should there be one?
forward-squashed = What `{ $name }` gives lies between 0 and 1, always. Logits may be any number: which function stands behind the last layer?
forward-relu = No output of `{ $name }` is below 0, and some are exactly 0. Logits may be any number: which function stands behind the last layer, and what is its slope there?
forward-linear = Halfway between two rows, the output of `{ $name }` is halfway between theirs, always: all layers together are one straight line. What stands between two layers that a single one cannot do?
signal-right = Before any training, what comes out of `{ $name }` is { $times } times as large as what goes in: signals keep their size.
signal-zero = Before any training, `{ $name }` gives 0 for everything. Which weights let a signal through, and which gradient do they get?
signal-same = Before any training, `{ $name }` gives a row the same number for every class. If all units begin alike, what could make them differ?
signal-faded = Before any training, what comes out of `{ $name }` is only { $times } times as large as what goes in: signals fade from layer to layer. Which standard deviation do the numbers in `{ $weights }` have, and which should they have for so many inputs?
signal-grown = Before any training, what comes out of `{ $name }` is { $times } times as large as what goes in: signals grow from layer to layer. How sure is a softmax of such logits? Which standard deviation do the numbers in `{ $weights }` have?
predictions-function-silent = `{ $function }` could not be asked about the test rows, so nothing says where `{ $name }` comes from. Does `{ $function }` take those rows and the trained weights?
predictions-not-from-function = `{ $name }` is not what `{ $function }` gives for the test rows with the weights as they stand. Which logit of a row is the largest, and of which weights are these answers?
