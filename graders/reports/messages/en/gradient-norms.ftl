# What reaches each layer of a deep network.

gradient-norms = `{ $name }` holds what reaches the { $layers } layers of `{ $model }`: { $first } at the first, { $last } at the last.
gradient-norms-count = `{ $name }` holds { $count } numbers, and `{ $model }` has { $layers } layers with weights. Which number belongs to which layer? Take one norm for each layer's `kernel`, the output layer's included.
gradient-norms-odd = `{ $name }` holds a number that is no length: below 0, or not finite. What does `tf.norm` give for an array?
gradient-norms-reversed = `{ $name }` has the layers in the wrong order: { $first } stands first and { $last } last. From which end does a gradient travel through a network, and which layer should be first in the list?
gradient-norms-squared = `{ $name }` holds the squares of the norms: { $first } first, { $last } last. Which step is missing between a sum of squares and a length?
gradient-norms-biases = `{ $name }` holds the norms of the biases' gradients. Which of a layer's two arrays meets its inputs? Take the `kernel`.
gradient-norms-scaled = `{ $name }` has the right proportions, but every number is the same factor too large or too small. Is the loss the mean binary cross-entropy, over all rows of `x_train`?
gradient-norms-differ = `{ $name }` begins with { $first } and ends with { $last }; traced back through `{ $model }`, other numbers arrive. Are they gradients of the loss with respect to this model's weights, as it is when the cell has run?
gradient-norms-healthy = The first layer of `{ $model }` gets { $first } and the last { $last }: the gradient does not fade on its way. Which activation was asked for here, and how large is its slope at most?
gradient-norms-not-measured = The numbers of the gradients could not be measured again, because the model was trained later or needs the notebook's own code. They were judged as they stand.
