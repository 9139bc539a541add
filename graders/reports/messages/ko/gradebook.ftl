# Jupyter에서 `%grade <id>`가 출력하는 문장.
magic-stands-for = 여기서 { $item } 항목을 확인합니다: { $title }({ $points }점).
magic-unknown = 여기서 { $item } 항목을 확인합니다. 무엇을 확인하는지는 assignment.toml에 있는데 이 노트북 옆에 없습니다.
magic-names-there = 지금까지 정의된 이름: { $names }.
magic-names-missing = 아직 정의되지 않은 이름: { $names }. 위의 `{ $cell }` 셀을 실행하세요.
magic-task-stopped = 위의 `{ $cell }` 셀이 { $error }(으)로 멈췄습니다.
magic-run-check = 점수와 이유를 보려면 저장한 뒤 터미널에서 실행하세요: grade check { $notebook }
magic-usage = %grade 뒤에 확인할 항목의 id를 쓰세요. 항목: { $item }
