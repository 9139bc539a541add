# 깊은 신경망의 각 층에 도달하는 기울기.

gradient-norms = `{ $name }`에 `{ $model }`의 { $layers }개 층에 도달하는 값이 들어 있습니다. 첫 층은 { $first }, 마지막 층은 { $last }입니다.
gradient-norms-count = `{ $name }`에는 수가 { $count }개 있고, `{ $model }`에서 가중치가 있는 층은 { $layers }개입니다. 어느 수가 어느 층의 것인가요? 출력층까지 포함해 층마다 `kernel`의 노름을 하나씩 구하세요.
gradient-norms-odd = `{ $name }`에 길이가 될 수 없는 수(음수이거나 유한하지 않은 수)가 있습니다. `tf.norm`은 배열에 대해 무엇을 내나요?
gradient-norms-reversed = `{ $name }`의 층 순서가 거꾸로입니다. 첫 수는 { $first }, 마지막 수는 { $last }입니다. 기울기는 신경망의 어느 끝에서 출발하나요? 목록의 맨 앞에는 어느 층이 와야 하나요?
gradient-norms-squared = `{ $name }`의 수는 노름의 제곱입니다. 첫 수는 { $first }, 마지막 수는 { $last }입니다. 제곱의 합에서 길이가 되려면 어떤 단계가 더 필요한가요?
gradient-norms-biases = `{ $name }`의 수는 편향(bias)의 기울기의 노름입니다. 층의 두 배열 가운데 입력과 곱해지는 것은 무엇인가요? `kernel`을 쓰세요.
gradient-norms-scaled = `{ $name }`의 비율은 맞지만 모든 수가 같은 배율만큼 크거나 작습니다. 손실이 `x_train`의 모든 행에 대한 이진 교차 엔트로피의 평균인가요?
gradient-norms-differ = `{ $name }`은(는) { $first }(으)로 시작해 { $last }(으)로 끝납니다. `{ $model }`을(를) 거슬러 올라가면 다른 수가 나옵니다. 셀을 실행한 뒤의 이 모델의 가중치로 손실을 미분한 값인가요?
gradient-norms-healthy = `{ $model }`의 첫 층에는 { $first }, 마지막 층에는 { $last }이(가) 도달합니다. 기울기가 도중에 사라지지 않습니다. 여기서 쓰라고 한 활성화 함수는 무엇이고, 그 기울기는 가장 클 때 얼마인가요?
gradient-norms-not-measured = 모델을 나중에 다시 학습했거나 노트북의 코드가 있어야 열 수 있어서, 기울기를 다시 측정하지 못했습니다. 목록에 있는 그대로 채점했습니다.
