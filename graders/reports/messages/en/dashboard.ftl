# The instructor's dashboard: `grade report` and `grade serve`.

dash-title = { $title }: the cohort
dash-index = Assignments
dash-skip = To the table of students
dash-contents = On this page
dash-counts = { $graded ->
    [one] { $graded } submission has
   *[other] { $graded } submissions have
} been graded{ $waiting ->
    [0] {""}
   *[other] , { $waiting } { $waiting ->
        [one] waits
       *[other] wait
    } to be
} ({ $slug }).
dash-median = Median { $median } of { $possible } points.
dash-live = Grading now
dash-live-now = { $done } of { $total } done. Running: { $running }
dash-live-idle = { $done } of { $total } done.
dash-lost = The server does not answer: has grade serve ended? What you see stays as it was.
dash-nothing = Nothing has been graded yet. Put submissions into submitted/STUDENT/ASSIGNMENT/ and call `grade run`.

dash-now = What to do now
dash-do-broken = { $count ->
    [one] One submission has
   *[other] { $count } submissions have
} no grade, through a fault of ours. Run again: grade run { $slug }.
dash-do-waiting = { $count ->
    [one] One hand-in is
   *[other] { $count } hand-ins are
} not graded yet: grade run { $slug }.
dash-do-open = Open and see which it is:
dash-do-review = { $count ->
    [one] One submission needs
   *[other] { $count } submissions need
} your eyes before the points stand (grade review { $slug } settles it):
dash-do-reasons = Which, and why
dash-do-unreadable = { $count ->
    [one] One file is no readable notebook. Ask for it again:
   *[other] { $count } files are no readable notebooks. Ask for them again:
}
dash-published = Nothing is left to do: every grade is published as it stands.
dash-do-publish = Nothing is open. Release results and feedback: grade publish { $slug }.
dash-do-mistake = Worth a word in class: { $count } of { $total } made the same mistake.
dash-do-similar = { $count ->
    [one] One group of submissions shares
   *[other] { $count } groups of submissions share
} more than answers to this task usually do. A hint, not a verdict.
dash-do-look = Side by side

dash-alarm = Possible false rejects:
dash-alarm-strong-fail = { $failed } of { $strong } strong students fail “{ $item }”. Either the check turns right work away, or a lesson has not arrived.
dash-alarm-reversed = the better students do elsewhere, the more they fail “{ $item }” ({ $failed } of { $strong } strong ones). Either the check turns right work away, or a lesson has not arrived.
dash-alarm-basis = Were 10 % of strong students to fail it, so many failures would be chance at most once in 20 times (exact binomial test; the true share is at least { $least } %).
dash-alarm-open = Strong students who fail it:
dash-alarm-none = No check is failed by strong students more often than chance explains.

dash-scores = Scores
dash-scores-words = { $count ->
    [one] One score
   *[other] { $count } scores
}: median { $median }, the middle half from { $lower } to { $upper }, mean { $mean }. After adjustments.
dash-no-scores = There are no scores yet.
dash-as-table = As a table
dash-points = Points
dash-students = Students
dash-shown = { $shown } of { $total } shown
dash-listed = The table lists { $listed } of { $total }: who needs a person, then who shares work, then the lowest scores. All figures on this page are of everybody; `grade export { $slug }` has every student.
dash-show = Show in the table ({ $count })
dash-filter-text = Find a name or a reason
dash-filter-state = State
dash-filter-check = Lost points at
dash-all = all
dash-clear = Show all
dash-cpu = CPU (s)
dash-memory = Memory (MiB)
dash-attempt = Attempt
dash-unsafe = ran without a box
dash-alike = similar work

dash-review = Needs review
dash-review-words = Points are stated, but something about the run asks for a person.
dash-review-none = Nothing waits for a person.

dash-mistakes = Mistakes
dash-mistakes-words = Students who lost points at the same checks for the same reasons, with one of them as the example. What is merely blocked by another check is left out.
dash-mistakes-none = Nobody lost points for a reason of their own.
dash-cluster = { $count ->
    [one] 1 student
   *[other] { $count } students
}
dash-unread = no readable notebook
dash-example = The words are those for { $student }.
dash-others = { $count ->
    [one] One mistake
   *[other] { $count } mistakes
}{ $shown ->
    [0] {""}
   *[other] {" more"}
}, mostly of one student each
dash-more = and { $count } more
dash-cut = { $count } more are not shown here; all are in the table of students.

dash-checks = Checks
dash-checks-words = Over automatic verdicts. “Full marks” is the share of judged submissions with full credit, with Wilson's 95 % interval. Discrimination is the correlation of a check's credit with the share of all other checks' points, with Fisher's 95 % interval: high where the check tells strong work from weak, about 0 where it does not. Below 100 judged submissions no check is called good or poor.
dash-checks-none = No submission has been judged yet.
dash-check = Check
dash-judged = Judged
dash-full = Full marks
dash-mean = Mean credit
dash-discrimination = Discrimination
dash-reading = Reading
dash-blocked = Not judged
dash-alone = Lost points here only
dash-reading-few = too few to say
dash-reading-same = – no differences
dash-reading-reversed = ⚠ stronger students fail it more
dash-reading-weak = ▽ tells little
dash-reading-good = ▲ tells strong from weak
dash-reading-unsure = – not sure

dash-similar = Similar work
dash-similar-words = { $compared } submissions were compared, with released cells taken out and own names, spacing and quotes left out of account. Two of them usually share { $usual } bits of rare code; shown is who shares far more (modified z-score from { $bar } on). Work done together, a forum's answer or the same book explain it as well as copying: a hint, not a verdict. Marked is what few others have.
dash-similar-drawn = They were drawn from { $total }, the same ones each time: every pair is compared, and there are too many.
dash-similar-none = Nobody shares more than answers to this task usually do.
dash-pair = { $count } students: { $bits } bits in common, z = { $z }, { $share } % of the shorter one's own.
dash-cell = { $student }, code cell { $place }

dash-cost = Time and memory
dash-cost-cpu = { $count } runs took { $total } s of CPU time, { $median } s in the median. The longest took { $most } s:
dash-cost-memory = The most memory was { $most } MiB:
dash-cost-words = What the submission's own cells and further experiments used in the box, by the kernel's accounts.
dash-cost-none = Nothing is known about runs.
dash-made = Made { $at } (UTC) from the course's store. It names students: do not pass it on.

report-written = { $path }: { $count ->
    [one] one submission
   *[other] { $count } submissions
}, { $size } kB. Open it in a browser.
report-none = Nothing has been handed in or graded. Start with `grade run`.
serve-address = The dashboard is at { $address }
    Only this machine reaches it, and only with this address. Ctrl-C ends it.
serve-ended = The dashboard has ended.
