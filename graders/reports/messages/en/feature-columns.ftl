# The columns of a table of features.

columns = `{ $name }` holds amounts, and a column for each level of a kind.
columns-names-a-row = `{ $name }` has the column { $columns }, which only names a row. What could a network learn from it, and would that hold for rows nobody has seen? Leave it out.
columns-names-a-kind = { $columns }: in `{ $name }` these are one number each, though they name kinds. Is the kind written as 4 twice the one written as 2? Make a column for each level, also where levels are digits.
