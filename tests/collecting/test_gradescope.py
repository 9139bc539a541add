"""Gradescope's metadata, as no Gradescope writes them: refused in a sentence, and bounded."""

import pytest

from graders.collecting import gradescope
from graders.collecting.source import Member, Source
from graders.errors import CollectionError


def take(tmp_path, told):
    metadata, work = tmp_path / "metadata", tmp_path / "work"
    metadata.write_bytes(told)
    work.write_bytes(b"{}")
    members = (
        Member(path="submission_metadata.yml", file=metadata, size=len(told)),
        Member(path="submission_1/a.ipynb", file=work, size=2),
    )
    return gradescope.take(Source(name="export.zip", members=members), "a")


@pytest.mark.parametrize("value", [b"!!bool x", b"!!int ''", b"!!float ''", b"!!timestamp x"])
def test_values_that_are_not_what_they_say(tmp_path, value):
    with pytest.raises(CollectionError, match="gradescope-metadata"):
        take(tmp_path, b"submission_1: " + value)


def test_lists_that_name_each_other_are_nobody_s_name(tmp_path):
    lines = [b"a0: &a0 [" + b"x, " * 10 + b"x]"]
    lines += [
        b"a%d: &a%d [%s]" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, 12)
    ]
    lines.append(b"submission_1:\n  :submitters:\n  - :name: *a11\n    :sid: 7")
    (one,) = take(tmp_path, b"\n".join(lines)).hand_ins
    assert one.student == "7"
