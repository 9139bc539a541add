"""``grade doctor``: what works on this machine."""

from __future__ import annotations

import contextlib
import importlib.metadata
import platform

import click

from graders.commands.options import examples


@click.command(name="doctor", epilog=examples("grade doctor"))
def command() -> int:
    """Say which box is used and why not another, the versions, and what is missing.

    Exits 1 where others' notebooks cannot be run safely, or a library is missing.
    """
    import graders
    from graders.cohort.keys import versions
    from graders.running.backends import report

    click.echo(f"graders {graders.__version__}, {platform.platform()}, {platform.machine()}")
    click.echo("")
    backends = report(fresh=True)
    click.echo("Boxes, in the order they are tried:")
    for one in backends:
        mark = "*" if one.active else " "
        state = "works" if one.works else "does not work"
        click.echo(f"{mark} {one.name:<12} {one.title}: {state}")
        if one.bounded:
            click.echo(f"      bounded, not isolated: {', '.join(one.bounded)}")
        for text in (one.why, one.fix):
            if text:
                click.echo(f"      {text}")
    boxed = any(one.active for one in backends)
    if not boxed:
        click.echo("No box works: `grade run` refuses to run others' notebooks here.")
    click.echo("")
    have = dict(versions())
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        have["nbgrader"] = importlib.metadata.version("nbgrader")
    click.echo("Libraries:")
    for name, version in have.items():
        click.echo(f"  {name:<18} {version}")
    missing = [name for name in _NEEDED if not any(one in have for one in _either(name))]
    if missing:
        click.echo(f"Missing: {', '.join(missing)}. Install with: pip install 'graders[grading]'")
    return int(not boxed or bool(missing))


_NEEDED = ("tensorflow", "keras", "numpy", "pandas", "scikit-learn", "ipykernel", "nbgrader")


def _either(name: str) -> tuple[str, ...]:
    return (name, "tensorflow-cpu") if name == "tensorflow" else (name,)
