"""The state of every generator that a notebook may draw from, put back after a look."""

from __future__ import annotations

import contextlib
import random
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np


@contextlib.contextmanager
def kept(namespace: dict[str, Any]) -> Iterator[None]:
    """What is drawn inside leaves no trace: shared generators, and the notebook's own."""
    restore = [_restorer(_pythons), _restorer(_numpys)]
    restore += [_restorer(partial(_own, thing)) for thing in list(namespace.values())]
    restore += [_restorer(_tensorflow), _restorer(_keras)]
    try:
        yield
    finally:
        for each in restore:
            if each is not None:
                with contextlib.suppress(Exception):
                    each()


def seed_all(seed: int) -> None:
    """Seed what functions without a generator of their own draw from."""
    random.seed(seed)
    np.random.seed(seed & 0xFFFF_FFFF)  # noqa: NPY002  the generator that notebooks use
    keras = sys.modules.get("keras")
    if keras is not None:
        with contextlib.suppress(Exception):
            keras.utils.set_random_seed(seed & 0x7FFF_FFFF)


def _restorer(look: Callable[[], tuple[Callable[[Any], Any], Any] | None]) -> Any:
    try:
        found = look()
    except Exception:
        return None
    if found is None:
        return None
    put, state = found
    return lambda: put(state)


def _pythons() -> tuple[Callable[[Any], Any], Any]:
    return random.setstate, random.getstate()


def _numpys() -> tuple[Callable[[Any], Any], Any]:
    return np.random.set_state, np.random.get_state()  # noqa: NPY002  what notebooks draw from


def _own(thing: Any) -> tuple[Callable[[Any], Any], Any] | None:
    """A generator that the notebook made."""
    kind = type(thing)
    if kind is np.random.Generator:
        bits = thing.bit_generator
        return lambda state: setattr(bits, "state", state), bits.state
    if kind is np.random.RandomState:
        return thing.set_state, thing.get_state()
    if kind is random.Random:
        return thing.setstate, thing.getstate()
    return None


def _tensorflow() -> tuple[Callable[[Any], Any], Any] | None:
    """The seeds that TensorFlow gives to its operations."""
    module = sys.modules.get("tensorflow.python.eager.context")
    if module is None:
        return None
    context = module.context()
    rng = getattr(context, "_rng", None)

    def put(state: Any) -> None:
        seed, drawn = state
        moved = rng is not None and rng.getstate() != drawn
        context._seed, context._rng = seed, rng
        if rng is not None and moved:
            rng.setstate(drawn)
            # A cached kernel of the same seeds would go on where the look left it.
            context.clear_kernel_cache()

    return put, (getattr(context, "_seed", None), rng.getstate() if rng is not None else None)


def _keras() -> tuple[Callable[[Any], Any], Any] | None:
    """Keras' global generator, as a value; it may not exist yet."""
    module = sys.modules.get("keras.src.backend.common.global_state")
    if module is None:
        return None
    name = "global_seed_generator"
    generator = module.get_global_attribute(name)

    def put(state: Any) -> None:
        module.set_global_attribute(name, generator)
        if generator is not None:
            generator.state.assign(state)

    return put, None if generator is None else np.array(generator.state)
