# 직접 작성한 활성화 함수와 기울기: 어떻게 호출했고 무엇이 돌아왔는지.

function-kind-name = { $kind ->
    [step] 계단 함수
    [sigmoid] 시그모이드
    [leaky_relu] Leaky ReLU
    [relu] ReLU
    [elu] ELU
    [softmax] 소프트맥스
   *[other] { $kind }
 }
function-other-name = { $other ->
    [step] 계단 함수
    [sigmoid] 시그모이드
    [leaky_relu] 기울기가 0.01인 Leaky ReLU
    [relu] ReLU
    [elu] ELU
   *[other] { $other }
 }

function-right = 수, 벡터, 표로 { $calls }번 호출했고, `{ $name }`이(가) 모두 맞는 값을 냈습니다.
function-not-one = 셀을 실행한 뒤 `{ $name }`은(는) 함수가 아니라 { $type }입니다. 같은 이름을 다른 값에 다시 쓰지 않았나요?
function-ended = 채점하지 못했습니다. 이 셀의 함수를 호출하자 실행 전체가 끝났습니다. 메모리를 지나치게 쓰거나 끝나지 않는 함수가 있나요?
function-not-called = `{ $name }`은(는) 있었지만 채점기가 호출하지 못했습니다. 채점기의 잘못이며, 담당자가 확인합니다.
function-raised = `{ $name }({ $given })`을(를) 호출하니 { $said } 오류로 멈췄습니다. 수, 벡터, 표를 모두 받을 수 있어야 합니다. 이 호출을 따로 한 셀에서 실행해 보세요.
function-slow = `{ $name }({ $given })`이(가) 시간 안에 답을 내지 못했습니다. 안에 있는 반복문은 끝이 나나요?
function-nothing = `{ $name }({ $given })`의 결과가 수로 된 값이 아닙니다({ $said }). `return`이 있나요?
function-shape = `{ $name }({ $given })`의 결과는 { $got }입니다. 입력의 모양은 { $shape }인데 결과의 모양은 { $got_shape }입니다. 수마다 제자리에 답이 하나씩 있어야 합니다. 모든 수를 한꺼번에 보는 계산이 어디에 있나요?
function-not-finite = `{ $name }({ $given })`의 결과는 { $got }입니다. 유한하지 않은 수는 어느 단계에서 생기나요?
function-overflow = `{ $name }({ $given })`의 결과는 { $got }입니다. 컴퓨터에서 1,000의 지수 함수 값은 얼마이고, 무한대를 무한대로 나누면 얼마인가요? 결과를 바꾸지 않으면서 먼저 빼 둘 수 있는 수는 무엇인가요?
function-range = `{ $name }({ $given })`의 결과는 { $got }입니다. { function-kind-name }의 값은 언제나 어떤 두 수 사이에 있나요? 그래프와 비교해 보세요.
function-falls = 입력 { $given }에 대해 `{ $name }`의 결과는 { $got }입니다. 입력은 더 큰데 결과는 더 작습니다. { function-kind-name }의 그래프가 내려가는 곳이 있나요?
function-sum = `{ $name }({ $given })`의 결과는 { $got }입니다. 한 행의 확률은 더하면 1이어야 합니다. 직접 더해 보세요.
function-shift = `{ $name }({ $given })`의 결과는 { $got }입니다. 행의 모든 수가 똑같은 만큼 다른 { $said }의 결과와 다릅니다. `exp(z + c)`를 그런 항의 합으로 나누면 무엇이 약분되나요?
function-value = `{ $name }({ $given })`의 결과는 { $got }입니다. { function-kind-name }의 식으로 직접 계산해 보세요. 어디에서 달라지나요?
function-slip-mirrored = `{ $name }({ $given })`의 결과는 { $got }입니다. 왼쪽과 오른쪽이 뒤바뀌었습니다. 식에 들어가는 입력의 부호는 무엇인가요?
function-slip-identity = `{ $name }({ $given })`의 결과는 { $got }입니다. 입력 그대로입니다. 이런 함수만 있는 신경망이 무엇을 구부릴 수 있을까요?
function-slip-other = `{ $name }({ $given })`의 결과는 { $got }입니다. 모든 호출에서 { function-other-name }의 값이 나왔습니다. { function-kind-name }은(는) 그 함수와 무엇이 다른가요?
function-slip-sign = `{ $name }({ $given })`의 결과는 { $got }입니다. 음수에 -1을 냈습니다. 계단 함수는 예/아니요로 답합니다. ‘아니요’를 나타내는 수는 무엇인가요?
function-slip-derivative = `{ $name }({ $given })`의 결과는 { $got }입니다. { function-kind-name }의 기울기입니다. 여기서 요구하는 것은 함수의 값인가요, 기울기인가요?
function-slip-magnitude = `{ $name }({ $given })`의 결과는 { $got }입니다. 음수의 부호가 사라졌습니다. 음수는 무엇이 되어야 하나요?
function-slip-lower = `{ $name }({ $given })`의 결과는 { $got }입니다. 반대쪽 절반이 남았습니다. 입력이 그대로 통과해야 하는 쪽은 0의 어느 쪽인가요?
function-slip-flat = `{ $name }({ $given })`의 결과는 { $got }입니다. ReLU처럼 모든 음수에 0을 냈습니다. 0의 왼쪽에서 기울기는 얼마이고, 기울기가 0인 유닛은 무엇을 배울 수 있나요?
function-slip-bent = `{ $name }({ $given })`의 결과는 { $got }입니다. 음수에 양수로 답했습니다. 부호는 어떻게 되어야 하나요?
function-slip-jump = `{ $name }({ $given })`의 결과는 { $got }입니다. 0의 바로 왼쪽과 바로 오른쪽에서 식의 값은 각각 얼마인가요? 지수 함수 뒤에 빠진 것이 있습니다.
function-slip-selu = `{ $name }({ $given })`의 결과는 { $got }입니다. ELU에 배율을 곱한 SELU의 값입니다. 식에는 어떤 배율이 있나요?
function-slip-down = `{ $name }({ $given })`의 결과는 { $got }입니다. 열을 더하면 1이 됩니다. 함께 더해야 하는 것은 한 행의 수인가요, 한 열의 수인가요? `axis`를 살펴보세요.
function-slip-whole = `{ $name }({ $given })`의 결과는 { $got }입니다. 표 전체를 더하면 1이 됩니다. 행 하나가 표본 하나입니다. 무엇끼리 더해야 하나요? `axis`와 `keepdims`를 살펴보세요.
function-slip-each = `{ $name }({ $given })`의 결과는 { $got }입니다. 시그모이드처럼 수마다 따로 확률을 냈습니다. 동시에 맞을 수 있는 클래스는 몇 개이고, 한 행을 더하면 얼마여야 하나요?
function-slip-undivided = `{ $name }({ $given })`의 결과는 { $got }입니다. 지수 함수 값 그대로입니다. 한 행을 더해 1이 되게 하려면 무엇을 더 해야 하나요?
function-slip-unraised = `{ $name }({ $given })`의 결과는 { $got }입니다. 수 자체의 비율입니다. 음수가 있으면 어떻게 되나요? 모든 수를 먼저 양수로 만드는 단계는 무엇인가요?
function-slip-logarithm = `{ $name }({ $given })`의 결과는 { $got }입니다. 확률의 로그입니다. 한 행을 더해 1이 되는 것은 어떤 수인가요?
function-slip-hard = `{ $name }({ $given })`의 결과는 { $got }입니다. 가장 큰 수는 1, 나머지는 0입니다. 소프트맥스의 ‘소프트’는 무슨 뜻일까요?

slope-right = { $calls }번의 호출에서 `{ $name }`이(가) 모두 `{ $of }`의 기울기와 같았습니다.
slope-of = 채점하지 못했습니다. 기울기를 구할 함수 `{ $of }`이(가) 답하지 않았습니다. 그 함수를 먼저 바로잡으세요.
slope-value = `{ $name }({ $given })`의 결과는 { $got }입니다. 입력이 0.01만큼 커질 때 그곳에서 `{ $of }`은(는) 얼마나 커지나요? 그것을 0.01로 나누면 얼마인가요?
slope-itself = `{ $name }({ $given })`의 결과는 { $got }입니다. `{ $of }`의 값 자체입니다. 입력이 0.01만큼 커질 때 그 값은 얼마나 커지나요?
slope-of-value = `{ $name }({ $given })`의 결과는 { $got }입니다. x(1 - x)의 값입니다. `s * (1 - s)`에서 `s`는 입력인가요, `{ $of }`에 입력을 넣은 값인가요?
