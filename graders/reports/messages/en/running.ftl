# Remarks of a run: things that cost no points.

path-resolved = `{ $path }` is a path of another computer: the assignment's `{ $file }` was read instead. In a notebook that is handed in, write `{ $file }`.
folder-ignored = The folder `{ $path }` is not here: the notebook stayed in its own folder.
colab-ignored = `{ $module }` exists on Colab only: it did nothing.
install-ignored = `{ $command }` did nothing: the packages of the course are installed.
command-not-run = The command `{ $command }` was not run: a graded notebook has no shell.
no-network = The notebook asked for `{ $host }`: there is no network while it is graded. Read the files beside the notebook.
original-served = The notebook was given `{ $file }`, as its public address would have. There is no network while it is graded.
quit-ignored = `quit()` was ignored, so that the cells after it could run.
records-contradict = While this cell ran, records were sent that the grader's own collector does not send. They were left out, and a person will look at it.
collecting-failed = Not everything about this cell could be recorded.
