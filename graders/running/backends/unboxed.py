"""No box at all. Refused, unless the word ``unsafe`` is typed; then every grade is stamped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graders.running import box_view
from graders.running.backend import Backend, Launch


class Unboxed(Backend):
    """The zygote and its children as plain processes with resource limits."""

    name = "none"
    title = "no box"
    isolation = "none"
    unsafe = True
    warning = (
        "Students' code runs without a box: it can read this account's files, reach the network "
        "and change its own grade. Every grade is marked as unsafe."
    )

    def obstacle(self) -> tuple[str, str]:
        """Say what keeps it from working here, as far as that can be seen without a test."""
        return ("it confines nothing", "--unsafe runs without a box, and marks every grade")

    @contextmanager
    def launch(self, *, libraries: bool) -> Iterator[Launch]:
        """Start the zygote in it."""
        view = box_view.of_this_interpreter()
        yield plain_launch(view, {"isolation": self.isolation, "libraries": libraries})


def plain_launch(view: box_view.BoxView, settings: dict[str, object]) -> Launch:
    """Start the zygote on the host's own paths."""
    state = view.host_path(f"{box_view.BOX}/state")
    environment = view.environment | {
        "HOME": str(state),
        "MPLCONFIGDIR": str(state / "matplotlib"),
        "PYTHONPATH": view.environment["PYTHONPATH"].replace(box_view.BOX, str(state / "code"), 1),
    }
    if "PYTHONPYCACHEPREFIX" in environment:
        environment["PYTHONPYCACHEPREFIX"] = str(state / "bytecode")
    return Launch(
        command=[view.interpreter, "-P", "-s", "-m", "inside.zygote"],
        environment=environment,
        settings={**settings, "filter": str(view.host_path(f"{box_view.BOX}/filter.bpf"))},
        folders=True,
    )
