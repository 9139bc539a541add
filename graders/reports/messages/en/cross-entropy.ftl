# A cross-entropy written by hand: what it was called with, and what came back.

entropy-right = `{ $name }` gave the right loss for all { $calls } batches that it was called with.
entropy-raised = `{ $name }({ $given })` stopped with { $said }. Which shapes do the two arguments have? Try this call in a cell of its own.
entropy-slow = `{ $name }({ $given })` gave no answer in time. Does a loop in it come to its end?
entropy-nothing = `{ $name }({ $given })` gave nothing that is a number ({ $said }). Is there a `return`?
entropy-many = `{ $name }({ $given })` gave { $got }, and should give one number. Which step makes one loss of the losses of all rows?
entropy-not-finite = `{ $name }({ $given })` gave { $got }. Of which number was the logarithm taken here? A logarithm needs a number above 0.
entropy-value = `{ $name }({ $given })` gave { $got }. Work the first row out by hand: which probability did its right class get, and what is minus its natural logarithm?
entropy-edge = `{ $name }({ $given })` gave { $got }. What is the exponential of 1,000, or the logarithm of 0, in a computer? Which step keeps numbers away from there?
entropy-edge-value = `{ $name }({ $given })` gave { $got }. Who is sure and right pays next to nothing; who is sure and wrong pays a lot. How far from 0 and 1 are probabilities kept?
entropy-slip-rows = `{ $name }({ $given })` gave { $got }: the loss of each row. Training needs one number: which number stands for all rows, however many there are?
entropy-slip-sum = `{ $name }({ $given })` gave { $got }: the sum over the rows. What happens to the steps of a training when it gets twice as many rows? Ask for the mean.
entropy-slip-sign = `{ $name }({ $given })` gave { $got }: the right size, with the other sign. Is the logarithm of a probability above or below 0, and should the loss of a worse answer be larger or smaller?
entropy-slip-half = `{ $name }({ $given })` gave { $got }: only the rows whose `y` is 1 count. What does a network pay that says 1 to everything? Look at the rows whose `y` is 0.
entropy-slip-pairs = `{ $name }({ $given })` gave { $got }: the mean over all pairs of a label and a probability. Which shape has `y * np.log(p)` when `y` is (n,) and `p` is (n, 1)? Print it.
entropy-slip-entries = `{ $name }({ $given })` gave { $got }: the costs were divided by the number of rows times the number of classes. Over how many numbers should the mean be taken?
entropy-slip-base-two = `{ $name }({ $given })` gave { $got }: that is the loss in logarithms to base 2. Which logarithm does Keras take?
entropy-slip-base-ten = `{ $name }({ $given })` gave { $got }: that is the loss in logarithms to base 10. Which logarithm does Keras take?
entropy-slip-no-logarithm = `{ $name }({ $given })` gave { $got }: the mean of the probabilities themselves. What turns a probability into a price?
entropy-slip-softmax-twice = `{ $name }({ $given })` gave { $got }: softmax was taken of numbers that are probabilities already. How sure can a network be if only numbers from 0 to 1 go into softmax?
entropy-slip-softmax-down = `{ $name }({ $given })` gave { $got }: softmax added up over the rows of the batch. Which numbers should add up to 1: those of one row, or those of one class? Look at `axis`.
entropy-slip-sigmoid = `{ $name }({ $given })` gave { $got }: each class was a yes or no for itself. How many classes can be right in one row?
entropy-slip-squares = `{ $name }({ $given })` gave { $got }: that is the squared error. What does it cost there to be sure and wrong, and what with a logarithm?
