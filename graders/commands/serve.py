"""``grade serve``: the instructor's page, live."""

from __future__ import annotations

from pathlib import Path

import click

from graders.commands.options import course_option, examples, lang_option


@click.command(name="serve", epilog=examples("grade serve", "grade serve regression --port 8123"))
@click.argument("slugs", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default="a free one",
    help="Port to listen on.",
)
@course_option
@lang_option
def command(*, slugs: tuple[str, ...], port: int, start: Path, lang: str | None) -> int:
    """Show the instructor's page live: it follows a run, and keeps what was sorted and filtered.

    On this machine only (127.0.0.1), at an address with a token that nobody else knows. Nothing
    can be changed through it. Ctrl-C ends it.
    """
    import asyncio

    from graders.adopted.course import find_course
    from graders.commands.chosen import known_slugs
    from graders.commands.language import messages
    from graders.dashboard.server import Live, Server, serve
    from graders.errors import CourseError

    course = find_course(start)
    words = messages(lang)
    chosen = known_slugs(course, slugs)
    if not chosen:
        raise CourseError(f"{course.root} has no assignment: there is nothing to show.")

    async def until_stopped() -> None:
        try:
            server = Server(Live(course, chosen, words.lang), port)
        except OSError as problem:
            raise CourseError(
                f"port {port} of 127.0.0.1 cannot be used: {problem.strerror}. "
                "Leave --port out, and a free one is taken."
            ) from problem
        click.echo(words.say("serve-address", {"address": server.address}))
        await serve(server, asyncio.Event())

    try:
        asyncio.run(until_stopped())
    except KeyboardInterrupt:
        click.echo(words.say("serve-ended"))
    return 0
