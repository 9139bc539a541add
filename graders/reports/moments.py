"""Moments as people write them, each with its difference from UTC."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo


def said(moment: datetime) -> str:
    """A moment to the minute, in its own zone.

    >>> said(datetime(2026, 3, 1, 23, 59, tzinfo=UTC))
    '2026-03-01 23:59 UTC'
    """
    text = moment.strftime("%Y-%m-%d %H:%M")
    zone = moment.strftime("%z")
    return f"{text} UTC" if zone == "+0000" else f"{text} {zone[:3]}:{zone[3:5]}"


def told(at: str, zone: tzinfo = UTC) -> str:
    """A moment of the store (ISO 8601, UTC where it has no zone) in ``zone``.

    As it stands where it is none: notes of other programs lie in the store as well.

    >>> told("2026-03-01T15:00:00+00:00"), told("yesterday")
    ('2026-03-01 15:00 UTC', 'yesterday')
    """
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return at
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    try:
        return said(moment.astimezone(zone))
    except OverflowError:
        return said(moment)
