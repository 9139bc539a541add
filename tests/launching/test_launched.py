import time

from launched import HEAVY, Launcher


def test_a_command_that_ends_before_its_number_is_read_is_waited_for(tmp_path, monkeypatch):
    """Both lines may be there when the first one is read."""
    answer = Launcher.answer

    def late(self):
        time.sleep(0.5)
        return answer(self)

    with Launcher(tmp_path, hidden=HEAVY) as commands:
        monkeypatch.setattr(Launcher, "answer", late)
        done = commands(tmp_path, "--version")
        assert done.ended(5.0)
        assert done.code == 0
        assert "grade" in done.said


def test_nbgraders_exit_code_is_told(tmp_path):
    with Launcher(tmp_path, hidden=HEAVY) as commands:
        assert commands.run(tmp_path, "nbgrader", "--version").strip()
        assert commands.grade(tmp_path, "autograde", "none", program="nbgrader").code != 0
