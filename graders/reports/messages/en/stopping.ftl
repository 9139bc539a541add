# Early stopping.

early-stopping = Training ended by itself after { $epochs } of at most { $most } epochs.
stopping-monitor-unknown = Cell `{ $cell }` stopped: early stopping watches `{ $monitor }`, and this training has no figure of that name. How is it spelled? Train for one epoch without the callback and print `history.history.keys()`.
stopping-without-validation = Training ended after { $epochs } epochs, and no rows were validated on. What did the callback watch then? Look at `validation_split` and `validation_data`.
stopping-trained-rows = The validation rows are the very rows that were trained on. What would tell the callback that the network learns them by heart? Look at `validation_data`.
stopping-patience = Early stopping waits { $patience } epochs for something better, and training has { $epochs } in all. When could it ever stop? Look at `patience` and `epochs`.
stopping-cap = Early stopping was watching, but all { $epochs } epochs were run before it had a reason to stop. Was the network finished then? Look at the last epochs of the validation loss, at `epochs` and at the learning rate.
crash-monitor = { crash-where }: `{ $callback }` watches `{ $monitor }`, and this training has no figure of that name, so Keras cannot know which way is better. How is it spelled? Print the keys of a history.
