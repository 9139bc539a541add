from concurrent.futures import ThreadPoolExecutor

from graders.running.experiments import change, perturb
from graders.running.experiments.change import Change

ROWS = frozenset({1, 2, 3})


def test_changed_files_are_made_once_for_notebooks_tried_at_a_time(job, monkeypatch):
    made = []
    original = perturb.changed

    def counted(*arguments):
        made.append(arguments)
        return original(*arguments)

    monkeypatch.setattr(perturb, "changed", counted)
    change._changed.cache_clear()
    wanted = Change(train=ROWS, test=ROWS, kept=frozenset(), planted={})
    with ThreadPoolExecutor(8) as pool:
        found = list(
            pool.map(lambda _: wanted.files(job, "price", held=True, test=True), range(16))
        )
    assert len(made) == 2
    assert all(each == found[0] for each in found)


def test_ten_seeds_of_a_proof_find_room():
    assert change._changed.cache_parameters()["maxsize"] >= 2 * 10
