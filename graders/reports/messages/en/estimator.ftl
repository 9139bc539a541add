# Estimators of scikit-learn and imbalanced-learn.

estimator = `{ $name }` is a fitted { $kind }.
estimator-unseen = It was fitted in a way that was not seen, for example inside another call.
estimator-fewer-rows = It was fitted on { $rows } of the { $of } training rows. What would the others have told it?
estimator-other = `{ $name }` is a { $kind }. This task is about { $wanted }. Which class does the text name?
estimator-own = `{ $name }` is a { $kind } of your own. Building one is the best way to understand it; here the text asks for the library's { $wanted }, so that everybody's baseline is the same. Look at the imports at the top.
estimator-network = `{ $name }` is a Keras network. The text asks for an estimator of scikit-learn here. What would a baseline be worth that is the same kind of model as what it is compared with?
estimator-class = `{ $name }` is the class itself, not an object of it. What do the parentheses after a class name do?
estimator-not-one = `{ $name }` holds { $type }, not an estimator. `fit` returns the estimator, `predict` and `score` return something else. What did the last call in that line return?
estimator-setting = `{ $name }`: `{ $setting }` is { $found }; asked for is { $wanted }. Look at the arguments that you give to the class.
estimator-no-setting = `{ $name }` is a { $kind }, which has no setting `{ $setting }`; asked for is { $wanted }. Which class has it?
estimator-not-fitted = `{ $name }` was made, but never fitted. What does it know before it has seen a row? Look for its `fit`.
estimator-held-out = `{ $name }` was fitted on { $rows } rows, and { $aside } of them are rows of `{ $held_out }`, which you had put aside. What is its score on them worth now? Look at what you give to `fit`.
estimator-other-rows = `{ $name }` was fitted on { $rows } rows; `{ $train }` has { $expected }. Which rows are for learning? Look at what you give to `fit`.
estimator-other-labels = `{ $name }` was fitted on rows of `{ $train }`, but some of them had another row's label of `{ $labels }`. Does each row still stand beside its own label?
estimator-class-missing = `{ $name }` was fitted on labels of { $seen } classes, and the file has { $classes }. What will it answer for a row of a class that it never saw? Look at which rows reached `fit`.
estimator-raw = `{ $name }` was fitted on columns as they stand in the file: { $column } runs from { $minimum } to { $maximum }. Its penalty weighs every weight alike, and its solver takes one step for all of them. Which array did you scale, and which one do you give to `fit`?
