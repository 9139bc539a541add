"""``grade run``: the cohort's submissions through the one flow."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.commands.chosen import graded, known_slugs
from graders.commands.options import (
    backend_option,
    cores,
    course_option,
    examples,
    jobs_option,
    lang_option,
    student_option,
    unsafe_option,
)
from graders.commands.scheduler import scheduler_option

if TYPE_CHECKING:
    from graders.cohort.judge import Runs
    from graders.cohort.regrading import CohortResult
    from graders.cohort.store import Store
    from graders.commands.console import Display
    from graders.commands.head_start import HeadStart
    from graders.course.folder import Course
    from graders.model.values import Scalar
    from graders.reports.table import Say


@click.command(
    name="run",
    epilog=examples(
        "grade run",
        "grade run regression --jobs 8",
        "grade run regression binary --student kim --student lee --force",
        "grade run --scheduler tcp://10.0.0.1:8786",
    ),
)
@click.argument("slugs", nargs=-1, metavar="[ASSIGNMENT]...")
@student_option
@jobs_option
@click.option("--force", is_flag=True, help="Run again what was run before.")
@click.option("--timing", is_flag=True, help="Say at the end where the time went.")
@scheduler_option
@backend_option
@unsafe_option
@course_option
@lang_option
def command(
    *,
    slugs: tuple[str, ...],
    students: tuple[str, ...],
    jobs: int | None,
    force: bool,
    timing: bool,
    scheduler: str | None,
    backend: str | None,
    unsafe: bool,
    start: Path,
    lang: str | None,
) -> int:
    """Grade the submissions in submitted/STUDENT/ASSIGNMENT/.

    Without an ASSIGNMENT, all that somebody has handed in. Only what is new or changed runs;
    everything else is known from before. Stop it when you like: the next run goes on from there.
    Grades go to gradebook.db, executed notebooks to autograded/.
    """
    from graders.commands.head_start import HeadStart, head_start

    early = HeadStart()
    if not scheduler:
        soon = head_start(start, backend=backend, unsafe=unsafe, jobs=jobs or cores(), force=force)
        early = click.get_current_context().with_resource(soon)

    # These take seconds to import, as what runs in the box does meanwhile.
    from graders.adopted.course import find_course
    from graders.cohort.store import Store
    from graders.commands.console import Display, show_cohort
    from graders.commands.language import messages
    from graders.commands.projection import project_grades

    say = messages(lang).say
    course = find_course(start)
    chosen = chosen_slugs(course, slugs)
    if not chosen:
        click.echo(say("cohort-empty", {"folder": str(course.layout.submitted)}))
        return 0
    chosen = usable(course, chosen)
    if not students and not anything_handed_in(course, chosen):
        names = ", ".join(dict.fromkeys(course.load(slug).name for slug in chosen))
        facts: dict[str, Scalar] = {"folder": str(course.layout.submitted), "names": names}
        click.echo(say("cohort-none", facts))
        return 0
    show_stale_bars(course, chosen, say)
    with Store.writer(course.state, _called("run", slugs)) as store:
        with Display(say) as display:
            result = grade_cohort(
                course,
                chosen,
                store=store,
                display=display,
                say=say,
                students=students,
                jobs=jobs,
                force=force,
                scheduler=scheduler,
                backend=backend,
                unsafe=unsafe,
                early=early,
            )
        project_grades(course, store, chosen)  # reads back what people changed, first
        grades = graded(store, chosen, {(g.student, g.assignment) for g in result.grades})
    show_unheard(course)
    show_cohort(grades, say)
    show_logs(result.logs, say)
    if timing:
        show_stages(result.stages)
    return int(any(grade.state == "broken" for grade in grades))


def grade_cohort(
    course: Course,
    slugs: Sequence[str],
    *,
    store: Store,
    display: Display,
    say: Say,
    students: Sequence[str] = (),
    jobs: int | None = None,
    force: bool = False,
    scheduler: str | None = None,
    backend: str | None = None,
    unsafe: bool = False,
    early: HeadStart | None = None,
) -> CohortResult:
    """The pipeline with this machine's runner, or a cluster's; a stop says how to go on.

    ``early`` is the runner that was begun beforehand, if any.
    """
    from graders.cohort.pipeline import run_cohort
    from graders.cohort.progress import ProgressFile
    from graders.commands.scheduler import judge_scheduler, open_cluster
    from graders.errors import ClusterError
    from graders.running.backends import choose

    wanted = jobs or cores()
    asked = judge_scheduler(course, scheduler, unsafe=unsafe) if scheduler else None
    # Only --unsafe can lead to a run without a box, and evidence must know whether it did.
    unboxed = unsafe and choose(backend, unsafe=True).unsafe

    def open_runner() -> AbstractContextManager[Runs]:
        from graders.running.runner import Runner

        if scheduler:
            return open_cluster(scheduler, asked, say, backend=backend, jobs=jobs)
        if early is not None and early.begun:
            # Nothing is refused any more, and what comes after the box takes as long to import.
            import graders.gradebook.adjustments
            import graders.gradebook.projection  # noqa: F401
        runner = early.take() if early is not None else None
        box = runner.backend if runner is not None else choose(backend, unsafe=unsafe)
        if box.warning:
            click.echo(box.warning, err=True)
        return runner or Runner(box, jobs=wanted)

    try:
        with ProgressFile(course.state, display.watch) as progress:
            return run_cohort(
                course,
                slugs,
                store=store,
                open_runner=open_runner,
                students=students,
                jobs=wanted,
                force=force,
                unsafe=unboxed,
                watch=progress.watch,
            )
    except (KeyboardInterrupt, ClusterError) as stop:
        again = ["grade", "run", *slugs]
        for name, values in {"--student": students, "--scheduler": [scheduler or ""]}.items():
            again += [word for value in values if value for word in (name, value)]
        command = shlex.join(again)
        facts: dict[str, Scalar] = {
            "done": display.done, "total": display.total, "command": command,
        }  # fmt: skip
        how = say("interrupted", facts)
        if isinstance(stop, ClusterError):
            raise ClusterError(f"{stop}\n{how}") from stop
        raise KeyboardInterrupt(how) from None


def chosen_slugs(course: Course, wanted: Sequence[str]) -> list[str]:
    """The assignments named, else those that somebody has handed in.

    Raises :class:`CourseError` for one that the course does not have.
    """
    from graders.cohort import submissions

    if wanted:
        return known_slugs(course, wanted)
    there = submissions.slugs(course.layout.submitted)
    show_unknown(course, there)
    return [slug for name, parts in course.parts().items() if name in there for slug in parts]


def usable(course: Course, slugs: Sequence[str]) -> list[str]:
    """Those that can be graded; what is wrong with the others is said.

    An assignment of several notebooks goes as a whole, since its score is that of all of them.
    Raises :class:`CourseError` or :class:`RubricError` where nothing is left.
    """
    from graders.errors import CourseError, RubricError

    fine: list[str] = []
    problems: list[CourseError | RubricError] = []
    refused: set[str] = set()
    for slug in slugs:
        try:
            course.load(slug)
            fine.append(slug)
        except (CourseError, RubricError) as problem:
            problems.append(problem)
            refused.add(slug.partition("/")[0])
    fine = [slug for slug in fine if slug.partition("/")[0] not in refused]
    if problems and not fine:
        raise problems[0]
    for said in problems:
        click.echo(f"grade: {said}", err=True)
    return fine


def anything_handed_in(course: Course, slugs: Sequence[str]) -> bool:
    """Whether there is work on any of them. Raises what :func:`~.submissions.find` raises."""
    from graders.cohort.pipeline import handed_in

    # All are looked at, so that what is wrong with one is said before anything is written.
    return sum(len(handed_in(course.load(slug), ())) for slug in slugs) > 0


def show_logs(logs: Sequence[str], say: Say) -> None:
    """Where the tracebacks of our own faults are."""
    for log in logs:
        click.echo(say("our-fault-log", {"file": log}), err=True)


def show_stale_bars(course: Course, slugs: Sequence[str], say: Say) -> None:
    """What changed under an assignment's bars; grades that need one would be for review."""
    from graders.course.calibrate import stale

    for slug in slugs:
        loaded = course.load(slug)
        if loaded.adopted:
            continue
        for fault in stale(loaded):
            click.echo(say("bars-stale", {"slug": slug, "fault": fault}), err=True)


def show_unheard(course: Course) -> None:
    """The settings of nbgrader's that say how work is graded and that are not followed."""
    for setting in course.layout.unheard:
        click.echo(f"grade: nbgrader_config.py sets {setting}, which is not followed.", err=True)


def show_unknown(course: Course, there: set[str]) -> None:
    """The folders of students that no assignment of the course is called."""
    from graders.reports.plain import printable

    known = list(course.parts())
    unknown = ", ".join(printable(name) for name in sorted(there - set(known))[:10])
    if unknown:
        click.echo(
            f"grade: {course.layout.submitted} has work for {unknown}, which this course has no "
            f"assignment for (it has {', '.join(known) or 'none yet'}); it is left out.",
            err=True,
        )


def show_stages(stages: dict[str, float]) -> None:
    """Seconds by stage, largest first."""
    for stage, seconds in Counter(stages).most_common():
        click.echo(f"{stage:>12} {seconds:9.2f} s")


def _called(name: str, slugs: Sequence[str]) -> str:
    return " ".join(["grade", name, *slugs])
