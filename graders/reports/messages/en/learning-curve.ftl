## A learning curve of one's own

curve-unseen = The training's losses could not be seen. A person will look at it; no points are lost.
curve-no-validation = The training shows { $epochs } losses, and not a validation loss for each. Half of what there is to see is missing. Look at `validation_data`.
curve-validated-on-training = The rows validated on are the rows trained on: both lines tell the same story. Which rows does the text keep for this?
curve-short = { $epochs ->
    [one] One epoch makes
   *[other] { $epochs } epochs make
 } no curve yet; train for { $least_epochs } or more. What would you read off so few points?
curve-lost = The loss is no number any more from epoch { $epoch } on. How large were the steps by then?
curve-good = The curve falls from { $first } to { $last } and rests; the validation loss ends at { $held_last }.
curve-brought-back = The validation loss turns around epoch { $turn }, and the weights of the best epoch were brought back.
curve-jagged = The curve is still jagged: the validation loss climbs by { $leap } in epoch { $leap_epoch }, and is lowest at { $least }. What decides how far one step carries the weights?
curve-rises = The leaps are gone, but the validation loss is lowest around epoch { $turn } ({ $least }) and ends at { $held_last }. What is learned after epoch { $turn }, and what could end the training there?
curve-still-falling = The leaps are gone, but from epoch { $left_from } to the end the training loss still goes from { $left_loss } to { $last }. Has the network learned all it can? Look at the rate, and at the number of epochs.
curve-never-falls = The training loss is { $first } after the first epoch and { $last } at the end. What did the network learn in { $epochs } epochs? Look at the rate: can it be too small, or so large that units died?
