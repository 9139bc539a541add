# 강의자용 현황 페이지: `grade report`와 `grade serve`.

dash-title = { $title }: 전체 현황
dash-index = 과제 목록
dash-skip = 학생 표로 이동
dash-contents = 이 페이지의 내용
dash-counts = 제출물 { $graded }건을 채점했습니다{ $waiting ->
    [0] {""}
   *[other] . { $waiting }건은 아직 채점 전입니다
} ({ $slug }).
dash-median = 중앙값은 { $possible }점 만점에 { $median }점입니다.
dash-live = 채점 진행 중
dash-live-now = { $total }건 중 { $done }건 완료. 실행 중: { $running }
dash-live-idle = { $total }건 중 { $done }건 완료.
dash-lost = 서버가 응답하지 않습니다. grade serve가 종료되었나요? 지금 보이는 내용은 그대로 남아 있습니다.
dash-nothing = 아직 채점된 것이 없습니다. 제출물을 submitted/학생/과제/에 넣고 `grade run`을 실행하세요.

dash-now = 지금 할 일
dash-do-broken = 채점기 오류로 점수가 없는 제출물이 { $count }건 있습니다. 다시 실행하세요: grade run { $slug }
dash-do-waiting = 아직 채점하지 않은 제출물이 { $count }건 있습니다: grade run { $slug }
dash-do-open = 어느 쪽인지 열어서 확인하세요:
dash-do-review = 점수를 확정하기 전에 직접 확인해야 할 제출물이 { $count }건 있습니다(처리: grade review { $slug }):
dash-do-reasons = 대상과 이유
dash-do-unreadable = 노트북으로 읽을 수 없는 파일이 { $count }건 있습니다. 다시 제출하도록 안내하세요:
dash-published = 남은 일이 없습니다. 모든 점수가 지금 그대로 공개되어 있습니다.
dash-do-publish = 남은 일이 없습니다. 결과와 피드백을 공개하세요: grade publish { $slug }
dash-do-mistake = 수업에서 다룰 만합니다. { $total }명 중 { $count }명이 같은 실수를 했습니다.
dash-do-similar = 이 과제의 답안끼리 보통 비슷한 정도보다 훨씬 더 비슷한 제출물이 { $count }묶음 있습니다. 참고용 단서일 뿐 판정이 아닙니다.
dash-do-look = 나란히 보기

dash-alarm = 오답 처리 오류 의심:
dash-alarm-strong-fail = 성적이 우수한 학생 { $strong }명 중 { $failed }명이 ‘{ $item }’ 항목을 통과하지 못했습니다. 검사가 옳은 답을 틀렸다고 했거나, 배운 내용이 제대로 전달되지 않은 것입니다.
dash-alarm-reversed = 다른 항목을 잘한 학생일수록 ‘{ $item }’ 항목을 더 많이 틀렸습니다(우수한 학생 { $strong }명 중 { $failed }명). 검사가 옳은 답을 틀렸다고 했거나, 배운 내용이 제대로 전달되지 않은 것입니다.
dash-alarm-basis = 우수한 학생의 10%가 틀리는 항목이라면 이만큼 틀리는 일이 우연히 생길 확률은 5% 이하입니다(정확 이항 검정, 실제 비율은 { $least }% 이상).
dash-alarm-open = 통과하지 못한 우수한 학생:
dash-alarm-none = 우수한 학생이 우연이라 하기 어려울 만큼 많이 틀린 항목은 없습니다.

dash-scores = 점수 분포
dash-scores-words = { $count }명: 중앙값 { $median }, 가운데 절반은 { $lower }에서 { $upper }까지, 평균 { $mean }. 조정을 반영한 점수입니다.
dash-no-scores = 아직 점수가 없습니다.
dash-as-table = 표로 보기
dash-points = 점수
dash-students = 학생
dash-listed = 표에는 { $total }명 중 { $listed }명이 있습니다. 사람이 봐야 하는 학생, 비슷한 제출물이 있는 학생, 점수가 낮은 학생 순서로 골랐습니다. 이 페이지의 수치는 모두 전체 학생의 것이며, `grade export { $slug }`에는 모든 학생이 있습니다.
dash-shown = { $total }명 중 { $shown }명 표시
dash-show = 표에서 보기 ({ $count }명)
dash-filter-text = 이름이나 이유 찾기
dash-filter-state = 상태
dash-filter-check = 감점된 항목
dash-all = 전체
dash-clear = 모두 표시
dash-cpu = CPU (초)
dash-memory = 메모리 (MiB)
dash-attempt = 제출 횟수
dash-unsafe = 격리 없이 실행
dash-alike = 비슷한 제출물

dash-review = 확인 필요
dash-review-words = 점수는 나왔지만 사람이 살펴봐야 할 점이 있습니다.
dash-review-none = 사람이 확인할 것이 없습니다.

dash-mistakes = 실수 유형
dash-mistakes-words = 같은 항목에서 같은 이유로 감점된 학생들을 묶고 그중 한 명의 피드백을 예로 보입니다. 다른 항목 때문에 채점되지 않은 항목은 뺐습니다.
dash-mistakes-none = 스스로의 실수로 감점된 학생이 없습니다.
dash-cluster = { $count }명
dash-unread = 읽을 수 없는 노트북
dash-example = 위 문장은 { $student }의 피드백입니다.
dash-others = { $shown ->
    [0] 실수
   *[other] 그 밖의 실수
} { $count }가지 (대부분 한 명씩)
dash-more = 외 { $count }명
dash-cut = { $count }건은 여기에 표시하지 않았습니다. 학생 표에서 모두 볼 수 있습니다.

dash-checks = 채점 항목
dash-checks-words = 사람이 조정하기 전의 자동 채점 결과입니다. ‘만점 비율’은 채점된 제출물 중 만점의 비율이며 윌슨 95% 신뢰구간을 함께 보입니다. 변별도는 해당 항목의 득점과 나머지 항목 득점률의 상관계수이며 피셔 95% 신뢰구간을 함께 보입니다. 잘한 학생과 그렇지 못한 학생을 잘 가르면 높고, 그렇지 않으면 0에 가깝습니다. 채점된 제출물이 100건 미만이면 좋고 나쁨을 말하지 않습니다.
dash-checks-none = 아직 채점된 제출물이 없습니다.
dash-check = 항목
dash-judged = 채점 수
dash-full = 만점 비율
dash-mean = 평균 득점률
dash-discrimination = 변별도
dash-reading = 해석
dash-blocked = 미채점
dash-alone = 이 항목에서만 감점
dash-reading-few = 판단하기에는 적음
dash-reading-same = – 차이 없음
dash-reading-reversed = ⚠ 우수한 학생이 더 틀림
dash-reading-weak = ▽ 변별력 낮음
dash-reading-good = ▲ 변별력 있음
dash-reading-unsure = – 불확실

dash-similar = 비슷한 제출물
dash-similar-words = 제출물 { $compared }건을 비교했습니다. 배포한 셀은 빼고, 직접 지은 이름과 띄어쓰기, 따옴표의 차이는 무시했습니다. 보통 두 제출물이 공유하는 드문 코드는 { $usual }비트이고, 이보다 훨씬 많이 공유하는 경우(수정 z 점수 { $bar } 이상)를 보입니다. 함께 공부했거나 같은 게시글이나 책을 보았을 수도 있으므로 참고용 단서일 뿐 판정이 아닙니다. 다른 학생에게 드문 부분을 표시했습니다.
dash-similar-drawn = 전체 { $total }개 중에서 뽑았으며, 뽑히는 제출물은 언제나 같습니다. 모든 쌍을 비교하기에는 너무 많기 때문입니다.
dash-similar-none = 이 과제의 답안끼리 보통 비슷한 정도를 넘는 제출물은 없습니다.
dash-pair = { $count }명: 공통 { $bits }비트, z = { $z }, 짧은 쪽 고유 코드의 { $share }%.
dash-cell = { $student }, 코드 셀 { $place }

dash-cost = 시간과 메모리
dash-cost-cpu = { $count }건 실행에 CPU 시간 { $total }초가 걸렸고 중앙값은 { $median }초입니다. 가장 오래 걸린 제출물({ $most }초):
dash-cost-memory = 메모리를 가장 많이 쓴 제출물({ $most }MiB):
dash-cost-words = 격리 환경에서 제출물의 셀과 추가 실험이 쓴 양을 운영체제가 잰 값입니다.
dash-cost-none = 실행에 관해 알려진 것이 없습니다.
dash-made = { $at }(UTC)에 과정의 저장소에서 만들었습니다. 학생 이름이 있으니 다른 사람에게 전달하지 마세요.

report-written = { $path }: 제출물 { $count }건, { $size }kB. 브라우저로 여세요.
report-none = 제출되거나 채점된 것이 없습니다. `grade run`으로 시작하세요.
serve-address = 현황 페이지 주소: { $address }
    이 컴퓨터에서 이 주소로만 열 수 있습니다. Ctrl-C로 끝냅니다.
serve-ended = 현황 페이지를 종료했습니다.
