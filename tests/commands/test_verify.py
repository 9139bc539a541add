"""`grade verify` from a shell: what it prints, writes and exits with."""

import contextlib
import io
import json
import shutil
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from graders.cli import main
from graders.course.folder import Course
from graders.model.proof import SCHEMA
from graders.proof.recorded import FILE

ROOT = Path(__file__).parents[2]
KEPT = {"pipeline", "only-centred", "test-left-raw"}
SPLIT = "# %% split\nx_train, x_val, x_test = 1, 2, 3\n"


def make_course(folder):
    (folder / "course.toml").write_text('public_secret = "public, for this test"', "utf-8")
    for name in ("reference/scaling", "datasets/boston-twin"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "reference/scaling" / FILE).unlink(missing_ok=True)
    for path in [*(folder / "reference/scaling").glob("*/*.py")]:
        if path.stem not in KEPT:
            path.unlink()
    return Course(folder)


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path)


def verify(course, *words):
    return main(["verify", *words, "--course", str(course.root), "--lang", "en"])


def write(course, kind, name, text):
    (course.root / f"reference/scaling/{kind}/{name}.py").write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("kind", "text", "problem"),
    [
        ("wrong", "# W.\n# fails: held-in\n" + SPLIT, "no check 'held-in'"),
        ("wrong", "# W.\n# fails: held-out\n# %% spilt\nx = 1\n", "no cell 'spilt'"),
        ("wrong", "# W.\n# fails: held-out\n# blocks: held-out\n" + SPLIT, "named twice"),
        ("wrong", "# W.\n# fails: held-out\n", "changes nothing"),
        ("wrong", "# W.\n" + SPLIT, "# fails: <check id>"),
        ("right", "# R.\n# fails: held-out\n" + SPLIT, "loses no points"),
    ],
)
def test_a_bad_file_is_told_before_anything_runs(course, capsys, kind, text, problem):
    write(course, kind, "bad", text)
    assert verify(course) == 2
    out, said = capsys.readouterr()
    assert problem in said
    assert f"{kind}/bad.py" in said
    assert not out
    assert not (course.state / "verify").exists()


def test_a_wrong_solution_that_is_the_reference_changes_nothing(course, capsys):
    same = course.load("scaling").solution_cells()["split"].replace("\n", "  # so\n")
    write(course, "wrong", "bad", f"# W.\n# fails: held-out\n# %% split\n# Why?\n\n{same}\n")
    assert verify(course) == 2
    said = capsys.readouterr().err
    assert "wrong/bad.py" in said
    assert "changes nothing" in said


def test_two_verdicts_for_one_file(course, capsys):
    write(course, "right", "bad", "# R.\n" + SPLIT)
    write(course, "wrong", "bad", "# W.\n# fails: held-out\n" + SPLIT)
    assert verify(course) == 2
    said = capsys.readouterr().err
    assert "right/bad.py" in said
    assert "wrong/bad.py" in said
    (course.root / "reference/scaling/wrong/bad.py").rename(
        course.root / "reference/scaling/wrong/other.py"
    )
    assert verify(course) == 2
    assert "only one verdict" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["--shard", "5/4"], ["--shard", "1/2", "--record"], ["--right-seeds", "0"], ["cook"]]
)
def test_usage(course, words):
    assert verify(course, *words) == 2


@pytest.mark.parametrize("text", ["", "{}", '{"schema": 99, "right_seeds": 1, "wrong_seeds": 1}'])
def test_figures_that_are_none(course, capsys, tmp_path, text):
    figures = course.root / "benchmarks/results/verify.json"
    figures.parent.mkdir(parents=True)
    figures.write_text(text)
    assert verify(course) == 2
    assert str(figures) in capsys.readouterr().err
    assert verify(course, "--against", str(tmp_path / "none.json")) == 2


class Proved(NamedTuple):
    """A course whose solutions have run, and what was said and written then."""

    course: Course
    files: Path
    said: str
    recorded: str


def told(course, *words):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert verify(course, *words) == 0
    return out.getvalue()


@pytest.fixture(scope="module")
def proved(tmp_path_factory, backend):
    assert backend.name
    course = make_course(tmp_path_factory.mktemp("verify"))
    files = tmp_path_factory.mktemp("written")
    words = [f"--{kind}={files / kind}" for kind in ("json", "html", "junit")]
    said = told(course, "--right-seeds", "2", "--wrong-seeds", "1", *words)
    return Proved(course, files, said, told(course, "--record", "scaling"))


@contextlib.contextmanager
def changed(course, name, old, new):
    path = course.root / f"reference/scaling/wrong/{name}.py"
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new), "utf-8")
    yield
    path.write_text(before, "utf-8")


@pytest.mark.box
@pytest.mark.slow
class TestRuns:
    """With a real box, once for all."""

    def test_all_holds_and_says_so(self, proved):
        lines = proved.said.splitlines()
        assert lines[0].startswith("scaling: the reference gets full marks: holds (")
        assert lines[0].endswith("2 seeds)")
        assert lines[3].startswith("scaling: wrong/only-centred: Subtracts the mean and forgets")
        assert any("transformed" in line and "0 / 36" in line for line in lines)

    def test_all_is_written(self, proved):
        proof = json.loads((proved.files / "json").read_text("utf-8"))
        assert (proof["schema"], proof["right_seeds"], proof["wrong_seeds"]) == (SCHEMA, 2, 1)
        (one,) = proof["assignments"]
        assert (one["runs"], one["right_solutions"], one["wrong_solutions"]) == (7, 2, 2)
        assert one["lines"]["by-hand-test"]["caught"] == 1
        assert one["findings"] == []
        assert "How often the graders are wrong" in (proved.files / "html").read_text("utf-8")
        suites = {one.get("name"): one for one in ET.parse(proved.files / "junit").getroot()}
        assert set(suites) == {"scaling", "figures"}
        assert (suites["scaling"].get("tests"), suites["scaling"].get("failures")) == ("5", "0")

    def test_nothing_runs_twice(self, proved):
        said = told(proved.course, "--right-seeds", "2", "--wrong-seeds", "1")
        assert said.count("kept from before") == 5
        assert "7 runs, 0 s" in said

    def test_recorded_evidence_is_read(self, proved):
        assert f"{FILE}: 5 solutions" in proved.recorded
        assert told(proved.course, "--quick").count("recorded)") == 5

    def test_stale_evidence_is_said_and_runs(self, proved):
        with changed(proved.course, "only-centred", "x_test - mean\n", "x_test - mean\nprint(1)\n"):
            said = told(proved.course, "--quick")
        assert "recorded evidence of 1 solutions is stale (cells changed)" in said
        assert said.count("recorded)") == 4

    def test_a_wrong_header_is_a_finding(self, proved, tmp_path, capsys):
        report = tmp_path / "verify.xml"
        with changed(proved.course, "test-left-raw", "standardized-test", "held-out"):
            assert verify(proved.course, "--quick", "--junit", str(report)) == 1
        out = capsys.readouterr().out
        assert out.count("does not hold") == 1
        assert "standardized-test is failed (transformed-" in out
        assert "scaling: held-out accepts 1 of 1 runs of wrong solutions" in out
        assert 'failures="2"' in report.read_text("utf-8").splitlines()[1]

    def test_a_change_for_the_worse_is_a_finding(self, proved, tmp_path, capsys):
        figures = tmp_path / "verify.json"
        told(proved.course, "--quick", "--json", str(figures))
        now = ("--quick", "--against", str(figures))
        told(proved.course, *now)
        path = proved.course.root / "reference/scaling/wrong/test-left-raw.py"
        aside = path.rename(tmp_path / path.name)
        try:
            assert verify(proved.course, *now) == 1
            out = capsys.readouterr().out
            told(proved.course, *now, "--shard", "1/2")
        finally:
            shutil.move(aside, path)
        assert "scaling: 1 wrong solutions, 2 before" in out
        assert "does not hold" not in out
        told(proved.course, *now)
