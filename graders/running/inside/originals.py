"""Serves known datasets from files beside the notebook, through the calls that would download them.

Whatever is not held goes on to the original call, which fails for want of a network.
"""

from __future__ import annotations

import email.message
import functools
import importlib
import io
import os
import re
import sys
import urllib.request
import urllib.response
from collections.abc import Callable
from typing import Any

from .describe import plain_text

FOLDER = ".originals"
KERAS = ("mnist", "fashion_mnist", "reuters", "boston_housing")
OPENML = {"mnist_784": "mnist.npz", "fashion-mnist": "fashion_mnist.npz",
          "boston": "boston_housing.npz"}  # fmt: skip
_GITHUB = re.compile(r"https?://github\.com/([^/]+/[^/]+)/(?:raw|blob)/(?:refs/heads/)?(.+)")


class Originals:
    """The held files: ``addresses`` by file name."""

    def __init__(self, addresses: dict[str, str], say: Callable[..., None]) -> None:
        self._folder = os.path.join(os.getcwd(), FOLDER)
        self._addresses = {address: name for name, address in addresses.items() if address}
        self._names = frozenset(addresses)
        self._say = say

    def path(self, name: str) -> str | None:
        """Where a file of this name lies, with a remark; None where it is not held."""
        if name not in self._names:
            return None
        self._say("original-served", file=plain_text(name, 200))
        return os.path.join(self._folder, name)

    def at(self, address: Any) -> bytes | None:
        """What is behind an address, None where it is not held."""
        bare = str(address).split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]
        bare = bare.replace("http://", "https://")
        found = _GITHUB.match(bare)
        if found:
            bare = f"https://raw.githubusercontent.com/{found[1]}/{found[2]}"
        path = self.path(self._addresses.get(bare, ""))
        if path is None:
            return None
        with open(path, "rb") as file:
            return file.read()

    def install(self) -> None:
        """Stand in for urllib, requests, Keras' datasets and ``fetch_openml``."""
        if not self._names:
            return
        self._urllib()
        self._requests()
        self._keras()
        self._openml()

    def _urllib(self) -> None:
        kind = urllib.request.OpenerDirector
        original = kind.open

        @functools.wraps(original)
        def opened(opener: Any, fullurl: Any, *args: Any, **keywords: Any) -> Any:
            address = getattr(fullurl, "full_url", fullurl)
            data = self.at(address)
            if data is None:
                return original(opener, fullurl, *args, **keywords)
            headers = email.message.Message()
            headers["Content-Length"] = str(len(data))
            return urllib.response.addinfourl(io.BytesIO(data), headers, str(address), 200)

        setattr(kind, "open", opened)  # noqa: B010 - not the signature that it is typed with

    def _requests(self) -> None:
        try:
            requests = importlib.import_module("requests")
        except ImportError:
            return
        adapter = requests.adapters.HTTPAdapter
        original = adapter.send

        @functools.wraps(original)
        def sent(own: Any, request: Any, *args: Any, **keywords: Any) -> Any:
            data = self.at(request.url)
            if data is None:
                return original(own, request, *args, **keywords)
            response = requests.Response()
            response.status_code, response.reason = 200, "OK"
            response.url, response.request = request.url, request
            response.raw = io.BytesIO(data)
            return response

        adapter.send = sent

    def _keras(self) -> None:
        for name in KERAS:
            module = sys.modules.get(f"keras.src.datasets.{name}")
            original = getattr(module, "get_file", None)
            if module is not None and original is not None:
                module.__dict__["get_file"] = self._get_file(original)

    def _get_file(self, original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def got(fname: Any = None, origin: Any = None, *args: Any, **keywords: Any) -> Any:
            name = os.path.basename(str(origin or ""))
            path = self.path(name) or self._part(name)
            return original(fname, origin, *args, **keywords) if path is None else path

        return got

    def _part(self, name: str) -> str | None:
        """One of Fashion-MNIST's four published files, packed again from the arrays held."""
        import gzip
        import struct

        import numpy as np

        array = {"train-labels-idx1-ubyte.gz": "y_train", "train-images-idx3-ubyte.gz": "x_train",
                 "t10k-labels-idx1-ubyte.gz": "y_test", "t10k-images-idx3-ubyte.gz": "x_test"
                 }.get(name)  # fmt: skip
        held = self.path("fashion_mnist.npz") if array else None
        if held is None or array is None:
            return None
        with np.load(held, allow_pickle=False) as arrays:
            values = np.ascontiguousarray(arrays[array], dtype=np.uint8)
        # The format of both kinds of file: 8 bytes before labels, 16 before images.
        head = struct.pack(f">{1 + values.ndim}I", 0x800 + values.ndim, *values.shape)
        place = os.path.join(self._folder, name)
        with gzip.open(place, "wb", compresslevel=1) as file:
            file.write(head + values.tobytes())
        return place

    def _openml(self) -> None:
        datasets = sys.modules.get("sklearn.datasets")
        original = getattr(datasets, "fetch_openml", None)
        if datasets is None or original is None:
            return

        @functools.wraps(original)
        def fetched(name: Any = None, *args: Any, **keywords: Any) -> Any:
            path = self.path(OPENML.get(str(name).lower(), ""))
            if path is None:
                return original(name, *args, **keywords)
            return _bunch(path, keywords)

        datasets.__dict__["fetch_openml"] = fetched


def _bunch(path: str, keywords: dict[str, Any]) -> Any:
    """The arrays as OpenML's loader gives them: a table unless ``as_frame=False``."""
    import numpy as np
    import pandas as pd
    from sklearn.utils import Bunch

    with np.load(path, allow_pickle=False) as held:
        arrays = {name: held[name] for name in held.files}
    if "x" in arrays:
        x, y = arrays["x"], arrays["y"]
        names = ["CRIM", "ZN", "INDUS", "CHAS", "NOX", "RM", "AGE", "DIS", "RAD", "TAX", "PTRATIO",
                 "B", "LSTAT"][: x.shape[1]]  # fmt: skip
    else:
        x = np.concatenate([arrays["x_train"], arrays["x_test"]])
        x = x.reshape(len(x), -1)
        y = np.concatenate([arrays["y_train"], arrays["y_test"]]).astype(str).astype(object)
        names = [f"pixel{at + 1}" for at in range(x.shape[1])]
    if keywords.get("as_frame", "auto") in {"auto", True}:
        x, y = pd.DataFrame(x, columns=names), pd.Series(y, name="target")
    if keywords.get("return_X_y"):
        return x, y
    return Bunch(data=x, target=y, feature_names=names, target_names=["target"])
