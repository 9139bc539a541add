"""``--scheduler``: a Dask cluster in the place of this machine's boxes."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import click

from graders.errors import UsageError

if TYPE_CHECKING:
    from graders.cluster.asked import Request
    from graders.cluster.runner import ClusterRunner
    from graders.course.folder import Course
    from graders.reports.table import Say

scheduler_option = click.option(
    "--scheduler",
    metavar="ADDRESS",
    default=None,
    help="Run on a Dask cluster: tcp://HOST:PORT or tls://HOST:PORT, or a queueing system "
    "(slurm, pbs, ...) as [cluster.slurm] in course.toml asks for it.",
)


def judge_scheduler(course: Course, scheduler: str, *, unsafe: bool) -> Request | None:
    """What to ask a queueing system for; ``None`` for an address.

    Raises :class:`UsageError` for what is neither, or cannot be had here.
    """
    from graders.reports.plain import printable

    if unsafe:
        raise UsageError(
            "A cluster's workers run nothing without a box: leave out --unsafe, or --scheduler."
        )
    if importlib.util.find_spec("distributed") is None:
        raise UsageError(
            "--scheduler needs Dask, which is not installed: pip install 'graders[cluster]'."
        )
    from graders.cluster import asked

    if scheduler in asked.KINDS:
        return asked.request(scheduler, course.settings.cluster)
    if not scheduler.startswith(("tcp://", "tls://", "ucx://", "ws://", "wss://")):
        raise UsageError(
            f"{printable(scheduler)} is no scheduler: give its address, such as "
            f"tcp://10.0.0.1:8786, or one of {', '.join(asked.KINDS)}."
        )
    return None


@contextmanager
def open_cluster(
    scheduler: str,
    wanted: Request | None,
    say: Say,
    *,
    backend: str | None = None,
    jobs: int | None = None,
) -> Iterator[ClusterRunner]:
    """The cluster's runner. Raises :class:`ClusterError` where there is none to be had."""
    from graders.cluster.asked import AskedCluster
    from graders.cluster.runner import WAIT, ClusterRunner
    from graders.reports.plain import printable

    def warn(worker: str, problem: str) -> None:
        facts = {"worker": printable(worker), "problem": printable(problem)}
        click.echo(f"grade: {say('cluster-left-out', facts)}", err=True)

    def caution(worker: str, warning: str) -> None:
        click.echo(f"grade: {printable(worker)}: {printable(warning)}", err=True)

    with ExitStack() as stack:
        address, wait = scheduler, WAIT
        if wanted is not None:
            address, wait = stack.enter_context(AskedCluster(wanted)).address, wanted.wait
        runner = ClusterRunner(
            address, backend=backend, most=jobs, wait=wait, warn=warn, caution=caution
        )
        stack.enter_context(runner)
        ready = say("cluster-ready", {"slots": runner.slots, "machines": runner.machines})
        click.echo(f"grade: {ready}", err=True)
        yield runner
