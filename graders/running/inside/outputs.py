"""A notebook's outputs, collected as nbformat outputs without sockets, and capped."""

from __future__ import annotations

import io
import json
import threading
from typing import Any

from .describe import Record, plain_text

STREAM_BYTES = 1_000_000
CELL_BYTES = 8_000_000
DISPLAYS = 2_000


class Outputs:
    """The outputs of one cell at a time.

    ``receive`` takes what a kernel would send to its front end and keeps nbformat outputs:
    consecutive writes to a stream are one output, ``clear_output`` and display updates work as
    in Jupyter. Beyond the caps only the number of bytes is kept.
    """

    def __init__(self, run_bytes: int = 64_000_000) -> None:
        self._lock = threading.RLock()
        self._left = run_bytes
        self.begin()

    def begin(self) -> None:
        """Start a cell."""
        with self._lock:
            self._outputs: list[Record] = []
            # Only this cell's: what an earlier cell showed has been sent.
            self._displayed: dict[str, list[Record]] = {}
            self._pieces: list[str] = []
            self._stream = ""
            self._streamed = self._kept = self.dropped = 0
            self._clear_next = False
            self.errors: list[Record] = []

    def write(self, name: str, text: str) -> None:
        """Take text written to ``stdout`` or ``stderr``."""
        with self._lock:
            self._clear_if_asked()
            if self._streamed + len(text) > min(STREAM_BYTES, max(0, self._left)):
                room = max(0, min(STREAM_BYTES, self._left) - self._streamed)
                self.dropped += len(text[room:].encode("utf-8", "replace"))
                text = text[:room]
            if not text:
                return
            if self._stream != name:
                self._close_stream()
                self._stream = name
            self._pieces.append(text)
            self._streamed += len(text)

    def receive(self, kind: str, content: dict[str, Any]) -> None:
        """Take a message of the kernel: ``stream``, ``display_data``, ``error``, ..."""
        with self._lock:
            if kind == "stream":
                self.write(str(content.get("name", "stdout")), str(content.get("text", "")))
            elif kind == "clear_output":
                if content.get("wait"):
                    self._clear_next = True
                else:
                    self._clear()
            elif kind == "update_display_data":
                self._update(content)
            elif kind in {"display_data", "execute_result", "error"}:
                self._clear_if_asked()
                self._close_stream()
                self._add(kind, content)

    def _add(self, kind: str, content: dict[str, Any]) -> None:
        output: Record = {"output_type": kind}
        if kind == "error":
            for field in ("ename", "evalue"):
                output[field] = plain_text(content.get(field, ""))
            output["traceback"] = [plain_text(line) for line in content.get("traceback", [])[:200]]
            self.errors.append(output)
        else:
            output["data"] = content.get("data", {})
            output["metadata"] = content.get("metadata", {})
            if kind == "execute_result":
                output["execution_count"] = content.get("execution_count")
        most = min(CELL_BYTES, max(0, self._left))
        size = least_bytes(output, most)
        if size <= most:  # else too large even to be written down
            size = len(_json(output))
        if self._kept + size > most or len(self._outputs) > DISPLAYS:
            self.dropped += size
            return
        self._kept += size
        self._outputs.append(output)
        display = (content.get("transient") or {}).get("display_id")
        if display:
            self._displayed.setdefault(str(display), []).append(output)

    def _update(self, content: dict[str, Any]) -> None:
        display = str((content.get("transient") or {}).get("display_id"))
        if least_bytes(content.get("data", {}), CELL_BYTES) > CELL_BYTES:
            return
        for output in self._displayed.get(display, []):
            output["data"] = content.get("data", {})
            output["metadata"] = content.get("metadata", {})

    def _close_stream(self) -> None:
        if self._pieces:
            text = plain_text("".join(self._pieces), STREAM_BYTES)
            self._outputs.append({"output_type": "stream", "name": self._stream, "text": text})
        self._pieces, self._stream = [], ""

    def _clear(self) -> None:
        self._pieces, self._stream = [], ""
        self._outputs.clear()
        self._displayed.clear()
        self._kept = self._streamed = 0
        self._clear_next = False

    def _clear_if_asked(self) -> None:
        if self._clear_next:
            self._clear()

    def finish(self) -> bytes:
        """The cell's outputs as a JSON list in bytes."""
        with self._lock:
            self._close_stream()
            kept: list[bytes] = []
            room = 2 * CELL_BYTES
            for output in self._outputs:  # display updates may have grown since
                size = least_bytes(output, room)
                written = _json(output) if size <= room else b""
                size = max(size, len(written))
                if size > room:
                    self.dropped += size
                    continue
                room -= size
                kept.append(written)
            if self.dropped:
                note = f"[{self.dropped} more bytes of output were left out by the grader]\n"
                kept.append(_json({"output_type": "stream", "name": "stderr", "text": note}))
            data = b"[" + b", ".join(kept) + b"]"
            self._left -= len(data)
            return data


def least_bytes(thing: Any, most: int) -> int:
    """At least how long ``thing`` would be as JSON; stops to count beyond ``most``.

    A figure of 100 MB is known to be too large without a second copy of it.
    """
    found = 0
    waiting = [thing]
    while waiting and found <= most:
        one = waiting.pop()
        if isinstance(one, (str, bytes)):
            found += len(one)
        elif isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, (list, tuple)):
            found += len(one)
            waiting += one
        else:
            found += 1
    return found


def _json(thing: Any) -> bytes:
    try:
        return json.dumps(thing, default=str).encode()
    except (TypeError, ValueError, RecursionError):
        return b"null"


class Stream(io.TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` of a notebook."""

    encoding = "UTF-8"
    errors = None

    def __init__(self, name: str, outputs: Outputs, descriptor: int) -> None:
        super().__init__()
        self.name = name
        self._outputs = outputs
        self._descriptor = descriptor

    def write(self, text: str) -> int:
        """Append text to the cell's output."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._outputs.write(self.name, text)
        return len(text)

    def writable(self) -> bool:
        """Always."""
        return True

    def isatty(self) -> bool:
        """Never: a notebook is no terminal."""
        return False

    def fileno(self) -> int:
        """The process's own descriptor, for code that insists on one."""
        return self._descriptor

    def set_parent(self, parent: Any) -> None:
        """Part of a kernel stream's interface; one cell runs at a time here."""
