# `grade export`: 학습 플랫폼으로.

export-review = 검토가 필요해 뺀 학생 { $count }명(--with-review를 쓰면 지금 점수대로 내보냅니다): { $names }
export-broken = 채점기의 잘못으로 점수가 없어 뺀 학생 { $count }명(`grade run`이 다시 시도합니다): { $names }
export-unreadable = 읽을 수 없는 제출물 { $count }개. 사람이 점수를 주지 않았다면 0점으로 내보냅니다: { $names }
export-filled = “{ $column }” 열에 점수 { $rows }개를 썼습니다.
export-no-row = 그 파일에 자기 행이 없는 학생 { $count }명(--roster로 명단을 주세요): { $names }
export-possible = 그 열은 { $there }점 만점이고 과제는 { $here }점 만점입니다. 환산하지 않았습니다.
export-adjusted = 자동 채점은 { $automatic }점이고 조정한 뒤에는 { $score }점입니다.
