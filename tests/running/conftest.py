import os

import pytest


@pytest.fixture(scope="session")
def keras():
    """Keras, imported once for all tests that look at live models."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import keras
    return keras
