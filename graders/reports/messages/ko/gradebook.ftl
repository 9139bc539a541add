# Jupyter에서 `%grade <id>`가 출력하는 문장.
magic-stands-for = 여기서 { $item } 항목을 확인합니다: { $title }({ $points }점).
magic-unknown = 여기서 { $item } 항목을 확인합니다. 무엇을 확인하는지는 assignment.toml에 있는데 이 노트북 옆에 없습니다.
magic-names-there = 지금까지 정의된 이름: { $names }.
magic-names-missing = 아직 정의되지 않은 이름: { $names }. 위의 `{ $cell }` 셀을 실행하세요.
magic-task-stopped = 위의 `{ $cell }` 셀이 { $error }(으)로 멈췄습니다.
magic-run-check = 점수와 이유를 보려면 저장한 뒤 터미널에서 실행하세요: grade check { $notebook }
magic-usage = %grade 뒤에 확인할 항목의 id를 쓰세요. 항목: { $item }

# 실행 중인 노트북에 나타나는 카드.
card-passed = 맞음
card-partial = 일부 맞음
card-failed = 아직
card-blocked = 기다림
card-broken = 채점기의 잘못
card-later = 나중에
card-points = { $possible }점 중 { $points }점
card-question = 질문
card-look = 살펴볼 곳
card-why = 왜 중요한가
card-cell = `{ $cell }` 셀을 살펴보세요.
card-waits-hidden = 채점기에만 있는 데이터나 기준이 필요합니다. 제출하면 채점됩니다.
card-waits-experiment = 지금까지는 틀린 점이 보이지 않습니다. 확실히 하려면 다른 행으로 노트북을 다시 실행해야 합니다. 터미널에서 `grade check { $notebook }`를 실행하면 됩니다.
card-waits-order = 노트북 전체에 관한 항목입니다. *Restart and Run All*(다시 시작 후 모두 실행)을 누르면 채점할 수 있습니다.
card-waits-not-run = `{ $cell }` 셀이 아직 실행되지 않았습니다. 그 셀을 먼저 실행한 다음 이 셀을 다시 실행하세요.
card-waits-not-run-yet = 이 항목과 관련된 `{ $cell }` 셀이 아직 실행되지 않았습니다. 노트북을 다 푼 뒤 터미널에서 `grade check { $notebook }`를 실행하면 채점됩니다.
