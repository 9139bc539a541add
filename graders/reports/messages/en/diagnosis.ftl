## Learning curves to be read

diagnosis-no-draws = The table `{ $file }` that says which curves are whose is missing or cannot be read. That is not your fault.
diagnosis-no-answers = What the curves show is not known here. That is not your fault.
diagnosis-not-here = What the curves show is compared when you hand in.
diagnosis-not-one = `{ $name }` is of type { $type }. It should be a dict: the curve's name, then one tag in quotes, such as `{"{"}"c00": "good"{"}"}`.
diagnosis-unsigned = `{ $name }` is empty or not a text, so nobody knows which curves are yours. Write the name under which you hand in.
diagnosis-other-draw = `{ $name }` names curves that belong together, but they are not the { $count } that “{ $student }” draws: { $curves } are another's. Whose name stood in `show(…)` when you read them?
diagnosis-missing = `{ $name }` says nothing about { $curves }. “{ $student }” draws { $count } curves: does each of them have its line, under the name that stands above its plot?
diagnosis-extra = `{ $name }` holds more than the { $count } curves that “{ $student }” draws: { $curves }. Which of them are yours?
diagnosis-tag-unknown = `{ $name }` says “{ $tag }” about { $curve }. The tags are: { $tags }. Each curve gets one of them, the one that you would act on first.
diagnosis-drawn = Each of the { $count } curves that “{ $student }” draws has a tag.
diagnosis-signed-otherwise = The notebook is signed “{ $student }” and was handed in by “{ $other }”. A person will look at it.
diagnosis-signed-by-another = The notebook is signed by another name than the one it was handed in under. Whose curves are these?
diagnosis-right = All { $count } curves are read right.
diagnosis-some = { $right } of { $count } curves are read right. Look again at { $curves }: on which line, and in which epochs, did you look?
diagnosis-look = Curve { $curve }, “{ $tag }”: look at both lines again, at their beginning, their end, and where they part.
diagnosis-look-rest = Curve { $curve }, “{ $tag }”: the training loss comes from { $first } down to { $rest_loss } by epoch { $rest } and hardly moves after that. The validation loss ends at { $held_last }; its lowest level is { $least }. What would you want otherwise?
diagnosis-look-steps = Curve { $curve }, “{ $tag }”: follow the validation loss from one epoch to the next. It climbs { $ups ->
    [0] again and again
    [one] by more than a tenth of the plot's height once
   *[other] by more than a tenth of the plot's height { $ups } times
 }, at most by { $leap }, in epoch { $leap_epoch }. What decides how far one step carries the weights?
diagnosis-look-turn = Curve { $curve }, “{ $tag }”: the validation loss is lowest around epoch { $turn } ({ $least }) and ends at { $held_last }; the training loss goes on, to { $last }. What does the network learn after epoch { $turn }?
diagnosis-look-end = Curve { $curve }, “{ $tag }”: look at the right edge. From epoch { $left_from } to epoch { $epochs } the training loss goes from { $left_loss } to { $last }. Has it arrived?
diagnosis-look-ends = Curve { $curve }, “{ $tag }”: the training loss is { $first } after the first epoch and { $last } after { $epochs }. What did the network learn in between?
