# `grade collect`: what becomes of hand-ins, and why something is not taken.

collect-read-as = { $source }: read as { $platform ->
    [moodle] a download from Moodle
    [canvas] a download from Canvas. It has no times of submission; --due helps
    [gradescope] an export from Gradescope
    [classroom] clones of GitHub Classroom
    [exchange] nbgrader's exchange
    [blackboard] a download from Blackboard
    [downloaded] files named by your pattern
   *[folders] one folder a student
}.
collect-new = new
collect-newer = replaces what was there, which is kept
collect-same = already there
collect-earlier = kept as an earlier attempt
collect-refused = not taken
collect-late = LATE
collect-counts = { $total ->
    [one] 1 hand-in
   *[other] { $total } hand-ins
 }: { $new } new, { $newer } newer, { $earlier } earlier attempts kept, { $same } already there, { $refused } not taken.
collect-dry = Nothing was changed (--dry-run).
collect-more = … and { $count } more files that are nobody's.

collect-nobodys = { $file } is nobody's: it is not named as the platform names students' files.
collect-too-large = { $file } is larger than { $limit } MB and was left out.
collect-bomb = { $file } would unpack to more than { $ratio } times its size and was left out.
collect-nested = { $file } is an archive. Archives inside are not unpacked; ask for the .ipynb file itself.
collect-special = { $file } is a link or a special file, which is not followed.
collect-odd-name = { $file } was left out: its name { $why }.
collect-collision = { $file } and { $other } are one file on some computers. Which of them counts cannot be known.
collect-no-notebook = There is no notebook (.ipynb).
collect-unknown = The roster { $roster } does not know { $student }.
collect-ambiguous = The roster { $roster } has several students who could be { $student }.
collect-same-name = Several people are called { $student } (big and small letters are not told apart). A roster (--roster) says who is who.
collect-case = { $student } differs only in big and small letters from { $other }, who is already there. A roster (--roster) says who is who.
collect-odd-student = { $student } cannot be a folder: the name { $why }. A roster (--roster) can give another.

source-missing = { $source } is not there.
source-no-file = { $source } is neither an archive nor a folder.
source-unreadable = { $source } cannot be read: { $problem }.
source-unknown = { $source }: no file is named as a platform would name it for { $slug }. Is it the right download? If so, say which it is with --from: { $known }.
classroom-prefix = { $source }: the clones' names begin neither with the folder's name nor with { $slug }. Rename the folder to <assignment>-submissions, as in { $example }, the assignment being named as on GitHub.
gradescope-metadata = { $archive }: submission_metadata.yml cannot be read ({ $problem }). Export the submissions again.

archive-damaged = { $archive } is no ZIP or tar archive, or it is damaged ({ $problem }). Download it again.
archive-absolute = { $archive } was refused: { $file } is an absolute path. No learning platform makes such an archive. Nothing was collected.
archive-upwards = { $archive } was refused: { $file } leads out of its folder. No learning platform makes such an archive. Nothing was collected.
archive-odd-name = { $archive } was refused: the name { $file } holds a zero byte. Nothing was collected.
archive-special = { $archive } was refused: { $file } is a link or a device. No learning platform makes such an archive. Nothing was collected.
archive-encrypted = { $archive } was refused: { $file } is encrypted. Nothing was collected.
archive-method = { $archive } was refused: { $file } is packed by method { $method }, which is not read. Pack it again as an ordinary ZIP.
archive-overlap = { $archive } was refused: { $file } shares bytes with another member, as in a decompression bomb. Nothing was collected.
archive-too-many = { $archive } was refused: it holds more than { $limit } files. Nothing was collected.
archive-too-large = { $archive } was refused at { $file }: it unpacks to more than { $limit } MB. Nothing was collected.
archive-cut-off = { $archive } ends in the middle of { $file }. Download it again.
