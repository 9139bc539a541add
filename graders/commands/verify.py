"""``grade verify``: the proof that an assignment grades as it should."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.commands.options import (
    backend_option,
    course_option,
    examples,
    lang_option,
    unsafe_option,
)

if TYPE_CHECKING:
    from graders.cohort.judge import Judge
    from graders.cohort.pipeline import Runs
    from graders.course.variants import Variant
    from graders.model.grade import Grade
    from graders.reports.junit import Case
    from graders.reports.table import Say

    Claim = tuple[str, bytes, Callable[[Grade], str]]
    """A name, a notebook, and what is wrong with the grade that it got (empty: nothing)."""

JOBS = 2
UNSOLVED = Decimal("0.1")
"""What an unsolved notebook may get at most, as a share of full marks."""


@click.command(
    name="verify",
    epilog=examples("grade verify", "grade verify regression --junit verify.xml"),
)
@click.argument("slugs", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option(
    "--junit",
    "junit_file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="Write the findings as JUnit XML to this file.",
)
@backend_option
@unsafe_option
@course_option
@lang_option
def command(
    *,
    slugs: tuple[str, ...],
    junit_file: Path | None,
    backend: str | None,
    unsafe: bool,
    start: Path,
    lang: str | None,
) -> int:
    """Run what is right and what is wrong about each assignment, in a box, and judge it.

    The reference and the variants in `right/` must get full marks, the unsolved notebook at most
    10 %, and each variant in `wrong/` must lose points on the lines of its header, for the reason
    that stands there. Exits 1 where that does not hold.
    """
    from graders.cohort.judge import Judge
    from graders.cohort.store import write_aside
    from graders.commands.language import messages
    from graders.commands.run import known_slugs
    from graders.course.folder import Course
    from graders.reports.junit import junit
    from graders.running.backends import choose
    from graders.running.runner import Runner

    say = messages(lang).say
    course = Course.find(start)
    chosen = known_slugs(course, slugs)
    cases: list[Case] = []
    with Runner(choose(backend, unsafe=unsafe), jobs=JOBS) as runner:
        for slug in chosen:
            judge = Judge(course.load(slug))
            for case in cases_of(judge, runner, say):
                holds = not (case.failure or case.error)
                mark = say("verify-holds" if holds else "verify-fails", {})
                click.echo(f"{slug}: {case.name}: {mark} ({case.seconds:.1f} s)")
                for text in (case.failure, case.error):
                    if text:
                        click.echo("    " + "\n    ".join(text.splitlines()))
                cases.append(case)
    if junit_file is not None:
        write_aside(junit_file, junit(cases), durable=False)
    return int(any(case.failure or case.error for case in cases))


def cases_of(judge: Judge, runner: Runs, say: Say) -> Iterator[Case]:
    """All claims about one assignment, tested two at a time, in their order.

    Raises :class:`CourseError` for a variant's file that is not as it should be.
    """
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(JOBS) as pool:
        yield from pool.map(lambda claim: _case(judge, runner, claim), _claims(judge, say))


def _claims(judge: Judge, say: Say) -> list[Claim]:
    from graders.course.released_notebook import notebook_bytes
    from graders.course.variants import disagreements, read_variants, variant_notebook

    loaded = judge.loaded

    def about(variant: Variant) -> Claim:
        return (
            f"{variant.kind}/{variant.name}: {variant.title}",
            variant_notebook(loaded, variant),
            lambda grade: "\n".join(disagreements(variant, grade)),
        )

    def plain(key: str, notebook: bytes) -> Claim:
        return say(key, {}), notebook, lambda grade: _failure(key, grade, say)

    return [
        plain("verify-reference", notebook_bytes(loaded.source_notebook())),
        plain("verify-skeleton", notebook_bytes(loaded.skeleton_notebook())),
        *map(about, read_variants(loaded)),
    ]


def _case(judge: Judge, runner: Runs, claim: Claim) -> Case:
    import time

    from graders.errors import GradersError
    from graders.reports.junit import Case

    name, notebook, failure_of = claim
    began = time.perf_counter()
    failure = error = ""
    try:
        failure = failure_of(_graded(judge, runner, notebook))
    except GradersError as problem:
        error = str(problem)
    return Case(
        suite=judge.assignment.slug,
        name=name,
        seconds=time.perf_counter() - began,
        failure=failure,
        error=error,
    )


def _graded(judge: Judge, runner: Runs, notebook: bytes) -> Grade:
    import hashlib

    import msgspec

    from graders.cohort import keys
    from graders.cohort.index import AttemptRow
    from graders.course.planning import make_job
    from graders.course.submission import read_submission

    read = read_submission(notebook, judge.loaded)
    job = make_job(judge.loaded, read, {})
    run = msgspec.structs.replace(runner.run(job), repairs=read.repairs)
    row = AttemptRow(
        student="reference",
        slug=judge.assignment.slug,
        number=1,
        notebook=hashlib.sha256(notebook).hexdigest(),
        files="",
        companions=b"",
        remarks=b"",
        received_at="",
    )
    return judge.grade(row, (), keys.evidence_key(job, unsafe=False), run)


def _failure(claim: str, grade: Grade, say: Say) -> str:
    from graders.reports.table import line_text, score

    if grade.state == "broken":
        holds = False
    elif claim == "verify-reference":
        holds = grade.score == grade.possible and grade.state == "graded"
    else:
        holds = grade.score <= UNSOLVED * grade.possible
    if holds:
        return ""
    wrong = [
        f"{line.item}: {line.verdict.outcome}: {line_text(line, say)}"
        for line in grade.lines
        if (line.points < line.possible) == (claim == "verify-reference") or line.verdict.review
    ]
    problem = [] if grade.problem is None else [say(grade.problem.key, grade.problem.facts)]
    return "\n".join([score(grade), *problem, *wrong])
