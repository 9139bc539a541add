# `grade verify`: 무엇을 실행했고, 각 검사가 얼마나 자주 틀렸으며, 무엇이 나빠졌는지.

verify-reference = 모범 답안은 만점을 받습니다
verify-skeleton = 풀지 않은 노트북은 10 % 이하를 받습니다
verify-holds = 맞음
verify-fails = 틀림
verify-kept = 이전 결과
verify-recorded-evidence = 기록된 증거
verify-seeds = { $count ->
   *[other] 시드 { $seeds }
}
verify-stale = { $slug }: 풀이 { $count }개의 기록된 증거가 오래되어({ $parts } 변경) 다시 실행합니다. `grade verify --record { $slug }`로 새로 기록하세요.
verify-recorded = { $file }: 풀이 { $count }개, { $bytes }바이트.
verify-record-judged-otherwise = { $slug }: { $name }은(는) 줄이면 판정이 달라지므로 기록하지 않았습니다.
verify-record-size = { $slug }: { $name }은(는) 크기에 비해 빨리 실행되므로 기록하지 않았습니다.
verify-time = { $slug }: 실행 { $runs }회, 동시에 { $jobs }개씩 { $seconds }초, CPU 시간 { $cpu }초.
verify-time-over = { $slug }: 실행 { $runs }회, 동시에 { $jobs }개씩 { $seconds }초, CPU 시간 { $cpu }초: 5분을 { $over }초 넘었습니다. --shard를 쓰세요.

verify-title = 채점기는 얼마나 자주 틀리는가
verify-figures = 전체 수치
verify-check = 검사
verify-line = 항목
verify-nature = 종류
verify-structural = 구조
verify-experiment = 실험
verify-metric = 지표
verify-right-runs = 맞는 풀이 실행
verify-wrong-runs = 틀린 풀이 실행
verify-solutions = 풀이
verify-false-rejects = 잘못된 거부
verify-false-accepts = 잘못된 인정
verify-bound = 95 % 상한
verify-caught = 찾아냄
verify-others-lost = 다른 풀이 감점
verify-assignment = { $slug }: 맞는 풀이 { $right }개, 틀린 풀이 { $wrong }개, 실행 { $runs }회
verify-summary = 맞는 풀이 { $right }개, 틀린 풀이 { $wrong }개, 실행 { $runs }회
verify-all-hold = 모든 풀이가 분류된 대로 판정되었습니다.
verify-not-all-hold = 발견된 문제 { $count }건
verify-splits = 노트북이 따로 떼어 둔 행을, 나눈 실행 { $splits }회 중 { $resolved }회에서 찾았습니다.
verify-extra-cpu = 실험에 든 CPU 시간은 실험을 요구한 실행의 { $percent }입니다.
verify-read = 잘못된 거부는 맞는 풀이의 점수를 깎는 것이고, 잘못된 인정은 감점되어야 할 틀린 풀이에 만점을 주는 것입니다. 각 횟수 옆에는 그 비율의 95 % 상한이 있습니다. “찾아냄”은 그 검사를 겨냥한 틀린 풀이 가운데 모든 시드에서 감점된 것의 수입니다. 구조 검사와 실험은 맞는 풀이를 하나도 거부하면 안 되며, 지표의 기준선은 보정에서 밝힌 비율(두 번 본 뒤 { $error })까지만 거부할 수 있습니다.
verify-seeds-tried = 맞는 풀이는 시드 { $right }개, 틀린 풀이는 시드 { $wrong }개

verify-broken-rejects = { $slug }: { $item } 항목이 맞는 풀이의 실행 { $runs }회 중 { $rejects }회를 거부합니다.
verify-broken-accepts = { $slug }: { $item } 항목이, 여기서 감점되어야 할 틀린 풀이의 실행 { $wrong }회 중 { $accepts }회를 인정합니다.
verify-broken-others = { $slug }: { $item } 항목이 다른 점에서 틀린 풀이의 실행 { $others }회에서 점수를 깎습니다.

# 과제에 아직 모자란 것.
missing-calibration = { $slug }: { $lines } 항목의 기준을 아직 측정하지 않아 이 항목들을 채점할 수 없습니다. `grade calibrate { $slug }`를 실행하세요.
missing-right = { $slug }: 참조 답안 말고 맞는 답안이 { $count }개입니다. 다른 방식으로 쓴 답안이 { $wanted }개 이상 있으면 채점 기준이 뜻을 묻는지 표기를 묻는지 알 수 있습니다.
missing-wrong = { $slug }: 틀린 답안이 { $count }개입니다. 오개념을 하나씩 담은 답안이 { $wanted }개 이상 있으면 채점 기준이 무엇을 놓치는지 알 수 있습니다.
missing-aim = { $slug }: { $lines } 항목을 겨냥한 틀린 답안이 없어, 이 항목에서 점수를 잃을 수 있는지 보여 주는 것이 없습니다.
missing-korean = { $slug }: 한국어 글이 없거나 다 채워지지 않았습니다: { $problem }
missing-titles = { $slug }: 제목이 없는 항목: { $lines }.
missing-titles-korean = { $slug }: 한국어 제목(`title_ko`)이 없는 항목: { $lines }.
