# A student's page.
page-contents = On this page
page-attempt = Hand-in { $number }
page-received = received { $at }
page-of-points = of { $possible } points
page-no-score = No points are stated yet.
page-points-of = { $points } of { $possible }
page-review = Somebody will look at this work, so the points may still change.
page-unsafe = This notebook ran without a sandbox.
page-outputs-gone = What the cells printed is not kept any more, so the notebook stands here without its outputs.

page-checks = What was checked
page-passed = Passed
page-partial = Partly
page-failed = Not yet
page-blocked = Waits
page-broken = Our fault
page-by-hand = A person set this to { $points }.
page-hint-question = A hint: the question to ask
page-hint-look = A hint: where to look
page-hint-why = Why it matters
page-to-cell = to the cell

page-curves = Your learning curves
page-train-line = training (solid)
page-held-line = validation (dashed)
page-reference-band = where the reference ran with other seeds (shaded)
page-epoch = epoch
page-curve-train = Training: from { $first } to { $last } in { $epochs } epochs.
page-band-train = The reference's training ended between { $low } and { $high }.
page-band-held = The reference's validation ended between { $low } and { $high }.
page-curve-held = Validation: ends at { $last }; the lowest value, { $lowest }, is in epoch { $lowest_at }.
page-more-trainings = { $count ->
    [one] 1 more training is not shown.
   *[other] { $count } more trainings are not shown.
 }
page-curve-of = `{ $name }`
page-answers = Your answers for new rows
page-answers-told = `{ $name }` for { $rows } rows that nobody has seen, held against what is true of them. Each line is one of your answers; a bold frame is where answer and truth agree.
page-answers-rule = Rounded to multiples of { $base }. Where fewer than { $least } rows got the same answer nothing is said about them, so that no single row can be found out.
page-answers-true = what is true
page-answers-given = your answer
page-answers-few = fewer than { $least } rows
page-bin-least = under { $high }
page-bin = { $low } to { $high }
page-bin-most = { $low } or more
page-scaling = Scaling: before and after
page-scaling-told = The training rows as they first stood in your notebook, and as they reached `fit`.
page-scaling-same = These rows reached `fit` as they were.
page-before = before
page-after = when they reached fit
page-column = column
page-min = min
page-max = max
page-mean = mean
page-deviation = std
page-all-columns = all { $count } columns together
page-column-number = column { $number }
page-more-columns = { $count ->
    [one] 1 more column is not listed.
   *[other] { $count } more columns are not listed.
 }

page-notebook = Your notebook, as it ran here
page-ran-all = All { $cells } code cells ran from top to bottom, in { $seconds } s of computing time. { page-ran-rows }
page-ran-some = { $ran } of { $cells } code cells ran, in { $seconds } s of computing time. { page-ran-rows }
page-ran-rows = The file data/test.csv held other rows here than the ones you have.
page-ran-plain = { $ran } of { $cells } code cells ran, in { $seconds } s of computing time.
page-code = Code of cell
page-given-cell = A cell that everybody was given
page-table = A table
page-picture = A picture that cell { $cell } drew
page-picture-titled = A picture that cell { $cell } drew: { $title }
page-pictures-left-out = { $count ->
    [one] 1 more picture is left out.
   *[other] { $count } more pictures are left out.
 }
page-picture-left-out = A picture is left out: it is too large for this page.
page-outputs-left-out = More outputs of this cell are left out.
page-text-left-out = More text of this notebook is left out.
page-hidden-rows = An output is left out because it shows rows that are kept for grading. In your own session it shows the rows that you have.
page-more-lines = { $count ->
    [one] … 1 more line
   *[other] … { $count } more lines
 }
page-more-lines-cut = … more than { $count } more lines
page-more-above = { $count ->
    [one] 1 line above …
   *[other] { $count } lines above …
 }
page-stopped-error = stopped with an error
page-stopped-limit = stopped by a limit
page-stopped-not-run = did not run
page-differs = What you handed in shows something else here:
page-differs-numbers = What you handed in shows other numbers
page-ran-here = as it ran here
page-handed-in = as you handed it in
page-hidden-state = Cell `{ $cell }` uses `{ $name }`, which is only made in a later cell, `{ $later }`. It worked for you because an old value was in memory. Choose Restart and Run All before you hand in.
page-hidden-state-nowhere = Cell `{ $cell }` uses `{ $name }`, which no cell of the notebook makes. It worked for you because an old value was in memory. Choose Restart and Run All before you hand in.
page-out-of-order = The cells were not run from top to bottom when you saved: cell `{ $cell }` had number { $number }, after { $before } further up. Restart and Run All shows what everybody else will see.

page-how = How this was found, and how to see it yourself
page-mended = What was repaired (costs no points)
page-remarks = Seen on the way (costs no points)
page-again = Run it yourself
page-again-told = In a terminal, beside your notebook. `grade check` judges it as here, but for what needs the rows that are kept for grading.
page-environment = What it ran with
page-backend = ran in
page-mode = mode
page-no-box = no sandbox
page-seeds = Random numbers
page-seeds-told = Random numbers that the notebook did not pin were pinned to the same start for everybody, which is not told. What it pins itself stayed as it is:
page-seeds-none = Random numbers that the notebook did not pin were pinned to the same start for everybody, which is not told.
page-digests = Digests: what this grade was made from
page-digest-notebook = notebook
page-digest-files = files beside it
page-digest-evidence = what the run showed
page-digest-rubric = rubric
page-digest-code = checks
