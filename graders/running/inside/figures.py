"""Figures as facts: axes with their labels and legends, and the numbers behind each line.

A figure is taken when it is shown: as output of a cell, by ``plt.show()``, by ``display``. Where
another back-end than Jupyter's shows figures by itself, those open at a cell's end are taken.
Nothing here imports matplotlib, and nothing is done where nothing was drawn.
"""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .describe import Record, pack, plain_text

FIGURES = 60
"""Figures of a whole run."""
CELL_FIGURES = 12
"""Of one cell the latest: a curve that is drawn again after every epoch is complete in the end."""
AXES = 40
SERIES = 60
TEXTS = 60
LETTERS = 300
FIGURE_BYTES = 150_000
"""Numbers of one figure; a longer line keeps its length only."""


class Figures:
    """Collects the figures of the running cell; ``take`` hands them over when it has ended."""

    def __init__(self, quietly: Callable[[Callable[[], Any]], Any]) -> None:
        self._quietly = quietly
        self._left = FIGURES
        self._shown: dict[int, tuple[Any, Record]] = {}
        self._open: dict[int, Record] = {}

    def watch(self, shell: Any) -> None:
        """See every figure that ``shell`` turns into an output."""
        formatter = shell.display_formatter
        original = formatter.format

        @functools.wraps(original)
        def format(thing: Any, *args: Any, **keywords: Any) -> Any:  # noqa: A001  IPython's name
            library = sys.modules.get("matplotlib.figure")
            if library is None:
                return original(thing, *args, **keywords)
            if isinstance(thing, library.Figure):
                self._quietly(lambda: self._see(thing))
            with self._saved(thing, library.Figure):
                return original(thing, *args, **keywords)

        formatter.format = format

    def take(self, cell: str) -> list[Record]:
        """``FigureDrawn`` records since the last time."""
        managers = sys.modules.get("matplotlib._pylab_helpers")
        if managers is not None and managers.Gcf.figs:
            self._quietly(lambda: self._see_open(managers.Gcf.figs))
        if not self._shown:
            return []
        latest = [record for _, record in self._shown.values()][-min(CELL_FIGURES, self._left) :]
        self._shown.clear()
        found = latest if self._left else []
        self._left -= len(found)
        return [{"cell": cell, **record} for record in found]

    def _see(self, figure: Any) -> None:
        if not self._left:
            return
        self._shown.pop(id(figure), None)
        # The figure is kept beside its record, so that its id stays its own.
        self._shown[id(figure)] = figure, record(figure)
        while len(self._shown) > CELL_FIGURES:
            del self._shown[next(iter(self._shown))]

    @contextlib.contextmanager
    def _saved(self, thing: Any, kind: Any) -> Iterator[None]:
        """See the figure that a thing draws in order to be shown, as seaborn's objects do."""
        if isinstance(thing, kind) or not hasattr(type(thing), "_repr_png_"):
            yield
            return
        original = kind.savefig

        @functools.wraps(original)
        def savefig(figure: Any, *args: Any, **keywords: Any) -> Any:
            self._quietly(lambda: self._see(figure))
            return original(figure, *args, **keywords)

        kind.savefig = savefig
        try:
            yield
        finally:
            kind.savefig = original

    def _see_open(self, managers: dict[int, Any]) -> None:
        if "inline" in str(sys.modules["matplotlib"].get_backend()):
            return
        seen, self._open = self._open, {}
        for number, manager in list(managers.items())[-CELL_FIGURES:]:
            figure = manager.canvas.figure
            found = self._open[number] = record(figure)
            if seen.get(number) != found:
                self._shown[id(figure)] = figure, found


def record(figure: Any) -> Record:
    """A ``FigureDrawn`` record without its cell."""
    panels = [axes for axes in figure.axes if axes.get_visible()][:AXES]
    room = [FIGURE_BYTES]
    return {
        "title": _text(figure.get_suptitle()),
        "axes": [_axes(axes, figure, room) for axes in panels],
    }


def _axes(axes: Any, figure: Any, room: list[int]) -> Record:
    legends = _legends(axes, figure)
    titles = (axes.get_title(loc) for loc in ("left", "center", "right"))
    return {
        "title": " ".join(_text(title) for title in titles if title),
        "x_label": _text(axes.get_xlabel() or figure.get_supxlabel()),
        "y_label": _text(axes.get_ylabel() or figure.get_supylabel()),
        "legend": [text for text, _ in legends][:TEXTS],
        "texts": [_text(one.get_text()) for one in axes.texts if one.get_visible()][:TEXTS],
        "series": _series(axes, legends, room),
    }


def _legends(axes: Any, figure: Any) -> list[tuple[str, Any]]:
    """Texts and their samples in the legends that tell about ``axes``.

    Its own, that of axes in the same place (a twin) and the figure's; where there is none, those
    of the figure's other axes, since lines of one look are read as one thing.
    """
    place = axes.get_position().bounds
    near = [one for one in figure.axes if one.get_position().bounds == place]
    found = _entries([one.get_legend() for one in near] + list(figure.legends))
    return found or _entries([one.get_legend() for one in figure.axes])


def _entries(legends: list[Any]) -> list[tuple[str, Any]]:
    entries = []
    for legend in legends:
        if legend is not None and legend.get_visible():
            texts = [_text(text.get_text()) for text in legend.get_texts()]
            entries += list(zip(texts, legend.legend_handles, strict=False))
    return [(text, handle) for text, handle in entries if text]


def _series(axes: Any, legends: list[tuple[str, Any]], room: list[int]) -> list[Record]:
    """What is drawn in ``axes``: lines first, each kind in the order of drawing."""
    lines = [line for line in axes.lines if line.get_visible() and len(line.get_xdata())]
    found = []
    for place, line in enumerate(lines[:SERIES]):
        label = _label(line, legends, place, len(lines))
        x, y = line.get_xdata(orig=False), line.get_ydata(orig=False)
        found.append(_numbers("line", label, x, y, room))
    for container in axes.containers[: SERIES - len(found)]:
        bars = [bar for bar in getattr(container, "patches", ()) if hasattr(bar, "get_height")]
        if bars:
            flat = getattr(container, "orientation", "vertical") == "horizontal"
            middles = [
                bar.get_y() + bar.get_height() / 2 if flat else bar.get_x() + bar.get_width() / 2
                for bar in bars
            ]
            lengths = [bar.get_width() if flat else bar.get_height() for bar in bars]
            label = _label(container, legends, -1, 0)
            found.append(_numbers("bars", label, middles, lengths, room))
    for collection in axes.collections[: SERIES - len(found)]:
        label = _label(collection, legends, -1, 0)
        if type(collection).__name__ == "PathCollection":
            points: Any = np.ma.filled(np.ma.asarray(collection.get_offsets(), dtype=float), np.nan)
            found.append(_numbers("points", label, points[:, 0], points[:, 1], room))
        else:
            found.append({"kind": "other", "label": label})
    for image in axes.images[: SERIES - len(found)]:
        shape = np.asarray(np.shape(image.get_array()), dtype=np.int64)
        found.append({"kind": "image", "y": pack(shape, 64)})
    return found


def _label(artist: Any, legends: list[tuple[str, Any]], place: int, count: int) -> str:
    """The text that stands for an artist: its own, or that of the legend's sample of its look.

    ``plt.legend(["training", "validation"])`` names lines without telling them.
    """
    own = _text(artist.get_label())
    own = "" if own.startswith("_") else own
    texts = [text for text, _ in legends]
    if own in texts or not texts:
        return own
    look = _look(artist)
    alike = [text for text, handle in legends if look and _look(handle) == look]
    if len(alike) == 1:
        return alike[0]
    return texts[place] if place >= 0 and len(texts) == count else own


def _look(artist: Any) -> tuple[Any, ...]:
    """What tells a line from another: colour, dashes, marker."""
    if not hasattr(artist, "get_linestyle") or not hasattr(artist, "get_marker"):
        return ()
    colors = sys.modules["matplotlib.colors"]
    marker = str(artist.get_marker())
    return colors.to_rgba(artist.get_color()), str(artist.get_linestyle()), marker


def _numbers(kind: str, label: str, x: Any, y: Any, room: list[int]) -> Record:
    made: Record = {"kind": kind, "label": label}
    for name, values in (("x", x), ("y", y)):
        array = np.ma.filled(np.ma.asarray(values, dtype=np.float64), np.nan)
        made[name] = pack(array, room[0])
        room[0] -= len(made[name]["data"])
    return made


def _text(text: Any) -> str:
    return plain_text(text or "", LETTERS).strip()
