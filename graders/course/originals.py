"""Known datasets that a notebook reads from the internet, handed to its box from the cache.

A box has no network. What a notebook asks for by a dataset's public address, or by a call that
downloads it, goes in with the job where it has been fetched (`grade data fetch`); whatever else it
asks for is refused there, and named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from graders.course.datasets import dataset_names, load_dataset
from graders.course.fetch import cache_folder, cached

FOLDER = ".originals"
"""Where the files lie in a box, beside the notebook."""

_ADDRESS = re.compile(r"https?://[^\s\"'<>()\\]+")
_GITHUB = re.compile(r"https?://github\.com/([^/]+/[^/]+)/(?:raw|blob)/(?:refs/heads/)?(.+)")


class Known(NamedTuple):
    """A file of an original: its address, and words that a call which downloads it has."""

    name: str
    address: str
    calls: tuple[str, ...]
    path: Path


def asked_for(sources: Iterable[str], root: Path) -> tuple[dict[str, bytes], dict[str, str]]:
    """Files by path in the box, and their addresses by name, that these cells ask for.

    Only what is in the cache, and is what its card says, is found.
    """
    text = "\n".join(sources)
    if "http" not in text and "load_data" not in text and "fetch_openml" not in text:
        return {}, {}
    addresses = {canonical(found) for found in _ADDRESS.findall(text)}
    wanted = [
        one
        for one in known_files(root, cache_folder())
        if (one.address and canonical(one.address) in addresses)
        or any(re.search(rf"(?<!\w){re.escape(call)}", text) for call in one.calls)
    ]
    files = {f"{FOLDER}/{one.name}": one.path.read_bytes() for one in wanted}
    return files, {one.name: canonical(one.address) for one in wanted}


def canonical(address: str) -> str:
    """An address without its query; a file of GitHub's by the place it is served raw from."""
    bare = (
        address.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0].replace("http://", "https://")
    )
    found = _GITHUB.match(bare)
    return f"https://raw.githubusercontent.com/{found[1]}/{found[2]}" if found else bare


@lru_cache(maxsize=8)
def known_files(root: Path, cache: Path) -> tuple[Known, ...]:
    """The files of the course's cards that are in the cache."""
    found = []
    for name in dataset_names(root):
        for file in load_dataset(root, name).card.files:
            path = cached(file, cache)
            if path is not None:
                found.append(Known(file.name, file.address, file.calls, path))
    return tuple(found)
