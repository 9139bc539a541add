# 조기 종료.

early-stopping = 최대 { $most } 에포크 가운데 { $epochs } 에포크 만에 학습이 스스로 끝났습니다.
stopping-monitor-unknown = `{ $cell }` 셀이 멈췄습니다. 조기 종료가 `{ $monitor }`을(를) 지켜보지만 이 학습에는 그런 이름의 값이 없습니다. 철자가 어떻게 되나요? 콜백 없이 한 에포크만 학습한 뒤 `history.history.keys()`를 출력해 보세요.
stopping-without-validation = 학습이 { $epochs } 에포크 만에 끝났지만 검증에 쓴 행이 없습니다. 콜백은 무엇을 지켜본 것일까요? `validation_split`과 `validation_data`를 보세요.
stopping-trained-rows = 검증에 쓴 행이 학습한 행과 똑같습니다. 신경망이 그 행을 외우고 있다는 것을 콜백이 어떻게 알 수 있을까요? `validation_data`를 보세요.
stopping-patience = 조기 종료는 더 나아지기를 { $patience } 에포크 동안 기다리는데 학습은 모두 { $epochs } 에포크입니다. 언제 멈출 수 있을까요? `patience`와 `epochs`를 보세요.
stopping-cap = 조기 종료가 지켜보고 있었지만 멈출 이유가 생기기 전에 { $epochs } 에포크를 모두 돌았습니다. 그때 학습이 다 끝난 것일까요? 검증 손실의 마지막 에포크들과 `epochs`, 학습률을 보세요.
crash-monitor = { crash-where }. `{ $callback }` 콜백이 `{ $monitor }`을(를) 지켜보지만 이 학습에는 그런 이름의 값이 없어 Keras는 어느 쪽이 나은지 알 수 없습니다. 철자가 어떻게 되나요? 학습 기록의 키를 출력해 보세요.
