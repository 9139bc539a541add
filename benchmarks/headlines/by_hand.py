"""Gradient descent on all rows without Keras layers, kept every hundred steps."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
from platformdirs import user_cache_path

from .originals import Parts

STEPS, RATE, EVERY = 3_000, 0.1, 100


def descend(parts: Parts, units: tuple[int, ...], start: str, seed: int) -> dict[str, float]:
    """Accuracy on the test rows after ``STEPS`` steps; an interrupted descent goes on."""
    import tensorflow as tf

    key = hashlib.sha256(repr((units, start, seed, STEPS, RATE)).encode()).hexdigest()[:12]
    place = user_cache_path("graders", ensure_exists=True) / f"descent-{key}.npz"
    done, values = _kept(place, _initial(parts.x_train.shape[1], units, start, seed))
    weights = [tf.Variable(value) for value in values]
    x = tf.constant(parts.x_train, tf.float32)
    y = tf.constant(parts.y_train, tf.int32)

    @tf.function
    def step() -> None:
        with tf.GradientTape() as tape:
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(y, _logits(x, weights))
            loss = tf.reduce_mean(losses)
        for weight, slope in zip(weights, tape.gradient(loss, weights), strict=True):
            weight.assign_sub(RATE * slope)

    while done < STEPS:
        step()
        done += 1
        if done % EVERY == 0:
            held = {f"weight_{at}": weight.numpy() for at, weight in enumerate(weights)}
            np.savez(place.with_suffix(".part.npz"), done=done, **held)
            place.with_suffix(".part.npz").replace(place)
            print(f"  {done} of {STEPS} steps", flush=True)
    answers = np.argmax(_logits(tf.constant(parts.x_test, tf.float32), weights), axis=1)
    return {"accuracy": float(np.mean(answers == parts.y_test))}


def _logits(rows: Any, weights: list[Any]) -> Any:
    import tensorflow as tf

    for at in range(0, len(weights), 2):
        rows = tf.matmul(rows, weights[at]) + weights[at + 1]
        rows = tf.nn.relu(rows) if at + 2 < len(weights) else rows
    return rows


def _initial(inputs: int, units: tuple[int, ...], start: str, seed: int) -> list[Any]:
    random = np.random.default_rng(seed)
    values = []
    for count, before in zip(units, (inputs, *units), strict=False):
        spread = 1.0 if start == "normal" else float(np.sqrt(2.0 / before))
        values.append(random.normal(0.0, spread, (before, count)).astype("float32"))
        bias = random.normal(size=count) if start == "normal" else np.zeros(count)
        values.append(bias.astype("float32"))
    return values


def _kept(place: Any, values: list[Any]) -> tuple[int, list[Any]]:
    if not place.exists():
        return 0, values
    with np.load(place) as held:
        return int(held["done"]), [held[f"weight_{at}"] for at in range(len(values))]
