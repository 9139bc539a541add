# 실행하면서 눈에 띈 점: 점수에는 영향이 없습니다.

path-resolved = `{ $path }`은(는) 다른 컴퓨터의 경로여서 과제의 `{ $file }`을(를) 대신 읽었습니다. 제출할 노트북에는 `{ $file }`(으)로 적어 주세요.
folder-ignored = `{ $path }` 폴더가 없어서 노트북이 있는 폴더에서 계속 실행했습니다.
colab-ignored = `{ $module }`은(는) Colab에만 있는 모듈이므로 아무 일도 하지 않았습니다.
install-ignored = `{ $command }`은(는) 실행하지 않았습니다. 수업에 필요한 패키지는 이미 설치되어 있습니다.
command-not-run = `{ $command }` 명령은 실행하지 않았습니다. 채점할 때는 셸을 쓸 수 없습니다.
no-network = 노트북이 `{ $host }`에 접속하려 했습니다. 채점할 때는 네트워크가 없으니 노트북과 함께 있는 파일을 읽어 주세요.
original-served = 채점할 때는 네트워크가 없으므로, 공개 주소에서 받는 것과 같은 `{ $file }` 파일을 대신 읽게 했습니다.
quit-ignored = 뒤의 셀도 실행할 수 있도록 `quit()`을 무시했습니다.
records-contradict = 이 셀이 실행되는 동안 채점기의 수집기가 보내지 않는 기록이 들어왔습니다. 그 기록은 뺐으며, 사람이 확인합니다.
collecting-failed = 이 셀에 대해 일부 내용을 기록하지 못했습니다.
