# Curves that should be drawn.

plot = The figure shows { $curves } of `{ $name }`, each by a name of its own.
plot-nothing = No figure is shown. What do the numbers in the history look like one after another? Draw them with `plt.plot` or a table's `.plot()`.
plot-not-in-history = `{ $name }` holds no `{ $curve }`, so it cannot be drawn. What puts it there? Look at the arguments of `compile` and `fit`, and print the keys of the history.
plot-differs = There are figures, but none of their lines has the numbers of { $curves } in `{ $name }`. What is drawn instead? Look at what is handed to `plot`.
plot-other-history = A line in the figure has `{ $curve }` of another training, that of `{ $other }` in cell `{ $cell }`, and none has `{ $curve }` of `{ $name }`. Which history is drawn? Look at the name before `.history`.
plot-twice = `{ $twice }` is drawn twice, and `{ $curve }` of `{ $name }` not at all. What would you see if both lines were the same? Look at the key of the second line.
plot-missing = { $there } of `{ $name }` is drawn, but not { $curves }. What can one curve not tell without the other? Add the line.
plot-unnamed = { $curves } of `{ $name }` are drawn, but nothing in the figure says which line is which. How would a reader know? Give each line a `label` and call `plt.legend()`.
plot-swapped = { $curves } of `{ $name }` are drawn, with their names exchanged: the line of the training figures is called validation. In which order does `plt.legend` take its names? Compare the last value of each line with the history.
plot-unseen = There are more figures in this notebook than we keep, so this one may not have been seen. A person will look at it.
