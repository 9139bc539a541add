"""The dashboard shown live: a server for one reader on this machine, which writes nothing.

It listens on the loopback address only. Whoever asks has to know a random token: it comes once in
the address, and from then on in a cookie that scripts and other sites do not see. The ``Host`` of
a request must be the address served, or a page elsewhere could point a name of its own at
127.0.0.1 and read along (DNS rebinding). Only GET is answered, and the store is opened for reading.
"""

from __future__ import annotations

import asyncio
import hmac
import os
import secrets
import socket
import time
from collections.abc import Awaitable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler

from graders.cohort.progress import ProgressNote, read_progress
from graders.cohort.store import Store
from graders.dashboard.cohort import CohortReader
from graders.errors import GradersError
from graders.model.values import Scalar
from graders.pages.student import Shared, given, render
from graders.pages.writing import page_name
from graders.reports.dashboard_page import dashboard_page, index_page, policy
from graders.reports.dashboard_view import CohortView, Progress
from graders.reports.messages import Messages
from graders.reports.plain import printable

if TYPE_CHECKING:
    from graders.course.folder import Course

ADDRESS = "127.0.0.1"
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Type": "text/html; charset=UTF-8",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_SHOWN_RUNNING = 4
_SHARE = 9


class Live:
    """A course's pages as they stand, made again where the store has changed.

    SQLite's connections belong to a thread: all reading is done in the one of ``_reading``.
    """

    def __init__(self, course: Course, slugs: Sequence[str], lang: str) -> None:
        self.course = course
        self.slugs = tuple(slugs)
        self.lang = lang
        self.say = Messages(lang).say
        self._readers = {slug: CohortReader(course, slug, lang) for slug in slugs}
        self._views: dict[str, tuple[object, CohortView]] = {}
        self._not_before: dict[str, float] = {}
        self._shared: dict[str, Shared] = {}
        self._reading = ThreadPoolExecutor(1, thread_name_prefix="dashboard")

    def close(self) -> None:
        """End the reading."""
        self._reading.shutdown(wait=True, cancel_futures=True)

    async def view(self, slug: str) -> CohortView:
        """The cohort now. Raises :class:`StoreError` where the store cannot be read."""
        return await asyncio.get_running_loop().run_in_executor(self._reading, self._view, slug)

    async def page(self, slug: str) -> str:
        """The page now."""
        return await asyncio.get_running_loop().run_in_executor(self._reading, self._page, slug)

    async def student(self, slug: str, file: str) -> bytes | None:
        """A student's page, made now; None where nobody has a page of that name."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._reading, self._student, slug, file)

    def progress(self) -> ProgressNote | None:
        """The run that goes on."""
        return read_progress(self.course.state)

    def _view(self, slug: str) -> CohortView:
        changed = self._changed()
        known = self._views.get(slug)
        began = time.monotonic()
        if known is not None and (known[0] == changed or began < self._not_before.get(slug, 0)):
            return known[1]
        if changed is None:
            view = self._readers[slug].read(None)
        else:
            with Store(self.course.state, readonly=True) as store:
                view = self._readers[slug].read(store)
        names = {grade.student: page_name(grade.student) for grade in view.grades}
        self._views[slug] = (changed, replace(view, pages=names))
        # While a run adds a grade a second, no more than a tenth of a core goes into looking.
        now = time.monotonic()
        self._not_before[slug] = now + _SHARE * (now - began)
        return self._views[slug][1]

    def _page(self, slug: str) -> str:
        view, note = self._view(slug), self.progress()
        live = None if note is None else Progress(note.done, note.total)
        return dashboard_page(view, self.say, self.lang, live=live, serving=True)

    def _student(self, slug: str, file: str) -> bytes | None:
        if self._changed() is None:
            return None
        if slug not in self._shared:
            self._shared[slug] = Shared(self.course.load(slug))
        with Store(self.course.state, readonly=True) as store:
            rows, grades = store.newest_attempts(slug), store.grades(slug)
            for student, stored in grades.items():
                if page_name(student) == file and student in rows:
                    submission = given(store, stored, rows[student])
                    return render(self._shared[slug], submission, lang=self.lang)
        return None

    def _changed(self) -> tuple[int, int] | None:
        """What moves with every write: SQLite rewrites the file's head in each transaction."""
        try:
            found = (self.course.state / "store.sqlite").stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size


class _Guarded(RequestHandler):
    """A handler that answers nobody without the token, and no other host's name."""

    live: Live
    token: str
    hosts: frozenset[str]
    cookie: str

    def initialize(self, live: Live, token: str, hosts: frozenset[str], cookie: str) -> None:
        """Take what the server knows."""
        self.live, self.token, self.hosts, self.cookie = live, token, hosts, cookie

    def set_default_headers(self) -> None:
        """Nothing is kept, framed, sniffed or sent on."""
        for name, value in _HEADERS.items():
            self.set_header(name, value)
        self.set_header(
            "Content-Security-Policy", policy(serving=True) + "; frame-ancestors 'none'"
        )
        self.clear_header("Server")

    def prepare(self) -> Awaitable[None] | None:
        """Refuse, or take the token from the address into the cookie."""
        if self.request.host.lower() not in self.hosts:
            raise HTTPError(403, reason="Not this host")
        if self.request.method != "GET":
            raise HTTPError(405)
        given = self.get_query_argument("token", "")
        if given and _same(given, self.token):
            self.set_cookie(self.cookie, self.token, httponly=True, samesite="Strict", path="/")
            # The token stays out of the browser's history and of links.
            self.redirect(self.request.path)
            return None
        if not _same(self.get_cookie(self.cookie) or "", self.token):
            raise HTTPError(403, reason="The address lacks its token")
        return None

    def write_error(self, status_code: int, **kwargs: object) -> None:
        """A sentence, never a traceback."""
        problem = kwargs.get("exc_info")
        cause = problem[1] if isinstance(problem, tuple) else None
        words = str(cause) if isinstance(cause, GradersError) else self._reason
        self.set_header("Content-Type", "text/plain; charset=UTF-8")
        self.finish(f"{status_code}: {printable(words)}\n")


class _Index(_Guarded):
    def get(self) -> None:
        """The course's assignments; the one where there is one."""
        live = self.live
        if len(live.slugs) == 1:
            self.redirect(f"/{quote(live.slugs[0])}/")
            return
        titles = {slug: slug for slug in live.slugs}
        self.write(index_page(titles, live.say, live.lang))


class _Page(_Guarded):
    async def get(self, slug: str) -> None:
        """The page."""
        self.write((await self.live.page(_known(self.live, slug))).encode("utf-8", "replace"))


class _News(_Guarded):
    async def get(self, slug: str) -> None:
        """How far a run is, and which page is the newest."""
        live = self.live
        view = await live.view(_known(live, slug))
        note = live.progress()
        self.write(
            {
                "version": view.made,
                "done": 0 if note is None else note.done,
                "total": 0 if note is None else note.total,
                "text": "" if note is None else _in_words(note, live),
            }
        )


class _Student(_Guarded):
    async def get(self, slug: str, name: str) -> None:
        """A student's page, from the store: none has to lie on the disk."""
        page = await self.live.student(_known(self.live, slug), name)
        if page is None:
            raise HTTPError(404)
        # It states its own policy, which allows its own style; this one holds beside it.
        self.set_header("Content-Security-Policy", "script-src 'none'; frame-ancestors 'none'")
        self.write(page)


def application(live: Live, token: str, port: int) -> Application:
    """The server's addresses."""
    known = {
        "live": live,
        "token": token,
        "hosts": frozenset({f"{ADDRESS}:{port}", f"localhost:{port}"}),
        # Cookies know no ports: another server of ours on this machine has another name.
        "cookie": f"graders-{port}",
    }
    return Application(
        [
            (r"/", _Index, known),
            (r"/(.+)/students/([^/]+)", _Student, known),
            (r"/(.+)/news", _News, known),
            (r"/(.+)/", _Page, known),
        ],
        default_handler_class=_Missing,
        default_handler_args=known,
        log_function=lambda _handler: None,
    )


class _Missing(_Guarded):
    def prepare(self) -> Awaitable[None] | None:
        """Nothing here, for those who may know it."""
        super().prepare()
        if not self._finished:
            raise HTTPError(404)
        return None


class Server:
    """Listens from the beginning, and answers from :meth:`start` to :meth:`stop`.

    ``address`` has the token; ``port`` 0 is any free one. Raises :class:`OSError` for one in use.
    """

    def __init__(self, live: Live, port: int = 0) -> None:
        self._live = live
        self._socket = _listening(port)
        self.port = int(self._socket.getsockname()[1])
        self.token = secrets.token_urlsafe(32)
        self._server: HTTPServer | None = None

    @property
    def address(self) -> str:
        """Where to go, token and all."""
        return f"http://{ADDRESS}:{self.port}/?token={self.token}"

    def start(self) -> None:
        """Answer, in the running event loop."""
        self._server = HTTPServer(application(self._live, self.token, self.port))
        self._server.add_socket(self._socket)

    async def stop(self) -> None:
        """Answer no more."""
        if self._server is not None:
            self._server.stop()
            await self._server.close_all_connections()
        self._live.close()


async def serve(server: Server, ended: asyncio.Event) -> None:
    """Answer until ``ended`` is set."""
    server.start()
    try:
        await ended.wait()
    finally:
        await server.stop()


def _listening(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            # Else a server that has just ended keeps its port for a minute.
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((ADDRESS, port))
        made.listen(128)
        made.setblocking(False)
    except OSError:
        made.close()
        raise
    return made


def _known(live: Live, slug: str) -> str:
    if slug not in live.slugs:
        raise HTTPError(404)
    return slug


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode())


def _in_words(note: ProgressNote, live: Live) -> str:
    names = [
        f"{printable(one.student)[:24]}: {one.cell}" if one.cell else printable(one.student)[:24]
        for one in note.running
    ]
    more = len(names) - _SHOWN_RUNNING
    shown = ", ".join(names[:_SHOWN_RUNNING]) + (f" +{more}" if more > 0 else "")
    facts: dict[str, Scalar] = {"done": note.done, "total": note.total, "running": shown}
    return live.say("dash-live-now" if names else "dash-live-idle", facts)
