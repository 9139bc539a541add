"""Runs programs under the collector without TensorFlow, each in a fork.

For ``test_rows.py``, ``test_splits.py`` and ``test_estimators.py``.

Reads programs as msgpack from standard input: files, source. Writes for each the records of the
run and the values of the names that hold the truth. Started by path.
"""

import importlib
import os
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from graders.running.inside import watch_sklearn
from graders.running.inside.capture import capture
from graders.running.inside.observer import Observer
from graders.running.inside.rows import Rows


def performed(program: dict) -> dict:
    for name, data in program["files"].items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(data)
    observer = Observer()
    observer.rows = Rows(program["files"], ("data/train.csv", "data/test.csv"))
    watch_sklearn.watch(observer, program["splits"])
    names: dict = {}

    def see(name: str) -> None:  # as at the end of a cell
        observer.rows.see(capture(name, "cell", names, observer)["array"]["digest"], names[name])

    names["see"] = see
    began = time.process_time()
    exec(program["source"], names)
    seconds = time.process_time() - began
    fits, calls, _ = observer.take()
    origins = observer.rows.take()
    captured = capture("kept", "cell", names, observer)
    truth = {name: [int(row) for row in names.get(name, ())] for name in program["names"]}
    return {"fits": fits, "calls": calls, "origins": origins, "splits": observer.splits,
            "estimators": observer.estimators.take(names), "captured": captured, "truth": truth,
            "seconds": seconds, "spent": observer.rows.spent}  # fmt: skip


def main() -> None:
    for name in ("imblearn.over_sampling", "imblearn.under_sampling", "pandas",
                 "sklearn.linear_model", "sklearn.model_selection"):  # fmt: skip
        importlib.import_module(name)
    results = []
    for program in msgspec.msgpack.decode(sys.stdin.buffer.read()):
        read, write = os.pipe()
        pid = os.fork()
        if not pid:
            with tempfile.TemporaryDirectory() as folder, os.fdopen(write, "wb") as out:
                os.chdir(folder)
                try:
                    out.write(msgspec.msgpack.encode(performed(program)))
                except BaseException as problem:  # noqa: BLE001 - told to the test
                    out.write(msgspec.msgpack.encode({"problem": repr(problem)}))
                os.chdir("/")
            os._exit(0)
        os.close(write)
        with os.fdopen(read, "rb") as answers:
            results.append(answers.read())
        os.waitpid(pid, 0)
    sys.stdout.buffer.write(msgspec.msgpack.encode(results))


main()
