"""What ``%grade`` does in a released notebook where graders is not installed.

In the reference it is one line that prints. In what students get it also tells nbgrader's Validate
which task is not done: nbgrader takes a check for failed that prints to stderr. A box has no use
for that, and what runs there is part of what evidence is known by: there it stays the one line.
"""

from __future__ import annotations

import json
import re

_SAYS = re.compile(
    r'^    def grade\(line\):\n        print\(f"\{line\}: (?P<said>[^"\n]*)"\)\n', re.MULTILINE
)
_HANGUL = re.compile("[가-힣]")
_TELLS = """\
        # nbgrader's Validate takes a check for failed that prints to stderr.
        import os
        import re
        import sys

        if "NBGRADER_VALIDATING" in os.environ:
            task = "".join([cell for cell in In if cell.startswith("# task:")][-1:])
            named = re.search("# (?:names|변수):(.*)", task)
            names = re.findall(r"\\w+", named[1]) if named else []
            missing = ", ".join(name for name in names if name not in globals())
            if missing or "raise NotImplementedError" in task:
                print("{unfinished}:", missing or task.split("\\n")[0], file=sys.stderr)
"""
_ADVICE = ("To see it at once, restart after", "바로 보려면 다음을 실행한 뒤 다시 시작하세요:")
_ADVISED = re.compile(rf'^        print\("(?:{"|".join(_ADVICE)}) .*"\)\n', re.MULTILINE)
_TOLD = [_TELLS.replace("{unfinished}", said) for said in ("Not done yet", "아직 안 됨")]


def telling(source: str, install: str = "") -> str:
    """A setup cell of the reference as it is released; any other source as it is.

    ``install`` is the command by which students get the checker; empty: nothing is said of it.
    """
    found = _SAYS.search(source)
    if found is None or plain(source) != source:
        return source
    korean = bool(_HANGUL.search(found["said"]))
    shown = json.dumps(f"{_ADVICE[korean]} {install}", ensure_ascii=False)
    told = (f"        print({shown})\n" if install else "") + _TOLD[korean]
    return source[: found.end()] + told + source[found.end() :]


def plain(source: str) -> str:
    """A released setup cell as it is in the reference; any other source as it is."""
    if "NBGRADER_VALIDATING" in source:
        for told in _TOLD:
            source = source.replace(told, "")
        source = _ADVISED.sub("", source)
    return source
