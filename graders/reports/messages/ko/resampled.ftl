# 다시 뽑은 표와 클래스 가중치.

resampled = `{ $features }`에는 { $rows }행이 저마다의 레이블과 함께 있고, 그 가운데 { $few }행이 “{ $rare }”입니다.
resampled-unseen = 이 표의 행을 훈련 데이터의 행과 견주어 볼 수 없었습니다. 사람이 확인합니다.
resampled-exchanged = `{ $features }`에는 행마다 값이 하나뿐이고 `{ $targets }`에는 표가 들어 있습니다. 두 이름이 서로 바뀌었습니다. `fit_resample`은 두 부분을 어떤 순서로 돌려주나요?
resampled-no-table = `{ $features }`이(가) 숫자로 된 표가 아닙니다. `fit_resample`은 무엇을 어떤 순서로 돌려주나요?
resampled-no-labels = `{ $targets }`에 행마다 클래스가 하나씩 들어 있지 않습니다. `fit_resample`은 무엇을 어떤 순서로 돌려주나요?
resampled-lengths = `{ $features }`은(는) { $rows }행인데 `{ $targets }`의 레이블은 { $labels }개입니다. 둘은 같은 호출에서 나왔나요?
resampled-part-changed = `{ $name }`이(가) 이 셀 전에는 { $before }행이었는데 이 셀 뒤에는 { $after }행입니다. 뒤의 어느 셀이 원래 모습을 필요로 하나요? 새로 만든 표에는 다른 이름을 붙이세요.
resampled-same = `{ $targets }`의 { $rows }행 가운데 “{ $rare }”은(는) { $few }행입니다. 여전히 드뭅니다. `fit_resample`은 무엇을 돌려주고, 그것은 어디로 갔나요?
resampled-turned = `{ $targets }`의 { $rows }행 가운데 “{ $rare }”이(가) { $percent } %입니다. 이제는 다른 클래스가 드뭅니다. `sampling_strategy`를 보세요.
resampled-held-out = `{ $features }`의 { $rows }행 가운데 { $held }행은 따로 떼어 놓았던 행입니다. 이미 학습한 행으로 매긴 점수는 무엇을 말해 줄까요? 샘플러에 무엇을 넣었는지 보세요.
resampled-strangers = `{ $features }`에는 `{ $train }`의 행이 거의 없습니다. 어느 표에서 뽑았나요? 샘플러에 무엇을 넣었는지, 그 뒤에 행이 어떻게 바뀌었는지 보세요.
resampled-labels = `{ $features }`의 { $wrong }행은 `{ $targets }`의 레이블이 데이터의 레이블과 다릅니다. 행을 뽑을 때 무엇을 같은 순서로 함께 뽑아야 할까요?
resampled-made-up = `{ $features }`의 { $new }행은 `{ $train }`에 없는, 새로 지어낸 행입니다. { $kind ->
    [under] 언더샘플링은 행을 덜어 냅니다. 새로운 행이 필요할까요?
   *[over] 오버샘플링은 있는 행을 되풀이합니다. 새로운 행을 만드는 샘플러는 어느 것인가요?
 }
resampled-few-lost = `{ $features }`에는 `{ $train }`의 “{ $rare }” 행 { $lost }개가 빠져 있습니다. 넉넉한 클래스는 어느 쪽이고, 잃으면 되찾을 수 없는 행은 어느 쪽인가요?
resampled-many-lost = `{ $features }`에는 많은 쪽 클래스의 { $lost }행이 빠져 있습니다. 이 과제에서는 행을 버리지 않고 균형을 맞춥니다. 그러려면 드문 클래스를 어떻게 해야 할까요?
resampled-none-left-out = `{ $features }`에는 많은 쪽 클래스의 행이 모두 남아 있습니다(모두 { $rows }행). 언더샘플링을 하면 표가 작아집니다. 어느 행을 덜어 내나요?
resampled-copies = `{ $features }`의 “{ $rare }” 행은 모두 `{ $train }`의 행이고, 여러 번 나오는 것이 많습니다. SMOTE는 새로운 행을 만듭니다. 어떻게 만들고, 어떤 클래스가 그 일을 하나요?
resampled-other-class = `{ $features }`에 새로 생긴 행 가운데 { $other }행은 `{ $targets }`의 레이블이 “{ $rare }”이(가) 아닙니다. 모자라는 클래스는 어느 쪽인가요?
resampled-not-between = `{ $features }`에 새로 생긴 { $new }행은 대부분 `{ $train }`의 두 “{ $rare }” 행 사이에 있지 않습니다. SMOTE는 어느 행들 사이에 선을 긋나요? 무엇을 넣었는지, 그 뒤에 행이 어떻게 바뀌었는지 보세요.

class-weights = `{ $name }`에 따르면 “{ $rare }”은(는) 행의 { $share } %로 전체 가중치의 { $percent } %를 차지합니다.
class-weights-word = `{ $name }`이(가) 글자 “{ $word }”입니다. scikit-learn은 이 말을 알지만 Keras는 모릅니다. 클래스마다 어떤 수를 적어야 할까요? 전체 행의 수를 그 클래스 행의 수의 두 배로 나누어 보세요.
class-weights-unreadable = `{ $name }`이(가) 클래스 0, 1에 수를 하나씩 짝지은 딕셔너리가 아닙니다. `fit`의 `class_weight`에는 무엇을 넣나요?
class-weights-classes = `{ $name }`에는 { $classes }개 클래스마다 0보다 큰 가중치가 하나씩 있어야 합니다. 가중치가 없는 클래스의 행은 틀려도 대가가 얼마인가요?
class-weights-inverted = `{ $name }`에 따르면 “{ $rare }”은(는) 행의 { $share } %인데 전체 가중치로는 { $percent } %뿐입니다. 전보다도 가벼워졌습니다. 어느 클래스를 틀릴 때 더 큰 대가를 치러야 할까요? 어느 수가 어느 클래스의 것인지 보세요.
class-weights-light = `{ $name }`에 따르면 “{ $rare }” 행을 모두 합쳐도 전체 가중치의 { $percent } %입니다. 이 과제에서는 두 클래스의 무게를 같게 만듭니다. 가중치에 그 클래스의 행 수를 곱하면 얼마가 되나요?
class-weights-heavy = `{ $name }`에 따르면 “{ $rare }” 행을 모두 합치면 전체 가중치의 { $percent } %입니다. 나머지 행이 거의 세어지지 않는다면 신경망은 무엇이라고 답할까요? 가중치에 그 클래스의 행 수를 곱해 보고, 두 곱이 같아지게 하세요.
