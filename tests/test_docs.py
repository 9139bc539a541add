"""What README and docs say holds: commands parse, keys exist, links lead somewhere."""

import re
import shlex
import tomllib
from decimal import Decimal
from pathlib import Path

import click
import msgspec
import pytest

from graders import cli
from graders.checks import check_types, make_check
from graders.course.folder import Settings
from graders.model.assignment import Assignment, Limits, RubricItem, Targets, TaskCell
from graders.model.evidence import Evidence, ModelRecord, RunStatus
from graders.model.network import ModelSpec
from graders.model.reference import Reference
from graders.reports.messages import Messages

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
INSTRUCTORS = ROOT / "docs" / "instructors.md"

_BLOCK = re.compile(r"^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"(?:^|&& |\./|bin/|`)grade (?P<words>[a-z-][^&|`#>]*)")
_LINK = re.compile(r"\]\((?P<to>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (?P<text>.+)$", re.MULTILINE)


def blocks(page: Path, kind: str) -> list[str]:
    text = page.read_text("utf-8")
    return [found["text"] for found in _BLOCK.finditer(text) if found["kind"] == kind]


def commands() -> list[str]:
    found = []
    for page in PAGES:
        lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
        found += [match["words"].strip() for line in lines for match in _COMMAND.finditer(line)]
    return list(dict.fromkeys(found))


def test_there_are_commands_to_look_at() -> None:
    assert {"demo", "check regression.ipynb", "run regression"} <= {*commands()}


@pytest.mark.parametrize("words", commands())
def test_every_command_in_a_code_block_parses(words: str) -> None:
    rest = shlex.split(words)
    command: click.Command = cli.grade
    parent = click.Context(cli.grade, info_name="grade")
    while isinstance(command, click.Group):
        found = command.get_command(parent, rest.pop(0))
        assert found is not None
        command = found
    assert command.make_context("docs", rest, parent=parent)


def wanted_keys() -> set[str]:
    """Every key of assignment.toml, dotted where it stands in a table."""
    tables = {"limits": Limits, "targets": Targets, "cells": TaskCell, "checks": RubricItem}
    keys = {field for field in Assignment.__struct_fields__ if field not in {*tables, "rows"}}
    for table, struct in tables.items():
        keys |= {f"{table}.{field}" for field in struct.__struct_fields__}
    return keys | {"rows.train", "rows.test"}


def test_every_key_of_assignment_toml_is_documented_and_exists() -> None:
    section = INSTRUCTORS.read_text("utf-8").partition("## assignment.toml")[2].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    told = {key for row in rows for key in re.findall(r"`([^`]+)`", row.split("|")[1])}
    assert told == wanted_keys()


@pytest.mark.parametrize("key", Settings.__struct_fields__)
def test_every_key_of_course_toml_is_documented(key: str) -> None:
    assert f"`{key}`" in INSTRUCTORS.read_text("utf-8")


def anchors(page: Path) -> set[str]:
    """Headings as addresses: small letters, hyphens for blanks, no punctuation."""
    headings = (found["text"].lower() for found in _HEADING.finditer(page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", text).replace(" ", "-") for text in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for found in _LINK.finditer(_BLOCK.sub("", page.read_text("utf-8"))):
        path, _, anchor = found["to"].partition("#")
        if "://" in path:
            continue
        target = page.parent / path if path else page
        assert target.exists(), found["to"]
        assert not anchor or anchor in anchors(target), found["to"]


def test_every_page_can_be_reached_from_the_readme() -> None:
    readme = PAGES[0].read_text("utf-8")
    assert all(f"docs/{page.name}" in readme for page in PAGES[1:])


def test_the_example_of_a_check_judges() -> None:
    (source,) = [one for one in blocks(INSTRUCTORS, "python") if "CHECKS" in one]
    experiments, *others = blocks(INSTRUCTORS, "toml")
    (rubric,) = [one for one in others if 'check = "few-parameters"' in one]
    others = [one for one in others if one != rubric and "[[checks]]" in one]
    types = check_types()
    for one in tomllib.loads(experiments)["checks"]:
        assert make_check(msgspec.convert(one, RubricItem), types).needs
    for one in (line for lines in others for line in tomllib.loads(lines)["checks"]):
        assert make_check(msgspec.convert(one, RubricItem), types)
    namespace: dict[str, object] = {"__name__": "example"}
    exec(source, namespace)
    checks = namespace["CHECKS"]
    assert isinstance(checks, dict)
    item = msgspec.convert(tomllib.loads(rubric)["checks"][0], RubricItem)
    check = make_check(item, checks)
    spec = ModelSpec(source="measured", kind="sequential", parameters=501)
    model = ModelRecord(model=0, names=("model",), spec=spec)
    for models, said in (((), "no network"), ((model,), "501 parameters; 500 are enough")):
        found = Evidence(status=RunStatus(outcome="finished"), models=models)
        verdict = check(found, Reference(), item)
        assert (verdict.outcome, verdict.credit) == ("failed", Decimal(0))
        assert said in Messages("en").say(verdict.key, verdict.facts)
