# Publishing, reviews, overrides, late work and appeals.

## Why a grade should not go out yet

question-kind = { $kind ->
    [ungraded] not graded
    [broken] our fault
    [review] review
    [alarm] false-reject alarm
    [bars] bars are stale
    [rules] the rules changed
   *[late] late policy
 }
question-ungraded = handed in, but not graded.
question-newer = handed in again since it was graded.
question-alarm-strong-fail = Of { $strong } students who are strong in everything else, { $failed } fail “{ $item }”: { $students }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
 }. Is their work wrong, or does the check turn right work away?
question-alarm-reversed = The better the other checks went, the worse “{ $item }” went. { $failed } strong students fail it: { $students }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
 }. Is their work wrong, or does the check turn right work away?
question-bars = { $fault }.
question-rules = today's rubric, bars and checks give other scores: { $up } up, { $down } down.
question-late = { $wanted } points should be off for late work, { $taken } are.
question-look = look:  { $command }
question-then = then: { $command }
question-item = { $item }: { $reason }
question-more = { $count } more of this kind.

## Publishing

publish-stopped = { $slug } is not published: { $count ->
    [one] 1 question is open.
   *[other] { $count } questions are open.
 }
publish-despite = Settle them, or publish in spite of them: grade publish { $slug } { $options } (or --anyway).
publish-in-spite = { $slug } goes out in spite of open questions: { $kinds }.
publish-counts = { $slug }: { $new } new, { $changed } changed, { $same } as published before, { $withheld } withheld.
publish-would = Nothing was written. This is what would be published.
publish-new = { $student }: { $now } / { $possible }
publish-changed = { $student }: { $before } → { $now } / { $possible }, published before
publish-same-score = { $student }: still { $now } / { $possible }, with other reasons or a newer page
publish-withheld = { $student }: withheld. { $why }
publish-no-points = No points are stated, by our fault.
publish-no-name = The name cannot be a folder's on every system.
publish-no-page = The page could not be made; look at what autograded/ holds.
publish-lies = Pages: { $folder }
publish-nobody = { $slug }: nobody has a grade yet.
publish-exchange = Released through nbgrader's exchange.
publish-unreached = Not in the exchange, because they did not hand in through it: { $students }. Send them their pages.

## What a re-grade would change

moved-none = { $slug }: no grade would change ({ $same } looked at).
moved-head = { $slug }: { $up } up, { $down } down, { $other } with the same score for other reasons, { $same } as before. Nothing was written.
moved-line = Line
moved-points = Line's points
moved-score = Score
moved-published = Published
moved-reason = Reason after
moved-yes = yes, { $score }
moved-no = no
moved-held = { $item } (overridden: no effect)
moved-gone = the rubric has no such line any more
moved-unread = Not looked at, because their stored evidence is of an older version or damaged: { $students }. Their grades stand.
moved-then = Do it: grade regrade { $slug }

## Reviews and overrides

override-of-earlier = Points given by hand were for an earlier hand-in; they still hold.
review-none = Nothing needs a person.
review-head = { $count ->
    [one] 1 question needs a person.
   *[other] { $count } questions need a person.
 }
review-accepted = { $student }, { $slug }: the grade stands as it is, { $score }. Recorded.
review-reopened = { $student }, { $slug }: open for review again. Recorded.
review-not-accepted = { $student }, { $slug }: nobody has accepted this grade.
review-nothing = { $student }, { $slug }: nothing is for review there.
review-by-hand = { $student }, { $slug }: { $item } has no points yet, so it cannot be accepted. Give them: { $command }
review-broken = { $student }, { $slug }: no points are stated there, by our fault. Run it again, or give points: { $command }
override-done = { $student }, { $slug }, { $item }: { $before } → { $after } of { $possible }. Score: { $score }.
override-undone = { $student }, { $slug }, { $item }: back to the automatic points, { $after } of { $possible }. Score: { $score }.
changed-published = { $student } was given { $published } before. Publish it: grade publish { $slug } --student { $name }

## Late work

late-no-due = { $slug } has no due date. Write one into course.toml, under [due], or set it in formgrader.
late-no-rule = { $slug } is due { $due }, and course.toml has no policy on late work ([late]).
late-head = { $slug }, due { $due }: { $late ->
    [one] 1 hand-in is late
   *[other] { $late } hand-ins are late
 }, { $untimed } without a time.
late-units = { $unit ->
    [hour] { $units ->
        [one] 1 hour begun
       *[other] { $units } hours begun
     }
   *[day] { $units ->
        [one] 1 day begun
       *[other] { $units } days begun
     }
 }
late-extended = extended
late-column-received = Handed in
late-column-late = Late
late-column-score = Score before
late-column-wanted = Off in all
late-column-change = Change now
late-untimed = no timestamp.txt: nothing is taken
late-nothing = The policy holds already; nothing is to be changed.
late-preview = Nothing was written. Apply it: grade late { $slug } --apply
late-applied = { $count ->
    [one] 1 adjustment
   *[other] { $count } adjustments
 } appended.
late-stranger = course.toml gives { $student } more time for { $slug }, but nobody of this name has a grade there.

## Adjustments in words, for students too

adjusted-automatic = Automatic grade: { $score } of { $possible } points.
adjusted-total = After that: { $score } of { $possible } points.
adjusted-override = { $title }: { $points } of { $possible } points, given by { $who } on { $at }.
adjusted-override-all = The whole: { $points } of { $possible } points, given by { $who } on { $at }.
adjusted-withdrawn = { $title }: back to the automatic points, by { $who } on { $at }.
adjusted-withdrawn-all = Back to the automatic grade, by { $who } on { $at }.
adjusted-credit = { $points } points, by { $who } on { $at }.
adjusted-comment = { $who }, { $at }: { $why }
adjusted-accept = Looked at by { $who } on { $at }: the grade stands.
adjusted-unaccept = To be looked at once more, says { $who } on { $at }.
adjusted-why = { $said } Reason: { $why }
adjusted-rule = { $points } points. { $said }
late-penalty = Handed in { $received }, due { $due }{ $extended ->
    [yes] {" "}(with an extension)
   *[no] {""}
 }: { late-units }, { $all } points off in all.
late-returned = Handed in { $received }, due { $due }{ $extended ->
    [yes] {" "}(with an extension)
   *[no] {""}
 }: points are given back, { $all } stay off for late work.

## Appeals

explain-head = { $student }, { $slug }, { $item }: { $points } of { $possible } points
explain-rubric = Rubric line
explain-asks = { $title } ({ $check }), worth { $points }
explain-parameters = parameters: { $parameters }
explain-waits = waits for: { $requires }
explain-verdict = Verdict
explain-facts = facts: { $facts }
explain-alone = By itself the check says: { $outcome }. { $text }
explain-rests = It rests on
explain-without = without it: { $outcome }. { $text }
explain-nothing = No part of the run changes this verdict; it rests on the file itself or on what is not there.
explain-unread = The evidence of this grade cannot be read any more; grade run { $slug } --force makes it again.
explain-bar = How the bar came about (for instructors only)
explain-band = { $metric }: the bar is { $bar }, over { $count } runs of right solutions (mean { $mean }, standard deviation { $std }, method { $method }). The best constant answer reaches { $baseline }.
explain-seeds = seeds { $seeds }; libraries { $versions }
explain-history = Hand-ins and grades
explain-attempt = hand-in { $number }, { $at }, notebook { $notebook }
explain-grade = of hand-in { $attempt }: { $score }, grade { $key }
explain-score = Score
explain-published = published { $at } by { $who }: { $score }
explain-never = never published
explain-digests = To reproduce it
explain-settle = Change it: { $command }
