"""Executed notebooks made by other processes are those that are made here."""

import json
import os
import signal
from concurrent.futures import wait

import pytest

from graders.cohort.store import Store
from graders.commands import executed_notebooks
from graders.commands.executed_notebooks import Executed, NotebookMaker
from graders.reports.messages import Messages

SLUG = "scaling"


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch):
    monkeypatch.setattr(executed_notebooks, "_FEW", 2)
    monkeypatch.setattr(executed_notebooks, "_TOGETHER", 1)


@pytest.fixture
def store(graded):
    with Store(graded.state, readonly=True) as opened:
        yield opened


def asked(maker, course, store):
    loaded = course.load(SLUG)
    return [Executed(maker, loaded, row, stored) for row, stored in store.each(SLUG)]


def taken(maker):
    """Bytes in the order that they were asked for."""
    return [data for _, data in sorted(maker.each())]


def given_away(maker):
    assert (len(maker._given), len(maker._left)) == (3, 1)
    wait(maker._given)


def made_here(course, store, lang="en"):
    with NotebookMaker(course, store, [SLUG], Messages(lang), processes=1) as maker:
        notebooks = asked(maker, course, store)
        maker.begin(notebooks)
        assert maker._pool is None
        return taken(maker)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_what_other_processes_make_is_taken_and_is_the_same(graded, store, monkeypatch, lang):
    here = made_here(graded, store, lang)
    assert len(set(here)) == 4
    with NotebookMaker(graded, store, [SLUG], Messages(lang), processes=2) as maker:
        notebooks = asked(maker, graded, store)
        maker.begin(notebooks)
        given_away(maker)
        made, make = [], maker.make
        monkeypatch.setattr(maker, "make", lambda one: made.append(one) or make(one))
        assert taken(maker) == here
        assert made == notebooks[3:]
        assert taken(maker) == []


def test_what_was_given_to_no_other_process_is_made_here(graded, store, monkeypatch):
    here = made_here(graded, store)
    monkeypatch.setattr(executed_notebooks, "_AHEAD", 1)
    with NotebookMaker(graded, store, [SLUG], Messages("en"), processes=2) as maker:
        notebooks = asked(maker, graded, store)
        maker.begin(notebooks)
        assert (len(maker._given), len(maker._left)) == (1, 3)
        assert taken(maker) == here
        # Begun with and not asked for: nothing of it is handed out later.
        maker.begin(notebooks)
        maker.begin(notebooks[1:])
        assert taken(maker) == here[1:]
        assert [notebook() for notebook in notebooks] == here


def test_processes_that_are_killed_cost_nothing(graded, store):
    here = made_here(graded, store)
    with NotebookMaker(graded, store, [SLUG], Messages("en"), processes=2) as maker:
        notebooks = asked(maker, graded, store)
        maker.begin(notebooks)
        for pid in list(maker._pool._processes):
            os.kill(pid, signal.SIGKILL)
        given_away(maker)
        assert taken(maker) == here
        maker.begin(notebooks)
        assert taken(maker) == here


@pytest.mark.parametrize("problem", [OSError(11, "no room"), NotImplementedError("no semaphores")])
def test_where_no_process_can_be_had_all_are_made_here(graded, store, monkeypatch, problem):
    def refuse(*given, **named):
        raise problem

    here = made_here(graded, store)
    monkeypatch.setattr(executed_notebooks, "Helpers", refuse)
    with NotebookMaker(graded, store, [SLUG], Messages("en"), processes=2) as maker:
        maker.begin(asked(maker, graded, store))
        assert taken(maker) == here


def test_what_is_wrong_with_one_is_said_once_and_costs_the_others_nothing(graded, store, capfd):
    here = made_here(graded, store)
    with NotebookMaker(graded, store, [SLUG], Messages("en"), processes=2) as maker:
        loaded = graded.load(SLUG)
        (row, stored), (other, unread), *others = store.each(SLUG)
        lost = Executed(maker, loaded, row, stored._replace(evidence="0" * 64))
        empty = Executed(maker, loaded, other._replace(notebook=""), unread)
        fine = [Executed(maker, loaded, *one) for one in others]
        maker.begin([lost, empty, *fine])
        given_away(maker)
        without, released, *rest = taken(maker)
        assert rest == here[2:]
    assert [cell["id"] for cell in json.loads(without)["cells"]] == [
        cell["id"] for cell in json.loads(here[0])["cells"]
    ]
    assert "%grade" in "".join(cell["source"] for cell in json.loads(released)["cells"])
    (told,) = capfd.readouterr().err.splitlines()
    assert told.startswith(f"{stored.grade.student}: ")
