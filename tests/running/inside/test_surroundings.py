import builtins
import io
import os
import sys
import types
from pathlib import Path

import pytest

from graders.running.inside.surroundings import QUIET_COMMANDS, Files, Inert, _ColabFinder


@pytest.fixture
def said() -> list[tuple[str, dict]]:
    return []


@pytest.fixture
def files(tmp_path, monkeypatch, said) -> Files:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "train.csv").write_text("a\n1\n")
    (tmp_path / "helpers.py").write_text("")
    monkeypatch.chdir(tmp_path)
    return Files(["data/train.csv", "helpers.py"], lambda key, **facts: said.append((key, facts)))


@pytest.mark.parametrize(
    "path",
    [
        "/content/drive/MyDrive/Colab Notebooks/train.csv",
        "C:\\Users\\kim\\Desktop\\train.csv",
        "C:/Users/kim/Train.CSV",
        "~/Downloads/train.csv",
        "train.csv",
        "../input/train.csv",
    ],
)
def test_paths_of_other_machines_mean_the_file_of_that_name(files, said, path) -> None:
    assert Path(files.resolve(path)).read_text() == "a\n1\n"
    assert said[0][0] == "path-resolved"


@pytest.mark.parametrize(
    "path", ["data/train.csv", "other.csv", "https://x.org/train.csv", 3, b"train.csv", None]
)
def test_other_paths_are_left_alone(files, said, path) -> None:
    assert files.resolve(path) == path
    assert said == []


def test_readers_ask_here_first_and_writers_do_not(files, monkeypatch) -> None:
    import numpy as np
    import pandas as pd

    monkeypatch.setattr(builtins, "open", builtins.open)
    monkeypatch.setattr(io, "open", io.open)
    monkeypatch.setattr(os, "chdir", os.chdir)
    for module in (pd, np):
        for name, function in list(vars(module).items()):
            if isinstance(function, types.FunctionType):
                monkeypatch.setattr(module, name, function)
    monkeypatch.setitem(sys.modules, "keras.models", types.ModuleType("keras.models"))
    monkeypatch.setitem(sys.modules, "keras.saving", types.ModuleType("keras.saving"))
    files.install()
    assert pd.read_csv("/content/drive/MyDrive/train.csv").shape == (1, 1)
    assert np.genfromtxt("/kaggle/input/train.csv", skip_header=1) == 1
    with builtins.open("/content/train.csv") as file:  # noqa: PTH123
        assert file.read() == "a\n1\n"
    with builtins.open("train.csv", "w") as file:  # noqa: PTH123
        file.write("mine")
    with builtins.open("train.csv") as file:  # noqa: PTH123
        assert file.read() == "mine"
    os.chdir("/content/drive/MyDrive")
    assert Path("helpers.py").exists()
    with pytest.raises(FileNotFoundError):
        pd.read_csv("nothing.csv")


@pytest.mark.parametrize(
    ("command", "quiet"),
    [
        ("pip install -q keras", True),
        ("  sudo apt-get install fonts-nanum", True),
        ("python -m pip install x", True),
        ("conda install y", True),
        ("ls", False),
        ("wget http://x.org/pip", False),
    ],
)
def test_installs_are_quiet(command, quiet) -> None:
    assert bool(QUIET_COMMANDS.match(command)) is quiet


def test_colab_modules_do_nothing() -> None:
    finder = _ColabFinder(lambda *_, **__: None)
    assert finder.find_spec("google.protobuf") is None
    spec = finder.find_spec("google.colab.drive")
    drive = finder.create_module(spec)
    assert drive.mount("/content/drive") is None
    assert Inert("google.colab.files").upload() == {}
    assert not hasattr(drive, "__wrapped__")
