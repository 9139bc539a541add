"""The arrays that a ``tf.data`` pipeline was made from, where its batches are all of their rows."""

from __future__ import annotations

from typing import Any

WHOLE = (
    "Batch", "Cache", "Map", "Options", "PaddedBatch", "ParallelBatch", "ParallelMap", "Prefetch",
    "Repeat", "Shuffle",
)  # fmt: skip
"""Steps that leave no row out; ``take``, ``skip``, ``filter`` and joined pipelines do."""

MOST_STEPS = 20


def source(thing: Any) -> tuple[Any, ...] | None:
    """The tensors given to ``from_tensor_slices``, in order, or ``None``. Takes no element."""
    for _ in range(MOST_STEPS):
        name = type(thing).__name__.strip("_").removesuffix("Dataset")
        if name == "TensorSlice":
            tensors = tuple(getattr(thing, "_tensors", ()))
            return tensors or None
        if name not in WHOLE or not hasattr(thing, "_inputs"):
            return None
        inputs = thing._inputs()
        if len(inputs) != 1:
            return None
        thing = inputs[0]
    return None


def features_and_labels(x: Any, y: Any = None) -> tuple[Any, Any]:
    """What is behind ``x`` where it is a pipeline of rows and labels; else both as they are."""
    if y is not None or not hasattr(x, "element_spec"):
        return x, y
    found = source(x)
    return x if found is None else found[0], found[1] if found and len(found) > 1 else None
