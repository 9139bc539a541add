# A function that draws initial weights: what came back for a layer of so many inputs and outputs.

initial-right = `{ $name }` draws weights whose standard deviation is { $std } for { $n_in } inputs and { $other_std } for { $other_in }: that keeps signals at their size.
initial-same = `{ $name }` gives the same numbers each time it is called. Two layers of one size would begin alike: leave the seed outside the function.
initial-raised = `{ $name }({ $n_in }, { $n_out })` stopped with { $said }. Try this call in a cell of its own.
initial-slow = `{ $name }({ $n_in }, { $n_out })` gave no answer in time. Does a loop in it come to its end?
initial-shape = `{ $name }({ $n_in }, { $n_out })` gave { $got }, and should give a table of { $n_in } rows and { $n_out } columns. What does `x @ w` need, if `x` has { $n_in } columns?
initial-transposed = `{ $name }({ $n_in }, { $n_out })` gave { $n_out } rows and { $n_in } columns. A row of `x` has { $n_in } numbers: which side of `w` do they meet in `x @ w`?
initial-nan = `{ $name }({ $n_in }, { $n_out })` gave numbers that are not finite. Of what was a root taken, or by what was divided?
initial-zero = `{ $name }({ $n_in }, { $n_out })` gave zeros only. If all units of a layer begin alike, which of them gets another gradient than its neighbour?
initial-constant = `{ $name }({ $n_in }, { $n_out })` gave { $value } everywhere. If all units of a layer begin alike, which of them gets another gradient than its neighbour?
initial-off-centre = The weights of `{ $name }({ $n_in }, { $n_out })` have the mean { $mean }, and should be around 0. Which distribution gives numbers on both sides of 0?
initial-other-law = The weights of `{ $name }({ $n_in }, { $n_out })` have the standard deviation { $std }: that is what { $law ->
    [he] Xavier asks for. How much of a signal does relu let through, and what makes up for it?
   *[xavier] He asks for. Whose factor 2 makes up for relu, and is relu meant here?
 }
initial-half = The weights of `{ $name }({ $n_in }, { $n_out })` have the standard deviation { $std }. Is that `/ np.sqrt(n_in) / 2`? Compare √n / 2 with √(n / 2): what is divided by the 2?
initial-outputs = The weights of `{ $name }` have the standard deviation { $std } for { $n_in } inputs and { $other_std } for { $other_in }: it goes by the number of outputs. How many terms does one unit add up?
initial-no-root = The weights of `{ $name }({ $n_in }, { $n_out })` have the standard deviation { $std }. Is that the variance? What is between a variance and a standard deviation?
initial-times = The weights of `{ $name }({ $n_in }, { $n_out })` have the standard deviation { $std }, and more inputs make it larger. A unit adds up { $n_in } terms: should each be larger or smaller, the more there are?
initial-limit = The weights of `{ $name }({ $n_in }, { $n_out })` have the standard deviation { $std }. Is the wanted standard deviation the limit of a uniform distribution there? Numbers between -a and a have the standard deviation a / √3.
initial-unscaled = The weights of `{ $name }` have the standard deviation { $std }, be it { $n_in } inputs or { $other_in }. A unit adds up as many terms as it has inputs: what happens to the size of the sum?
initial-spread = The weights of `{ $name }` have the standard deviation { $std } for { $n_in } inputs and { $other_std } for { $other_in }. Which standard deviation does the text ask for, and what is it for these numbers?
