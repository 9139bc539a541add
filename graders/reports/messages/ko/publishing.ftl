# 공개, 검토, 점수 조정, 지각, 이의 제기.

## 아직 공개하지 말아야 할 이유

question-kind = { $kind ->
    [ungraded] 채점 안 됨
    [broken] 채점기 잘못
    [review] 검토
    [alarm] 오채점 경보
    [bars] 기준이 오래됨
    [rules] 채점 기준이 바뀜
   *[late] 지각 규정
 }
question-ungraded = 제출되었지만 아직 채점되지 않았습니다.
question-newer = 채점한 뒤에 다시 제출되었습니다.
question-alarm-strong-fail = 다른 항목을 잘한 학생 { $strong }명 가운데 { $failed }명이 ‘{ $item }’ 항목에서 떨어졌습니다: { $students }{ $more ->
    [0] {""}
   *[other] {" "}외 { $more }명
 }. 풀이가 틀렸습니까, 아니면 검사가 맞는 풀이를 떨어뜨립니까?
question-alarm-reversed = 다른 항목을 잘할수록 ‘{ $item }’ 항목의 점수가 낮습니다. 잘하는 학생 { $failed }명이 떨어졌습니다: { $students }{ $more ->
    [0] {""}
   *[other] {" "}외 { $more }명
 }. 풀이가 틀렸습니까, 아니면 검사가 맞는 풀이를 떨어뜨립니까?
question-bars = 기준을 잰 뒤에 달라진 것이 있습니다: { $fault }.
question-rules = 지금의 채점표와 기준, 검사로는 점수가 달라집니다: 오름 { $up }명, 내림 { $down }명.
question-late = 지각 감점은 { $wanted }점이어야 하는데 지금은 { $taken }점입니다.
question-look = 살펴보기:  { $command }
question-then = 다음 명령: { $command }
question-item = { $item }: { $reason }
question-more = 같은 종류가 { $count }건 더 있습니다.

## 공개

publish-stopped = { $slug } 과제를 공개하지 않았습니다. 남은 문제가 { $count }건 있습니다.
publish-despite = 먼저 해결하거나, 그대로 공개하려면: grade publish { $slug } { $options } (또는 --anyway)
publish-in-spite = { $slug } 과제를 남은 문제가 있는 채로 공개합니다: { $kinds }.
publish-counts = { $slug }: 새로 공개 { $new }명, 바뀜 { $changed }명, 전과 같음 { $same }명, 보류 { $withheld }명.
publish-would = 아무것도 쓰지 않았습니다. 공개하면 이렇게 됩니다.
publish-new = { $student }: { $now } / { $possible }
publish-changed = { $student }: { $before } → { $now } / { $possible } (이미 공개된 점수가 바뀝니다)
publish-same-score = { $student }: 점수는 그대로 { $now } / { $possible }, 설명이나 페이지가 바뀜
publish-withheld = { $student }: 보류. { $why }
publish-no-points = 채점기 잘못으로 점수가 없습니다.
publish-no-name = 모든 시스템에서 폴더 이름으로 쓸 수 있는 이름이 아닙니다.
publish-no-page = 페이지를 만들지 못했습니다. autograded/ 폴더를 확인하세요.
publish-lies = 페이지: { $folder }
publish-nobody = { $slug }: 채점된 학생이 아직 없습니다.
publish-exchange = nbgrader 교환 폴더로도 내보냈습니다.
publish-unreached = 교환 폴더로 제출하지 않아 내보내지 못한 학생: { $students }. 페이지를 따로 보내 주세요.

## 다시 채점하면 달라지는 것

moved-none = { $slug }: 바뀌는 점수가 없습니다({ $same }명 확인).
moved-head = { $slug }: 오름 { $up }명, 내림 { $down }명, 점수는 같고 이유만 다름 { $other }명, 그대로 { $same }명. 아무것도 쓰지 않았습니다.
moved-line = 항목
moved-points = 항목 점수
moved-score = 총점
moved-published = 공개 여부
moved-reason = 바뀐 뒤의 이유
moved-yes = 공개됨, { $score }
moved-no = 아니요
moved-held = { $item } (조정된 점수라 영향 없음)
moved-gone = 채점표에 이 항목이 더는 없습니다
moved-unread = 저장된 기록이 오래되었거나 손상되어 확인하지 못한 학생: { $students }. 점수는 그대로 둡니다.
moved-then = 실행하려면: grade regrade { $slug }

## 검토와 점수 조정

override-of-earlier = 사람이 준 점수는 이전 제출물에 대한 것이며, 아직 유효합니다.
review-none = 사람이 볼 것이 없습니다.
review-head = 사람이 볼 것이 { $count }건 있습니다.
review-accepted = { $student }, { $slug }: 점수 { $score } 그대로 확정하고 기록했습니다.
review-reopened = { $student }, { $slug }: 다시 검토하기로 하고 기록했습니다.
review-not-accepted = { $student }, { $slug }: 확정된 적이 없습니다.
review-nothing = { $student }, { $slug }: 검토할 것이 없습니다.
review-by-hand = { $student }, { $slug }: { $item } 항목에 아직 점수가 없어 확정할 수 없습니다. 점수를 주려면: { $command }
review-broken = { $student }, { $slug }: 채점기 잘못으로 점수가 없습니다. 다시 실행하거나 점수를 주세요: { $command }
override-done = { $student }, { $slug }, { $item }: { $before } → { $after } / { $possible }. 총점: { $score }.
override-undone = { $student }, { $slug }, { $item }: 자동 채점 점수 { $after } / { $possible }로 되돌렸습니다. 총점: { $score }.
changed-published = { $student } 학생에게는 { $published }점으로 공개되어 있습니다. 다시 공개하려면: grade publish { $slug } --student { $name }

## 지각

late-no-due = { $slug } 과제에 마감이 없습니다. course.toml의 [due]에 적거나 formgrader에서 정하세요.
late-no-rule = { $slug } 과제의 마감은 { $due }이고, course.toml에 지각 규정([late])이 없습니다.
late-head = { $slug }, 마감 { $due }: 지각 { $late }명, 제출 시각 없음 { $untimed }명.
late-units = { $unit ->
    [hour] { $units }시간째 지각
   *[day] { $units }일째 지각
 }
late-extended = 연장됨
late-column-received = 제출 시각
late-column-late = 지각
late-column-score = 감점 전 점수
late-column-wanted = 감점 합계
late-column-change = 이번에 바뀜
late-untimed = timestamp.txt가 없어 감점하지 않음
late-nothing = 규정대로 되어 있어 바꿀 것이 없습니다.
late-preview = 아무것도 쓰지 않았습니다. 적용하려면: grade late { $slug } --apply
late-applied = 조정 { $count }건을 덧붙였습니다.
late-stranger = course.toml이 { $slug } 과제에서 { $student } 학생에게 시간을 더 주었지만, 이 이름으로 채점된 학생이 없습니다.

## 조정을 말로

adjusted-automatic = 자동 채점: { $possible }점 만점에 { $score }점.
adjusted-total = 조정 후: { $possible }점 만점에 { $score }점.
adjusted-override = { $title }: { $possible }점 만점에 { $points }점. { $who }, { $at }.
adjusted-override-all = 전체: { $possible }점 만점에 { $points }점. { $who }, { $at }.
adjusted-withdrawn = { $title }: 자동 채점 점수로 되돌림. { $who }, { $at }.
adjusted-withdrawn-all = 자동 채점 점수로 되돌림. { $who }, { $at }.
adjusted-credit = { $points }점. { $who }, { $at }.
adjusted-comment = { $who }, { $at }: { $why }
adjusted-accept = { $who } 확인, { $at }: 점수를 그대로 확정했습니다.
adjusted-unaccept = 다시 살펴보기로 했습니다. { $who }, { $at }.
adjusted-why = { $said } 이유: { $why }
adjusted-rule = { $points }점. { $said }
late-penalty = 제출 { $received }, 마감 { $due }{ $extended ->
    [yes] {" "}(연장됨)
   *[no] {""}
 }: { late-units }, 지각 감점은 모두 { $all }점입니다.
late-returned = 제출 { $received }, 마감 { $due }{ $extended ->
    [yes] {" "}(연장됨)
   *[no] {""}
 }: 감점을 돌려드립니다. 남은 지각 감점은 { $all }점입니다.

## 이의 제기

explain-head = { $student }, { $slug }, { $item }: { $possible }점 만점에 { $points }점
explain-rubric = 채점 항목
explain-asks = { $title } ({ $check }), { $points }점
explain-parameters = 설정: { $parameters }
explain-waits = 먼저 통과해야 할 항목: { $requires }
explain-verdict = 판정
explain-facts = 사실: { $facts }
explain-alone = 이 검사만 따로 판정하면: { $outcome }. { $text }
explain-rests = 판정의 근거
explain-without = 이것이 없었다면: { $outcome }. { $text }
explain-nothing = 실행 기록의 어느 부분을 빼도 판정이 같습니다. 파일 자체나 없는 것에 근거한 판정입니다.
explain-unread = 이 점수의 실행 기록을 더는 읽을 수 없습니다. grade run { $slug } --force 명령이 다시 만듭니다.
explain-bar = 기준이 정해진 과정 (교수자만)
explain-band = { $metric }: 기준은 { $bar }이고, 맞는 풀이를 { $count }번 실행해 정했습니다(평균 { $mean }, 표준편차 { $std }, 방법 { $method }). 가장 좋은 상수 답은 { $baseline }입니다.
explain-seeds = 시드 { $seeds }; 라이브러리 { $versions }
explain-history = 제출과 채점 기록
explain-attempt = 제출 { $number }, { $at }, 노트북 { $notebook }
explain-grade = 제출 { $attempt }의 채점: { $score }, 채점 키 { $key }
explain-score = 점수
explain-published = { $at }에 { $who } 공개: { $score }
explain-never = 공개된 적 없음
explain-digests = 재현에 필요한 값
explain-settle = 바꾸려면: { $command }
