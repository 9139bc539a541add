"""Whether features were scaled before they reached the network."""

from __future__ import annotations

import numpy as np

from graders.checks import columns, roles
from graders.checks.arrays import Numbers, numbers
from graders.checks.base import Check, blocked, failed, passed, remark
from graders.checks.crashes import explain
from graders.model.assignment import RubricItem
from graders.model.evidence import DataInfo, Evidence, ModelRecord
from graders.model.grade import Verdict
from graders.model.network import LayerSpec, ModelSpec
from graders.model.reference import Reference

_SCALING_LAYERS = frozenset({"Normalization", "BatchNormalization", "LayerNormalization"})
_ROW_LAYERS = frozenset({"Rescaling", "UnitNormalization", "Lambda", "Embedding"})
_SHAPE_LAYERS = frozenset({"InputLayer", "Flatten", "Reshape", "Permute", "Identity", "Dropout"})
_ASKING = frozenset({"predict", "evaluate", "__call__", "predict_on_batch", "test_on_batch"})


class Scaled(Check, frozen=True, kw_only=True):
    """Features are brought to a common scale before training.

    ## What it does
    Reads the columns that reached ``fit`` of ``model``. Fails where columns arrive as they stand in
    the file: either far from 0 (mean or spread in the tens), or every column that is not 0/1 has
    the range, mean and spread of a column of ``data/train.csv``. The same holds for other rows that
    the trained network is asked about; test rows are the question of ``same-transform``. How it was
    scaled does not matter: MinMax, standard or robust scaler, by hand, log, or a ``Normalization``,
    ``BatchNormalization`` or ``Rescaling`` layer at the network's entrance. Where nothing was
    trained, the table ``features`` counts if the line's cell left it scaled.

    ## Why it matters
    One learning rate serves all weights. With raw columns the largest one dictates the steps.

    ## Example
    ``model.fit(x_train, y_train)`` while ``tax`` runs from 187 to 711 and ``nox`` from 0.4 to 0.9.

    ## Use instead
    ``MinMaxScaler().fit(x_train)``, then ``transform`` for each part.
    """

    model: str = "model"
    features: str = "x_train"

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the last training's inputs."""
        record = roles.find_model(evidence, self.model, item.cell)
        x = self._trained_on(evidence, record.model) if record is not None else None
        if record is None or x is None:
            return self._made(evidence, reference, item)
        spec = roles.specification(evidence, record.model)
        layer = _entrance(spec) if spec is not None else None
        if layer is not None:
            return passed("scaled-in-model", layer=layer.kind, model=roles.shown_name(record))
        if not columns.complete(x):
            return passed("scaled-not-seen", review="scaled-not-seen")
        far, untouched = columns.far(x), columns.untouched(x, reference.features)
        if not far and not untouched:
            others = self._asked_raw(evidence, reference, record)
            if others is not None:
                rows, name = others
                return failed("scaled-others-raw", rows=rows, column=name)
            spreads = [spread for spread in x.std if spread > 0]
            notes = () if spreads else (remark("scaled-constant"),)
            return passed("scaled", columns=len(x.mean), remarks=notes)
        own = evidence.cell(item.cell)
        stopped = explain(evidence, own) if own is not None else None
        if stopped is not None:
            return blocked(stopped.key, **stopped.facts)
        place = max(far or untouched, key=lambda one: abs(x.mean[one]) + x.std[one])
        same = [one for one in range(len(x.mean)) if columns.source(x, one, reference.features)]
        return failed(
            "scaled-raw",
            column=columns.shown(x, place, reference.features),
            minimum=x.minimum[place],
            maximum=x.maximum[place],
            raw=len({*far, *same}),
            columns=len(x.mean),
        )

    def _asked_raw(
        self, evidence: Evidence, reference: Reference, record: ModelRecord
    ) -> tuple[int, str] | None:
        """How many rows the network was last asked about as they stand in the file, and a column.

        Test rows are another check's question (``same-transform``).
        """
        tests = reference.targets or record.test_inputs
        latest: dict[int, DataInfo] = {}
        for call in sorted(evidence.calls, key=lambda call: call.sequence):
            if call.model == record.model and call.method in _ASKING and call.inputs:
                info = call.inputs[0]
                if info.shape and columns.complete(info):
                    latest[info.shape[0]] = info
        for rows, info in latest.items():
            if tests is not None and tests.shape[:1] == (rows,):
                continue
            raw = columns.far(info) or columns.untouched(info, reference.features)
            if raw:
                place = max(raw, key=lambda one: abs(info.mean[one]) + info.std[one])
                return rows, columns.shown(info, place, reference.features)
        return None

    def _trained_on(self, evidence: Evidence, model: int) -> DataInfo | None:
        """What reached the last training, or the last call of ``fit`` that stopped at once."""
        fits = roles.trainings(evidence, model) or tuple(
            fit for fit in evidence.fits if fit.model == model and fit.x is not None and fit.x.mean
        )
        return (fits[-1].x or DataInfo(shape=(), dtype="", digest="")) if fits else None

    def _made(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Without a training: the table that was made for it counts if it is scaled.

        If it is not, the network may have been meant to scale; why it never trained is told.
        """
        value = evidence.value(self.features, item.cell) if item.cell else None
        table = numbers(value)
        if table is not None and table.ndim == 2 and table.size and np.all(np.isfinite(table)):
            x = _described(table)
            if not columns.far(x) and not columns.untouched(x, reference.features):
                return passed("scaled", columns=len(x.mean))
        return roles.absent(evidence, item, name=self.model, kind="training")


def _described(table: Numbers) -> DataInfo:
    return DataInfo(
        shape=table.shape,
        dtype="float64",
        digest="",
        minimum=tuple(table.min(axis=0)),
        maximum=tuple(table.max(axis=0)),
        mean=tuple(table.mean(axis=0)),
        std=tuple(table.std(axis=0)),
    )


def _entrance(spec: ModelSpec) -> LayerSpec | None:
    """The layer that scales what comes in, if the network begins with one."""
    for layer in spec.layers:
        if layer.kind in _SCALING_LAYERS | _ROW_LAYERS:
            return layer
        if layer.kind not in _SHAPE_LAYERS:
            break
    if spec.kind == "subclassed":
        # The order of a subclass's layers is not known; an adapted layer has one purpose.
        return next(
            (one for one in spec.layers if one.kind in {"Normalization", "Rescaling"}), None
        )
    return None
