# 채점에서 본 것. 학생의 실행에서 본 것을 말하고, 개념으로 이끄는 질문을 하고, 어디를 볼지 말합니다.
# 기준 점수, 숨긴 행, 모범 답안의 값은 말하지 않습니다.

crash-where = { $line ->
    [0] `{ $cell }` 셀이 실행 중에 멈췄습니다
   *[other] `{ $cell }` 셀이 { $line }번째 줄에서 멈췄습니다
 }
metric-name = { $metric ->
    [rmse] RMSE
    [mse] MSE
    [mae] MAE
    [mape] MAPE
    [r2] R²
    [accuracy] 정확도
    [balanced_accuracy] 균형 정확도
    [precision] 정밀도
    [recall] 재현율
    [roc_auc] ROC AUC
    [pr_auc] PR AUC
    [log_loss] 로그 손실
    [f1] F1
    [mcc] MCC
    [confusion_matrix] 혼동 행렬
    [classification_report] 분류 보고서
   *[other] { $metric }
 }
other-metric-name = { $other ->
    [rmse] RMSE
    [mse] MSE
    [mae] MAE
    [mape] MAPE
    [r2] R²
    [accuracy] 정확도
    [balanced_accuracy] 균형 정확도
    [precision] 정밀도
    [recall] 재현율
    [f1] F1
    [mcc] MCC
   *[other] { $other }
 }
task-name = { $task ->
    [regression] 수를 예측하는 문제
    [binary] 예/아니요를 가리는 문제
    [multiclass] 여러 클래스 중 하나를 고르는 문제
   *[multilabel] 예/아니요를 여러 개 동시에 가리는 문제
 }
labels-name = { $labels ->
    [one-hot] 원-핫 행
    [multi-hot] 0과 1이 여러 개인 행
    [binary] 0 또는 1
    [integers] 행마다 하나인 정수
    [text] 글자
   *[other] 수
 }
asked-labels-name = { $asked ->
    [one-hot] 원-핫 레이블
   *[other] 정수 레이블
 }
rate-seen = { $rated ->
    [yes] (학습률 { $rate }, { $epochs }에포크)
   *[no] ({ $epochs }에포크)
 }

## 아직 채점하지 않은 것, 그리고 우리 잘못

blocked-by = “{ $title }” 항목이 먼저입니다. 그것이 이 항목도 결정하니 먼저 바로잡으세요.
submission-unreadable = 파일을 노트북으로 읽을 수 없어 채점하지 않았습니다.
check-raised = 채점 항목 `{ $check }`에서 오류({ $type })가 났습니다. 학생의 잘못이 아니라 우리 잘못이며, 사람이 확인합니다.
array-not-kept = `{ $name }`의 크기가 너무 커서 보관하지 못해 채점하지 못했습니다. 사람이 확인합니다.
metric-no-band = 이 항목의 기준이 아직 측정되지 않아 채점하지 못했습니다. 사람이 확인합니다.
metric-no-targets = 이 항목의 숨긴 정답이 우리 쪽에 없어 채점하지 못했습니다. 사람이 확인합니다.
run-wall-limit = 실행이 경과 시간의 한도에 걸렸습니다. 채점 서버가 바빴을 수 있어 사람이 확인합니다.
run-collector-ended = 기록기가 노트북 프로세스와 함께 끝났습니다. 우리 잘못일 수도, 노트북이 그렇게 한 것일 수도 있어 사람이 확인합니다.
run-lost = 우리 쪽에서 실행 결과를 잃어버렸습니다. 제출물과는 관계가 없습니다.
run-timeout = `{ $cell }` 셀에서 { $seconds }초가 지나 시간 제한으로 실행을 끝냈습니다. 그때까지 된 것을 채점했습니다.
run-memory = `{ $cell }` 셀에서 메모리 제한으로 실행을 끝냈습니다. 그때까지 된 것을 채점했습니다.
run-output = `{ $cell }` 셀의 출력이 너무 많아 실행을 끝냈습니다. 그때까지 된 것을 채점했습니다.
run-processes = `{ $cell }` 셀이 프로세스를 너무 많이 만들어 실행을 끝냈습니다. 그때까지 된 것을 채점했습니다.
run-died = `{ $cell }` 셀에서 프로그램이 스스로 끝났습니다. 그때까지 된 것을 채점했습니다.

## 있어야 할 것이 없음

absent-value = 실행이 끝난 뒤 `{ $name }`(이)라는 이름이 없거나, 채점할 수 있는 값이 아닙니다. 어느 셀에서 만드나요? 철자가 정확히 같은가요? 과제 설명에서 요구하는 이름을 확인해 보세요.
absent-model = `{ $name }`(이)라는 모델을 찾지 못했습니다. 어느 셀에서 만들고, 거기서는 이름이 무엇인가요?
absent-training = `{ $name }` 모델을 학습하는 것을 보지 못했습니다. 어느 셀에서 어느 모델로 `fit`을 호출하나요?
absent-limit = `{ $name }`의 값이 만들어지기 전에 `{ $cell }` 셀에서 실행이 끝났습니다. 그 셀부터 확인해 보세요.

## 오류로 멈춤

runs-clean = 모든 셀({ $cells }개)이 처음부터 끝까지 실행되었습니다.
runs-clean-substituted = 새 라이브러리에서 없어진 방식을 지금 방식으로 바꾸니({ $lines }줄) 모든 셀({ $cells }개)이 처음부터 끝까지 실행되었습니다.
cell-stopped = `{ $cell }` 셀이 끝나지 않았습니다. 노트북을 처음부터 실행하면 그 셀에서 무엇이 나오나요?
no-cells = 코드 셀이 없어 아무것도 실행되지 않았습니다.
run-ended = { $seconds }초가 지나 제한에 걸렸을 때 `{ $cell }` 셀이 실행 중이었습니다. 어느 반복이나 학습이 그렇게 오래 걸리나요? 꼭 그래야 하나요?
crash-interface = { crash-where }. `{ $old }` 방식은 { $since }부터 예전처럼 쓸 수 없습니다. 생각이 틀린 것이 아니라 라이브러리가 바뀌었습니다. 이렇게 쓰세요: `{ $write }`
interface-substituted = `{ $cell }` 셀 { $line }번째 줄의 `{ $old }` 방식은 { $since }부터 예전처럼 쓸 수 없습니다. 나머지가 막히지 않도록 지금 방식으로 바꾸어 실행했고, 점수는 잃지 않습니다. 이렇게 쓰세요: `{ $write }`
crash-unfinished = { crash-where }. 아직 답을 쓰지 않았기 때문입니다. 답을 쓴 뒤에 `raise NotImplementedError`를 지우세요.
crash-integer-labels-categorical = { crash-where }. 레이블의 모양은 { $target }, 출력의 모양은 { $output }입니다. 손실 함수는 원-핫 레이블용입니다. 레이블은 어떤 형태이고, 그 형태를 받는 손실 함수는 무엇인가요? `compile`의 손실 함수를 보세요.
crash-units-labels = { crash-where }. 레이블의 모양은 { $target }, 출력의 모양은 { $output }입니다. 이진 교차 엔트로피는 출력 하나를 0 또는 1 하나와 비교합니다. 여기서 한 행에는 수가 몇 개 필요한가요? 마지막 층을 보세요.
crash-rank = { crash-where }. 레이블의 모양은 { $target }, 출력의 모양은 { $output }입니다. 이 손실 함수는 정수 레이블을 받나요, 원-핫 행을 받나요? 지금 레이블은 어느 쪽인가요? `compile`의 손실 함수를 보세요.
crash-one-hot-labels-sparse = { crash-where }. 레이블의 모양이 { $target }이니 원-핫 행인데, 손실 함수는 sparse입니다. “sparse”는 레이블이 어떤 형태라는 뜻인가요? `compile`의 손실 함수를 보세요.
crash-label-shape = { crash-where }. 레이블의 모양은 { $target }, 출력의 모양은 { $output }입니다. 한 행의 레이블에는 출력이 몇 개 필요한가요? 마지막 층을 보세요.
crash-label-range = { crash-where }. 레이블에 { $label } 값이 있는데 출력은 { $range } 범위만 나타냅니다. 클래스는 몇 개이고, 번호는 0부터 시작하나요? 마지막 층과 레이블을 보세요.
crash-text-targets = { crash-where }. 타깃이 글자입니다. 각 클래스를 어떤 수로 나타낼 수 있을까요? `y`를 만드는 곳을 보세요.
crash-text = { crash-where }. 글자로 된 열이 신경망에 들어갔습니다. 아직 수가 아닌 열은 무엇인가요? `x_train.dtypes`로 볼 수 있습니다.
crash-object-columns = { crash-where }. 표에 형식이 섞인 열(object)이 있습니다. `get_dummies`가 만든 참/거짓이 수와 섞이면 흔히 그렇습니다. `x_train.dtypes`(배열이라면 `x_train.dtype`)는 무엇을 보여 주나요? 모두 같은 종류의 수로 만들려면 어떻게 해야 할까요?
crash-text-to-number = { crash-where }. 수가 와야 할 곳에 글자 { $text }이(가) 있습니다. 어느 열에 있나요? 그 열은 인코딩할까요, 뺄까요?
crash-balanced = { crash-where }. `class_weight="balanced"`는 scikit-learn에서 쓰는 말이고, Keras에는 클래스마다 가중치를 주어야 합니다. 각 클래스의 한 행이 얼마나 중요해야 하는지 어떻게 계산할까요?
crash-epoch = { crash-where }. `fit`에 `epoch`라는 인자는 없습니다. 문서에는 철자가 어떻게 되어 있나요?
crash-argument = { crash-where }. `{ $argument }`(이)라는 인자는 없습니다. 철자가 맞나요? 이 함수의 인자가 맞나요?
crash-validation-without-targets = { crash-where }. `validation_data`에는 특성과 타깃이 함께 있어야 합니다. 타깃이 없다면 손실을 무엇과 비교할까요?
crash-feature-count = { crash-where }. 특성 { $expected }개를 기다렸는데 들어온 입력의 모양은 { $shape }입니다. 그 사이에 어떤 열이 생기거나 없어졌나요? `x_train`과 이 입력의 모양을 비교해 보세요.
crash-rows-disagree = { crash-where }. 특성과 타깃의 행 수가 다릅니다({ $message }). 어느 둘이 짝인가요? 모양을 출력해 보세요.
crash-learning-rate = { crash-where }. 학습률 { $rate }은(는) 정수인데, Keras는 소수점이 있는 수(또는 스케줄)를 받습니다. 그리고 학습률은 보통 어느 정도 크기인가요?
crash-one-column = { crash-where }. 특성 표가 있어야 할 자리에 열이나 행 하나만 들어왔습니다. 넣은 변수에는 무엇이 들어 있나요? `train_test_split`은 나눈 부분을 어떤 순서로 돌려주나요?
crash-index = { crash-where }. { $index }번 자리를 찾았지만 자리는 { $size }개뿐이고, 번호는 0부터 셉니다. `.shape`는 무엇을 보여 주나요? 행마다 출력이 하나면 열도 하나입니다.
crash-not-fitted = { crash-where }. 학습(fit)하기 전에 변환했습니다. 어느 행에서 배워야 하고, 그 코드는 어디에 있어야 할까요?
crash-column-names = { crash-where }. 열이 훈련 데이터의 열과 다릅니다. 한쪽에만 있는 범주는 어떻게 될까요? 더미 변수를 만드는 곳을 보세요.
crash-probabilities-as-labels = { crash-where }. 확률을 레이블과 비교했습니다. 어느 값부터 ‘예’라고 할까요? 예측을 만드는 곳을 보세요.
crash-one-hot-metric = { crash-where }. 형태가 다른 레이블끼리 비교했습니다. 원-핫 행에서 클래스 번호를 얻으려면 어떻게 하나요?
crash-mixed-labels = { crash-where }. 글자 레이블을 수와 비교했습니다. 어느 클래스가 1인가요? 둘을 같은 형태로 맞춰 보세요.
crash-not-compiled = { crash-where }. 모델을 compile하지 않았습니다. 학습하기 전에 손실에 대해 무엇을 정해야 하나요?
crash-data-type = { crash-where }. 리스트처럼 Keras가 읽지 못하는 형식의 데이터입니다. `type(...)`은 무엇인가요? 배열로 바꾸려면 어떻게 하나요?
crash-history-subscript = { crash-where }. `fit`은 객체를 돌려주고, 숫자는 그 객체의 속성에 있습니다. `dir(history)`에는 무엇이 보이나요?
crash-no-metrics = { crash-where }. compile할 때 평가 지표를 주지 않아 `evaluate`가 손실 하나만 돌려주었습니다. 두 번째로 무엇이 나오리라 생각했나요?
crash-file = { crash-where }. `{ $file }` 파일이 없습니다. 과제 파일은 노트북 옆의 `data/` 폴더에 있습니다.
crash-module = { crash-where }. 여기에는 `{ $module }` 패키지가 없습니다. 이 과제에는 pandas, scikit-learn, Keras(`pip install tensorflow`로 설치됩니다)면 충분합니다. 다른 패키지 없이도 할 수 있나요?
crash-column = { crash-where }. { $column }이(가) 없습니다. 앞에서 이름을 바꾸거나 뺀 열인가요? 아니면 키의 이름이 다른가요?
crash-syntax = { crash-where }. 파이썬이 읽지 못합니다({ $message }). 그 줄과 바로 윗줄의 괄호, 콜론, 들여쓰기를 보세요.
crash-memory = { crash-where }. 쓸 수 있는 것보다 많은 메모리를 요구했습니다. 가장 큰 배열은 얼마나 큰가요? 꼭 그만큼 커야 하나요?
crash-input = { crash-where }. 누군가 입력하기를 기다립니다. 채점할 때는 아무도 없으니 값을 셀에 직접 쓰세요.
crash-exit = { crash-where }. 프로그램을 끝내는 코드라서 그 뒤로는 아무것도 실행되지 않습니다.
crash-restart = { crash-where }. `{ $name }`의 값은 더 뒤의 `{ $later }` 셀에서야 만들어집니다. 예전 값이 메모리에 남아 있을 때만 됩니다. “커널 다시 시작 후 모두 실행”을 누르면 어떻게 되나요?
crash-name-nowhere = { crash-where }. 그 앞의 어느 셀에서도 `{ $name }`의 값을 만들지 않습니다. 다른 곳에서는 철자가 다른가요? 만드는 셀을 지웠나요?
crash-other = { crash-where }. 오류 메시지: `{ $type }: { $message }`. 메시지의 마지막 줄부터 읽어 보세요. 무엇을 기다렸고, 무엇을 받았나요?
test-cell-passed = 시험 셀 `{ $cell }`이(가) 문제없이 실행되었습니다. 노트북의 코드와 함께 실행되었으므로, 따로 측정한 결과가 아니라 노트북이 스스로 밝힌 결과입니다.
test-cell-failed = 시험 셀 `{ $cell }`의 조건에 맞지 않습니다: { $message }
test-cell-raised = 시험 셀 `{ $cell }`이(가) { $type } 오류로 멈췄습니다: { $message }
test-cell-partial = 시험 셀 `{ $cell }`의 점수는 { $points }점입니다.
test-cell-odd-value = 시험 셀이 배점을 벗어난 점수를 냈습니다. 사람이 확인합니다.
graded-by-hand = `{ $cell }` 셀은 사람이 읽고 점수를 줍니다.
by-hand = 이 노트북에는 사람이 채점하는 답이 있습니다.
no-response = `{ $cell }`: 답이 없습니다. 나누어 준 그대로입니다.
test-cell-not-run = 시험 셀 `{ $cell }`이(가) 실행되지 않았습니다.

## 나누기

split = { $held_out }행을 따로 떼어 놓고 { $train }행으로 학습합니다.
split-inner = 학습하면서 일부 행을 따로 떼어 놓았습니다.
split-empty = 한쪽에 행이 없습니다. 학습용 { $train }행, 떼어 놓은 것 { $held_out }행입니다. `test_size`는 무슨 뜻인가요?
split-order = `{ $part }`의 행은 { $rows }개인데 `{ $targets }`의 행은 { $found }개입니다. `train_test_split`은 나눈 것을 어떤 순서로 돌려주나요?
split-swapped = 학습용이 { $train }행, 떼어 놓은 것이 { $held_out }행입니다. 더 큰 쪽을 떼어 놓았습니다. `train_test_split`은 나눈 것을 어떤 순서로 돌려주나요?
split-resampled = 파일에서 “{ $rare }”의 비율은 { $percent } %인데, 따로 떼어 놓은 { $held_out }행에서는 { $found } %입니다. 나누기 전에 행을 복제했거나, 지어냈거나, 버렸습니다. 검증에 쓰는 행은 어떤 세상을 나타내나요? 먼저 나누고, 훈련 데이터의 행만 다시 뽑으세요.
split-repeated = 떼어 놓은 { $held_out }행 가운데 { $repeated }행은 같은 행이 되풀이된 것입니다. 복사본으로 매긴 점수는 처음 보는 행에 대해 무엇을 말해 줄까요? 다시 뽑기는 훈련 데이터에만 쓰세요.
split-shared = 떼어 놓은 { $held_out }행 가운데 { $percent } %가 훈련 데이터에도 있습니다. 학습에서 보지 못한 무엇을 그 행들이 알려 줄 수 있을까요?

## 스케일링

scaled = 열 { $columns }개가 비슷한 크기로 신경망에 들어갑니다.
scaled-in-model = 모델이 { $layer } 층으로 입력을 스스로 스케일링합니다.
scaled-not-seen = `fit`에 들어간 열을 읽을 수 없었습니다. 사람이 확인합니다.
scaled-constant = 신경망에 들어간 모든 열이 모든 행에서 같은 값입니다.
scaled-raw = 열 { $columns }개 가운데 { $raw }개가 파일에 있는 그대로 `fit`에 들어갑니다. { $column } 열의 값은 { $minimum }부터 { $maximum }까지입니다. 학습률 하나가 모든 가중치에 쓰입니다. 값이 큰 열과 작은 열에서 한 걸음은 각각 어떤 뜻일까요? `fit`에 어느 배열을 넣는지 보세요.
scaled-others-raw = 신경망은 스케일링한 행으로 학습했는데, 파일에 있는 그대로의 { $rows }행에 대해 답하게 했습니다. 예를 들어 `{ $column }` 열이 그렇습니다. 신경망은 그런 수를 무엇으로 받아들일까요?
transformed = 훈련 데이터의 통계로 과제대로 스케일링했습니다.
transformed-text = `{ $name }`에 수가 아닌 것이 있습니다.
transformed-shape = `{ $name }`의 모양은 { $shape }인데 `{ $source }`의 모양은 { $expected }입니다. 스케일링은 값을 바꿀 뿐 행과 열은 그대로입니다. 어디서 바뀌었나요?
transformed-unchanged = `{ $name }`의 값이 `{ $source }`와(과) 똑같습니다. 어느 호출이 스케일링을 하고, 무엇을 돌려주나요?
transformed-own-rows = `{ $name }`을(를) `{ $fitted_on }`이(가) 아니라 자기 자신의 통계로 스케일링했습니다. 내일 새로운 행 하나가 온다면 { $kind ->
    [minmax] 어느 최솟값과 최댓값을
   *[standard] 어느 평균과 표준편차를
 } 쓸까요? `fit`과 `fit_transform`을 보세요.
transformed-all-rows = `{ $name }`을(를) 모든 행을 합친 통계로 스케일링했습니다. 새로운 행이 오기 전에 알 수 있는 것은 그중 무엇인가요? 통계를 계산하는 배열을 보세요.
transformed-other-kind = `{ $name }`을(를) 두 방법 가운데 다른 방법으로 스케일링했습니다. { $kind ->
    [minmax] 훈련 데이터에서 가장 작은 값과 가장 큰 값은 어디로 가야 하나요?
   *[standard] 스케일링한 뒤 훈련 데이터의 열은 평균과 표준편차가 얼마여야 하나요?
 }
transformed-whole-table = `{ $name }`을(를) 표 전체에 대해 한 쌍의 수로 스케일링했습니다. 세율과 방의 수가 { $kind ->
    [minmax] 최솟값과 최댓값을
   *[standard] 평균을
 } 함께 쓸 수 있을까요? `axis`를 보세요.
transformed-by-row = `{ $name }`을(를) 열이 아니라 행을 따라 스케일링했습니다. 한 행에는 무엇이 있고, 한 열에는 무엇이 있나요? `axis`를 보세요.
transformed-half = `{ $name }`에는 스케일링이 절반만 되어 있습니다. 빼기만 했거나 나누기만 했습니다. { $kind ->
    [minmax] 훈련 데이터에서 가장 작은 값과 가장 큰 값은 어디로 가야 하나요?
   *[standard] 스케일링한 뒤 훈련 데이터의 열은 평균과 표준편차가 얼마여야 하나요?
 }
transformed-differs = `{ $name }`의 값이 훈련 데이터의 통계로 얻는 값과 다릅니다. 가장 큰 차이는 { $row }행 `{ $column }` 열의 { $difference }입니다. 값 하나를 종이에 계산해 보세요. 어떤 수가 들어가나요?

## 출력, 손실 함수, 평가 지표

head-fits = 출력이 { $units }개({ $activation })이니 답을 말할 수 있습니다.
head-not-seen = `{ $model }`의 출력을 읽을 수 없었습니다. 사람이 확인합니다.
head-positive = 이 출력({ $activation })은 모든 수를 말할 수는 없습니다. 타깃이 모두 그 범위 안에 있으면 괜찮습니다.
head-narrow = 출력층보다 앞에 있는 층의 유닛이 { $narrow }개인데, 클래스 { $units }개가 그곳을 지나가야 합니다. 여기서 빠진 정보는 뒤의 층이 되살릴 수 없습니다. 층을 더 넓히면 어떻게 될까요?
head-two-sigmoids = 시그모이드 출력 두 개는 합이 1이 아니어도 됩니다. 소프트맥스라면 1이 됩니다.
head-units = 마지막 층은 행마다 수를 { $units }개 냅니다. { task-name }입니다. 답 하나는 수 몇 개인가요?
head-shape = 출력의 모양이 { $shape }입니다. 한 행에는 수 하나가 나와야 합니다. 어느 층이 축을 하나 더 남기나요?
head-regression = 출력이 { $activation }을(를) 거칩니다. { $known ->
    [yes] 타깃은 { $low }부터 { $high }까지입니다. { $activation }이(가) 낼 수 있는 수는 무엇이고, 끝에서 기울기는 어떻게 되나요?
   *[no] { $activation }이(가) 낼 수 있는 수는 무엇이고, 예측은 어떤 수가 될 수 있어야 하나요?
 } 마지막 층을 보세요.
head-softmax-one-unit = 출력이 하나인데 소프트맥스를 썼습니다. 소프트맥스는 출력 전체의 합으로 나눕니다. 어떤 수를 자기 자신으로 나누면 얼마인가요? 마지막 층을 보세요.
head-sigmoid-for-classes = 시그모이드 출력 { $units }개가 저마다 따로입니다. 행마다 맞는 클래스는 하나뿐입니다. 출력 { $units }개의 합은 얼마여야 할까요?
head-softmax-for-labels = 출력 { $units }개에 소프트맥스를 썼으니 합이 늘 1입니다. 한 행에 레이블 두 개가 동시에 맞을 수 있나요?
head-classes = 출력이 { $activation }을(를) 거칩니다. { task-name }입니다. { $activation }의 값은 어떤 범위이고, 답으로는 무슨 뜻이 될까요? 마지막 층을 보세요.
head-no-hidden = 은닉층이 { $hidden }개입니다. 이 신경망은 직선이 말하지 못하는 무엇을 말할 수 있나요? 과제에서는 은닉층이 { $wanted }개 이상 있어야 합니다.
head-too-deep = 출력층 앞에 휘는 활성화 함수가 있는 은닉층이 { $hidden }개 있습니다. { $most ->
    [0] 이 신경망에는 은닉층이 없어야 합니다. 그래야 더 깊은 신경망과 비교할 기준이 되지 않을까요?
   *[other] 많아야 { $most }개입니다.
 } 활성화 함수가 있는 층을 세어 보세요.
head-activated-twice = 출력이 { $first }을(를) 거친 다음 다시 { $second }을(를) 거칩니다. 0과 1 사이의 수만 들어간다면 두 번째에서 나올 수 있는 가장 큰 값은 얼마일까요? 한 번이면 충분합니다.
head-dropout = `{ $layer }`이(가) 출력층 뒤에 있어서, 학습하는 동안 답의 일부가 0으로 바뀝니다. 드롭아웃은 어떤 수를 없애야 하고 어떤 수는 남겨야 하나요?
head-linear-hidden = 은닉층 { $hidden }개 가운데 휘는 활성화 함수가 있는 층은 { $bent }개입니다. 선형인 층 두 개를 이어 놓으면 하나로 쓸 수 있지 않나요? `activation`을 보세요.
head-whole-linear = 어떤 입력에 대해서도 신경망 전체가 직선 하나처럼 움직입니다. 은닉층이 그 이상이 되려면 무엇이 필요한가요?
head-linear-answers = 저장된 신경망에는 은닉층이 있지만 이번 실행과 다른 답을 냅니다. 이번 실행의 답은 모두 입력의 직선 하나 위에 있습니다. 실행된 층이 저장된 층과 같은가요? 사람이 확인합니다.
loss-fits = 손실 함수({ $loss })가 출력과 레이블에 맞습니다.
loss-custom = 손실 함수를 직접 만들었고 Keras의 어느 손실 함수와도 같지 않습니다. 무엇을 가르치는지는 결과로 채점했습니다.
loss-not-seen = 직접 만든 반복문으로 학습해서 손실 함수를 읽을 수 없었습니다. 사람이 확인합니다.
loss-classes-for-regression = 손실 함수 { $loss }은(는) 확률을 비교합니다. 타깃은 양을 나타내는 수입니다. 예측이 1만큼 틀릴 때와 10만큼 틀릴 때 손실은 각각 얼마여야 할까요?
loss-regression-for-classes = 손실 함수 { $loss }은(는) 수 사이의 거리를 잽니다. { task-name }입니다. 확신하면서 틀리면 얼마나 큰 손실이어야 할까요? 답이 0일 때 0.99의 제곱 오차와 교차 엔트로피를 비교해 보세요.
loss-exclusive-for-multilabel = 손실 함수 { $loss }은(는) 행마다 맞는 클래스가 하나라고 봅니다. 여기서는 레이블 여러 개가 동시에 맞을 수 있지 않나요?
loss-categorical-one-unit = 손실 함수 { $loss }은(는) 여러 출력 가운데 하나를 고르는데, 출력이 하나뿐입니다. 무엇 중에서 고를까요? 마지막 층과 손실 함수를 함께 보세요.
loss-sparse-one-hot = 손실 함수는 { $loss }인데 레이블은 원-핫 행입니다. “sparse”는 레이블이 어떤 형태라는 뜻인가요?
loss-categorical-integers = 손실 함수는 { $loss }인데 레이블의 형태는 ‘{ labels-name }’입니다. 이 손실 함수는 어떤 형태와 비교하나요?
loss-labels-asked = 손실 함수({ $loss })와(과) 레이블({ labels-name })은 서로 맞습니다. 하지만 이 과제는 { asked-labels-name }(으)로 학습하는 것입니다. `fit`에 어느 레이블 배열을 주었나요? 다른 형태에 맞는 손실 함수는 무엇인가요?
loss-binary-two-units = 손실 함수 { $loss }에 출력이 { $units }개인데, 레이블은 행마다 하나입니다. 어느 출력과 비교될까요?
loss-binary-for-classes = 출력 { $units }개에 손실 함수 { $loss }을(를) 썼습니다. 클래스마다 예/아니요를 따로 묻는 것입니다. 맞는 클래스는 하나뿐입니다. 그것을 아는 손실 함수는 무엇인가요?
loss-unfit = 손실 함수는 { $loss }입니다. { task-name }입니다. 이 손실 함수는 무엇을 작게 만들고, 그것이 원하는 것인가요?
loss-logits-unmarked = 출력에 활성화 함수가 없어 어떤 수든 될 수 있는데, 손실 함수({ $loss })는 그것을 확률로 봅니다. 음수인 “확률”의 로그는 얼마인가요? 마지막 층과 `from_logits`를 보세요.
loss-negative-chances = 출력은 -1부터 1까지인데, 손실 함수({ $loss })는 그것을 확률로 봅니다. 확률은 어느 두 수 사이에 있고, 0보다 작은 수의 로그는 무엇인가요? 마지막 층의 활성화 함수를 보세요.
loss-activated-twice = 출력은 이미 { $activation } 확률인데, 손실 함수({ $loss })에는 로짓이라고 알렸습니다. { $activation }은(는) 몇 번 적용되어야 하나요? `from_logits`를 보세요.
metrics-fit = 평가 지표({ $metrics })가 과제에 맞습니다.
metrics-none = compile할 때 평가 지표를 주지 않아 학습 중에 손실만 보입니다.
metrics-accuracy-watched = 학습하는 동안 { $metrics }만 보입니다. 한 클래스가 드물면 이 값은 거의 움직이지 않습니다. 평가에서 드문 클래스를 살피므로 점수는 잃지 않습니다. AUC나 재현율이라면 첫 에포크부터 드문 클래스를 보여 줍니다.
metrics-classes-for-regression = `{ $metric }` 지표는 예측이 정확히 같은 횟수를 셉니다. 집값이 정확히 맞는 일이 얼마나 있을까요? 얼마나 빗나갔는지 알려 주는 수는 무엇인가요?
metrics-regression-for-classes = 평가 지표({ $metrics })가 수 사이의 거리를 잽니다. { task-name }입니다. 얼마나 자주 맞느냐고 누가 묻는다면 무엇이라고 답할까요?
metrics-accuracy-alone = 지표가 { $metrics }뿐입니다. 한 클래스는 드뭅니다. 늘 다른 쪽으로만 답하면 얼마나 자주 맞을까요? 드문 클래스를 보는 지표는 무엇인가요?

## 학습

trained = 학습하면서 손실이 { $first }에서 { $last }(으)로 줄었습니다 { rate-seen }.
trained-unseen = 모델을 학습했습니다 { rate-seen }.
units-dead = relu 유닛 { $units }개 가운데 { $dead }개가 모든 행에서 0입니다. 이 유닛들은 더 배우지 못합니다.
trained-other = `{ $model }` 모델은 학습하지 않았고 `{ $other }` 모델을 학습했습니다. 그 뒤의 질문에는 어느 모델이 답하나요?
trained-diverged = { $epoch }번째 에포크에서 손실이 수가 아니게 되었습니다 { rate-seen }. 걸음이 매번 앞의 걸음보다 크면 가중치는 어떻게 될까요? 학습률과 빠진 값을 보세요.
trained-unchanged = 학습한 뒤의 가중치가 학습하기 전과 같습니다 { rate-seen }. 어느 층이 배울 수 있고, 한 걸음은 얼마나 움직이나요?
trained-answers-nan = 모델이 { $rows }행 모두에 수가 아닌 값으로 답합니다. 어느 단계부터 수가 아닌가요?
trained-dead = relu 유닛 { $units }개가 모든 행에서 0입니다. 유닛이 죽어서 편향만 답합니다 { rate-seen }. 0 아래에서 relu의 기울기는 얼마인가요? 무엇이 유닛을 그리로 보냈나요? 학습률과 유닛 수를 보세요.
trained-constant = 모델이 { $rows }행 모두에 같은 답 { $answer }을(를) 냅니다 { rate-seen }. 특성에서 무엇을 배웠나요? 학습률, 스케일링, 죽은 유닛을 살펴보세요.
trained-still = 손실이 움직이지 않았습니다. 처음에 { $first }, 끝에 { $last }입니다 { rate-seen }. 한 걸음은 얼마나 가나요? 학습률을 10배씩 바꾸며 손실을 그려 보세요.
trained-rising = 손실이 { $first }에서 { $last }(으)로 커졌습니다 { rate-seen }. 걸음이 골짜기의 폭보다 길면 어떻게 될까요? 손실을 그려 보세요.
trained-unpaired = `fit`에 특성은 { $rows }행, 레이블은 { $labels }개를 넣었습니다. 어느 레이블이 어느 행의 것인가요?
trained-one-label = 모델이 학습한 레이블 { $labels }개가 모두 같습니다. 여기서 무엇을 배울 수 있을까요? `fit`에 넣은 배열을 살펴보세요.
trained-class-missing = 모델이 학습한 레이블에는 클래스가 { $seen }개뿐인데 파일에는 { $classes }개가 있습니다. 한 번도 보지 못한 클래스의 행에는 무엇이라고 답할까요? `fit`에 어느 행이 들어갔는지 살펴보세요.
trained-few-rows = 전체 { $all }행 가운데 { $rows }행으로만 모델을 학습했습니다. 이렇게 적은 행으로 나머지에 대해 무엇을 알 수 있을까요? `fit`에 어느 행이 들어갔고 몇 행을 떼어 놓았는지 살펴보세요.
trained-little = 학습에 쓴 행에서 모델의 답은 모든 행에 똑같은 답을 할 때보다 손실이 { $percent }% 작을 뿐입니다 { rate-seen }. 적어도 { $least }%는 작아야 합니다. 레이블이 제 행의 것이 아니라면 특성이 무엇을 알려 줄 수 있을까요? 강한 벌점을 주면 가중치는 어떻게 될까요? 행과 레이블을 나란히 놓고 보고, 그다음에 설정을 살펴보세요.
trained-no-better = 손실이 { $last }에서 끝났습니다 { rate-seen }. 모든 훈련 행에 똑같은 답을 해도 { $constant }입니다. 아직 줄어드는 중인가요, 아니면 튀고 있나요? 그려 보면 더 오래 학습할지 학습률을 바꿀지 알 수 있습니다.
history = `{ $name }`에 이 모델의 학습 기록({ $epochs }에포크)이 있습니다.
history-unseen = 학습을 관찰하지 못해 `{ $name }`의 값을 비교할 수 없었습니다. 사람이 확인합니다.
history-not-one = `{ $name }`의 형식은 { $type }입니다. `fit`은 무엇을 돌려주나요?
history-other-model = `{ $name }`에 있는 것은 `{ $model }` 모델이 아니라 `{ $other }` 모델의 기록입니다. 그래프는 어느 학습을 보여 주나요?
history-differs = `{ $name }`에 있는 것은 관찰된 `{ $model }` 모델의 어느 학습 기록과도 다릅니다. 어느 호출이 돌려준 값인가요?
history-without-validation = `{ $name }`에는 { $keys }만 있고 검증 데이터에 대한 것이 없습니다. 과대적합을 어떻게 알아볼까요? `fit`의 인자를 보세요.
history-validated-on-training = `{ $name }`의 검증 손실은 학습에 쓴 바로 그 행들의 것입니다. 이것으로 과대적합을 알아볼 수 있을까요? `validation_data`를 보세요.

## 예측

predictions = `{ $name }`에 { $rows }행의 답이 하나씩 있고, 알맞은 모델에서 나왔습니다.
predictions-not-array = `{ $name }`의 형식은 { $type }이며, 행마다 답이 하나씩 있지 않습니다.
predictions-rows = { $expected }행에 대해 `{ $name }`의 답은 { $rows }개입니다. `predict`에 어느 행을 넣었나요?
predictions-nan = `{ $name }`의 답 { $rows }개 가운데 { $lost }개가 수가 아닙니다. 어느 단계부터 그런가요? 빠진 값과 손실을 보세요.
predictions-text = 수가 있어야 할 `{ $name }`에 글자가 있습니다.
predictions-one-hot = `{ $name }`에 0과 1로 된 열이 { $columns }개 있습니다. 여기서 행마다 클래스 하나를 얻으려면 어떻게 하나요?
predictions-columns = `{ $name }`에 행마다 열이 { $columns }개 있습니다. 어느 것이 답이고, 어떻게 찾나요?
predictions-logits = `{ $name }`의 값은 { $low }부터 { $high }까지입니다. 확률은 어떤 두 수 사이에 있나요? 마지막 층 뒤에 무엇이 빠졌나요?
predictions-already-labels = `{ $name }`에 0과 1만 있습니다. 모델은 얼마나 확신했나요? 과제는 그것을 묻습니다.
predictions-classes = 클래스는 { $classes }개인데 `{ $name }`의 열은 { $columns }개입니다. 행마다 확률이 몇 개 필요하고, 마지막 층의 출력은 몇 개인가요?
predictions-sums = `{ $name }`에서 한 행의 확률을 더하면 { $low }부터 { $high }까지 나옵니다. 한 행이 정확히 한 클래스에 속한다면 합은 얼마여야 하나요? 마지막 활성화 함수를 보세요.
predictions-probabilities = `{ $name }`에 확률이 있습니다. 확률마다 어떤 레이블이 되고, 어느 값부터 그런가요?
predictions-labels = `{ $name }`에 있는 { $example }은(는) 이 과제의 클래스가 아닙니다. 어떤 클래스가 있고, 번호는 어떻게 매기나요?
predictions-inverted = `{ $name }`의 답이 거꾸로입니다. 모델이 가능성이 높다고 본 행에 ‘아니요’가 붙었습니다. 부등호의 어느 쪽에 임곗값이 있나요?
predictions-falling = `{ $model }`의 답이 커질 때 `{ $name }`은(는) 작아지고, 참값과도 반대로 움직입니다. `predict` 다음에 답에 무엇을 했나요?
predictions-always-yes = `{ $name }`이(가) { $rows }행 모두 1입니다. 확률이 0.5보다 작은 행도 그렇습니다. 비교식은 무엇을 가르나요?
predictions-argmax-one-column = 모델의 출력은 일부 행에서 0.5보다 큰데, `{ $name }`의 답 { $rows }개는 모두 0입니다. `argmax(axis=1)`은 어느 열이 가장 큰지 묻습니다. 열이 몇 개인가요?
predictions-other-model = `{ $name }`의 답은 `{ $model }` 모델이 아니라 `{ $other }` 모델에서 나왔습니다. 어느 모델에 물으려고 했나요?
predictions-untrained = `{ $name }`의 답은 `{ $cell }` 셀에서 아직 학습하지 않은 `{ $model }` 모델로 만들었습니다. 그 순간 모델은 무엇을 알고 있나요?
predictions-not-from-model = { $seen ->
    [yes] `{ $name }`의 답은 `{ $model }` 모델이 { $rows }개 행에 대해 예측한 어떤 값에서도 나오지 않습니다. 어디에서 온 답인가요?
   *[no] `{ $model }` 모델이 { $rows }개 행을 예측하는 것을 보지 못해 `{ $name }`이(가) 그 모델의 답인지 알 수 없습니다. `{ $model }.predict`로 만드세요. 사람이 확인합니다.
 }
predictions-stale = `{ $cell }` 셀에서 `{ $name }`의 답을 만든 뒤에 `{ $fit }` 셀에서 `{ $model }` 모델을 다시 학습했습니다. 이것은 어느 때의 답인가요?

## 보고한 값

reported = `{ $name }`({ metric-name })의 값은 { $reported }이고, 배열로 다시 계산한 것과 같습니다.
reported-copied = `{ $name }`이(가) `{ $truth }`와(과) 값 하나하나까지 같은데, 그렇게 답한 신경망은 보지 못했습니다. 정답을 베낀 것으로는 아무것도 잴 수 없습니다.
reported-unseen = `{ $name }`({ metric-name })의 값을 다시 계산할 수 없었습니다. 사람이 확인합니다.
reported-from-history = 학습 기록의 마지막 값입니다.
reported-not-number = `{ $name }`의 형식은 { $type }이며, 수 하나가 아닙니다.
reported-nan = `{ $name }`의 값이 수가 아닙니다(NaN 또는 무한대). 0으로 나눈 것이 있나요, 빠진 값이 있나요?
reported-rows = `{ $truth }`의 행은 { $rows }개, `{ $name }`의 행은 { $found }개입니다. 어느 둘이 짝인가요?
reported-unreadable = { metric-name } 계산에서 `{ $name }`의 값을 정답과 비교할 수 없습니다. 값 하나는 어떤 모양인가요?
reported-broadcast = `{ $name }`의 값은 { $reported }입니다. 이것은 정답과 예측을 { $pairs }쌍 모두 짝지어 구한 { metric-name }입니다. 행끼리 짝지으면 예측 { $rows }개로 { $recomputed }이(가) 나옵니다. `({ $truth } - { $predictions }).shape`를 출력해 보세요. (n,)에서 (n, 1)을 빼면 어떻게 되나요?
reported-mse-as-rmse = `{ $name }`의 값은 { $reported }입니다. 이것은 제곱의 평균입니다. 단위가 무엇이고, 타깃의 단위로 되돌리려면 무엇을 해야 하나요?
reported-mape-by-predictions = `{ $name }`의 값은 { $reported }입니다. 이것은 예측값에 대한 오차의 비율입니다. 과제는 무엇에 대한 비율을 묻나요?
reported-other = `{ $name }`에는 { metric-name } 값이 있어야 하는데, { $reported }은(는) 같은 배열의 { other-metric-name } 값입니다. 어느 식이 어느 것인가요?
reported-swapped = `{ $name }`의 값 { $reported }은(는) 정답과 예측의 자리를 바꾸면 나오는 값입니다. 이 함수는 무엇을 먼저 받나요?
reported-sum = `{ $name }`의 값은 { $reported }이고, { $rows }행을 더한 것입니다. 행이 두 배가 되면 모델도 두 배로 나빠지나요?
reported-inverted = `{ $name }`의 값 { $reported }은(는) 답을 모두 뒤집으면 나오는 값입니다. 부등호의 어느 쪽에 임곗값이 있나요?
reported-loss = `{ $name }`에는 { metric-name } 값이 있어야 하는데, { $reported }은(는) `evaluate`가 돌려준 손실입니다. `evaluate`는 값을 어떤 순서로 돌려주나요?
reported-training-rows = `{ $name }`({ metric-name })의 값 { $reported }은(는) 학습에 쓴 행에서 나온 것입니다. 그 행들이 새로운 행에 대해 무엇을 말해 주나요?
reported-differs = `{ $name }`의 값은 { $reported }인데, `{ $truth }`와(과) `{ $predictions }`의 { metric-name } 값은 다릅니다. 계산한 뒤에 배열이 바뀌었나요, 아니면 식이 다른가요? 세 행만 손으로 계산해 보세요.
reported-other-model = `{ $name }`의 값 { $reported }은(는) `{ $model }` 모델이 아니라 `{ $other }` 모델의 것입니다. 과제에서 묻는 모델은 어느 것인가요?
matrix = `{ $name }`의 값은 { $rows }행의 혼동 행렬입니다.
matrix-normalised = 혼동 행렬에 개수가 아니라 비율이 있습니다.
matrix-not-one = `{ $name }`의 형식은 { $type }이며, 개수의 표가 아닙니다.
matrix-shape = `{ $name }`의 모양은 { $shape }입니다. 실제 클래스와 예측한 클래스는 각각 몇 개인가요?
matrix-transposed = `{ $name }`의 행과 열이 서로 바뀌었습니다. scikit-learn에서 행은 실제 클래스입니다. 어느 인자가 먼저인가요?
matrix-differs = `{ $name }`의 값은 `{ $truth }`와(과) `{ $predictions }`의 혼동 행렬이 아닙니다. 어느 두 배열을 넣었나요? 칸 하나를 손으로 세어 보세요.
report = `{ $name }`의 값은 { $rows }행의 분류 보고서입니다.
report-not-one = `{ $name }`의 형식은 { $type }이며, 분류 보고서로 읽을 수 없습니다.
report-swapped = `{ $name }`의 정밀도와 재현율이 서로 바뀌었습니다. `classification_report`는 정답과 예측 가운데 무엇을 먼저 받나요?
report-differs = `{ $name }`의 값은 `{ $truth }`와(과) `{ $predictions }`의 분류 보고서가 아닙니다. 어느 두 배열을 넣었나요?

## 숨긴 행

metric-where = { $own ->
    [yes] 따로 떼어 놓은 { $rows }행에서
   *[other] 아무도 본 적 없는 { $rows }행에서
 }
metric-reached = { metric-where } `{ $name }`의 답이 옳은 풀이만큼 좋습니다({ metric-name }).
metric-part = { metric-where } `{ $name }`의 답은 늘 같은 답보다 낫지만 아직 옳은 풀이만큼 좋지는 않습니다({ metric-name }). 그래서 이 항목 점수의 { $percent } %를 받습니다. { $validated ->
    [no] 에포크를 늘리거나 신경망을 더 크게, 더 작게 하면 무엇이 달라질까요? 학습에 쓰지 않은 행에서 알 수 있습니다.
   *[yes] 학습 곡선은 무엇을 말하나요? 더 오래일까요, 더 짧게일까요? 더 큰 신경망일까요, 더 작은 신경망일까요? 검증 손실을 보세요.
 }
metric-none = { metric-where } `{ $name }`의 답은 늘 같은 답보다 거의 낫지 않습니다({ metric-name }). { $own ->
    [yes] 신경망이 모든 훈련 데이터로 충분히 오래 배웠나요? 훈련 손실을 보세요.
   *[other] 가지고 있는 데이터에서는 좋아 보일 수 있습니다. 테스트 데이터를 훈련 데이터와 똑같이 준비하고, 그 순서대로 답했나요?
 }
metric-constant = `{ $name }`에는 { $rows }행 모두에 똑같은 답이 있습니다. 모델이 특성에서 무엇을 배웠나요?
metric-inverted = { metric-where } `{ $name }`의 답은 맞을 수 있는 곳에서 틀립니다. 뒤집으면 좋은 답입니다({ metric-name }). 어느 클래스가 1인가요? 이것이 누구의 확률인지, 임곗값이 부등호의 어느 쪽에 있는지 보세요.
metric-rows = { $expected }행에 대해 `{ $name }`의 답은 { $rows }개입니다. `predict`에 어느 행을 넣었나요?
metric-unreadable = `{ $name }`의 값을 { metric-name } 계산에 쓸 답으로 읽을 수 없습니다. 값 하나는 어떤 모양인가요?
metric-nan = `{ $name }`의 답 { $rows }개 가운데 { $lost }개가 수가 아닙니다. 어느 단계부터 그런가요?
metric-looks = `{ $name }`의 결과가 조금 모자란 것이 우연일 수 있어 노트북을 서로 다른 난수로 모두 { $runs }번 학습했습니다. 가운데 결과를 쓰되, 처음 결과가 더 좋으면 처음 것을 썼습니다.
metric-looks-missing = `{ $name }`의 결과가 옳은 풀이에 조금 못 미칩니다. 다른 난수로 다시 학습해 보아야 하는데 하지 못했습니다. 사람이 확인합니다.
model-not-confirmed = `{ $model }` 모델은 직접 쓴 코드 없이 다시 만들 수 없어 답으로만 채점했습니다.
answers-contradicted = 저장된 모델의 깨끗한 사본이 같은 행에 다르게 답합니다. 사람이 확인합니다.
answers-not-measured = 저장된 모델을 깨끗한 환경에서 측정하지 못했습니다. 사람이 확인합니다.
answers-not-from-model = 답이 관찰된 어느 모델의 출력에서도 나오지 않습니다. 사람이 확인합니다.

## 따로 떼어 놓은 데이터

leak-source = { $source ->
    [test] `data/test.csv`의 행 { $changed }개
    [held-out] 프로그램이 따로 떼어 놓은 `data/train.csv`의 행 { $changed }개
   *[both] 따로 떼어 놓았거나 예측만 할 행 { $changed }개
 }
leak-what = { $what ->
    [x] `{ $cell }` 셀의 `fit`에 들어간 훈련 데이터도 함께 바뀌었습니다
    [y] `{ $cell }` 셀의 `fit`에 들어간 레이블도 함께 바뀌었습니다
    [sample-weight] `{ $cell }` 셀의 `fit`에 들어간 샘플 가중치도 함께 바뀌었습니다
    [weights] `{ $cell }` 셀의 신경망이 학습 전에 알고 있던 값도 함께 바뀌었습니다
    [settings] `{ $cell }` 셀의 학습 설정도 함께 바뀌었습니다
   *[value] `{ $name }`의 값도 함께 바뀌었습니다
 }
leak-columns = { $columned ->
    [yes] { " " }(열: { $columns })
   *[no] { "" }
 }
leakage-none = 미리 알 수 없는 행 { $changed }개를 바꾸어도 학습에 들어가는 것은 그대로였습니다.
leakage-through = 다른 것은 그대로 두고 { leak-source }의 특성만 바꾸었더니, { leak-what }{ leak-columns }. 그 행들은 `{ $through_cell }` 셀의 `{ $through }`에 들어갔고, 이 호출은 행 { $through_rows }개를 받았습니다. 그 행들이 내일에야 온다면 이 호출은 오늘 무엇을 알 수 있을까요? 이 줄과 데이터를 나누는 줄의 순서를 보세요.
leakage-by-hand = 다른 것은 그대로 두고 { leak-source }의 특성만 바꾸었더니, { leak-what }{ leak-columns }. 그 행들이 내일에야 온다면 오늘 계산할 수 있는 수는 어느 것인가요? `{ $through_cell }` 셀까지 나온 평균과 한계와 개수가 각각 어디서 왔는지 보세요.
leakage-typed = 학습 행이 따로 떼어 둔 행까지 합친 `data/train.csv` 전체의 최솟값과 최댓값, 또는 평균과 표준편차로 스케일링되어 있습니다(열: { $columns }). 프로그램이 계산한 수가 아닌데, 어디서 온 수인가요? 떼어 둔 행이 내일에야 온다면 오늘 알 수 있는 수는 어느 것인가요? `{ $cell }` 셀까지 적힌 수를 보세요.
leakage-copies = `{ $file }`의 행 { $copies }개가 `{ $cell }` 셀에서 나눈 양쪽에 모두 있습니다. 따로 떼어 놓은 행이면서 학습에 쓴 행입니다. { $resampling ->
    [yes] 나누기 전에 { $resampled } 호출이 있었습니다.{ " " }
   *[no] { "" }
 }답을 이미 외운 문제로 시험을 보면 무엇을 알 수 있을까요? 나누기와 복사 가운데 무엇이 먼저인지 보세요.
leakage-inner-folds = 행을 폴드로 나누기 전에 `{ $actor }`이(가) 모든 행에서 배웠습니다. 흔한 방법이라 점수를 잃지 않습니다. 폴드마다 새로 맞추면 점수가 더 엄격해집니다.
leakage-inner-split = `{ $actor }`이(가) `validation_split`의 행에서도 배웠고, 그 행들이 학습을 멈출 때를 정합니다. 흔한 방법이라 점수를 잃지 않습니다.
same = 따라가 본 테스트 행 { $rows }개가 훈련 데이터와 같은 모습으로 신경망에 들어갔습니다.
same-not-seen = 테스트 데이터가 신경망에 어떻게 들어가는지 볼 수 없었습니다. 사람이 확인합니다.
same-rows = 테스트 파일의 행은 { $expected }개인데 `{ $cell }` 셀에서 신경망은 { $found }개에 답했습니다. 테스트 행마다 답이 하나씩 있어야 합니다. 어디서 행이 늘거나 줄었나요?
same-own-statistics = 다른 테스트 행을 바꾸었더니, 그대로 둔 테스트 행 { $kept }개 가운데 { $moved }개가 다른 수로 `{ $model }`에 들어갔습니다{ leak-columns }. 테스트 행들이 서로를 기준으로 스케일링된 것입니다. 행 하나만 온다면 무엇을 기준으로 스케일링할까요? `{ $cell }` 셀까지 테스트 데이터로 다시 계산한 `fit`, `fit_transform`, 평균을 찾아보세요.
same-raw = 훈련 행 { $planted }개의 복사본을 테스트 파일에 넣어 보았습니다. 그 가운데 { $differ }개가 파일에 있는 그대로 `{ $model }`에 들어갔습니다. 학습할 때는 같은 행이 다른 수였습니다{ leak-columns }. 신경망은 이 수들에 대해 무엇을 알까요? 훈련 데이터에는 하고 테스트 데이터에는 하지 않은 일을 찾아보세요.
same-otherwise = 훈련 행 { $planted }개의 복사본을 테스트 파일에 넣어 보았습니다. 그 가운데 { $differ }개가 `fit` 때와 다른 수로 `{ $model }`에 들어갔습니다{ leak-columns }. 같은 행은 신경망에도 같아 보여야 하지 않을까요? 훈련 데이터와 테스트 데이터가 거치는 단계를 하나씩 견주어 보세요. 어느 객체가 바꾸고, 그 객체는 어디서 배웠나요?
honest = 보고한 점수는 해당 행의 레이블을 따라 움직이고, 학습은 그대로입니다.
honest-not-seen = 보고한 점수가 알맞은 행을 따르는지 볼 수 없었습니다. 사람이 확인합니다.
honest-when-watched = `{ $name }`의 값은 학습에 쓴 행 { $rows }개의 점수인데, 확인하려고 다시 실행할 때만 따로 떼어 놓은 행의 점수가 되었습니다. 노트북의 어느 부분이 실행 환경을 살피나요? 사람이 확인합니다.
honest-from-history = `{ $name }`의 값은 학습 기록에 있는 검증 점수입니다.
honest-trained-rows = `{ $name }`의 점수는 행 { $rows }개에 대한 것인데, `{ $cell }` 셀의 신경망은 그 가운데 { $trained }개로 이미 학습했습니다. 답을 이미 배운 문제의 점수는 무엇을 말해 줄까요? `fit`에 어느 행이 들어갔는지 보세요.
honest-training-score = 따로 떼어 놓은 행 { $changed }개의 레이블을 바꾸어도 `{ $name }`의 값은 그대로입니다. 학습에 쓴 행의 점수이기 때문입니다. 그 행들은 새로운 행에 대해 무엇을 말해 줄까요? 어느 배열로 계산했는지 보세요.
honest-unmoved = 따로 떼어 놓은 행 { $changed }개의 레이블을 바꾸어도 `{ $name }`의 값은 그대로입니다. 그 행들의 점수라면 움직여야 합니다. 어느 배열로 계산했나요? 그 줄에서 `{ $truth }`을(를) 찾아보세요.
honest-labels-reach-fit = 다른 것은 그대로 두고 따로 떼어 놓은 행 { $changed }개의 레이블만 바꾸었더니, { $what ->
    [x] `{ $cell }` 셀의 `fit`에 들어간 특성이 바뀌었습니다{ leak-columns }
    [y] `{ $cell }` 셀의 `fit`에 들어간 레이블이 바뀌었습니다
    [sample-weight] `{ $cell }` 셀의 `fit`에 들어간 샘플 가중치가 바뀌었습니다
   *[class-weight] `{ $cell }` 셀의 학습에 쓴 클래스 가중치가 바뀌었습니다
 }. 학습하는 날에 알 수 있는 레이블은 어느 것인가요? 이 수들을 어디서 세었는지 보세요.
honest-stopped-on = `{ $name }`의 점수를 낸 행들이 `{ $cell }` 셀의 { $by }(으)로 학습 길이를 정했습니다. 스스로 고른 행의 점수는 후하기 마련입니다. 대신 어느 행이 정할 수 있을까요?
honest-chosen-on = 점수를 보고하는 행 { $changed }개의 레이블을 바꾸었더니, { $what ->
    [value] 신경망은 같은데 `{ $name }`의 값이 바뀌었습니다
   *[other] `{ $cell }` 셀의 학습이 달라졌습니다
 }. 그 레이블이 무언가를 고르고 나서 스스로 평가하는 셈입니다. 대신 어느 행이 고를 수 있을까요?
experiment-missing = 행을 바꾸어 노트북을 다시 실행해 보지 못해서 이 항목은 판단할 수 없었습니다. 사람이 확인하며, 점수는 잃지 않습니다.
experiment-skipped = 먼저 맞아야 할 것이 있어서 묻지 않았습니다.
experiment-unresolved = 행을 바꾸어 노트북을 다시 실행했지만 분명한 답을 얻지 못했습니다. 사람이 확인하며, 점수는 잃지 않습니다.
experiment-rows-not-found = 노트북이 따로 떼어 놓은 행이 어느 것인지 찾을 수 없었습니다. 사람이 확인하며, 점수는 잃지 않습니다.
experiment-run-disturbed = 행을 바꾸자 노트북이 다르게 실행되어 아무것도 말할 수 없습니다. 사람이 확인하며, 점수는 잃지 않습니다.
experiment-run-unfinished = 노트북이 끝까지 실행되지 않아서 행을 바꾸어 다시 실행하지 않았습니다. 사람이 확인하며, 점수는 잃지 않습니다.
experiment-moves-by-itself = 학습에 들어가는 것이 실행할 때마다 저절로 달라져서 바꾼 행에 대해 아무것도 말할 수 없습니다. 사람이 확인하며, 점수는 잃지 않습니다.
experiment-differs-when-watched = 확인하려고 똑같은 파일로 다시 실행하자 `{ $cell }` 셀의 학습에 다른 행이 들어갔습니다. 노트북의 어느 부분이 실행 환경을 살피나요? 사람이 확인합니다.
experiment-inputs-not-seen = 학습에 들어가는 것을 볼 수 없었습니다. 사람이 확인하며, 점수는 잃지 않습니다.
experiment-timeout = 행을 바꾼 실행이 시간 제한에 걸렸습니다. 사람이 확인하며, 점수는 잃지 않습니다.
experiment-died = 행을 바꾼 실행이 일찍 끝났습니다. 사람이 확인하며, 점수는 잃지 않습니다.
experiment-lost = 행을 바꾼 실행이 저희 쪽에서 사라졌습니다. 사람이 확인하며, 점수는 잃지 않습니다.

## 과대적합

losses-seen = { $seen ->
    [yes] 학습한 행의 손실은 { $loss }, 검증 행의 손실은 { $held }입니다
   *[no] 학습한 행의 손실은 { $loss }입니다. 처음 보는 행의 손실은 보이지 않는 곳에서 쟀습니다
 }
overfitting = 과대적합을 잘 다스렸습니다. { losses-seen }.
overfitting-unseen = 학습을 자세히 관찰하지 못해 과대적합인지 알 수 없었습니다. 사람이 확인합니다.
overfitting-not-passed = `{ $cell }` 셀에서 `{ $callback }` 콜백을 만들었지만 어떤 `fit`에도 넘기지 않았습니다. 에포크가 끝날 때 누가 이 콜백을 부르나요? `fit`의 `callbacks` 인수를 보세요.
overfitting-watches-training = 조기 종료가 학습한 행의 값인 `{ $monitor }`을(를) 지켜봅니다. 신경망이 행을 외우기 시작할 때 방향을 바꾸는 값은 무엇인가요? `monitor`를 보세요.
overfitting-no-validation = 조기 종료가 `{ $monitor }`을(를) 지켜보지만 검증 행이 없어 그 값을 한 번도 보지 못했습니다({ $epochs } 에포크 실행). 그 값은 어디서 오나요? `validation_split`과 `validation_data`를 보세요.
overfitting-monitor-unknown = 조기 종료가 `{ $monitor }`을(를) 지켜보지만 이 학습에는 그런 값이 없고 { $known }이(가) 있습니다. 정확한 이름은 무엇인가요? `history.history.keys()`를 출력해 보세요.
overfitting-mode = 조기 종료가 `mode="{ $mode }"`로 `{ $monitor }`을(를) 지켜봅니다. 이 값은 커질수록 좋은가요, 작아질수록 좋은가요? `mode`를 보세요.
overfitting-no-early-stopping = 학습이 { $epochs } 에포크를 모두 돌았고, 멈출 수 있는 것이 없었습니다. 검증 손실을 대신 지켜보는 콜백은 무엇인가요?
overfitting-not-finite = 학습한 뒤의 손실이 수가 아닙니다. 몇 번째 에포크부터인가요? 그려 보세요.
overfitting-not-restored = 학습이 일찍 멈췄지만 가중치는 가장 좋았던 때가 아니라 몇 에포크 뒤인 마지막 에포크의 것입니다. 가장 좋았던 가중치를 되돌리는 `EarlyStopping`의 인수는 무엇인가요?
overfitting-enlarged = 추론 모드에서 { losses-seen }. 차이가 그대로인데 신경망의 가중치는 { $start }개에서 { $parameters }개로 늘었습니다. 큰 신경망은 작은 신경망이 외우지 못하는 무엇을 외울 수 있을까요?
overfitting-longer = 추론 모드에서 { losses-seen }. 차이가 그대로인데 처음에 { $start }이던 에포크가 { $epochs }이(가) 되었습니다. 마지막 에포크들에서 신경망은 무엇을 배우나요? 손실과 검증 손실을 그려 보세요.
overfitting-checkpoint-unused = 추론 모드에서 { losses-seen }. 가장 좋은 에포크에서 체크포인트를 저장했지만 답하는 신경망의 가중치는 마지막 에포크의 것입니다. 파일의 가중치는 어떻게 돌아오나요? `load_model`과 `load_weights`를 보세요.
overfitting-gap = 추론 모드에서 { losses-seen }. 아직 차이가 큽니다. 신경망이 학습한 행에 대해 아는 것 가운데 다른 행에는 맞지 않는 것이 무엇일까요? 가중치 수, 에포크 수, `Dropout`, `regularizers`를 살펴보세요.
overfitting-skill-lost = 추론 모드에서 { losses-seen }{ $seen ->
    [yes] . 늘 같은 답을 해도 손실은 { $constant }입니다
   *[no] {""}
 }. 차이는 사라졌지만 배운 것도 함께 사라졌습니다. 벌점이 얼마나 세면 다른 것은 아무 의미가 없어질까요? 벌점의 계수, `Dropout` 비율, 유닛 수와 에포크 수를 보세요.

## 불균형

treated-by = { $treated ->
    [weights] 가중치
    [resampling] 다시 뽑은 행
    [loss] 손실 함수
    [bias] 출력층의 초기 편향
    [threshold] 옮긴 임계값
    [estimator] 추정기 자체
    [nothing] 아직 없음
   *[unseen] 관찰하지 못한 방법
 }
imbalance = 드문 클래스 “{ $rare }”(전체 행의 { $percent } %)을(를) 중요하게 다룬 방법: { treated-by }.
imbalance-unseen = 학습한 클래스를 볼 수 없었습니다. 사람이 확인합니다.
imbalance-untreated = “{ $rare }”은(는) 전체 행의 { $percent } %인데, 학습에서 모든 행을 똑같이 다루고 임계값도 그대로입니다. “{ $rare }”(이)라고 한 번도 답하지 않는 신경망은 얼마나 손해를 볼까요? `class_weight`, 훈련 행 다시 뽑기, 임계값을 살펴보세요.
imbalance-inverted = “{ $rare }”은(는) 학습한 행의 { $share } %인데 가중치로는 { $weight } %뿐입니다. 드문 클래스가 더 가벼워졌습니다. 어느 클래스를 틀릴 때 더 큰 대가를 치러야 할까요? 어느 수가 어느 클래스의 것인지 보세요.
imbalance-twice = 훈련 행을 다시 뽑고 가중치까지 주었습니다. “{ $rare }”은(는) 행의 { $share } %, 가중치의 { $weight } %입니다. 행의 균형이 맞은 뒤에 더 맞출 것이 있나요? 둘 가운데 하나만 고르세요.
imbalance-text-keys = `class_weight`의 키가 글자 { $keys }입니다. Keras는 수 0, 1, …을 찾는데 없으므로 경고도 없이 모든 행의 가중치가 1이 됩니다. `fit`에 들어가는 레이블의 자료형은 무엇인가요?
imbalance-one-class = 검증한 { $rows }행이 모두 “{ $name }”입니다. `validation_split`은 놓인 순서대로 마지막 행들을 가져갑니다. 다시 뽑기는 만든 행이나 클래스를 어디에 두나요? 대신 `validation_data`를 쓰세요.
imbalance-validation-resampled = “{ $rare }”은(는) 파일에서 { $percent } %인데 검증한 { $rows }행에서는 { $found } %입니다. 그 행들은 어떤 세상을 나타내나요? 어느 행이 다시 뽑기에 들어가는지 보세요.
imbalance-evaluated-resampled = `{ $cell }` 셀이 `{ $sampler }`(으)로 만든, 학습에 쓰지 않은 행으로 평가합니다. 그 행들은 어떤 세상을 나타내나요? 있는 그대로의 행으로 평가하세요.
imbalance-other-treatment = 이 과제에서는 { $asked ->
    [weights] 훈련 행은 그대로 두고 가중치를 주어야 합니다
   *[resampling] 훈련 행을 다시 뽑아야 합니다
 }. 관찰한 것: { treated-by }. `fit`에는 무엇이 들어갔나요?
imbalance-none-positive = `{ $answers }`의 답 { $rows }개 가운데 “{ $rare }”이(가) 하나도 없습니다. 대략 몇 개여야 할까요? 가중치와, 임계값을 적용하기 전의 확률을 보세요.
imbalance-all-positive = `{ $answers }`의 답 { $rows }개 가운데 { $found } %가 “{ $rare }”입니다. 실제로는 전체 행의 { $percent } %입니다. 모두 찾아내지만 맞는 것은 적습니다. 드문 클래스가 얼마나 무거워지면 다른 것은 아무 의미가 없어질까요?
imbalance-recall = `{ $answers }`에서는 { $found } %가 “{ $rare }”인데, 숨긴 행에서 아직 너무 많이 놓칩니다. 재현율을 높이는 것은 무엇이고 그 대가는 무엇인가요? 가중치, 행, 임계값을 보세요.
imbalance-precision = `{ $answers }`에서는 { $found } %가 “{ $rare }”인데, 숨긴 행에서 맞는 것이 너무 적습니다. 잘못된 경보를 줄이는 것은 무엇이고 그 대가는 무엇인가요? 가중치, 행, 임계값을 보세요.
imbalance-table = `{ $targets }`의 { $rows }행 가운데 { $found } %가 “{ $rare }”입니다(파일에서는 { $percent } %).
imbalance-table-same = `{ $targets }`의 { $rows }행 가운데 “{ $rare }”은(는) { $found } %로, 파일({ $percent } %)과 같습니다. `fit_resample`은 무엇을 돌려주고, 그것은 어디로 갔나요?
imbalance-table-over = `{ $targets }`의 { $rows }행 가운데 “{ $rare }”이(가) { $found } %입니다. 이제는 다른 클래스가 드뭅니다. `sampling_strategy`를 보세요.
imbalance-table-unreadable = `{ $targets }`에 행마다 클래스가 하나씩 들어 있지 않습니다. `fit_resample`은 두 부분을 어떤 순서로 돌려주나요?
