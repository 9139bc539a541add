"""A worker's reply, judged before it is believed: of this job, and no more than a box can send.

A worker holds what student code sent it. So its bytes pass the same caps and the same rules as a
local box's frames: sizes are walked before anything is built, records are about what was planned.
A worker that *wants* to lie about what it measured can, as this machine could; docs/cluster.md
says who is trusted with what.
"""

from __future__ import annotations

import msgspec
from msgspec import Raw

from graders.cluster.wire import Reply
from graders.errors import EvidenceError, SandboxError
from graders.model.evidence import CellRun, Environment, Evidence, Remark, decode_evidence
from graders.model.plan import RunJob
from graders.running import backends, claims
from graders.running.claims import Claims
from graders.running.frames import (
    CONTRADICTS,
    MOST_MODELS,
    TOTAL_STRUCTURE_BYTES,
    structure_bytes,
)

STAGES = frozenset({"wait", "fork", "cells", "measure"})
DETAIL = 2000

_REPLY = msgspec.msgpack.Decoder(Reply)
_FIELDS = msgspec.msgpack.Decoder(dict[str, Raw])
_LIST = msgspec.msgpack.Decoder(list[Raw])
_OF_FRAMES = ("values", "fits", "origins", "splits", "estimators", "probes", "models")
_ONE_BY_ONE = {"cells": "run", "measurements": "measurement"}


def read_reply(data: bytes, order: str, job: RunJob) -> Evidence:
    """The evidence in a reply to the order with the SHA-256 ``order``.

    Raises :class:`EvidenceError` where the bytes are no such thing, :class:`SandboxError` where
    the worker says that its box failed.
    """
    try:
        reply = _REPLY.decode(data)
    except (msgspec.MsgspecError, RecursionError, ValueError) as problem:
        raise EvidenceError(f"no reply: {problem}"[:DETAIL]) from problem
    if reply.order != order:
        raise EvidenceError("a reply to another order")
    if reply.problem:
        raise SandboxError(reply.problem[:DETAIL])
    if _structure(reply.evidence) > TOTAL_STRUCTURE_BYTES:
        raise EvidenceError("more records than any notebook makes")
    return accepted(decode_evidence(reply.evidence), job)


def accepted(evidence: Evidence, job: RunJob) -> Evidence:
    """The evidence of a run of this job, bounded as a box's is: itself where it came from one.

    Raises :class:`EvidenceError` where it is about another job, or says what no run says.
    """
    planned = [(cell.cell, cell.index) for cell in job.plan.cells]
    if [(run.cell, run.index) for run in evidence.cells] != planned:
        raise EvidenceError("evidence of another notebook's cells")
    if evidence.experiments or evidence.repairs:
        raise EvidenceError("a run that says how it was judged")
    numbers = [record.model for record in evidence.models]
    if numbers != sorted(set(numbers)) or len(numbers) > MOST_MODELS:
        raise EvidenceError("models that are not numbered")
    measured = [found.model for found in evidence.measurements]
    if measured != sorted(set(measured)) or not set(measured) <= set(numbers):
        raise EvidenceError("measurements of models that there are not")
    kept = Claims(job.plan.cells, array_bytes=job.plan.array_bytes, probes=job.plan.probes)
    kept.take(
        CellRun(cell="", index=-1, outcome="not-run"), evidence.values, evidence.fits,
        evidence.calls, evidence.remarks, origins=evidence.origins, splits=evidence.splits,
    )  # fmt: skip
    kept.take_seen(evidence.estimators, evidence.probes, evidence.figures)
    status = evidence.status
    return msgspec.structs.replace(
        evidence,
        status=msgspec.structs.replace(status, detail=status.detail[-DETAIL:]),
        cells=tuple(_bounded(run, status.limit) for run in evidence.cells),
        values=tuple(kept.values.values()),
        fits=tuple(kept.fits),
        calls=tuple(kept.calls),
        models=tuple(kept.model(record) for record in evidence.models),
        remarks=(*kept.remarks, *_contradicting(evidence, kept)),
        origins=tuple(kept.origins.values()),
        splits=tuple(kept.splits),
        estimators=tuple(kept.estimators.values()),
        probes=tuple(kept.probes.values()),
        figures=tuple(kept.figures),
        environment=_environment(evidence.environment),
        timing=msgspec.structs.replace(
            evidence.timing,
            stages={
                name: spent for name, spent in evidence.timing.stages.items() if name in STAGES
            },
        ),
    )


def _contradicting(evidence: Evidence, kept: Claims) -> list[Remark]:
    """What the worker says of its box's frames, as this machine would have said it of its own."""
    cells = {one.cell for one in evidence.remarks if one.key == CONTRADICTS and one.cell}
    return [Remark(key=CONTRADICTS, cell=cell) for cell in sorted(cells) if kept.known(cell)]


def _bounded(run: CellRun, struck: str | None) -> CellRun:
    """As of a box; a cell that was cut off keeps the run's limit, which the box did not say."""
    found = claims.bounded(run)
    if run.limit == struck and run.outcome in {"timeout", "killed"}:
        return msgspec.structs.replace(found, limit=struck)
    return found


def _environment(where: Environment) -> Environment:
    """Where it ran: in a box of ours. Raises :class:`EvidenceError` where it was in none."""
    if where.unsafe or where.local or where.backend not in {one.name for one in backends.ALL}:
        raise EvidenceError("a run without a box")
    return msgspec.structs.replace(where, versions=claims.bounded_versions(where.versions))


def _structure(evidence: bytes) -> int:
    """How many of its bytes are not payload of byte strings. Raises :class:`EvidenceError`."""
    try:
        fields = _FIELDS.decode(evidence)
        payload = 0
        for name in _OF_FRAMES:
            if name in fields:
                payload += _payload(name, fields[name])
        for name, one in _ONE_BY_ONE.items():
            for record in _LIST.decode(fields[name]) if name in fields else ():
                payload += _payload(one, record)
    except Exception as problem:  # whatever hostile bytes do to a decoder
        raise EvidenceError(f"no evidence: {type(problem).__name__}: {problem}"[:500]) from problem
    return len(evidence) - payload


def _payload(name: str, value: Raw) -> int:
    frame = msgspec.msgpack.encode({name: value})
    return len(frame) - structure_bytes(frame)
