"""Curves that were read, of one's own draw."""

from decimal import Decimal

import pytest

from graders.checks.diagnosis import Diagnosis
from graders.checks.draws import draw
from graders.reports.messages import Messages

NAMES = [f"c{number:02d}" for number in range(1, 9)]
TAGS = ("good", "jagged", "overfitting", "still falling", "never falls")
RIGHT = {name: (TAGS[number % 5],) for number, name in enumerate(NAMES)}
RIGHT["c01"] = ("good", "still falling")
ROWS = [tuple(NAMES[start:start + 4]) for start in (0, 2, 4)]  # fmt: skip
CURVES = "curve,epoch,loss,val_loss\n" + "".join(
    f"{name},{epoch},{10 / epoch:.4f},{11 / epoch + abs(epoch - 8) / 4:.4f}\n"
    for name in NAMES
    for epoch in range(1, 21)
)
FILES = {
    "data/curves.csv": CURVES.encode(),
    "data/draws.csv": "\n".join(["a,b,c,d", *map(",".join, ROWS)]).encode(),
}
MINE = tuple(sorted(draw("kim", ROWS)))
ALL_RIGHT = {name: RIGHT[name][0] for name in MINE}


def judge(build, said, *, part="tags", student="kim", values=(), **reference):
    values = [build.value("diagnosis", kind="texts", texts=said, cell="diagnose"), *values]
    if student is not None:
        values.append(build.value("student", kind="text", text=student, cell="diagnose"))
    found = build.evidence(values=values)
    fields = {"files": FILES, "answers": RIGHT} | reference
    return Diagnosis(part=part)(found, build.reference(**fields), build.item(cell="diagnose"))


def told(verdict):
    """Everything that a student reads, in both languages."""
    said = []
    for lang in ("en", "ko"):
        say = Messages(lang).say
        said.append(say(verdict.key, verdict.facts))
        said += [say(remark.key, remark.facts) for remark in verdict.remarks]
    return said


def test_right_in_any_spelling(build):
    for part in ("draw", "tags"):
        assert judge(build, ALL_RIGHT, part=part).outcome == "passed"
    spelled = {
        name.upper().replace("0", ""): tag.title().replace(" ", "-")
        for name, tag in ALL_RIGHT.items()
    }
    for part in ("draw", "tags"):
        assert judge(build, spelled, part=part).outcome == "passed"


def test_either_tag_of_two(build):
    rows = [("c01", "c02")]
    files = FILES | {"data/draws.csv": b"a,b\nc01,c02\n"}
    assert draw("kim", rows) == rows[0]
    for tag in ("good", "still falling"):
        assert judge(build, {"c01": tag, "c02": "jagged"}, files=files).outcome == "passed"
    assert judge(build, {"c01": "jagged", "c02": "jagged"}, files=files).credit == Decimal("0.5")


def test_a_share_for_each_curve_and_a_hint_for_each_that_was_misread(build):
    wrong = {**ALL_RIGHT, MINE[0]: "overfitting", MINE[3]: "overfitting"}
    wrong = {n: "good" if RIGHT[n] == ("overfitting",) else tag for n, tag in wrong.items()}
    misread = [name for name in MINE if wrong[name] not in RIGHT[name]]
    verdict = judge(build, wrong)
    assert (verdict.outcome, verdict.key) == ("partial", "diagnosis-some")
    assert float(verdict.credit) == 1 - len(misread) / 4
    assert [remark.facts["curve"] for remark in verdict.remarks] == misread
    assert verdict.facts["curves"] == ", ".join(misread)


@pytest.mark.parametrize("name", NAMES)
def test_a_hint_never_says_the_tag_and_names_an_epoch_or_a_loss(build, name):
    files = FILES | {"data/draws.csv": f"a\n{name}\n".encode()}
    wrong = next(tag for tag in TAGS if tag not in RIGHT[name])
    verdict = judge(build, {name: wrong}, files=files)
    assert verdict.outcome == "failed"
    assert len(verdict.remarks) == 1
    for text in told(verdict):
        for tag in RIGHT[name]:
            assert f"“{tag}”" not in text
            assert f" {tag} " not in text.replace("“", " ").replace("”", " ")
    assert any(letter.isdigit() for letter in told(verdict)[1].partition(":")[2])


def test_the_epoch_where_validation_turns_is_named(build):
    name = next(name for name in NAMES if RIGHT[name] == ("overfitting",))
    files = FILES | {"data/draws.csv": f"a\n{name}\n".encode()}
    verdict = judge(build, {name: "good"}, files=files)
    (note,) = verdict.remarks
    assert note.key == "diagnosis-look-turn"
    assert 6 <= note.facts["turn"] <= 9
    assert f"epoch {note.facts['turn']}" in told(verdict)[1]


def test_anothers_draw_is_named_as_one(build):
    other = next(row for row in ROWS if row != MINE)
    verdict = judge(build, {name: RIGHT[name][0] for name in other}, part="draw")
    assert (verdict.outcome, verdict.key) == ("failed", "diagnosis-other-draw")
    assert judge(build, {name: RIGHT[name][0] for name in other}).outcome in {"failed", "partial"}


def test_missing_too_many_and_unknown(build):
    some = dict(list(ALL_RIGHT.items())[1:])
    assert judge(build, some, part="draw").key == "diagnosis-missing"
    assert float(judge(build, some).credit) == 0.75
    everything = {name: tags[0] for name, tags in RIGHT.items()}
    assert judge(build, everything, part="draw").key == "diagnosis-extra"
    assert judge(build, everything).outcome == "passed"
    two = {**ALL_RIGHT, MINE[0]: "good | jagged"}
    assert judge(build, two, part="draw").key == "diagnosis-tag-unknown"


@pytest.mark.parametrize("student", [None, "", "   "])
def test_nobody_signed(build, student):
    for part in ("draw", "tags"):
        assert judge(build, ALL_RIGHT, part=part, student=student).key == "diagnosis-unsigned"


def test_whoever_handed_in_is_compared_where_known(build):
    assert judge(build, ALL_RIGHT, part="draw", student="Kim").review is None
    found = build.evidence(
        values=[
            build.value("diagnosis", kind="texts", texts=ALL_RIGHT, cell="diagnose"),
            build.value("student", kind="text", text="kim", cell="diagnose"),
        ]
    )
    for handed_in, review in (("kim", None), ("lee", "diagnosis-signed-by-another")):
        reference = build.reference(files=FILES, answers=RIGHT, student=handed_in)
        verdict = Diagnosis(part="draw")(found, reference, build.item(cell="diagnose"))
        assert verdict.outcome == "passed"
        assert verdict.review == review
        assert [remark.key for remark in verdict.remarks] == (
            ["diagnosis-signed-otherwise"] if review else []
        )


def test_what_is_not_there(build):
    reference = build.reference(files=FILES, answers=RIGHT)
    item = build.item(cell="diagnose")
    assert Diagnosis()(build.evidence(), reference, item).key == "absent-value"
    numbers = build.value("diagnosis", kind="series", series={"c01": (1.0,)}, cell="diagnose")
    found = build.evidence(values=[numbers])
    assert Diagnosis()(found, reference, item).key == "diagnosis-not-one"
    assert judge(build, ALL_RIGHT, files={}).outcome == "broken"
    assert judge(build, ALL_RIGHT, answers={}).outcome == "broken"
    assert judge(build, ALL_RIGHT, answers={}, public=True).key == "diagnosis-not-here"
    bare = {"data/draws.csv": FILES["data/draws.csv"], "data/curves.csv": b"a\n1,2,x\n"}
    wrong = dict.fromkeys(MINE, "x")
    assert {note.key for note in judge(build, wrong, files=bare).remarks} == {"diagnosis-look"}
