"""Each attack, armed by a control run, against the best box of this machine."""

import pytest

from graders.model.evidence import CellRun, Evidence, Measurement, RunStatus
from graders.running.attacks.__main__ import counts
from graders.running.attacks.table import ATTACKS
from graders.running.attacks.trial import Host, Trial, attempt, judge, printed

HERE = Host(file="/f", secret="s", port=1, abstract="a", victim=2, mark="m0123456789ab")


@pytest.mark.box
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_attack_is_contained(runner, attack):
    trial = attempt(runner, attack)
    assert trial.contained, trial.detail
    if trial.armed is False:
        pytest.skip("this machine stops it without a box, so it shows nothing")


@pytest.mark.box
def test_after_all_attacks_a_run_is_as_good_as_ever(runner):
    from graders.running.attacks.trial import job

    assert runner.run(job("print(1)")).status.outcome == "finished"


def evidence(outputs=b"[]", outcome="finished", first="ok", **fields):
    cells = (
        CellRun(cell="cell-0", index=0, outcome=first),
        CellRun(cell="cell-1", index=1, outcome="ok", outputs=outputs),
    )
    return Evidence(status=RunStatus(outcome=outcome), cells=cells, **fields)


def test_a_breach_is_a_printed_line_and_not_a_quoted_one():
    breach = b'[{"output_type": "stream", "name": "stdout", "text": "BREACH\\n"}]'
    quoted = b'[{"output_type": "error", "traceback": ["    print(\\"BREACH\\")"]}]'
    assert judge(ATTACKS[0], HERE, evidence(breach)) == ["the attack succeeded"]
    assert judge(ATTACKS[0], HERE, evidence(quoted)) == []
    assert printed(evidence(breach).cells[1]) == ["BREACH"]


def test_what_an_attack_leaves_behind_counts():
    endless = next(attack for attack in ATTACKS if attack.endings == ("timeout",))
    assert judge(endless, HERE, evidence()) == ["the run ended with finished"]
    assert judge(ATTACKS[0], HERE, evidence(first="not-run")) == [
        "what came before the attack was lost"
    ]
    forged = Measurement(model=0, status="confirmed", reason=HERE.mark)
    assert judge(ATTACKS[0], HERE, evidence(measurements=(forged,))) == [
        "a forged measurement was believed"
    ]


def test_names_are_unique_and_counts_add_up():
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS)
    trials = [
        Trial(ATTACKS[0], armed=True, contained=True, detail="", seconds=0),
        Trial(ATTACKS[1], armed=True, contained=False, detail="", seconds=0),
        Trial(ATTACKS[2], armed=None, contained=True, detail="", seconds=0),
    ]
    assert counts(trials) == (
        "3 tried, 2 armed (1 cannot be tried safely without a box), "
        "1 of the armed and 2 of all contained"
    )
