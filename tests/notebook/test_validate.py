"""nbgrader's Validate, command and button, on released notebooks, with graders and without."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from graders.course.folder import Course
from graders.course.variants import Variant, variant_notebook

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
LONG = 180_000  # milliseconds: a kernel on a busy machine

# A workspace of its own for each notebook: JupyterLab would open the last one's again beside it.
PAGES = {"jupyterlab": "lab/workspaces/{name}/tree", "notebook": "notebooks"}
TOLD = {
    "with graders": "The cell `split` above stopped with NotImplementedError.",
    "without graders": "Not done yet: x_train, x_val, x_test",
}


@pytest.fixture(scope="module")
def pythons(tmp_path_factory):
    """This environment, and one with all of it but graders."""
    folder = tmp_path_factory.mktemp("environment") / "student"
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(folder)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    paths = {"base": str(folder), "platbase": str(folder)}
    own = Path(sysconfig.get_path("purelib", vars=paths))
    # A development install of graders comes by a .pth file of the shared folder, and such files
    # are not read there; an ordinary one would be found.
    (own / "shared.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    for name in ("share", "etc"):
        if (Path(sys.prefix) / name).is_dir() and not (folder / name).exists():
            (folder / name).symlink_to(Path(sys.prefix) / name)
    command = [python, "-c", "import graders"]
    found = subprocess.run(command, cwd=folder, check=False, capture_output=True)
    if found.returncode == 0:
        pytest.skip("graders is installed among its dependencies: no environment without it")
    return {"with graders": Path(sys.executable), "without graders": python}


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory):
    """What a student holds: the assignment as released, and one solved."""
    root = tmp_path_factory.mktemp("work")
    loaded = Course(ROOT).load("scaling")
    for name in ("unsolved", "solved"):
        shutil.copytree(ROOT / "assignments" / "scaling", root / name)
    work = variant_notebook(loaded, Variant(name="x", kind="right", title="", cells={}))
    (root / "solved" / "scaling.ipynb").write_bytes(work)
    return root


def validate(python, folder):
    environment = {**os.environ, "JUPYTER_NO_CONFIG": "1"}
    environment.pop("PYTHONWARNINGS", None)
    done = subprocess.run(
        [python, "-m", "nbgrader", "validate", "--Execute.timeout=180", "scaling.ipynb"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.mark.parametrize("which", TOLD)
def test_the_command(pythons, handed_out, which):
    said = validate(pythons[which], handed_out / "solved")
    assert said == "Success! Your notebook passes all the tests.\n"
    said = validate(pythons[which], handed_out / "unsolved")
    assert "VALIDATION FAILED ON 10 CELL(S)!" in said
    assert said.count("The following cell failed:") == 10
    first = said.partition("%grade held-out")[2].partition("=====")[0]
    assert TOLD[which] in first


def test_the_command_in_korean(pythons, handed_out):
    said = validate(pythons["without graders"], handed_out / "unsolved" / "ko")
    assert "아직 안 됨: x_train, x_val, x_test" in said
    said = validate(pythons["with graders"], handed_out / "unsolved" / "ko")
    assert "위의 `split` 셀이 NotImplementedError로 멈췄습니다." in said


@pytest.mark.parametrize(("application", "which"), [*zip(PAGES, TOLD, strict=True)])
def test_the_button(browser, jupyter, pythons, handed_out, which, application):  # noqa: PLR0917
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    page.set_default_timeout(LONG)
    page.goto(jupyter(handed_out, application, pythons[which]))
    home = re.match(r"https?://[^/]+", page.url)[0]
    results = {}
    for name in ("solved", "unsolved"):
        page.goto(f"{home}/{PAGES[application].format(name=name)}/{name}/scaling.ipynb")
        # The button saves the notebook first, so it has to be there.
        page.locator(".jp-Notebook .jp-Cell").first.wait_for()
        page.get_by_text("Validate", exact=True).first.click()
        # A dialogue that says to wait comes first where the machine is slow.
        shown = page.locator(".jp-Dialog", has_text="Validation Results")
        shown.wait_for()
        results[name] = shown.inner_text()
        page.get_by_role("button", name="Ok", exact=True).click()
        shown.wait_for(state="detached")
    page.close()
    assert "Success! Your notebook passes all the tests." in results["solved"]
    assert results["unsolved"].count("The following cell failed:") == 10
    assert f"%grade held-out\n{TOLD[which]}" in results["unsolved"]
