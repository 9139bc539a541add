"""A page per assignment for instructors, in Markdown, with the calibration as a plot."""

from __future__ import annotations

from pathlib import Path

from graders.model.assignment import Assignment
from graders.model.assignment_page import AssignmentPage
from graders.model.reference import Band

TEMPLATES = Path(__file__).with_name("templates")


def page(assignment: Assignment, facts: AssignmentPage, plot: str) -> str:
    """Markdown. ``plot`` is the file name of the calibration's picture, empty for none."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    template = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # noqa: S701 - Markdown of the instructor's own sources
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("assignment.md.j2")
    return template.render(
        assignment=assignment, facts=facts, plot=plot, cell=_cell, figure=_figure
    )


def calibration_plot(bands: dict[str, Band], path: Path) -> None:
    """One row a metric: every calibrated run, the bar, and the best constant answer."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    # The same bytes for the same figures, so that a page that is not stale does not change.
    with rc_context({"svg.hashsalt": "graders", "svg.fonttype": "none"}):
        figure = Figure(figsize=(7.0, 0.7 + 1.0 * len(bands)), layout="constrained")
        rows = figure.subplots(len(bands), 1, squeeze=False)[:, 0]
        for axes, (item, band) in zip(rows, bands.items(), strict=True):
            heights = [0.35 + 0.3 * (at % 5) / 4 for at in range(len(band.figures))]
            axes.plot(
                band.figures, heights, "o", alpha=0.6, markersize=4, label="runs of right solutions"
            )
            axes.axvline(band.bar, color="tab:red", label="bar")
            axes.axvline(band.baseline, color="0.5", linestyle="--", label="best constant answer")
            axes.set_ylim(0, 1)
            axes.set_yticks([])
            axes.set_title(f"{item}: {band.metric}", fontsize=9, loc="left")
        shown, names = rows[0].get_legend_handles_labels()
        figure.legend(shown, names, fontsize=8, loc="outside lower center", ncols=3, frameon=False)
        figure.savefig(path, format="svg", metadata={"Date": None})


def _cell(text: str) -> str:
    """Text within a table's cell."""
    return text.replace("|", "\\|").replace("\n", " ")


def _figure(value: float) -> str:
    return f"{value:.4g}"
