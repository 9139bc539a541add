# 읽을 수 없는 제출물.
submission-empty = 노트북 파일이 비어 있습니다. 노트북을 저장한 뒤 다시 제출하세요.
submission-too-large = { $file } 파일이 { $megabytes } MB입니다. { $limit } MB까지만 읽습니다. 출력을 모두 지우고(Edit → Clear All Outputs) 저장한 뒤 다시 제출하세요.
submission-too-many-cells = 노트북의 셀이 { $cells }개입니다. { $limit }개까지만 읽습니다.
submission-too-much-text = 노트북 셀의 글자가 { $limit }백만 자를 넘습니다({ $place }번째 셀에서 초과). 데이터는 노트북 옆의 파일에 두세요.
submission-too-deep = 파일이 너무 깊게 중첩되어 있어 노트북으로 읽을 수 없습니다. Jupyter에서 열어 저장한 뒤 다시 제출하세요.
submission-not-utf8 = 파일이 UTF-8 텍스트가 아니어서({ $byte }번째 바이트) Jupyter가 저장한 노트북이 아닙니다. 다른 프로그램이 저장한 파일이 아니라 .ipynb 파일 자체를 제출하세요.
submission-not-json = 노트북이 아닙니다. { $line }번째 줄부터 JSON이 아닙니다. Jupyter가 저장한 .ipynb 파일을 그대로 제출하세요.
submission-truncated = 노트북 파일이 { $kilobytes } kB에서 잘려 있습니다. 업로드가 끊긴 것이니 다시 제출하세요.
submission-web-page = 노트북이 아니라 웹 페이지입니다. 페이지를 저장하지 말고 File → Download → .ipynb를 사용하세요.
submission-archive = 노트북이 아니라 ZIP 압축 파일입니다. 그 안의 .ipynb 파일을 제출하세요.
submission-not-a-notebook = JSON이지만 Jupyter 노트북은 아닙니다.
submission-old-version = 노트북이 예전 형식({ $version })입니다. 최신 Jupyter에서 열어 저장한 뒤 다시 제출하세요.
submission-new-version = 노트북 형식이 { $version }입니다. 여기서 읽는 형식 4보다 새롭습니다. 최신 Jupyter에서 형식 4로 저장하세요.

# 고쳐서 읽은 것. 감점은 없습니다.
submission-encoding = 파일이 { $encoding } 인코딩이어서 그대로 읽었습니다. Jupyter는 UTF-8로 저장합니다.
submission-format = 노트북이 2015년까지 쓰이던 형식({ $version })이어서 그대로 읽었습니다.
cell-source-not-text = 읽을 수 있는 글이 없어 뺀 셀(1부터 셈): { $places }.
cells-missing = 없어져서 답 없이 다시 넣은 셀: { $cells }.
cells-duplicated = `{ $cell }` 셀이 { $copies }개입니다. 답이 있는 마지막 셀, 곧 노트북의 { $place }번째 셀을 채점합니다.
cells-reordered = 과제 셀이 실행할 수 없는 순서였습니다. 과제의 순서로 되돌린 셀: { $cells }.
cell-type-changed = `{ $cell }` 셀이 { $type ->
    [markdown] 텍스트 셀
    [raw] raw 셀
   *[other] { $type } 셀
 }로 바뀌어 있어 다시 코드로 실행했습니다.
cells-recognised = 노트북의 id가 없어졌거나 바뀌었습니다. { $by ->
    [line] 첫 줄로
    [names] 대입된 이름으로
    [text] 과제 문구로
   *[place] 노트북 안의 위치로
 } 알아본 셀: { $cells }.
cells-restored = 잠긴 셀이 바뀌어 있어 되돌렸습니다. 그 셀에 쓴 내용은 실행하지 않습니다: { $cells }.
notebook-not-ours = 과제 노트북으로 만든 것이 아닙니다. 모든 셀을 순서대로 실행하고 마지막 셀이 끝난 뒤의 값을 읽었습니다.
notebook-without-code = 노트북에 실행할 코드가 없습니다.

# 노트북 옆의 파일.
companion-replaced = 제출한 { $file } 파일이 과제의 파일과 달라서 과제의 파일을 사용했습니다.
companion-odd-name = { $file } 파일은 모든 시스템에서 쓸 수 있는 이름이 아니어서 뺐습니다.
companion-too-large = { $file } 파일은 너무 커서 뺐습니다.
companions-too-many = 노트북 옆의 파일은 처음 { $limit }개만 사용했습니다.
companions-too-large = 노트북 옆의 파일이 합쳐서 { $megabytes } MB를 넘어 나머지는 뺐습니다.
