## Learning curves to be read

diagnosis-no-draws = 누가 어느 곡선을 읽는지 적힌 `{ $file }` 표가 없거나 읽을 수 없습니다. 여러분의 잘못이 아닙니다.
diagnosis-no-answers = 여기서는 곡선의 정답을 알 수 없습니다. 여러분의 잘못이 아닙니다.
diagnosis-not-here = 곡선을 맞게 읽었는지는 제출한 뒤에 비교합니다.
diagnosis-not-one = `{ $name }`의 자료형이 { $type }입니다. `{"{"}"c00": "good"{"}"}`처럼 곡선 이름과 태그 하나를 짝지은 딕셔너리여야 합니다.
diagnosis-unsigned = `{ $name }` 변수가 비어 있거나 문자열이 아니어서 어느 곡선이 여러분의 것인지 알 수 없습니다. 제출할 때 쓰는 이름을 적으세요.
diagnosis-other-draw = `{ $name }`에 적힌 곡선은 “{ $student }” 이름으로 뽑히는 { $count }개가 아니라 다른 사람의 것입니다({ $curves }). 곡선을 읽을 때 `show(…)`에 누구의 이름을 넣었나요?
diagnosis-missing = `{ $name }`에 { $curves } 곡선이 없습니다. “{ $student }” 이름으로는 곡선 { $count }개가 뽑힙니다. 그래프 위에 적힌 이름마다 한 줄씩 있나요?
diagnosis-extra = `{ $name }`에 “{ $student }” 이름으로 뽑히는 { $count }개 말고 다른 곡선도 있습니다: { $curves }. 어느 것이 여러분의 곡선인가요?
diagnosis-tag-unknown = `{ $name }`에서 { $curve } 곡선의 태그가 “{ $tag }”입니다. 쓸 수 있는 태그는 { $tags }입니다. 곡선마다 가장 먼저 손대야 할 것 하나만 적으세요.
diagnosis-drawn = “{ $student }” 이름으로 뽑힌 곡선 { $count }개에 모두 태그가 있습니다.
diagnosis-signed-otherwise = 노트북에는 “{ $student }”(이)라고 적혀 있는데 “{ $other }” 이름으로 제출되었습니다. 선생님이 직접 확인합니다.
diagnosis-signed-by-another = 노트북에 적힌 이름과 제출한 이름이 다릅니다. 누구의 곡선일까요?
diagnosis-right = 곡선 { $count }개를 모두 맞게 읽었습니다.
diagnosis-some = 곡선 { $count }개 가운데 { $right }개를 맞게 읽었습니다. { $curves } 곡선을 다시 보세요. 어느 선의 어느 에포크를 보았나요?
diagnosis-look = { $curve } 곡선, “{ $tag }”: 두 선의 시작과 끝, 그리고 서로 갈라지는 곳을 다시 보세요.
diagnosis-look-rest = { $curve } 곡선, “{ $tag }”: 훈련 손실은 { $first }에서 시작해 { $rest }번째 에포크에 { $rest_loss }까지 내려오고, 그 뒤로는 거의 움직이지 않습니다. 검증 손실은 { $held_last }에서 끝나고 가장 낮을 때가 { $least }입니다. 무엇을 더 바라나요?
diagnosis-look-steps = { $curve } 곡선, “{ $tag }”: 검증 손실을 에포크마다 따라가 보세요. { $ups ->
    [0] 여러 번 다시 올라가는데
   *[other] 그래프 높이의 10분의 1 넘게 올라간 적이 { $ups }번이고
 }, 가장 크게는 { $leap_epoch }번째 에포크에서 { $leap }만큼 뛰었습니다. 한 걸음에 가중치를 얼마나 옮길지는 무엇이 정하나요?
diagnosis-look-turn = { $curve } 곡선, “{ $tag }”: 검증 손실은 { $turn }번째 에포크 무렵에 가장 낮고({ $least }) 끝에는 { $held_last }입니다. 그동안 훈련 손실은 { $last }까지 계속 내려갑니다. { $turn }번째 에포크 뒤로 신경망은 무엇을 배우고 있나요?
diagnosis-look-end = { $curve } 곡선, “{ $tag }”: 그래프의 오른쪽 끝을 보세요. { $left_from }번째부터 { $epochs }번째 에포크까지 훈련 손실이 { $left_loss }에서 { $last }(으)로 움직입니다. 다 내려온 것일까요?
diagnosis-look-ends = { $curve } 곡선, “{ $tag }”: 훈련 손실이 첫 에포크 뒤에 { $first }, { $epochs } 에포크 뒤에 { $last }입니다. 그사이 신경망은 무엇을 배웠나요?
