# `grade collect`: 제출물이 어떻게 되었는지, 받지 않은 까닭은 무엇인지.

collect-read-as = { $source }: { $platform ->
    [moodle] Moodle에서 내려받은 것으로 읽었습니다.
    [canvas] Canvas에서 내려받은 것으로 읽었습니다. 제출 시각이 들어 있지 않으니 --due를 쓰세요.
    [gradescope] Gradescope에서 내보낸 것으로 읽었습니다.
    [classroom] GitHub Classroom의 클론으로 읽었습니다.
    [exchange] nbgrader exchange로 읽었습니다.
    [blackboard] Blackboard에서 내려받은 것으로 읽었습니다.
    [downloaded] 지정한 패턴의 파일로 읽었습니다.
   *[folders] 학생마다 폴더 하나로 읽었습니다.
}
collect-new = 새로 받음
collect-newer = 있던 것을 대신함(있던 것은 보관)
collect-same = 이미 있음
collect-earlier = 이전 제출로 보관
collect-refused = 받지 않음
collect-late = 지각
collect-counts = 제출물 { $total }개: 새로 받음 { $new }, 더 새것 { $newer }, 이전 제출로 보관 { $earlier }, 이미 있음 { $same }, 받지 않음 { $refused }.
collect-dry = 아무것도 바꾸지 않았습니다(--dry-run).
collect-more = … 그 밖에 누구의 것도 아닌 파일 { $count }개.

collect-nobodys = { $file }: 플랫폼이 학생 파일에 붙이는 이름이 아니어서 누구의 것인지 알 수 없습니다.
collect-too-large = { $file } 파일은 { $limit } MB보다 커서 뺐습니다.
collect-bomb = { $file } 파일은 풀면 { $ratio }배보다 커져서 뺐습니다.
collect-nested = { $file } 파일은 압축 파일입니다. 안에 든 압축 파일은 풀지 않습니다. .ipynb 파일을 그대로 제출하게 하세요.
collect-special = { $file }: 링크나 특수 파일이어서 따라가지 않습니다.
collect-odd-name = { $file } 파일은 모든 시스템에서 쓸 수 있는 이름이 아니어서 뺐습니다({ $why }).
collect-collision = { $file }, { $other }: 어떤 컴퓨터에서는 같은 파일입니다. 어느 것을 채점해야 하는지 알 수 없습니다.
collect-no-notebook = 노트북(.ipynb)이 없습니다.
collect-unknown = 명단 { $roster }에 { $student } 학생이 없습니다.
collect-ambiguous = 명단 { $roster }에서 { $student }일 수 있는 학생이 여럿입니다.
collect-same-name = { $student } 이름의 사람이 여럿입니다(대소문자는 구별하지 않습니다). --roster로 명단을 주면 구별합니다.
collect-case = { $student }: 이미 있는 { $other }와 대소문자만 다릅니다. --roster로 명단을 주면 구별합니다.
collect-odd-student = { $student }: 폴더 이름이 될 수 없습니다({ $why }). --roster로 다른 이름을 줄 수 있습니다.

source-missing = { $source }: 없습니다.
source-no-file = { $source }: 압축 파일도 폴더도 아닙니다.
source-unreadable = { $source }: 읽을 수 없습니다({ $problem }).
source-unknown = { $source }: { $slug } 과제로 알아볼 수 있는 파일 이름이 없습니다. 맞는 파일이라면 --from으로 알려 주세요: { $known }.
classroom-prefix = { $source }: 클론의 이름이 폴더 이름으로도 { $slug }(으)로도 시작하지 않습니다. 폴더 이름을 GitHub의 과제 이름을 써서 { $example }처럼 <과제>-submissions로 바꾸세요.
gradescope-metadata = { $archive }: submission_metadata.yml을 읽을 수 없습니다({ $problem }). 다시 내보내세요.

archive-damaged = { $archive }: ZIP이나 tar 압축 파일이 아니거나 손상되었습니다({ $problem }). 다시 내려받으세요.
archive-absolute = { $archive } 거부: { $file }은(는) 절대 경로입니다. 학습 플랫폼은 이런 압축 파일을 만들지 않습니다. 아무것도 받지 않았습니다.
archive-upwards = { $archive } 거부: { $file }은(는) 폴더 밖으로 나갑니다. 학습 플랫폼은 이런 압축 파일을 만들지 않습니다. 아무것도 받지 않았습니다.
archive-odd-name = { $archive } 거부: 이름 { $file }에 0 바이트가 있습니다. 아무것도 받지 않았습니다.
archive-special = { $archive } 거부: { $file }은(는) 링크이거나 장치입니다. 학습 플랫폼은 이런 압축 파일을 만들지 않습니다. 아무것도 받지 않았습니다.
archive-encrypted = { $archive } 거부: { $file }이(가) 암호화되어 있습니다. 아무것도 받지 않았습니다.
archive-method = { $archive } 거부: { $file }은(는) 읽을 수 없는 방식({ $method })으로 압축되었습니다. 보통 ZIP으로 다시 압축하세요.
archive-overlap = { $archive } 거부: { $file }이(가) 다른 파일과 같은 바이트를 씁니다(압축 폭탄). 아무것도 받지 않았습니다.
archive-too-many = { $archive } 거부: 파일이 { $limit }개보다 많습니다. 아무것도 받지 않았습니다.
archive-too-large = { $archive } 거부({ $file }): 풀면 { $limit } MB를 넘습니다. 아무것도 받지 않았습니다.
archive-cut-off = { $archive }: { $file } 중간에서 끝납니다. 다시 내려받으세요.
