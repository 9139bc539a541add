"""Answers that a person grades."""

from graders.checks.by_hand import GradedByHand
from graders.model.evidence import Remark


def test_an_answer_waits_for_a_person_and_an_untouched_one_does_not(build):
    repairs = [Remark(key="no-response", facts={"cell": "why"}, cell="why")]
    evidence, item = build.evidence(cells=[], repairs=repairs), build.item(id="why")
    untouched = GradedByHand()(evidence, build.reference(), item)
    assert (untouched.outcome, untouched.key, untouched.review) == ("failed", "no-response", None)
    other = GradedByHand()(evidence, build.reference(), build.item(id="how"))
    assert (other.outcome, other.key, other.review) == ("blocked", "graded-by-hand", "by-hand")
    assert GradedByHand(cell="why")(evidence, build.reference(), build.item(id="how")) == untouched
