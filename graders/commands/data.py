"""``grade data``: the datasets behind the assignments."""

from __future__ import annotations

import click

from graders.commands.options import examples


@click.group(
    name="data",
    epilog=examples("grade data list", "grade data fetch boston --mirror ./originals"),
)
def command() -> None:
    """List the datasets, and fetch originals."""
