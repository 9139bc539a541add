"""In which language we speak."""

from __future__ import annotations

import locale
import os
from typing import Literal, cast

from graders.reports.messages import Messages

Lang = Literal["en", "ko"]


def language(wanted: str | None) -> Lang:
    """The language asked for, else the locale's where we have it, else English."""
    if wanted is not None:
        return cast("Lang", wanted)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "ko" if value.lower().startswith("ko") else "en"
    known = locale.getlocale()[0] or ""
    return "ko" if known.lower().startswith("ko") else "en"


def messages(wanted: str | None) -> Messages:
    """The messages of :func:`language`."""
    return Messages(language(wanted))
