"""What a notebook is likely to import, imported once.

Some libraries load their parts on first use; naming the parts here spares each fork the time.
No TensorFlow operation may run: its thread pools do not survive a fork.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import sys
import warnings

NEEDED = (
    "msgspec", "numpy", "IPython", "IPython.core.application", "IPython.core.completerlib",
    "IPython.core.crashhandler", "IPython.core.logger", "IPython.core.oinspect",
    "ipykernel.inprocess.manager", "ipykernel.inprocess.ipkernel", "ipykernel.debugger",
)  # fmt: skip
USUAL = """
    matplotlib matplotlib.pyplot matplotlib.backends.backend_agg matplotlib_inline.backend_inline
    pandas pandas.plotting scipy scipy.stats scipy.special scipy.optimize
    tensorflow keras keras.layers keras.models keras.optimizers keras.losses keras.metrics
    keras.callbacks keras.saving keras.utils keras.regularizers keras.initializers keras.datasets
    keras.src.trainers.trainer keras.src.backend.tensorflow.trainer
    keras.src.trainers.data_adapters.array_data_adapter
    keras.src.trainers.data_adapters.tf_dataset_adapter
    keras.src.saving.saving_lib keras.src.legacy.saving.legacy_h5_format h5py
    sklearn.preprocessing sklearn.model_selection sklearn.metrics sklearn.linear_model
    sklearn.ensemble sklearn.tree sklearn.neighbors sklearn.svm sklearn.naive_bayes sklearn.cluster
    sklearn.decomposition sklearn.pipeline sklearn.compose sklearn.impute sklearn.datasets
    sklearn.dummy sklearn.feature_selection sklearn.utils.class_weight
    imblearn.over_sampling imblearn.under_sampling imblearn.combine imblearn.pipeline
    seaborn PIL.Image tqdm.auto
""".split()  # noqa: SIM905
LAZY = (
    ("tensorflow", "keras.layers"), ("tensorflow", "keras.models"), ("tensorflow", "keras.utils"),
    ("tensorflow", "keras.optimizers"), ("tensorflow", "keras.callbacks"),
    ("tensorflow", "keras.datasets"), ("tensorflow", "keras.losses"),
    ("tensorflow", "keras.metrics"),
    ("tensorflow", "data.Dataset"), ("tensorflow", "function"), ("tensorflow", "debugging"),
    ("tensorflow", "random"), ("tensorflow", "math"), ("tensorflow", "io"),
)  # fmt: skip


def warm() -> dict[str, str]:
    """Import everything; what could not be imported, with the reason."""
    missing: dict[str, str] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in (*NEEDED, *USUAL):
            try:
                importlib.import_module(name)
            except Exception as problem:
                missing[name] = f"{type(problem).__name__}: {problem}"
        for package, path in LAZY:
            part = sys.modules.get(package)
            for name in path.split("."):
                part = getattr(part, name, None)
        register_fonts()
        register_backends()
        read_a_table()
    return missing


def read_a_table() -> None:
    """Let scikit-learn load what it reads tables with, which takes 40 ms, and rich its emoji."""
    with contextlib.suppress(Exception):
        import pandas as pd
        from sklearn.preprocessing import LabelEncoder, MinMaxScaler

        table = pd.DataFrame({"number": [0.0, 1.0], "text": ["a", "b"]})
        MinMaxScaler().fit_transform(table[["number"]])
        LabelEncoder().fit_transform(table["text"])
    with contextlib.suppress(ImportError):
        importlib.import_module("rich._emoji_codes")


def register_backends() -> None:
    """Let matplotlib look for back-ends among the installed packages once, which takes 15 ms."""
    try:
        from matplotlib.backends import backend_registry
    except ImportError:  # matplotlib before 3.9 does not look
        return
    backend_registry.list_all()


def register_fonts() -> None:
    """Make the Korean fonts of ``koreanize_matplotlib`` known without changing the defaults.

    Importing that package would also choose its font; a notebook that imports it gets that.
    """
    found = importlib.util.find_spec("koreanize_matplotlib")
    if found is None or not found.submodule_search_locations or "matplotlib" not in sys.modules:
        return
    from matplotlib import font_manager

    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for folder in found.submodule_search_locations:
        for font in font_manager.findSystemFonts([os.path.join(folder, "fonts")]):
            if font not in known:
                font_manager.fontManager.addfont(font)
