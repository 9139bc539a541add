# 여러 모델의 점수를 나란히 놓은 것.

scores = `{ $name }`의 점수는 모두 그 모델이 검증 데이터 { $rows }행에서 낸 { metric-name }입니다.
scores-unseen = `{ $model }`이(가) 검증 데이터에 무엇이라고 답하는지 보이지 않아 `{ $name }`의 점수를 다시 계산할 수 없었습니다. 사람이 확인합니다.
scores-not-mapping = `{ $name }`의 형식이 { $type }입니다. 모델 이름에 점수를 짝지은 딕셔너리가 필요합니다. 숫자만 덩그러니 있으면 읽는 사람은 무엇이 더 궁금할까요?
scores-missing = `{ $name }`의 "{ $entry }"에 수가 없습니다. 본문에서 비교하라고 한 모델은 어느 것들인가요?
scores-two = `{ $name }`의 "{ $entry }"에 수가 두 개 들어 있습니다. `evaluate`는 손실을 먼저, { metric-name } 값을 그다음에 돌려줍니다. 다른 모델의 점수와 비교할 수 있는 것은 둘 중 어느 것인가요?
scores-many = `{ $name }`의 "{ $entry }"에 수가 { $count }개 들어 있습니다. 하나만 있으면 됩니다. 검증 데이터 전체의 점수는 그 가운데 어느 것인가요?
scores-nan = `{ $name }`의 "{ $entry }"에 든 값이 수가 아닙니다(NaN 또는 무한대). 0으로 나눈 것이 있나요, 빠진 값이 있나요?
scores-no-model = `{ $name }`의 "{ $entry }"에 { $reported }이(가) 있는데, 그 점수를 낼 `{ $model }`이(가) 없습니다. 모델 이름을 확인하세요.
scores-other-model = `{ $name }`의 "{ $entry }"에 든 { $reported }은(는) `{ $other }`의 점수입니다. 그 줄에서 어느 모델에게 물었나요?
scores-trained = `{ $name }`의 "{ $entry }"에 든 { $reported }은(는) `{ $model }`이(가) 학습한 행에서 낸 점수입니다. 처음 보는 행에 대해서는 무엇을 말해 줄까요? 어느 행의 점수인지 보세요.
scores-inner = `{ $name }`의 "{ $entry }"에 든 { $reported }은(는) `validation_split`이 훈련 데이터에서 잘라 낸 행의 점수입니다. 다른 모델도 같은 행에 답했나요? 모두에게 `x_val`을 물어보세요.
scores-old = `{ $name }`의 "{ $entry }"에 든 { $reported }은(는) `{ $model }`이(가) 마지막으로 학습하기 전에 낸 점수입니다. 셀을 처음부터 차례대로 다시 실행해 보세요. 어느 셀이 너무 일찍 나오나요?
scores-loss = `{ $name }`의 "{ $entry }"에 든 { $reported }은(는) `{ $model }`의 손실입니다. `evaluate`는 값을 어떤 순서로 돌려주나요?
scores-differs = `{ $name }`의 "{ $entry }"에 든 값은 { $reported }인데, 검증 데이터 { $rows }행에 대한 `{ $model }`의 답으로 계산한 { metric-name } 값은 다릅니다. 계산한 뒤에 행이나 모델이 바뀌었나요? 처음 열 행에서 맞힌 개수를 손으로 세어 보세요.
scores-unasked = `{ $name }`의 "{ $entry }"에 { $reported }이(가) 있는데, `{ $model }`은(는) 학습한 뒤에 검증 데이터 { $rows }행에 대해 답한 적이 없습니다. 이 수는 어디에서 왔나요? 손으로 적은 점수는 모델이 무엇을 배우든 그대로입니다.

validation-score = `{ $model }`은(는) 검증 데이터 { $rows }행을 옳은 풀이의 모델만큼 맞힙니다.
validation-score-unasked = `{ $model }`이(가) 검증 데이터 { $rows }행에 답하는 것이 보이지 않아, 얼마나 좋은 모델인지는 여기서 말하지 않습니다.
validation-score-part = `{ $model }`은(는) 검증 데이터 { $rows }행 중 { $right }행을 맞힙니다. 늘 같은 답보다는 많지만, 이런 모델이 맞힐 수 있는 것보다는 적습니다. 그래서 이 항목 점수의 { $percent } %를 받습니다. 모든 훈련 데이터로, 행마다 제 레이블로, 충분히 오래 배웠나요? 규제나 드롭아웃이 너무 세지는 않나요?
validation-score-none = `{ $model }`은(는) 검증 데이터 { $rows }행 중 { $right }행을 맞힙니다. 늘 같은 답보다 거의 낫지 않습니다. 행마다 제 레이블로 배웠나요? 검증 데이터도 같은 방식으로 준비했나요?
