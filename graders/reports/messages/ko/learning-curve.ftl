## A learning curve of one's own

curve-unseen = 학습 손실을 확인할 수 없었습니다. 선생님이 직접 확인하며 점수는 깎이지 않습니다.
curve-no-validation = 훈련 손실은 { $epochs }개인데 검증 손실은 그만큼 없습니다. 보아야 할 것의 절반이 빠져 있습니다. `validation_data`를 살펴보세요.
curve-validated-on-training = 검증에 쓴 행이 훈련에 쓴 행과 같습니다. 두 선이 같은 이야기만 합니다. 글에서는 어느 행을 검증용으로 남겨 두었나요?
curve-short = { $epochs } 에포크만으로는 곡선이라고 할 수 없습니다. { $least_epochs } 에포크 이상 학습시키세요. 점이 이렇게 적으면 무엇을 읽을 수 있을까요?
curve-lost = { $epoch }번째 에포크부터 손실이 더는 숫자가 아닙니다. 그때까지 한 걸음이 얼마나 컸을까요?
curve-good = 훈련 손실이 { $first }에서 { $last }까지 내려와 잔잔해지고, 검증 손실은 { $held_last }에서 끝납니다.
curve-brought-back = 검증 손실은 { $turn }번째 에포크 무렵부터 다시 올라가지만, 가장 좋았던 에포크의 가중치를 되돌려 놓았습니다.
curve-jagged = 곡선이 아직 들쭉날쭉합니다. 검증 손실이 { $leap_epoch }번째 에포크에 { $leap }만큼 뛰었고, 가장 낮을 때는 { $least }입니다. 한 걸음에 가중치를 얼마나 옮길지는 무엇이 정하나요?
curve-rises = 들쭉날쭉함은 사라졌지만, 검증 손실이 { $turn }번째 에포크 무렵에 가장 낮고({ $least }) 끝에는 { $held_last }입니다. { $turn }번째 에포크 뒤에는 무엇을 배우고 있으며, 학습을 거기서 끝내려면 어떻게 하면 될까요?
curve-still-falling = 들쭉날쭉함은 사라졌지만, { $left_from }번째 에포크부터 끝까지 훈련 손실이 { $left_loss }에서 { $last }(으)로 계속 내려가고 있습니다. 배울 수 있는 것을 다 배웠을까요? 학습률과 에포크 수를 살펴보세요.
curve-never-falls = 훈련 손실이 첫 에포크 뒤에 { $first }, 마지막에 { $last }입니다. { $epochs } 에포크 동안 신경망은 무엇을 배웠나요? 학습률을 살펴보세요. 너무 작거나, 너무 커서 유닛이 죽은 것은 아닐까요?
