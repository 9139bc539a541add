"""What reaches each layer of a saved model when its loss is traced back."""

from __future__ import annotations

from typing import Any

import numpy as np

MOST_ROWS = 2_000


def norms(model: Any, x: Any, y: Any, *, logits: bool) -> list[list[float]]:
    """Norms of the gradient of each layer's kernel and bias, first layer first.

    The loss is the mean binary cross-entropy of ``y`` (n,) with the one output for each row of
    ``x``, in inference mode; ``logits``: the output is no probability yet.
    """
    import keras
    import tensorflow as tf

    rows = tf.constant(np.asarray(x[:MOST_ROWS], dtype=np.float32))
    truth = tf.constant(np.asarray(y[:MOST_ROWS], dtype=np.float32).reshape(-1, 1))
    layers = [layer for layer in model._flatten_layers(include_self=False)
              if getattr(layer, "kernel", None) is not None]  # fmt: skip
    kernels = [layer.kernel.value for layer in layers]
    biases = [layer.bias.value for layer in layers if getattr(layer, "bias", None) is not None]
    with tf.GradientTape() as tape:
        answers = model(rows, training=False)
        if tuple(answers.shape) != tuple(truth.shape):
            return []
        loss = tf.reduce_mean(keras.losses.binary_crossentropy(truth, answers, from_logits=logits))
    found = tape.gradient(loss, [*kernels, *biases])
    sizes = [0.0 if each is None else float(tf.norm(each)) for each in found]
    of_biases = iter(sizes[len(kernels) :])
    return [
        [size, next(of_biases) if getattr(layer, "bias", None) is not None else 0.0]
        for layer, size in zip(layers, sizes, strict=False)
    ]
