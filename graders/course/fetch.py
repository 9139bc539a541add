"""Originals by name: downloaded from their public address, verified, kept in a cache.

A file is what its card says it is, by its SHA-256 or by the digests of its arrays (a re-packed
file), or it is not kept. A mirror is a folder that holds the files under their cards' names.
Whatever goes wrong (no network, another file, a full disk) is a sentence, and no half file stays.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import http.client
import io
import os
import struct
import tempfile
import urllib.error
import urllib.request
import zipfile
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from graders.course.datasets import Card, DataFile
from graders.errors import CourseError

MIRROR = "GRADERS_MIRROR"
LARGEST = 512 * 2**20
TIMEOUT_SECONDS = 60

_IDX_OF_BYTES = b"\x00\x00\x08"
_NO_ARRAYS = (
    OSError, ValueError, KeyError, EOFError, NotImplementedError, RuntimeError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What numpy and zipfile raise for bytes that are no file of arrays, or a damaged one."""


def cache_folder() -> Path:
    """Where fetched files are kept."""
    return Path(user_cache_path("graders")) / "datasets"


def fetch(card: Card, *, mirror: Path | None = None, cache: Path | None = None) -> dict[str, Path]:
    """The original's files in the cache by name, fetched where they are not there yet.

    ``mirror`` (or the environment's ``GRADERS_MIRROR``) is a folder to take them from instead of
    the internet. Raises :class:`CourseError` where a file cannot be had or is not the one that
    the card describes.
    """
    if not card.files:
        raise CourseError(f"{card.title!r} has no files to fetch: it is made, not downloaded.")
    if mirror is None and os.environ.get(MIRROR):
        mirror = Path(os.environ[MIRROR])
    cache = cache or cache_folder()
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise _not_kept(cache, problem) from None
    paths = {}
    for file in card.files:
        path = cache / file.name
        if not _held(file, path):
            data = _read(file, mirror)
            if not genuine(file, data):
                origin = f"in {mirror}" if mirror else f"at {file.address or file.name}"
                raise CourseError(
                    f"{file.name} {origin} is not the file that its card describes "
                    f"(SHA-256 {hashlib.sha256(data).hexdigest()}). It was not kept."
                )
            _keep(path, data)
        paths[file.name] = path
    return paths


def cached(file: DataFile, cache: Path) -> Path | None:
    """Where the cache has the file, whole; None where it has not."""
    path = cache / file.name
    return path if _held(file, path) else None


def genuine(file: DataFile, data: bytes) -> bool:
    """Whether ``data`` is the file, byte for byte or array for array."""
    if file.sha256 and hashlib.sha256(data).hexdigest() == file.sha256:
        return True
    if not file.arrays:
        return False
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            return {name: digest(arrays[name]) for name in file.arrays} == file.arrays
    except _NO_ARRAYS:
        return False


def digest(array: NDArray[np.generic]) -> str:
    """SHA-256 of an array's C-contiguous bytes."""
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()


def _held(file: DataFile, path: Path) -> bool:
    """Whether the cache has the file, whole."""
    try:
        return genuine(file, path.read_bytes())
    except OSError:  # not there, or not to be read: it is fetched
        return False


def _read(file: DataFile, mirror: Path | None) -> bytes:
    if file.shipped:
        return _iris()
    if mirror is not None:
        return _mirrored(mirror, file.name)
    if file.parts:
        packed = io.BytesIO()
        parts = {name: _idx(_download(address), address) for name, address in file.parts.items()}
        np.savez_compressed(packed, allow_pickle=False, **parts)
        return packed.getvalue()
    return _download(file.address)


def _mirrored(mirror: Path, name: str) -> bytes:
    path = mirror / name
    try:
        if path.stat().st_size > LARGEST:
            raise CourseError(f"{path} is larger than {LARGEST // 2**20} MB. It was not kept.")
        return path.read_bytes()
    except OSError as problem:
        raise CourseError(
            f"The mirror {mirror} has no readable {name}: {problem.strerror or problem}."
        ) from None


def _download(address: str) -> bytes:
    if not address.startswith("https://"):
        raise CourseError(f"{address!r} is no https address; the card should give one.")
    try:
        # Of no other scheme than the one above.
        request = urllib.request.Request(address, headers={"User-Agent": "graders"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as reply:  # noqa: S310
            data: bytes = reply.read(LARGEST + 1)
    except (OSError, ValueError, http.client.HTTPException) as problem:
        raise CourseError(
            f"{address} cannot be downloaded: {problem}. With no internet, put the file into a "
            f"folder and name it with --mirror or in {MIRROR}."
        ) from None
    if len(data) > LARGEST:
        raise CourseError(f"{address} is larger than {LARGEST // 2**20} MB. It was not kept.")
    return data


def _keep(path: Path, data: bytes) -> None:
    """Write aside and move in, so that a cached file is never half a file."""
    aside = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        aside = Path(name)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        aside.replace(path)
    except OSError as problem:
        raise _not_kept(path, problem) from None
    finally:
        if aside is not None:
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)


def _not_kept(path: Path, problem: OSError) -> CourseError:
    return CourseError(
        f"{path} cannot be written: {problem.strerror or problem}. Nothing was kept; make room "
        f"there, or choose another cache folder with XDG_CACHE_HOME."
    )


def _idx(packed: bytes, address: str) -> NDArray[np.generic]:
    """An array of bytes from a gzipped IDX file (LeCun's format of MNIST)."""
    try:
        data = gzip.decompress(packed)
        start, dimensions = struct.unpack_from(">3sB", data)
        shape = struct.unpack_from(f">{dimensions}I", data, 4)
        array = np.frombuffer(data, np.uint8, offset=4 + 4 * dimensions).reshape(shape)
    except (OSError, EOFError, ValueError, struct.error, zlib.error):
        start, array = b"", np.empty(0, np.uint8)
    if start != _IDX_OF_BYTES:
        raise CourseError(f"What {address} gives is no whole IDX file of bytes. It was not kept.")
    return array


def _iris() -> bytes:
    """Iris as R writes it, from what scikit-learn ships."""
    from sklearn.datasets import load_iris

    flowers = load_iris()
    names = ("Sepal.Length", "Sepal.Width", "Petal.Length", "Petal.Width", "Species")
    lines = [",".join(f'"{name}"' for name in names)]
    for measures, species in zip(flowers.data, flowers.target, strict=True):
        numbers = ",".join(f"{measure:g}" for measure in measures)
        lines.append(f'{numbers},"{flowers.target_names[species]}"')
    return ("\r\n".join(lines) + "\r\n").encode()
