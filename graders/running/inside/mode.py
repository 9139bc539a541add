"""Grading mode and pinned randomness, set before TensorFlow's first operation.

Grading mode leaves the student's code and, but for float noise, its numbers alone. It saves what
small Keras trainings waste: thread hand-overs, re-optimising the input graph twice an epoch, and
a call from Python for every batch (``epochs.py``).
The hash seed of a running interpreter cannot be changed: ``PYTHONHASHSEED=0`` must be in the
environment that the zygote, or the local child, starts with.
"""

from __future__ import annotations

import functools
import hashlib
import os
import random
import sys
from typing import Any

import numpy as np

from . import epochs

ENVIRONMENT = {
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "PYTHONHASHSEED": "0",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}
"""What the environment must hold before the libraries are imported."""


def grading_mode() -> None:
    """One thread each way, no meta-optimiser, Keras' own input pipeline without waste."""
    try:
        import tensorflow as tf
        from keras.src.trainers.data_adapters.array_data_adapter import ArrayDataAdapter
    except ImportError:
        return
    try:
        tf.config.threading.set_intra_op_parallelism_threads(1)
        tf.config.threading.set_inter_op_parallelism_threads(1)
    except RuntimeError:
        pass  # an operation has run already: only in a process that is not ours alone
    tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})
    original = ArrayDataAdapter.get_tf_dataset
    if getattr(original, "_without_autotune", False):
        return

    @functools.wraps(original)
    def get_tf_dataset(self: Any) -> Any:
        options = tf.data.Options()
        options.autotune.enabled = False
        return original(self).with_options(options)

    get_tf_dataset._without_autotune = True  # type: ignore[attr-defined]
    ArrayDataAdapter.get_tf_dataset = get_tf_dataset
    epochs.one_iterator_an_epoch()
    epochs.one_call_an_epoch()


def derived(seed: int, *parts: object) -> int:
    """A 31-bit seed that depends on all its arguments."""
    text = "/".join(str(part) for part in (seed, *parts))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") & 0x7FFF_FFFF


def pin_randomness(seed: int, remap: bool = False, split_seed: int | None = None) -> None:
    """Seed every generator, and those that are made or reset later without a seed.

    With ``remap`` the seeds of training are mapped to ones derived from ``seed``, also those that
    the notebook gives to TensorFlow and Keras. The seeds of splits are kept: ``random_state``,
    numpy's and Python's generators, which are pinned by ``split_seed`` (None: ``seed``).
    """
    kept = seed if split_seed is None else split_seed
    _pin_python(kept)
    _pin_numpy(kept)
    try:
        import keras
    except ImportError:
        return
    _pin_tensorflow(seed)
    if remap:
        _remap_tensorflow(seed)
        _remap_keras(seed)
    keras.utils.set_random_seed(kept & 0x7FFF_FFFF)


def _pin_python(seed: int) -> None:
    original = random.Random.seed
    count = [0]

    @functools.wraps(original)
    def pinned(self: Any, a: Any = None, version: int = 2) -> None:
        if a is None:
            count[0] += 1
            a = derived(seed, "random", count[0])
        original(self, a, version)

    random.Random.seed = pinned  # type: ignore[method-assign]
    shared = random.seed.__self__  # type: ignore[attr-defined]
    random.seed = shared.seed
    random.seed(seed)


def _pin_numpy(seed: int) -> None:
    """Numpy's one source of entropy: whatever is made or reset without a seed asks it.

    ``default_rng()``, ``RandomState()``, ``Generator(PCG64())``, ``SeedSequence()`` and
    ``np.random.seed()`` do, whoever calls them and under whatever name.
    """
    from numpy.random import bit_generator

    count = [0]

    def randbits(bits: int) -> int:
        count[0] += 1
        text = f"numpy/{seed}/{count[0]}".encode()
        return int.from_bytes(hashlib.sha512(text).digest(), "big") >> (512 - min(bits, 512))

    setattr(bit_generator, "randbits", randbits)  # noqa: B010  not in numpy's stubs
    np.random.seed(seed & 0xFFFF_FFFF)  # noqa: NPY002  the generator that notebooks use


def _pin_tensorflow(seed: int) -> None:
    import tensorflow as tf

    generator = tf.random.Generator
    generator.from_non_deterministic_state = classmethod(
        lambda cls, alg=None: cls.from_seed(seed, **({} if alg is None else {"alg": alg}))
    )


def _remap_tensorflow(seed: int) -> None:
    from tensorflow.python.eager import context

    # Keras' ``set_random_seed`` and ``tf.random.set_seed`` both end here, whatever name was used.
    kind = type(context.context())
    original = kind._set_global_seed

    @functools.wraps(original)
    def remapped(self: Any, given: Any) -> None:
        original(self, None if given is None else derived(seed, "tensorflow", given))

    kind._set_global_seed = remapped


def _remap_keras(seed: int) -> None:
    """Shift every seed that Keras draws with: initialisers, Dropout, ``keras.random``.

    Keras takes a seed that nobody gave from Python's ``random``, which splits by hand use too;
    so that one is left alone, and the seeds are moved where all of Keras' own draw.
    """
    import tensorflow as tf
    from keras.src.backend.tensorflow import random as drawing

    original = drawing._cast_seed
    shift = derived(seed, "keras")

    @functools.wraps(original)
    def shifted(given: Any) -> Any:
        found = original(given)
        return found + tf.constant([shift, 0], dtype=found.dtype)

    drawing._cast_seed = shifted


@functools.cache
def versions() -> dict[str, str]:
    """Versions of what shapes a result; looked up once, in the zygote, for all its children."""
    from importlib import metadata

    found = {"python": sys.version.split()[0], "hash_seed": os.environ.get("PYTHONHASHSEED", "")}
    for name in ("numpy", "pandas", "scikit-learn", "imbalanced-learn", "keras", "tensorflow",
                 "tensorflow-cpu", "matplotlib", "ipykernel", "ipython"):  # fmt: skip
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
