# A training written by hand: what the notebook wrote down, and what its network says.

descent-right = In { $steps } steps the loss fell from { $first } to { $last }; asked about all training rows, the network itself gives { $measured }.
descent-claimed = `{ $name }` falls from { $first } to { $last } in { $steps } steps. The network itself could not be asked about the training rows. A person will look at it.
descent-no-list = `{ $name }` is a { $type }, and should be a list of numbers: one loss for each step. What is put into it, and where?
descent-diverged = The loss of step { $step } is no number. What happens to the weights when each step is larger than the last? Look at the learning rate, and at logarithms of 0.
descent-nan = After the training the network answers with numbers that are not finite. What happens to the weights when each step is larger than the last? Look at the learning rate.
descent-unchanged = After { $steps } steps the network answers the training rows exactly as before them. Where do the new weights go? `w = w - step` inside a function gives a name to something new; what the notebook's `weights` hold stays as it was.
descent-worse = After { $steps } steps the loss on the training rows is { $measured }; it was { $began } before them. In which direction does a gradient point, and which way should a step go?
descent-little = After { $steps } steps the loss on the training rows is { $measured }; one and the same answer to every row would have { $constant }. Does the loss still fall, or does it jump? Plot `{ $name }`, and change the rate by factors of 10.
descent-rising = `{ $name }` begins with { $first } and ends with { $last }. What should a training make smaller, and is it that loss which is written down?
descent-other-losses = `{ $name }` ends with { $last }, but asked about all training rows the network has the loss { $measured }. Of which weights, or of which rows, are the losses in `{ $name }`?
contrast-right = From the same steps and the same rate: `{ $beside }` begins with { $other_first } and ends with { $other_last }, `{ $name }` begins with { $first } and ends with { $last }.
contrast-diverged = `{ $beside }` holds numbers that are not finite: that start threw the training out altogether.
contrast-lost = `{ $name }` holds numbers that are not finite, so there is nothing to compare `{ $beside }` with.
contrast-same = `{ $beside }` and `{ $name }` hold the same numbers. Which weights did each of the two trainings begin with?
contrast-none = `{ $beside }` goes from { $other_first } to { $other_last }, and `{ $name }` from { $first } to { $last }. Logits of weights with standard deviation 1 are some hundred times as large: what should the first loss be? Look at the weights that `{ $beside }` began with, and whether they had been trained before.
