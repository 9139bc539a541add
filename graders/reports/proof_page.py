"""The graders' own errors as one page: nothing is loaded, and nothing runs in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graders.model.proof import Proof
from graders.model.values import Scalar
from graders.reports.plain import printable
from graders.reports.proof_table import percent
from graders.reports.table import Say

TEMPLATES = Path(__file__).with_name("templates")


def proof_page(
    proof: Proof, faults: Sequence[str], stated_error: float, say: Say, lang: str
) -> str:
    """HTML in the language of ``say``. ``faults`` are what is wrong with the figures."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    def said(key: str, **facts: Scalar) -> str:
        return say(key, facts)

    page = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        # What is marked up already is the template's own.
        finalize=lambda value: printable(value) if type(value) is str else value,
    ).get_template("proof.html.j2")
    return page.render(
        proof=proof,
        faults=faults,
        problems=len(faults) + sum(len(one.findings) for one in proof.assignments),
        right=sum(one.right_solutions for one in proof.assignments),
        wrong=sum(one.wrong_solutions for one in proof.assignments),
        runs=sum(one.runs for one in proof.assignments),
        error=percent(stated_error),
        percent=percent,
        say=said,
        lang=lang,
    )
