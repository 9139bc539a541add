# What `%grade <id>` prints inside Jupyter.
magic-stands-for = Here { $item } is checked: { $title } ({ $points ->
    [1] 1 point
   *[other] { $points } points
 }).
magic-unknown = Here { $item } is checked. What it is about is in assignment.toml, which is not beside this notebook.
magic-names-there = Defined so far: { $names }.
magic-names-missing = Not defined yet: { $names }. Run the cell `{ $cell }` above.
magic-task-stopped = The cell `{ $cell }` above stopped with { $error }.
magic-run-check = For points and reasons, save and run in a terminal: grade check { $notebook }
magic-usage = Write %grade and the id of a check. There are: { $item }

# The card of a check in a live notebook.
card-passed = Right
card-partial = Partly right
card-failed = Not yet
card-blocked = Waits
card-broken = The checker's fault
card-later = Later
card-points = { $points } of { $possible }
card-question = A question
card-look = Where to look
card-why = Why it matters
card-cell = Look at the cell `{ $cell }`.
card-waits-hidden = This line needs data or a bar that only the grader has: it is judged when you hand in.
card-waits-experiment = So far nothing speaks against it. To be sure, the notebook has to run again with other rows: `grade check { $notebook }` does that in a terminal.
card-waits-order = This line is about the whole notebook. Choose *Restart and Run All*: then it can be judged.
card-waits-not-run = The cell `{ $cell }` has not run yet. Run it first, then this one again.
card-waits-not-run-yet = The cell `{ $cell }` has not run yet, and this line is about it, too. When you have finished, `grade check { $notebook }` in a terminal judges it.
