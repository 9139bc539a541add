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
