# `grade preflight`: 노트북을 제출하기 전의 확인서.

preflight-ready = { $notebook }: 제출할 준비가 되었습니다.
preflight-not-ready = { $notebook }: 아직 제출할 준비가 되지 않았습니다.
preflight-runs = 처음부터 끝까지 실행됩니다({ $seconds }초).
preflight-stops = 처음부터 끝까지 실행되지 않습니다.
preflight-error = `{ $cell }` 셀이 오류로 멈췄습니다.
preflight-timeout = `{ $cell }` 셀이 과제의 제한 시간을 넘겨 중단했습니다.
preflight-killed = `{ $cell }` 셀에서 파이썬이 끝났습니다. 메모리가 부족했거나 셀이 파이썬을 끝냈습니다.
preflight-found = `{ $task }` 과제: { $names }
preflight-answered = `{ $task }` 과제에 답이 있습니다.
preflight-unanswered = `{ $task }` 과제에 아직 답이 없습니다.
preflight-missing = `{ $task }` 과제에서 만들어져야 할 변수가 없습니다: { $names }. 철자가 맞나요?
preflight-file = 읽는 파일: { $file }
preflight-no-file = 읽는 파일: { $file }. 채점할 때는 이 파일이 없습니다. 노트북과 함께 제출하거나 과제의 데이터를 읽으세요.
preflight-size = { $kilobytes } kB (64 MB까지)
preflight-stamp = SHA-256 { $sha256 }, { $at }
preflight-not-graded = 이 확인서는 채점할 수 있다는 뜻입니다. 맞는지는 `grade check`가 여기서 볼 수 있는 만큼 알려 줍니다.
preflight-again = 고치고 저장한 뒤 다시 확인해 보세요. 다 끝내지 못한 노트북도 제출할 수 있고, 쓴 만큼 채점됩니다.
