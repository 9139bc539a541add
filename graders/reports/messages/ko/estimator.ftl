# scikit-learn과 imbalanced-learn의 추정기.

estimator = `{ $name }`은(는) 학습된 { $kind }입니다.
estimator-unseen = 다른 함수 안에서 학습하는 등, 학습하는 모습이 보이지 않았습니다.
estimator-fewer-rows = 훈련 데이터 { $of }행 가운데 { $rows }행으로만 학습했습니다. 나머지 행은 무엇을 더 알려 주었을까요?
estimator-other = `{ $name }`이(가) { $kind }입니다. 이 과제에서는 { $wanted }을(를) 다룹니다. 본문에 나온 클래스는 무엇인가요?
estimator-own = `{ $name }`은(는) 직접 만든 { $kind }입니다. 직접 만들어 보는 것은 가장 좋은 공부입니다. 다만 여기서는 모두의 기준 모델이 같도록 라이브러리의 { $wanted }을(를) 씁니다. 맨 위의 import를 보세요.
estimator-network = `{ $name }`이(가) Keras 신경망입니다. 여기서는 scikit-learn의 추정기를 씁니다. 비교할 모델과 같은 종류의 모델이라면 기준으로서 어떤 뜻이 있을까요?
estimator-class = `{ $name }`에 객체가 아니라 클래스 자체가 들어 있습니다. 클래스 이름 뒤의 괄호는 무슨 일을 하나요?
estimator-not-one = `{ $name }`에 추정기가 아니라 { $type }이(가) 들어 있습니다. `fit`은 추정기를 돌려주지만 `predict`와 `score`는 다른 것을 돌려줍니다. 그 줄에서 마지막으로 부른 함수는 무엇을 돌려주었나요?
estimator-setting = `{ $name }`의 `{ $setting }` 값이 { $found }입니다. 본문에서 정한 값은 { $wanted }입니다. 클래스에 넘기는 인자를 보세요.
estimator-no-setting = `{ $name }`은(는) { $kind }인데, { $kind }에는 `{ $setting }` 설정이 없습니다. 본문에서 정한 값은 { $wanted }입니다. 이 설정이 있는 클래스는 어느 것인가요?
estimator-not-fitted = `{ $name }`을(를) 만들기만 하고 학습시키지 않았습니다. 행을 하나도 보지 않은 모델은 무엇을 알고 있을까요? `fit`을 찾아보세요.
estimator-held-out = `{ $name }`을(를) { $rows }행으로 학습시켰는데, 그 가운데 { $aside }행은 따로 떼어 놓은 `{ $held_out }`의 행입니다. 이제 그 행으로 매긴 점수는 무엇을 말해 줄까요? `fit`에 무엇을 넣는지 보세요.
estimator-other-rows = `{ $name }`을(를) { $rows }행으로 학습시켰습니다. `{ $train }`은(는) { $expected }행입니다. 학습에 쓰는 행은 어느 것인가요? `fit`에 무엇을 넣는지 보세요.
estimator-other-labels = `{ $name }`을(를) `{ $train }`의 행으로 학습시켰지만, `{ $labels }`에서 다른 행의 레이블을 받은 행이 있습니다. 행마다 제 레이블이 붙어 있나요?
estimator-class-missing = `{ $name }`을(를) 학습시킨 레이블에는 클래스가 { $seen }개뿐인데 파일에는 { $classes }개가 있습니다. 한 번도 보지 못한 클래스의 행에는 무엇이라고 답할까요? `fit`에 어느 행이 들어갔는지 살펴보세요.
estimator-raw = `{ $name }`이(가) 파일에 있는 그대로의 열로 학습했습니다. { $column } 열의 값은 { $minimum }부터 { $maximum }까지입니다. 규제는 모든 가중치를 똑같이 다루고, 최적화도 한 걸음을 모두에게 똑같이 내딛습니다. 어느 배열을 스케일링했고, `fit`에는 어느 배열을 넣었나요?
