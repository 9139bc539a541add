from pathlib import Path

from graders.running.backends.bubblewrap import Bubblewrap, arguments
from graders.running.box_view import BoxView

VIEW = BoxView(
    interpreter="/root/.pyenv/bin/python",
    read_only=((Path("/usr"), "/usr"), (Path("/root/.pyenv/lib"), "/root/.pyenv/lib")),
    links=(("usr/lib", "/lib"),),
    masked_files=(Path("/root/.pyenv/lib/site/paths.pth"),),
    masked_folders=(Path("/root/.pyenv/lib/site/graders"),),
    packages=(),
    environment={},
    cache=Path("/cache"),
)


def pairs(command, flag, width=2):
    return [command[at + 1 : at + 1 + width] for at, word in enumerate(command) if word == flag]


def test_the_network_and_every_namespace_is_unshared():
    command = arguments(VIEW, root=False)
    for name in ("user", "pid", "net", "ipc", "uts"):
        assert f"--unshare-{name}" in command
    assert "--die-with-parent" in command
    assert "--new-session" in command


def test_parents_are_open_to_all_because_an_interpreter_may_lie_in_a_closed_home():
    command = arguments(VIEW, root=False)
    made = command.index("/root/.pyenv")
    assert command[made - 3 : made] == ["--perms", "0755", "--dir"]
    assert made < command.index("/root/.pyenv/lib")


def test_masks_come_after_what_they_cover():
    command = arguments(VIEW, root=False)
    bound = command.index("/root/.pyenv/lib")
    assert command.index("/root/.pyenv/lib/site/graders") > bound
    assert ["/cache/empty", "/root/.pyenv/lib/site/paths.pth"] in pairs(command, "--ro-bind")


def test_everything_is_read_only_at_last():
    command = arguments(VIEW, root=False)
    assert pairs(command, "--remount-ro", 1)[-2:] == [["/dev"], ["/"]]


def test_root_keeps_what_it_needs_to_become_nobody():
    command = arguments(VIEW, root=True)
    assert "--unshare-user" not in command
    kept = [name for (name,) in pairs(command, "--cap-add", 1)]
    assert kept == ["CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP", "CAP_SYS_ADMIN"]
    assert command.index("--cap-drop") < command.index("--cap-add")


def test_causes_have_remedies(monkeypatch):
    failure = "bwrap: setting up uid map: Permission denied"
    monkeypatch.setattr(Path, "exists", lambda self: "apparmor" in str(self))
    monkeypatch.setattr(Path, "read_text", lambda _: "1\n")
    assert "AppArmor" in Bubblewrap().explain(failure)[0]
    monkeypatch.setattr(Path, "exists", lambda self: str(self) == "/.dockerenv")
    assert "seccomp=unconfined" in Bubblewrap().explain(failure)[1]
    monkeypatch.setattr(Path, "exists", lambda _: False)
    assert "sysctl" in Bubblewrap().explain(failure)[1]
    assert Bubblewrap().explain("something else")[0] == "something else"
