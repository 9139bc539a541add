# `grade preflight`: a receipt before a notebook is handed in.

preflight-ready = { $notebook } is ready to be handed in.
preflight-not-ready = { $notebook } is not ready yet.
preflight-runs = It runs from top to bottom ({ $seconds } s).
preflight-stops = It does not run from top to bottom.
preflight-error = Cell `{ $cell }` stopped with an error.
preflight-timeout = Cell `{ $cell }` took longer than the assignment allows and was stopped.
preflight-killed = Python ended in cell `{ $cell }`: out of memory, or the cell ended it.
preflight-found = Task `{ $task }`: { $names }
preflight-answered = Task `{ $task }` has an answer.
preflight-unanswered = Task `{ $task }` has no answer yet.
preflight-missing = Task `{ $task }` does not make { $names }. Is it spelled so?
preflight-file = Reads { $file }
preflight-no-file = Reads { $file }, which will not be there when it is graded. Hand it in with the notebook, or read the assignment's data.
preflight-size = { $kilobytes } kB (64 MB at most)
preflight-stamp = SHA-256 { $sha256 }, { $at }
preflight-not-graded = This says that your work can be graded. Whether it is right, `grade check` says as far as it can be seen here.
preflight-again = Save the notebook when that is done, and ask again. Handing in an unfinished notebook is possible: what is there is graded.
