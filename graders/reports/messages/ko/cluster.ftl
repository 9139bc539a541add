# What `grade run --scheduler` says.
cluster-ready = 클러스터에서 지금 한 번에 { $slots }건씩 실행합니다(컴퓨터 { $machines }대).
cluster-left-out = 워커 { $worker }: 쓰지 않습니다. { $problem }
