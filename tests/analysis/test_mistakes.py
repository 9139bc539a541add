import msgspec
from graded_by_hand import cohort, grade, unreadable
from hypothesis import given
from hypothesis import strategies as st

from graders.analysis.mistakes import clusters

shares = st.sampled_from([0, 0.5, 1, "blocked", "broken"])


@given(st.lists(st.lists(shares, min_size=3, max_size=3), max_size=20))
def test_everybody_who_lost_credit_is_in_one_cluster(rows):
    grades = cohort(*rows)
    made = clusters(grades)
    named = [student for one in made for student in one.students]
    assert sorted(named) == [
        one.student
        for one, row in zip(grades, rows, strict=True)
        if any(credit in (0, 0.5) for credit in row)
    ]
    assert [len(one.students) for one in made] == sorted(
        (len(one.students) for one in made), reverse=True
    )
    assert all(one.example.student in one.students for one in made)


def test_what_is_blocked_follows_and_unreadable_work_is_its_own():
    grades = [grade("a", [0, "blocked"]), grade("b", [0, 1]), unreadable("c"), grade("d", [1, 1])]
    assert [(one.signs, one.students) for one in clusters(grades)] == [
        ((("a", "failed-key", ""),), ("a", "b")),
        ((("", "submission-not-json", ""),), ("c",)),
    ]


def test_two_exceptions_are_two_mistakes():
    def crashed(student, exception):
        one = grade(student, [0])
        verdict = msgspec.structs.replace(one.lines[0].verdict, facts={"type": exception})
        return msgspec.structs.replace(
            one, lines=(msgspec.structs.replace(one.lines[0], verdict=verdict),)
        )

    grades = [crashed("a", "NameError"), crashed("b", "ValueError"), crashed("c", "NameError")]
    assert [one.students for one in clusters(grades)] == [("a", "c"), ("b",)]
