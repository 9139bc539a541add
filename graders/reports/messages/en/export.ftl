# `grade export` to learning platforms.

export-review = { $count ->
    [one] 1 needs a review and was left out
   *[other] { $count } need a review and were left out
 } (--with-review exports the points as they stand): { $names }
export-broken = { $count ->
    [one] 1 has no points by our fault and was left out
   *[other] { $count } have no points by our fault and were left out
 } (`grade run` tries again): { $names }
export-unreadable = { $count ->
    [one] 1 could not be read
   *[other] { $count } could not be read
 }; what is exported is 0, unless a person gave points: { $names }
export-filled = { $rows ->
    [one] 1 score
   *[other] { $rows } scores
 } written into the column “{ $column }”.
export-no-row = { $count ->
    [one] 1 student has no row of their own there
   *[other] { $count } students have no row of their own there
 } (--roster says who is who): { $names }
export-possible = The column is worth { $there } points there, the assignment { $here } here. Nothing was converted.
export-adjusted = The automatic score is { $automatic }; after adjustments it is { $score }.
