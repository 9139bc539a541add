# 직접 쓴 학습: 노트북에 적힌 것과 신경망이 말하는 것.

descent-right = { $steps }번의 걸음 동안 손실이 { $first }에서 { $last }(으)로 줄었습니다. 훈련 데이터 전체를 신경망에 직접 물어보면 손실은 { $measured }입니다.
descent-claimed = `{ $name }`이(가) { $steps }번의 걸음 동안 { $first }에서 { $last }(으)로 줄었습니다. 훈련 데이터를 신경망에 직접 물어볼 수는 없었습니다. 사람이 확인합니다.
descent-no-list = `{ $name }`의 자료형이 { $type }입니다. 걸음마다 손실이 하나씩 들어 있는 수의 리스트여야 합니다. 어디에서 무엇을 넣나요?
descent-diverged = { $step }번째 걸음의 손실이 수가 아닙니다. 걸음이 매번 더 커지면 가중치는 어떻게 되나요? 학습률과 0의 로그를 살펴보세요.
descent-nan = 학습한 뒤의 신경망이 유한하지 않은 수를 냅니다. 걸음이 매번 더 커지면 가중치는 어떻게 되나요? 학습률을 살펴보세요.
descent-unchanged = { $steps }번을 걸은 뒤에도 신경망의 답이 훈련 데이터에서 전과 똑같습니다. 새 가중치는 어디로 가나요? 함수 안의 `w = w - step`은 새것에 이름을 붙일 뿐이고, 노트북의 `weights`에 담긴 것은 그대로입니다.
descent-worse = { $steps }번을 걸은 뒤 훈련 데이터의 손실이 { $measured }입니다. 그 전에는 { $began }이었습니다. 기울기는 어느 쪽을 가리키고, 걸음은 어느 쪽으로 가야 하나요?
descent-little = { $steps }번을 걸은 뒤 훈련 데이터의 손실이 { $measured }입니다. 모든 행에 똑같이 답해도 { $constant }입니다. 손실이 아직 줄고 있나요, 아니면 널뛰나요? `{ $name }`을(를) 그려 보고, 학습률을 10배씩 바꿔 보세요.
descent-rising = `{ $name }`이(가) { $first }에서 시작해 { $last }에서 끝납니다. 학습은 무엇을 줄여야 하고, 적어 둔 것이 바로 그 손실인가요?
descent-other-losses = `{ $name }`은(는) { $last }에서 끝나는데, 훈련 데이터 전체를 신경망에 물어보면 손실이 { $measured }입니다. `{ $name }`에 적힌 것은 어느 가중치, 어느 행의 손실인가요?
contrast-right = 걸음 수와 학습률은 같습니다. `{ $beside }`은(는) { $other_first }에서 { $other_last }까지, `{ $name }`은(는) { $first }에서 { $last }까지 갔습니다.
contrast-diverged = `{ $beside }`에 유한하지 않은 수가 있습니다. 그 시작점에서는 학습이 아예 튕겨 나갔습니다.
contrast-lost = `{ $name }`에 유한하지 않은 수가 있어서 `{ $beside }`을(를) 비교할 대상이 없습니다.
contrast-same = `{ $beside }`와(과) `{ $name }`에 같은 수가 들어 있습니다. 두 학습은 각각 어떤 가중치로 시작했나요?
contrast-none = `{ $beside }`은(는) { $other_first }에서 { $other_last }까지, `{ $name }`은(는) { $first }에서 { $last }까지 갔습니다. 표준편차가 1인 가중치라면 로짓이 몇백 배 커집니다. 첫 손실은 얼마여야 할까요? `{ $beside }`이(가) 어떤 가중치로 시작했는지, 그 가중치가 이미 학습된 것은 아니었는지 살펴보세요.
