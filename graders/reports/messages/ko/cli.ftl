# 명령줄: 표, 진행 상황, 그리고 `grade`가 끝에 하는 말.

table-assignment = 과제
table-student = 학생
table-score = 점수
table-state = 상태
table-reason = 가장 크게 감점된 이유
table-more = { $count }건 더 있습니다. 전체 보기: grade export

state-graded = 채점됨
state-needs-review = 확인 필요
state-broken = 채점기 오류
state-unreadable = 읽을 수 없음

how-ran = 실행함
how-judged = 저장된 결과로 채점
how-kept = 변경 없음
how-not-run = 실행하지 않음

progress-found = 제출물 { $count }건
progress-starting = 라이브러리를 한 번만 불러옵니다
progress-ready = 라이브러리를 불러왔습니다({ $seconds }초).
progress-retrying = { $student }: { $problem } 한 번 더 시도합니다.

cohort-empty = 제출된 것이 없습니다. { $folder }에 이 강좌의 과제 제출물이 없습니다.
cohort-none = 제출된 것이 없습니다. { $folder }에 학생/{ $names } 폴더가 아직 없습니다.
cohort-counts = 제출물 { $total }건: 채점 { $graded }건, 확인 필요 { $needs_review }건, 읽을 수 없음 { $unreadable }건, 채점기 오류 { $broken }건.
cohort-look = 확인이 필요한 { $review }건에서 무엇을 볼지는 `grade review`가 알려 줍니다.
cohort-by-hand = 그중 { $count }건에는 사람이 채점할 셀이 있습니다. JupyterLab의 Nbgrader 메뉴에서 Formgrader를 열거나 /formgrader 주소로 들어가세요.
bars-stale = { $slug }: { $fault }. `grade calibrate { $slug }`을(를) 실행한 뒤 `grade regrade { $slug }`을(를) 실행하세요.
cohort-again = 채점기 오류가 난 { $broken }건은 다음 `grade run`에서 다시 시도합니다.
interrupted = 멈추었습니다. { $total }건 중 { $done }건이 채점되어 저장되었습니다. 이어서 하려면: { $command }
regraded = { $changed }건을 다시 채점했고 { $same }건은 그대로입니다. 노트북은 실행하지 않았습니다.
regrade-unread = 저장된 실행 기록이 예전 버전이거나 손상되어 { $count }건은 다시 채점하지 못했습니다. 이전 점수는 그대로입니다. `{ $command }`을(를) 실행하면 그 노트북들을 다시 실행합니다.
our-fault-log = 채점기의 오류입니다. 자세한 기록은 { $file }에 있습니다

broken-fault = 이 제출물을 채점하다가 오류가 났습니다: { $problem } 채점기의 잘못이며, 다시 시도합니다.

submission-notebook-is-no-file = { $file }이(가) 링크나 폴더 또는 특수 파일이어서 읽지 않습니다. 노트북 파일 자체를 제출하세요.
submission-no-notebook = 노트북이 없습니다. { $slug }.ipynb 파일을 제출하세요.
submission-several-notebooks = 노트북이 여러 개({ $names })인데 { $slug }.ipynb라는 이름이 없습니다. 하나만 제출하세요.
submission-unreadable-file = { $file } 파일을 읽을 수 없습니다: { $problem }.
companion-not-a-file = { $file }은(는) 링크이거나 특수 파일이어서 제외했습니다.
companion-unreadable = { $file } 폴더를 읽을 수 없어 제외했습니다.
companion-too-deep = { $file } 폴더가 너무 깊은 곳에 있어 제외했습니다.

check-title = { $title }: 여기서 볼 수 있는 { $possible }점 중 { $score }점
check-passed = 통과
check-partial = 일부
check-failed = 아직
check-blocked = 대기
check-broken = 채점기 오류
check-where = “{ $cell }” 셀을 살펴보세요
check-as-above = 위와 같은 이유입니다.
check-hidden = { $count }개 항목은 채점기에만 있는 데이터나 기준이 필요하며 제출하면 채점됩니다.
check-running = { $cell } 실행 중
check-watching = { $notebook } 파일을 저장하면 다시 확인합니다. 끝내려면 Ctrl-C를 누르세요.

demo-course = 강좌 폴더: { $folder }
demo-cohort = { $slug } 제출물 { $count }건
demo-gradebook = 성적부: { $path }
demo-feedback = 피드백: { $path }
demo-report = 보고서:     { $path }
demo-again = 더 보기: cd { $folder } && grade run --help
demo-no-box = 그래서 데모에서는 공격하는 학생을 빼고, 데모에 들어 있는 정직한 노트북만 격리 없이 실행합니다.
