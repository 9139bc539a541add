"""Exit codes of a worker that mean something to the trusted side."""

OUR_FAULT = 97
OUT_OF_MEMORY = 96
RESULT_LOST = 95
