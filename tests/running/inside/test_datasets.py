import warnings

import numpy as np
import pytest

from graders.running.inside.datasets import features_and_labels, source

pytestmark = pytest.mark.tensorflow
X, Y = np.arange(12.0).reshape(6, 2), np.arange(6)


@pytest.fixture(scope="module")
def pipeline():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import tensorflow as tf
    return tf.data.Dataset.from_tensor_slices((X, Y))


def test_arrays_behind_a_pipeline_of_all_rows(pipeline) -> None:
    whole = pipeline.shuffle(6).map(lambda x, y: (x / 2, y)).cache().batch(2).repeat().prefetch(1)
    x, y = features_and_labels(whole)
    assert x.numpy().tolist() == X.tolist()
    assert y.numpy().tolist() == Y.tolist()


def test_parts_and_joins_are_not_their_source(pipeline) -> None:
    for part in (pipeline.take(3), pipeline.skip(3).batch(2), pipeline.filter(lambda *_: True),
                 pipeline.concatenate(pipeline), type(pipeline).range(3)):  # fmt: skip
        assert source(part) is None
        assert features_and_labels(part)[0] is part
    assert features_and_labels(X, Y) == (X, Y)
    assert features_and_labels(X) == (X, None)
