"""Outputs that a student's code made, made safe to show: nbformat outputs in, nbformat outputs out.

They end in feedback pages and in formgrader, before the eyes of teachers and under their names.
So an allow-list: streams, errors, plain text, PNG and JPEG, and tables. HTML other than a plain
table, JavaScript, SVG, LaTeX and Markdown (which nbconvert passes on as they are) are left out;
their plain text stays. Of terminal escapes only colours stay.
"""

from __future__ import annotations

import base64
import re
import string
from functools import lru_cache
from typing import Any

import msgspec

from graders.course.notebook_bytes import strict_json

OUTPUTS = 200
CHARACTERS = 100_000
"""A single text; more is cut in the middle."""
IMAGE_BYTES = 4_000_000
CELL_BYTES = 8_000_000

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_TERMINAL = re.compile(
    r"(?!\x1b\[[0-9;:]{0,40}m)(?:"  # colours stay
    r"\x1b\][^\x07\x1b]*+(?:\x07|\x1b\\)?"  # operating system commands: titles, links, clipboard
    r"|\x1b[PX^_][^\x1b]*+(?:\x1b\\)?"  # device control and other strings
    r"|\x1b\[[0-?]*+[ -/]*+[@-~]?"  # control sequences
    r"|\x1b."
    r"|[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f])",
    re.DOTALL,
)
_TAGS = "table|thead|tbody|tfoot|tr|th|td|div|p|b|i|em|strong|sub|sup|pre|code|caption"
_ATTRIBUTE = (
    r'(?:border="\d{1,2}"|class="dataframe"|(?:col|row)span="\d{1,3}"|valign="top"'
    r'|style="text-align: ?(?:left|right|center);?")'
)
_TAG = re.compile(rf"<(?P<close>/?)(?P<name>{_TAGS})(?: {_ATTRIBUTE})*+ ?>|<(?P<void>br|hr) ?/?>")
_STYLE = re.compile(r"<style scoped>[^<]*+</style>")
_HTML = re.compile(r"<(?=[A-Za-z/!?])")
_LINK = re.compile(r"\](?=[(:])")
_FORMULA_LINK = re.compile(
    r"\\(href|style|class|cssId|require|csname|def|let|newcommand|renewcommand)"
)
_BASE64 = f"{string.ascii_letters}{string.digits}+/".encode()
_PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}

_OUTPUTS = msgspec.json.Decoder(list[msgspec.Raw])


def clean_outputs(data: bytes, count: int | None) -> list[dict[str, Any]]:
    """Outputs from evidence, as a box wrote them, as valid and harmless nbformat outputs.

    ``count`` is the execution count of the cell. What is not an output is left out; never raises.
    """
    try:
        raw_outputs = _decoded(data)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return [_note("outputs")]
    cleaned: list[dict[str, Any]] = []
    room = CELL_BYTES
    for raw in raw_outputs[:OUTPUTS]:
        room -= len(bytes(raw))
        if room < 0:
            cleaned.append(_note("…"))
            break
        output = _clean(raw, count)
        if output is not None:
            cleaned.append(output)
    if len(raw_outputs) > OUTPUTS:
        cleaned.append(_note(f"… {len(raw_outputs) - OUTPUTS}"))
    return cleaned


def clean_text(text: str) -> str:
    """Text for a page or a terminal: colours stay, the cursor does not move, lines are folded.

    What a carriage return or backspaces overwrite (a progress bar) is not shown, as in Jupyter.
    """
    # A cohort is told the same sentences.
    return _known_text(text) if len(text) <= _SHORT_TEXT else _text(text)


def _text(text: str) -> str:
    if _CONTROL.search(text) is not None:
        text = text.replace("\r\n", "\n").replace("\x08", "\r")
        text = _TERMINAL.sub("", text)
        lines = (line.rstrip("\r").rsplit("\r", 1)[-1] for line in text.split("\n"))
        text = "\n".join(lines)
    text = text.encode("utf-8", "replace").decode("utf-8")
    if len(text) > CHARACTERS:
        text = f"{text[: CHARACTERS // 2]}\n…\n{text[-CHARACTERS // 2 :]}"
    return text


_SHORT_TEXT = 1_000
_known_text = lru_cache(maxsize=4_000)(_text)


def harmless_markdown(text: str) -> str:
    """Markdown that stays text: no raw HTML, no links, no formula that makes a link.

    nbconvert passes all three on as they are, ``javascript:`` addresses included.
    """
    text = _HTML.sub("&lt;", text)
    text = _LINK.sub(r"]\\", text)
    return _FORMULA_LINK.sub(r"\1", text)


def plain_table(html: str) -> str | None:
    """An HTML table without anything that a page could run or follow; ``None`` for other HTML.

    Nothing is rewritten but pandas' style sheet, which is removed: HTML is taken, or it is not.
    """
    # A cohort looks at the same first rows of the same table.
    return _known_table(html) if len(html) <= _SHORT_TABLE else _table(html)


def _table(html: str) -> str | None:
    html = _STYLE.sub("", html)
    open_tags: list[str] = []
    place = 0
    while (start := html.find("<", place)) >= 0:
        tag = _TAG.match(html, start)
        if tag is None:
            return None
        place = tag.end()
        if tag["void"]:
            continue
        if not tag["close"]:
            open_tags.append(tag["name"])
        elif not open_tags or open_tags.pop() != tag["name"]:
            return None
    return None if open_tags else html


_SHORT_TABLE = 20_000
_known_table = lru_cache(maxsize=256)(_table)


def _decoded(data: bytes) -> list[msgspec.Raw]:
    if not data:
        return []
    try:
        return _OUTPUTS.decode(data)
    except msgspec.DecodeError:
        return _OUTPUTS.decode(strict_json(data))


def _clean(raw: msgspec.Raw, count: int | None) -> dict[str, Any] | None:
    try:
        output = msgspec.json.decode(raw)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return None
    if not isinstance(output, dict):
        return None
    kind = _joined(output.get("output_type"))
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        text = clean_text(_joined(output.get("text")))
        return {"output_type": "stream", "name": name, "text": text} if text else None
    if kind == "error":
        lines = output.get("traceback")
        traceback = lines if isinstance(lines, list) else []
        return {
            "output_type": "error",
            "ename": clean_text(_joined(output.get("ename")))[:200],
            "evalue": clean_text(_joined(output.get("evalue")))[:2_000],
            "traceback": [clean_text(_joined(line)) for line in traceback[:200]],
        }
    if kind in {"display_data", "execute_result"}:
        data = _clean_data(output.get("data"))
        if not data:
            return None
        shown = {"output_type": kind, "data": data, "metadata": {}}
        return {**shown, "execution_count": count} if kind == "execute_result" else shown
    return None


def _clean_data(data: object) -> dict[str, str]:
    if not isinstance(data, dict):
        return {}
    kept: dict[str, str] = {}
    left_out = []
    for kind, value in data.items():
        text = _joined(value)
        if kind == "text/plain":
            kept[kind] = clean_text(text)
        elif kind in _PICTURES and (picture := _picture(text, _PICTURES[kind])):
            kept[kind] = picture
        elif kind == "text/html" and (table := plain_table(text[: CHARACTERS * 10])) is not None:
            kept[kind] = table
        else:
            left_out.append(clean_text(str(kind))[:60])
    if not kept and left_out:
        kept["text/plain"] = f"[{', '.join(left_out[:5])}]"
    return kept


def _picture(text: str, magic: bytes) -> str:
    """Base64 of a picture that begins as its kind does, without line ends; empty for others."""
    text = text.replace("\n", "").strip()
    if len(text) > IMAGE_BYTES or len(text) % 4 or not text.isascii():
        return ""
    data = text.encode().removesuffix(b"=").removesuffix(b"=")
    if data.translate(None, _BASE64):
        return ""
    return text if base64.b64decode(text[:16]).startswith(magic) else ""


def _joined(value: object) -> str:
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _note(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": f"[{text}]\n"}
