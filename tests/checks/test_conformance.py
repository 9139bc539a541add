"""What every check of the catalogue keeps to, whatever a run shows."""

import ast
import pickle
from decimal import Decimal
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import graders.checks
from graders.checks import CATALOGUE, check_types, make_check
from graders.checks.activation_functions import FUNCTIONS
from graders.checks.crashes import MISCONCEPTIONS
from graders.errors import RubricError
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.reference import Band, Calibration, Reference
from graders.model.values import Array
from graders.reports.messages import Messages

PARAMETERS = {
    "transformed": [
        {"kind": "minmax", "source": "x_train", "result": "x_val"},
        {"kind": "standard", "source": ["x_val"], "result": ["y_test_pred"]},
    ],
    "output-head": [{"task": "regression"}, {"task": "multiclass", "hidden_layers_min": 1}],
    "loss-fits": [{"task": "regression"}, {"task": "binary"}],
    "metrics-fit": [{"task": "regression"}, {"task": "binary", "imbalanced": True}],
    "metric": [{"metric": "rmse"}, {"metric": "accuracy"}, {"metric": "roc_auc"}],
    "reported": [
        {"name": "rmse", "metric": "rmse", "predictions": "y_test_pred"},
        {"name": "rmse", "metric": "accuracy", "predictions": "y_test_pred"},
        {"name": "matrix", "metric": "confusion_matrix", "predictions": "y_test_pred"},
        {"name": "matrix", "metric": "classification_report", "predictions": "y_test_pred"},
        {"name": "rmse", "metric": "accuracy"},
    ],
    "trained": [{}, {"least_rows": 0.5, "least_skill": 0.15}],
    "predictions": [{"task": "regression"}, {"task": "binary"}, {"task": "probability"}],
    "history": [{}, {"validation": True}],
    "plot": [{}, {"accuracy": True}, {"history": "rmse", "curves": ["rmse"]}],
    "overfitting": [
        {},
        {"cure": "early-stopping", "start_gap": 0.5, "start_skill": 0.5, "start_epochs": 1},
    ],
    "initial-weights": [{"function": "he", "law": "he"}, {"function": "xavier", "law": "xavier"}],
    "forward-pass": [
        {"features": 4, "classes": 3},
        {"features": 4, "classes": 3, "asked": "signal"},
    ],
    "cross-entropy": [
        {"function": "loss", "scores": "chance"},
        {"function": "loss", "scores": "logits", "scores_first": True, "extreme": True},
    ],
    "descent": [{}, {"beside": "y_val"}],
    "diagnosis": [
        {},
        {"name": "history", "signature": "model", "part": "draw"},
        {"name": "history", "signature": "model"},
    ],
    "learning-curve": [{}, {"least_epochs": 1, "ailment": "rises"}],
    "imbalance": [{}, {"treatment": "weights", "least_recall": 0.5}, {"targets": "y_train"}],
    "resampled": [
        {"features": "x_val", "targets": "y_val", "kind": kind}
        for kind in ("under", "over", "synthetic")
    ],
    "class-weights": [{"name": "rmse", "targets": "y_train"}],
    "split": [{}, {"train_targets": "y_train", "held_out_targets": "y_val"}],
    "cross-validation": [
        {"part": part, "scores": "y_val", "mean_score": "rmse", "cell": "fit"}
        for part in ("networks", "folds", "scores", "mean", "final")
    ],
    "leakage": [{}, {"watch": ["x_train"]}],
    "scores": [
        {"models": ["model"], "name": "rmse"},
        {"models": ["model", "history"], "name": "matrix", "truth": "y_train"},
    ],
    "validation-score": [{"model": "model"}, {"model": "history", "truth": "y_train"}],
    "estimator": [
        {"name": "model", "kinds": ["SVC", "SGDClassifier:loss=hinge"]},
        {
            "name": "model",
            "kinds": ["Dense"],
            "settings": ["fit=1|2"],
            "rows": "x_train",
            "targets": "y_train",
            "scaled": True,
        },
    ],
    "function-properties": [{"kind": "relu"}, {"kind": "softmax", "stable": True}],
    "gradient-norms": [{}, {"model": "model", "name": "y_test_pred", "fades": 0.001}],
    "slope": [{"function": "sigmoid_slope", "of": "sigmoid"}],
    "honest-evaluation": [
        {"reported": "rmse"},
        {"reported": ["rmse", "matrix"], "predictions": "y_test_pred", "strict": True},
    ],
}
CASES = [(name, made) for name in CATALOGUE for made in PARAMETERS.get(name, [{}])]
NAMES = (
    "model",
    "history",
    "x_train",
    "x_val",
    "y_train",
    "y_val",
    "y_test_pred",
    "rmse",
    "matrix",
)
WORDS = st.sampled_from([*NAMES, "fit", "build", "", "Dense", "relu", "softmax", "linear", "custom",
                         "mean_squared_error", "binary_crossentropy", "NameError", "KeyError",
                         "name 'model' is not defined", "val_loss", "loss", "Yes", "No", "1", "ÿ\x1b"])  # fmt: skip
NUMBERS = st.one_of(
    st.sampled_from(
        [0.0, 1.0, 0.5, -1.0, float("nan"), float("inf"), -float("inf"), 1e308, 1e-320]
    ),
    st.floats(),
)
WHOLE = st.one_of(st.integers(0, 3), st.integers(-(2**63), 2**63 - 1))


@st.composite
def packed(draw):
    """An array that may be truncated, empty, not kept, of text, or lie about its shape."""
    shape = draw(st.sampled_from([(), (0,), (4,), (4, 1), (4, 3), (1, 4), (2, 2, 2), (3, 0)]))
    size = int(np.prod(shape))
    kind = draw(st.sampled_from(["float64", "float32", "int64", "bool", "str"]))
    if kind == "str":
        array = Array.of(np.array(draw(st.lists(WORDS, min_size=size, max_size=size)),
                                  dtype=object).reshape(shape))  # fmt: skip
    else:
        items = draw(st.lists(NUMBERS if "float" in kind else st.integers(0, 2), min_size=size,
                              max_size=size))  # fmt: skip
        with np.errstate(all="ignore"):
            array = Array.of(np.array(items, dtype=kind).reshape(shape))
    damage = draw(st.sampled_from(["none", "none", "none", "cut", "shape", "not kept"]))
    if damage == "cut":
        return msgspec.structs.replace(array, data=array.data[:-1], text=array.text[:-1])
    if damage == "shape":
        return msgspec.structs.replace(array, shape=(*shape, 10**12))
    return msgspec.structs.replace(array, kept=damage != "not kept")


def of(struct, **known):
    """Any value of a Struct, field by field, by its annotated types."""
    fields = {
        field.name: known.get(field.name, strategy(field.type, field.name))
        for field in msgspec.structs.fields(struct)
        if field.name not in {"schema", "outputs", "archive"} or field.name in known
    }
    required = {field.name for field in msgspec.structs.fields(struct) if field.required}
    return st.fixed_dictionaries(
        {name: fields[name] for name in fields if name in required},
        optional={name: fields[name] for name in fields if name not in required},
    ).map(lambda chosen: struct(**chosen))


def strategy(kind, name=""):
    import typing

    if name == "name":
        return st.sampled_from(NAMES)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind is Array:
        return packed()
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return of(kind)
    if origin is typing.Literal:
        return st.sampled_from(arguments)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return st.lists(strategy(arguments[0]), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(WORDS, strategy(arguments[1]), max_size=3)
    if arguments:
        return st.one_of(*(strategy(one) for one in arguments))
    simple = {str: WORDS, int: WHOLE, float: NUMBERS, bool: st.booleans(), bytes: st.binary(max_size=4),
              type(None): st.none()}  # fmt: skip
    return simple[kind]


EVIDENCE = of(Evidence)
BAND = Band(metric="rmse", bar=1.0, baseline=2.0, higher_is_better=False, mean=1, std=0.1,
            count=20, method="normal")  # fmt: skip
REFERENCES = [
    Reference(),
    Reference(public=True),
    Reference(targets=Array.of(np.array([1.0, 2.0, 3.0, 4.0])), task="regression",
              train_targets=Array.of(np.array([1.0, 2.0])), student="Kim Yes",
              files={"data/draws.csv": b"a,b\nYes,No\n1,build\n", "data/curves.csv":
                     b"curve,epoch,loss,val_loss\nYes,1,2,3\nYes,2,1,nan\nYes,3,1,x\n"},
              answers={"Yes": ("good",), "No": ("odd",), "c01": ("jagged", "good"),
                       "build": ("good",)},
              calibration=Calibration(assignment="a", bands={"line": BAND})),
    Reference(targets=Array.of(np.array(["No", "Yes", "No", "Yes"])), labels=("No", "Yes"),
              task="binary", calibration=Calibration(assignment="a", bands={
                  "line": msgspec.structs.replace(BAND, metric="accuracy", bar=0.9, baseline=0.5,
                                                  higher_is_better=True)})),
]  # fmt: skip
TYPES = check_types()
MESSAGES = {lang: Messages(lang) for lang in ("en", "ko")}


def made(name, parameters, cell="fit"):
    item = RubricItem(id="line", check=name, points=Decimal(1), cell=cell, parameters=parameters)
    return make_check(item, TYPES), item


@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(evidence=EVIDENCE, which=st.integers(0, 3))
def test_never_raises_and_keeps_to_its_word(evidence, which):
    """Every check judges each evidence drawn: to draw one costs more than all checks together."""
    before = evidence.encode()
    for name, parameters in CASES:
        keeps_to_its_word(name, parameters, evidence, REFERENCES[which])
    assert evidence.encode() == before


def keeps_to_its_word(name, parameters, evidence, reference):
    check, item = made(name, parameters)
    verdict = check(evidence, reference, item)
    told = (name, parameters, verdict)
    assert Decimal(0) <= verdict.credit <= Decimal(1), told
    assert (verdict.credit == 1) == (verdict.outcome == "passed"), told
    assert verdict.outcome == "partial" or verdict.credit in {Decimal(0), Decimal(1)}, told
    again = check(evidence, reference, item)
    assert msgspec.json.encode(again) == msgspec.json.encode(verdict), told
    for lang in ("en", "ko"):
        said, problems = MESSAGES[lang].format(verdict.key, verdict.facts)
        assert said, told
        assert not problems, (told, problems)
        for one in (*verdict.remarks, *([verdict.review] if verdict.review else [])):
            key = one if isinstance(one, str) else one.key
            assert MESSAGES[lang].format(key, {})[0], (told, key)


@pytest.mark.parametrize(("name", "parameters"), CASES)
def test_empty_evidence_earns_nothing(name, parameters, build):
    check, item = made(name, parameters)
    verdict = check(build.evidence(), REFERENCES[2], item)
    assert verdict.outcome in {"failed", "blocked", "broken"}


@pytest.mark.parametrize(("name", "parameters"), CASES)
def test_picklable_frozen_and_documented(name, parameters):
    check, _ = made(name, parameters)
    assert pickle.loads(pickle.dumps(check)) == check
    with pytest.raises(AttributeError):
        check.needs = frozenset()
    text = type(check).__doc__
    parts = ["## What it does", "## Why it matters", "## Example", "## Use instead"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_one_file_a_check_and_none_knows_another():
    folder = Path(graders.checks.__file__).parent
    modules = {where.partition(":")[0].rpartition(".")[2] for where in CATALOGUE.values()}
    assert len(modules) == len(CATALOGUE)
    for module in modules:
        tree = ast.parse((folder / f"{module}.py").read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                assert node.module.removeprefix("graders.checks.") not in modules - {module}


CALLS = {"passed", "failed", "partial", "blocked", "broken", "remark", "broken_verdict"}


def keys_in_code():
    """Every message key that judging can use, and the facts written beside it."""
    folder = Path(graders.checks.__file__).parent
    for path in [*folder.glob("*.py"), folder.parent / "grading.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and (
                node.func.id in CALLS
            ):  # fmt: skip
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value
                yield from (word.value.value for word in node.keywords if word.arg == "review"
                            and isinstance(word.value, ast.Constant) and word.value.value)  # fmt: skip
    yield from (entry.key for entry in MISCONCEPTIONS)
    ends = {
        "reported": ("broadcast", "mape-by-predictions", "mse-as-rmse", "other", "swapped", "sum",
                     "inverted"),
        "transformed": ("unchanged", "own-rows", "all-rows", "other-kind", "whole-table", "by-row",
                        "half", "differs"),
        "matrix": ("not-one", "shape", "transposed", "differs"),
        "report": ("not-one", "swapped", "differs"),
        "run": ("timeout", "memory", "output", "processes", "died", "lost"),
    }  # fmt: skip
    yield from (f"{start}-{end}" for start, found in ends.items() for end in found)
    slips = {slip.partition(":")[0] for one in FUNCTIONS.values() for slip in one.slips}
    kinds = ("not-finite", "overflow", "range", "falls", "sum", "shift", "shape", "slow", "raised",
             "nothing", "value", *(f"slip-{slip}" for slip in slips))  # fmt: skip
    yield from (f"function-{kind}" for kind in kinds)
    yield from (f"gradient-norms-{slip}" for slip in
                ("reversed", "squared", "biases", "scaled", "differ", "not-measured"))  # fmt: skip
    yield from (f"slope-{kind}" for kind in ("value", "itself", "of-value"))
    yield from ("matrix", "report", "crash-interface", "crash-restart", "crash-name-nowhere",
                "crash-other", "predictions-one-hot", "predictions-columns", "metric-part",
                "metric-none", "answers-contradicted", "answers-not-measured",
                "answers-not-from-model", "run-wall-limit", "metric-no-targets",
                *(f"experiment-{end}" for end in ("missing", "skipped", "unresolved", "timeout",
                  "died", "lost", "rows-not-found", "run-disturbed", "run-unfinished",
                  "moves-by-itself", "inputs-not-seen", "differs-when-watched")))  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_key_has_its_sentence(lang):
    known = Messages(lang).keys()
    used = {key for key in keys_in_code() if not key.endswith("-")}
    assert used - known == set()


def test_unknown_checks_and_parameters_name_themselves():
    with pytest.raises(RubricError, match="no check 'scalled'"):
        made("scalled", {})
    with pytest.raises(RubricError, match="modl"):
        made("scaled", {"modl": "model"})
    with pytest.raises(RubricError, match="metric"):
        made("metric", {"metric": "rmsse"})


def test_custom_checks_come_in_and_keep_off_our_names():
    from graders.checks.scaled import Scaled

    class Mine(Scaled, frozen=True, kw_only=True):
        """Mine."""

    assert check_types({"mine": Mine})["mine"] is Mine
    with pytest.raises(RubricError, match="already taken"):
        check_types({"scaled": Mine})
    with pytest.raises(RubricError, match="not a subclass"):
        check_types({"mine": int})
