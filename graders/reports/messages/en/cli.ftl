# The command line: table, progress, and what `grade` says at the end.

table-assignment = Assignment
table-student = Student
table-score = Score
table-state = State
table-reason = What cost most
table-more = { $count } more. All of them: grade export

state-graded = graded
state-needs-review = needs review
state-broken = our fault
state-unreadable = unreadable

how-ran = ran
how-judged = judged from what was stored
how-kept = unchanged
how-not-run = not run

progress-found = { $count ->
    [one] 1 submission
   *[other] { $count } submissions
}
progress-starting = importing the libraries, once for all
progress-ready = The libraries are there ({ $seconds } s).
progress-retrying = { $student }: { $problem } Trying once more.

cohort-empty = Nothing is handed in: { $folder } has no submission of an assignment of this course.
cohort-none = Nothing is handed in: { $folder } has no folder STUDENT/{ $names } yet.
cohort-counts = { $total ->
    [one] 1 submission
   *[other] { $total } submissions
 }: { $graded } graded, { $needs_review } to review, { $unreadable } unreadable, { $broken } failed by our fault.
cohort-look = `grade review` says what to look at in the { $review } to review.
cohort-by-hand = A person grades cells of { $count } of them: open Formgrader in JupyterLab's Nbgrader menu, or at /formgrader.
bars-stale = { $slug }: { $fault }. Run `grade calibrate { $slug }`, then `grade regrade { $slug }`.
cohort-again = The next `grade run` tries the { $broken } that failed by our fault again.
interrupted = Stopped. { $done } of { $total } are graded and stored. Go on with: { $command }
regraded = { $changed } judged anew, { $same } as before. No notebook ran.
regrade-unread = { $count } could not be judged anew, because their stored evidence is of an older version or damaged; their grades stand as they were. `{ $command }` runs those notebooks again.
our-fault-log = A fault of ours; the traceback is in { $file }

broken-fault = graders failed at this submission: { $problem } This is our fault; it is tried again.

submission-notebook-is-no-file = { $file } is a link, a folder or a special file, which is not followed. Hand in the notebook itself.
submission-no-notebook = There is no notebook here. Hand in { $slug }.ipynb.
submission-several-notebooks = There are several notebooks ({ $names }), and none is named { $slug }.ipynb. Hand in one.
submission-unreadable-file = The file { $file } cannot be read: { $problem }.
companion-not-a-file = { $file } is a link or a special file and was left out.
companion-unreadable = The folder { $file } cannot be read and was left out.
companion-too-deep = The folder { $file } lies too deep and was left out.

check-title = { $title }: { $score } of { $possible } points that can be seen here
check-passed = passed
check-partial = partly
check-failed = not yet
check-blocked = waits
check-broken = our fault
check-where = look at the cell “{ $cell }”
check-as-above = For the same reason as above.
check-hidden = { $count ->
    [one] 1 more check needs hidden data or a bar that only the grader has, and is judged when you hand in.
   *[other] { $count } more checks need hidden data or a bar that only the grader has, and are judged when you hand in.
}
check-running = running { $cell }
check-watching = Save { $notebook } to check it again; Ctrl-C ends.

demo-course = A course in { $folder }
demo-cohort = { $count } submissions for { $slug }
demo-gradebook = Gradebook:  { $path }
demo-feedback = Feedback:   { $path }
demo-report = Report:     { $path }
demo-again = More: cd { $folder } && grade run --help
demo-no-box = So the demo leaves out the attackers, and runs its own honest notebooks without a box.
