"""Where in a TOML file a field stands, so that an error can name its line.

``tomllib`` tells values but no places. This walks a text that ``tomllib`` has already accepted and
records the line of every table, key and array element under its dotted path, such as
``checks[2].points``; it reads no values.
"""

from __future__ import annotations

import re
import tomllib

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SCALAR = re.compile(r"[^,\]}\n#]+")
_STRINGS = (
    re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}(?!")', re.DOTALL),
    re.compile(r"'''.*?'{3,5}(?!')", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)


def toml_lines(text: str) -> dict[str, int]:
    """The line, from 1, of each path in a valid TOML text. The file itself is the path ``""``."""
    return _Walk(text.replace("\r\n", "\n")).lines


def line_of(lines: dict[str, int], path: str) -> int | None:
    """The line of ``path``, or of the nearest table around it where it is missing."""
    while path and path not in lines:
        path = re.sub(r"(?:\.[^.\[\]]+|\[[^\]]*\]|^[^.\[\]]+)$", "", path)
    return lines.get(path)


class _Walk:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.lines = {"": 1}
        self.lengths: dict[str, int] = {}
        table = ""
        self._skip(_BLANK)
        while self.at < len(text):
            if text.startswith("[[", self.at):
                table = self._header(2)
            elif text[self.at] == "[":
                table = self._header(1)
            else:
                self._pair(table)
            self._skip(_BLANK)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            return ""
        self.at = found.end()
        return found.group()

    def _record(self, path: str) -> None:
        self.lines.setdefault(path, self.text.count("\n", 0, self.at) + 1)

    def _header(self, brackets: int) -> str:
        self.at += brackets
        place = self.at
        names = self._key()
        self.at += brackets
        path = ""
        for name in names[:-1]:
            path = self._last(_join(path, name))
        path = _join(path, names[-1])
        after, self.at = self.at, place
        self._record(path)
        if brackets == 2:
            index = self.lengths.get(path, 0)
            self.lengths[path] = index + 1
            path = f"{path}[{index}]"
            self._record(path)
        self.at = after
        return path

    def _last(self, path: str) -> str:
        """``path`` itself, or its latest element where it is an array of tables."""
        return f"{path}[{self.lengths[path] - 1}]" if path in self.lengths else path

    def _key(self) -> list[str]:
        names = []
        while True:
            self._skip(_SPACE)
            quoted = self._string()
            names.append(_unquoted(quoted) if quoted else self._skip(_BARE))
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return names
            self.at += 1

    def _string(self) -> str:
        if self.at < len(self.text) and self.text[self.at] in "\"'":
            for pattern in _STRINGS:
                if found := self._skip(pattern):
                    return found
        return ""

    def _pair(self, table: str) -> None:
        place = self.at
        path = table
        names = self._key()
        after, self.at = self.at, place
        for name in names:
            path = _join(path, name)
            self._record(path)
        self.at = after + 1
        self._value(path)

    def _value(self, path: str) -> None:
        self._skip(_SPACE)
        if self.text[self.at] == "[":
            self._items("]", path)
        elif self.text[self.at] == "{":
            self._items("}", path)
        elif not self._string():
            self._skip(_SCALAR)

    def _items(self, closing: str, path: str) -> None:
        self.at += 1
        index = 0
        while True:
            self._skip(_BLANK)
            if self.text[self.at] == closing:
                self.at += 1
                return
            if self.text[self.at] == ",":
                self.at += 1
            elif closing == "]":
                self._record(f"{path}[{index}]")
                self._value(f"{path}[{index}]")
                index += 1
            else:
                self._pair(path)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _unquoted(quoted: str) -> str:
    return str(tomllib.loads(f"text = {quoted}")["text"])
