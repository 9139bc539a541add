"""A Dask cluster that a queueing system is asked for, by dask-jobqueue, for one command.

Its scheduler lives in a process of its own, which holds no course: whoever holds a worker can make
a scheduler run what they like. When the command ends, so do the jobs.

    python -m graders.cluster.asked DESCRIPTOR SETTINGS    (a connected Unix socket; JSON)
"""

from __future__ import annotations

import socket
import sys
import warnings
from typing import Any, Self

import msgspec

from graders.cluster.child import Child
from graders.cluster.wire import Connection, Lost, Ready
from graders.errors import ClusterError, RubricError
from graders.model.values import Struct

KINDS = {
    "htcondor": "HTCondorCluster",
    "lsf": "LSFCluster",
    "moab": "MoabCluster",
    "oar": "OARCluster",
    "pbs": "PBSCluster",
    "sge": "SGECluster",
    "slurm": "SLURMCluster",
    "local": "local.LocalCluster",
}
"""Names in ``[cluster.NAME]``, and what they are in dask_jobqueue; ``local`` is for trying out."""

WAIT = 3600.0
"""Seconds that jobs may wait in the queue, where the course says nothing else."""


class Request(Struct, frozen=True, kw_only=True):
    """What to ask for: ``machines`` jobs with ``arguments`` of dask-jobqueue's class for ``kind``.

    ``wait`` is how many seconds there may be no worker.
    """

    kind: str
    machines: int
    arguments: dict[str, Any] = {}
    wait: float = WAIT


def request(kind: str, tables: dict[str, Any]) -> Request:
    """The request for ``kind``, from the course's ``[cluster]``.

    Raises :class:`RubricError` where the table is missing or says what no job is made of.
    """
    where = f"cluster.{kind}"
    table = tables.get(kind)
    if not isinstance(table, dict):
        there = ", ".join(name for name in tables if name in KINDS) or "none"
        problem = f"is missing; say what to ask for, such as `cores` and `memory` (there: {there})"
        raise RubricError("course.toml", None, where, problem)
    machines, wait = table.get("machines", 1), table.get("wait", WAIT)
    if not isinstance(machines, int) or isinstance(machines, bool) or not 1 <= machines <= 10_000:
        raise RubricError("course.toml", None, f"{where}.machines", "is a number from 1 to 10000")
    if not isinstance(wait, int | float) or isinstance(wait, bool) or not 1 <= wait <= 1_000_000:
        raise RubricError("course.toml", None, f"{where}.wait", "is a number of seconds from 1 on")
    arguments = {name: value for name, value in table.items() if name not in {"machines", "wait"}}
    return Request(kind=kind, machines=machines, arguments=arguments, wait=float(wait))


class AskedCluster:
    """A context manager around the process that asks; ``address`` is its scheduler's.

    Raises :class:`ClusterError` where the queueing system does not take the request.
    """

    def __init__(self, wanted: Request) -> None:
        self.wanted = wanted
        self.address = ""
        self._child: Child | None = None

    def __enter__(self) -> Self:
        try:
            self._child = Child("graders.cluster.asked", self.wanted)
            answer = self._child.connection.receive()
        except BaseException:
            self.close()
            raise
        if not isinstance(answer, Ready):
            self.close()
            where = f"[cluster.{self.wanted.kind}]"
            why = answer.problem if isinstance(answer, Lost) else "the process that asks has ended"
            raise ClusterError(f"No cluster could be asked for by {where}: {why}")
        self.address = answer.address
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the jobs back."""
        if self._child is not None:
            self._child.close(patience=60)


def _made(wanted: Request) -> Any:
    """The cluster of dask-jobqueue, with its jobs asked for. Raises whatever that raises."""
    import dask_jobqueue
    import dask_jobqueue.local
    from distributed.security import Security

    place: Any = dask_jobqueue
    for name in KINDS[wanted.kind].split("."):
        place = getattr(place, name)
    arguments = dict(wanted.arguments)
    arguments.setdefault("processes", 1)  # all of a machine's workers share one runner anyway
    options = {"dashboard": False, **arguments.pop("scheduler_options", {})}
    if wanted.kind == "local":
        options.setdefault("host", "127.0.0.1")
    if str(arguments.get("protocol", "")).startswith("tls"):
        arguments["security"] = Security()  # of Dask's own settings
    cluster = place(scheduler_options=options, **arguments)
    try:
        cluster.scale(jobs=wanted.machines)
    except BaseException:
        cluster.close()
        raise
    return cluster


def main(descriptor: int, settings: str) -> None:
    """Ask, tell the scheduler's address, and stay until the command at the other end is gone."""
    warnings.simplefilter("ignore")
    connection = Connection(socket.socket(fileno=descriptor))
    try:
        cluster = _made(msgspec.json.decode(settings, type=Request))
    except Exception as problem:  # noqa: BLE001 - told to the command, which says it
        connection.send(Lost(problem=f"{type(problem).__name__}: {problem}"[:2000]))
        return
    try:
        connection.send(Ready(address=str(cluster.scheduler_address)))
        connection.receive()
    finally:
        cluster.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
