"""Pages for instructors: made from the sources, and told where they are stale."""

from pathlib import Path

from graders.cli import main
from graders.course.folder import Course
from graders.model.reference import Band
from graders.proof.assignment_page import assignment_page
from graders.reports.assignment_page import calibration_plot, page

ROOT = Path(__file__).parents[2]
BAND = Band(
    metric="rmse", bar=4.0, baseline=9.0, higher_is_better=False, mean=3.5, std=0.1, count=3,
    method="normal", figures=(3.4, 3.5, 3.6),
)  # fmt: skip


def test_the_page_tells_tasks_rubric_mistakes_bars_and_time():
    loaded = Course.find(ROOT).load("regression")
    facts = assignment_page(loaded)
    text = page(loaded.assignment, facts, "calibration.svg")
    for item in loaded.assignment.checks:
        assert f"| `{item.id}` | {item.points} | {item.title} | {item.title_ko} |" in text
    assert [step.cell for step in facts.steps] == [cell.id for cell in loaded.assignment.cells]
    assert all(step.heading for step in facts.steps)
    assert len(facts.mistakes) == len(list((loaded.folder / "wrong").glob("*.py")))
    assert all(mistake.costs for mistake in facts.mistakes)
    assert "# YOUR CODE" not in text
    assert "calibration.svg" in text


def test_the_plot_is_the_same_for_the_same_figures(tmp_path):
    for name in ("one.svg", "two.svg"):
        calibration_plot({"test-rmse": BAND, "other": BAND}, tmp_path / name)
    drawn = (tmp_path / "one.svg").read_text("utf-8")
    assert drawn == (tmp_path / "two.svg").read_text("utf-8")
    assert "test-rmse: rmse" in drawn
    assert "best constant answer" in drawn


def test_a_stale_page_is_told(tmp_path, capsys):
    assert main(["init", str(tmp_path / "course"), "--assignment", "scaling"]) == 0
    arguments = ["guide", "scaling", "--course", str(tmp_path / "course")]
    assert main(arguments) == 0
    path = tmp_path / "course/reference/scaling/README.md"
    assert main([*arguments, "--check"]) == 0
    path.write_text(path.read_text("utf-8") + "more\n", encoding="utf-8")
    capsys.readouterr()
    assert main([*arguments, "--check"]) == 1
    assert f"{path} is stale" in capsys.readouterr().out
