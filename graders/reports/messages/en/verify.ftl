# `grade verify`: what is tried, how often each check was wrong, and what got worse.

verify-reference = the reference gets full marks
verify-skeleton = the unsolved notebook gets at most 10 %
verify-holds = holds
verify-fails = does not hold
verify-kept = kept from before
verify-recorded-evidence = recorded
verify-seeds = { $count ->
    [one] seed { $seeds }
   *[other] seeds { $seeds }
}
verify-stale = { $slug }: recorded evidence of { $count } solutions is stale ({ $parts } changed), so they run again. `grade verify --record { $slug }` renews it.
verify-recorded = { $file }: { $count } solutions, { $bytes } bytes.
verify-record-judged-otherwise = { $slug }: { $name } is not recorded: made smaller, it would be judged otherwise.
verify-record-size = { $slug }: { $name } is not recorded: it runs quickly for its size.
verify-time = { $slug }: { $runs } runs, { $seconds } s with { $jobs } at once, { $cpu } s of CPU time.
verify-time-over = { $slug }: { $runs } runs, { $seconds } s with { $jobs } at once, { $cpu } s of CPU time: { $over } s more than 5 minutes. Use --shard.

verify-title = How often the graders are wrong
verify-figures = the figures as a whole
verify-check = Check
verify-line = Line
verify-nature = Kind
verify-structural = structural
verify-experiment = experiment
verify-metric = metric
verify-right-runs = Right runs
verify-wrong-runs = Wrong runs
verify-solutions = Solutions
verify-false-rejects = False rejects
verify-false-accepts = False accepts
verify-bound = 95 % bound
verify-caught = Caught
verify-others-lost = Others hit
verify-assignment = { $slug }: { $right } right and { $wrong } wrong solutions, { $runs } runs
verify-summary = { $right } right and { $wrong } wrong solutions, { $runs } runs
verify-all-hold = Every solution got what it is filed under.
verify-not-all-hold = { $count ->
    [one] 1 finding
   *[other] { $count } findings
}
verify-splits = Rows that the notebooks put aside were found in { $resolved } of { $splits } runs that split.
verify-extra-cpu = Experiments cost { $percent } of the CPU time of the runs that asked for them.
verify-read = A false reject takes points from a right solution; a false accept gives full points to a wrong one that is filed as losing them. Beside each count stands the 95 % upper bound of its rate. “Caught” counts the wrong solutions aimed at a check that lost points on it under every seed. Structural checks and experiments may reject no right solution; a metric's bar may, at the rate that its calibration states ({ $error } after two looks).
verify-seeds-tried = { $right } seeds for right solutions, { $wrong } for wrong ones

verify-broken-rejects = { $slug }: { $item } rejects { $rejects } of { $runs } runs of right solutions.
verify-broken-accepts = { $slug }: { $item } accepts { $accepts } of { $wrong } runs of wrong solutions that should lose points on it.
verify-broken-others = { $slug }: { $item } takes points in { $others } runs of wrong solutions that are wrong in another way.

# What an assignment still lacks.
missing-calibration = { $slug }: no bar has been measured for { $lines }, so these lines cannot be judged. Run `grade calibrate { $slug }`.
missing-right = { $slug }: { $count ->
    [one] one right solution
   *[other] { $count } right solutions
} besides the reference. With { $wanted } or more, written in other ways, you would see whether the rubric asks for a meaning or for a spelling.
missing-wrong = { $slug }: { $count ->
    [one] one wrong solution
   *[other] { $count } wrong solutions
}. With { $wanted } or more, one misconception each, you would see what the rubric lets through.
missing-aim = { $slug }: no wrong solution is aimed at { $lines }: nothing shows that these lines can be lost.
missing-korean = { $slug }: the Korean texts are missing or not complete: { $problem }
missing-titles = { $slug }: lines without a title: { $lines }.
missing-titles-korean = { $slug }: without a Korean title (`title_ko`): { $lines }.
