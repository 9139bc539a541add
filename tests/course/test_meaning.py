import gc
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from graders.course import meaning as module
from graders.course.meaning import meaning


def test_sources_are_told_in_several_threads_where_collecting_garbage_calls_python():
    sources = [path.read_text("utf-8") for path in Path(module.__file__).parent.glob("*.py")]
    before = sys.getswitchinterval(), gc.get_threshold()

    def called(*_):
        for _ in range(50):
            pass

    gc.callbacks.append(called)
    sys.setswitchinterval(1e-6)
    gc.set_threshold(50)
    try:
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(meaning, 2 * sources))
    finally:
        sys.setswitchinterval(before[0])
        gc.set_threshold(*before[1])
        gc.callbacks.remove(called)
    assert found == [meaning(source) for source in 2 * sources]
