"""Custom training loops in an experiment: they run, in less time, and train nothing.

Gradients are zeros of the right shape, and applying them does nothing, but that the model gets the
weights that the first run trained. So a loop goes on to what comes after it.
"""

from __future__ import annotations

import functools
from typing import Any

from .observer import Observer
from .stub import Trained


def install(observer: Observer, trained: Trained) -> None:
    """Stand in for ``GradientTape`` and ``apply_gradients``, below what is watched."""
    import keras

    if keras.backend.backend() != "tensorflow":
        return
    import tensorflow as tf

    restored: set[int] = set()
    unknown: set[int] = set()
    optimizer = keras.optimizers.Optimizer

    def give_back(variables: Any) -> None:
        """Restore the models that these variables belong to, once."""
        held = {id(variable) for variable in variables} | unknown
        for entry in list(observer.models):
            if entry.number in restored:
                continue
            own = {id(part) for weight in entry.model.trainable_variables
                   for part in (weight, getattr(weight, "value", None))}  # fmt: skip
            if own & held:
                held -= own
                restored.add(entry.number)
                with tf.init_scope():
                    trained.restore(entry.model)
                entry.changed = True
                entry.fitted += 1
        unknown.clear()
        unknown.update(held)

    def called(self: Any, *args: Any, **keywords: Any) -> Any:
        # A loop that runs in a graph trains a model before it is seen.
        if unknown and tf.executing_eagerly() and getattr(observer.depth, "level", 0) <= 1:
            observer.quietly(lambda: observer.seen(self))
            observer.quietly(lambda: give_back(()))
        return call(self, *args, **keywords)

    call = keras.Model.__call__
    keras.Model.__call__ = functools.wraps(call)(called)
    apply_gradients, apply = optimizer.apply_gradients, optimizer.apply
    real_gradient = tf.GradientTape.gradient

    @functools.wraps(apply_gradients)
    def apply_pairs(self: Any, grads_and_vars: Any, **_: Any) -> Any:
        pairs = list(grads_and_vars)
        variables = [variable for _, variable in pairs]
        if not any(gradient is not None for gradient, _ in pairs):
            return apply_gradients(self, pairs)  # Keras says what is wrong
        observer.quietly(lambda: give_back(variables))
        return self.iterations.assign_add(1)

    @functools.wraps(apply)
    def apply_to(self: Any, _: Any, trainable_variables: Any = None) -> Any:
        variables = list(trainable_variables or self._trainable_variables)
        observer.quietly(lambda: give_back(variables))
        return self.iterations.assign_add(1)

    @functools.wraps(real_gradient)
    def gradient(self: Any, target: Any, sources: Any, *args: Any, **keywords: Any) -> Any:
        flat = keras.tree.flatten(sources)
        if not flat or not all(isinstance(source, keras.Variable) for source in flat):
            return real_gradient(self, target, sources, *args, **keywords)
        return keras.tree.map_structure(lambda source: tf.zeros_like(source.value), sources)

    optimizer.apply_gradients, optimizer.apply = apply_pairs, apply_to
    tf.GradientTape.gradient = gradient
