# Activation functions and slopes written by hand: the call that was made, and what came back.

function-kind-name = { $kind ->
    [leaky_relu] leaky ReLU
    [relu] ReLU
    [elu] ELU
   *[other] { $kind }
 }
function-other-name = { $other ->
    [step] the step function
    [leaky_relu] leaky ReLU with slope 0.01
    [relu] ReLU
    [elu] ELU
   *[other] { $other }
 }

function-right = `{ $name }` gave the right values in all { $calls } calls: numbers, vectors and tables.
function-not-one = `{ $name }` is no function when its cell has run, but a { $type }. Was the name used again for something else?
function-ended = Not judged: calling the functions of this cell ended the whole run. Which of them needs very much memory, or never stops?
function-not-called = `{ $name }` was there, but was not called by us. That is our fault, not yours: a person will look at it.
function-raised = `{ $name }({ $given })` stopped with { $said }. It should take a number, a vector and a table alike: try this call in a cell of its own.
function-slow = `{ $name }({ $given })` gave no answer in time. Does a loop in it come to its end?
function-nothing = `{ $name }({ $given })` gave nothing that is made of numbers ({ $said }). Is there a `return`?
function-shape = `{ $name }({ $given })` gave { $got }: shape { $got_shape } for an input of shape { $shape }. Each number should get an answer in its own place. Which call inside looks at all numbers at once?
function-not-finite = `{ $name }({ $given })` gave { $got }. Which step makes a number that is not finite?
function-overflow = `{ $name }({ $given })` gave { $got }. What is the exponential of 1,000 in a computer, and what is infinity divided by infinity? What may be subtracted before, without changing the result?
function-range = `{ $name }({ $given })` gave { $got }. Between which two values should every answer of { function-kind-name } lie? Compare with its curve.
function-falls = `{ $name }` of { $given } gave { $got }: the larger input got the smaller answer. Does the curve of { function-kind-name } ever go down?
function-sum = `{ $name }({ $given })` gave { $got }. Probabilities of one row should add up to 1: add them up.
function-shift = `{ $name }({ $given })` gave { $got }, which is not what it gave for { $said }, where every number of a row is smaller or larger by the same amount. What cancels when `exp(z + c)` is divided by a sum of such terms?
function-value = `{ $name }({ $given })` gave { $got }. Work it out by hand with the formula of { function-kind-name }: where do the two part?
function-slip-mirrored = `{ $name }({ $given })` gave { $got }: left and right are exchanged. Which sign has the input where the formula uses it?
function-slip-identity = `{ $name }({ $given })` gave { $got }: the input as it came. What would a network of such functions be able to bend?
function-slip-other = `{ $name }({ $given })` gave { $got }: that is { function-other-name }, in every call. What makes { function-kind-name } differ from it?
function-slip-sign = `{ $name }({ $given })` gave { $got }: -1 for negative numbers. A step function answers yes or no: which number stands for no?
function-slip-derivative = `{ $name }({ $given })` gave { $got }: that is the slope of { function-kind-name }. Which of the two does the task ask for here?
function-slip-magnitude = `{ $name }({ $given })` gave { $got }: negative numbers lost their sign. What should become of them?
function-slip-lower = `{ $name }({ $given })` gave { $got }: the wrong half is kept. On which side of 0 should the input come through unchanged?
function-slip-flat = `{ $name }({ $given })` gave { $got }: 0 for every negative number, as ReLU does. Which slope has it left of 0, and what can a unit learn there whose slope is 0?
function-slip-bent = `{ $name }({ $given })` gave { $got }: positive answers to negative numbers. Which sign should they keep?
function-slip-jump = `{ $name }({ $given })` gave { $got }. What does the formula give just left of 0, and what just right of it? Something is missing behind the exponential.
function-slip-selu = `{ $name }({ $given })` gave { $got }: those are the values of SELU, a scaled ELU. Which factor does the formula have?
function-slip-down = `{ $name }({ $given })` gave { $got }: the columns add up to 1. Which numbers belong together, those of one row or those of one column? Look at `axis`.
function-slip-whole = `{ $name }({ $given })` gave { $got }: the whole table adds up to 1. Each row is one example: over what should the sum go? Look at `axis`, and at `keepdims`.
function-slip-each = `{ $name }({ $given })` gave { $got }: each number got a probability of its own, as sigmoid gives it. How many classes can be right at once, and what should a row add up to?
function-slip-undivided = `{ $name }({ $given })` gave { $got }: the exponentials as they are. What has to be done with them, so that a row adds up to 1?
function-slip-unraised = `{ $name }({ $given })` gave { $got }: shares of the numbers themselves. What if one of them is negative? Which step makes all of them positive first?
function-slip-logarithm = `{ $name }({ $given })` gave { $got }: the logarithms of the probabilities. Which numbers should a row add up to 1 with?
function-slip-hard = `{ $name }({ $given })` gave { $got }: 1 for the largest number and 0 for the rest. What is "soft" about softmax?

slope-right = `{ $name }` is the slope of `{ $of }` in all { $calls } calls.
slope-of = Not judged: `{ $of }`, whose slope this is, did not answer. Get that right first.
slope-value = `{ $name }({ $given })` gave { $got }. How much does `{ $of }` rise there when its input grows by 0.01, and what is that divided by 0.01?
slope-itself = `{ $name }({ $given })` gave { $got }: the values of `{ $of }` itself. How much does it rise there when its input grows by 0.01?
slope-of-value = `{ $name }({ $given })` gave { $got }, which is x(1 - x). In `s * (1 - s)`, what is `s`: the input, or what `{ $of }` makes of it?
