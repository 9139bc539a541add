"""The process that talks to Dask, so that the one that holds the labels does not.

Dask's messages may hold pickles: of results, exceptions, warnings. Here none is opened that names
anything but ``bytes``, by an audit hook that covers every way to unpickle, and memory is bounded:
whatever a scheduler or a worker sends, the command sees messages of :mod:`graders.cluster.wire`.

    python -m graders.cluster.gateway DESCRIPTOR SETTINGS    (a connected Unix socket; JSON)
"""

from __future__ import annotations

import asyncio
import contextlib
import resource as limits
import socket
import sys
import threading
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from graders.cluster import worker
from graders.cluster.roster import SAID, Roster, Settings
from graders.cluster.wire import (
    Cell,
    Connection,
    Distrust,
    Done,
    Failed,
    Known,
    Lost,
    Run,
)
from graders.errors import ClusterError

if TYPE_CHECKING:
    from distributed import Client, Future

NAMED_IN_PICKLES = frozenset({("builtins", "bytes")})
_AT_ONCE = 4  # replies on their way


def refuse_pickles() -> None:
    """From here on nothing in this process is unpickled that names more than ``bytes``."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "pickle.find_class" and arguments not in NAMED_IN_PICKLES:
            # A TypeError is what Dask takes for a traceback that cannot be read.
            raise TypeError(f"a pickle of {'.'.join(map(str, arguments))} is not opened")

    sys.addaudithook(hook)


class Gateway:
    """Orders in, replies out, until the command or the cluster ends it."""

    def __init__(self, connection: Connection, settings: Settings) -> None:
        self._connection, self._settings = connection, settings
        self._orders: asyncio.Queue[Known | None] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._over: asyncio.Future[str] | None = None

    async def serve(self) -> None:
        """Connect, and go on until it is over; the last message says why where it matters."""
        self._over = asyncio.get_running_loop().create_future()
        threading.Thread(
            target=self._listen, args=(asyncio.get_running_loop(),), daemon=True
        ).start()
        try:
            # Dask's own limit is for the first byte; what is no scheduler may send some.
            async with asyncio.timeout(self._settings.connect + 2):
                client = await self._connect()
        except (OSError, TimeoutError, ValueError, ImportError, RuntimeError, TypeError) as problem:
            self._say(Lost(problem=_no_scheduler(self._settings.address, problem)))
            return
        roster = Roster(client, self._settings, self._say, self._end, self._start)
        try:
            self._start(roster.follow())
            self._start(self._take(client, roster))
            if why := await self._over:
                self._say(Lost(problem=why))
        finally:
            await self._leave(client, list(roster.accepted))

    async def _connect(self) -> Client:
        from distributed import Client

        client: Client = await Client(
            self._settings.address, asynchronous=True, set_as_default=False,
            timeout=self._settings.connect, name=f"graders-{self._settings.client}",
        )  # fmt: skip
        for topic in ("print", "warn"):  # workers' words are not ours to print
            with contextlib.suppress(Exception):
                client.unsubscribe_topic(topic)
        client.subscribe_topic(f"graders-{self._settings.client}", self._cell)
        return client

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        """In a thread: what the command says."""
        try:
            while (message := self._connection.receive()) is not None:
                loop.call_soon_threadsafe(self._orders.put_nowait, message)
        except ClusterError:
            pass
        with contextlib.suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(self._end, "")

    def _end(self, problem: str) -> None:
        if self._over is not None and not self._over.done():
            self._over.set_result(problem)

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            self._end(f"Talking to Dask failed: {type(fault).__name__}: {fault}"[:SAID])

    def _say(self, message: Known) -> None:
        try:
            self._connection.send(message)
        except OSError:
            self._end("")

    async def _take(self, client: Client, roster: Roster) -> None:
        while (message := await self._orders.get()) is not None:
            if isinstance(message, Run):
                self._start(self._perform(client, roster, message.order, message.seconds))
            elif isinstance(message, Distrust):
                roster.refuse(message.worker, message.problem)

    async def _perform(self, client: Client, roster: Roster, order: bytes, seconds: float) -> None:
        name = _Name.of(order)
        future: Future | None = None
        try:
            allowed = roster.allowed()
            future = client.submit(
                worker.perform, order, name, self._settings.client, self._settings.backend,
                key=f"graders-{name}", pure=False, resources={worker.resource(): 1}, **allowed,
            )  # fmt: skip
            async with asyncio.timeout(seconds):
                await self._ended(future, roster, allowed.get("workers", ()))
                if future.status != "finished":
                    self._give_up(client, name, future)
                    return
                async with self._room:
                    where = await client.scheduler.who_has(keys=[future.key])
                    reply = await client.gather(future)
            holders = [str(one) for one in where.get(future.key, ())]
            self._judge(roster, name, reply, holders[0] if holders else "")
        except TimeoutError:
            said = f"no worker has answered for {seconds:.0f} s"
            self._say(Failed(order=name, problem=said))
        except asyncio.CancelledError:
            if client.status == "running" and not self._ending():
                self._say(Failed(order=name, problem="the cluster cancelled it"))
        except Exception as problem:  # noqa: BLE001 - one order's trouble is not the others'
            self._say(Failed(order=name, problem=f"{type(problem).__name__}: {problem}"[:SAID]))
        finally:
            if future is not None:
                future.release()

    @staticmethod
    async def _ended(future: Future, roster: Roster, only: Iterable[str]) -> None:
        """Wait for an order. Raises :class:`ConnectionError` where all who may take it are gone."""
        ended = asyncio.ensure_future(future._state.wait())  # noqa: SLF001 - `wait` unpickles why
        try:
            while not (await asyncio.wait([ended], timeout=5))[0]:
                if only and roster.accepted.keys().isdisjoint(only):
                    raise ConnectionError("the workers that it waited for are gone")
        finally:
            ended.cancel()

    def _judge(self, roster: Roster, name: str, reply: object, address: str) -> None:
        """Hand a reply on, if that is what it is."""
        if isinstance(reply, bytes) and len(reply) <= self._settings.reply_bytes:
            self._say(Done(order=name, reply=reply, worker=address))
            return
        kind = f"{len(reply)} bytes" if isinstance(reply, bytes) else type(reply).__name__
        problem = f"it sent {kind} in place of a reply"
        roster.refuse(address, problem)
        self._say(Failed(order=name, problem=f"{address}: {problem}"))

    def _ending(self) -> bool:
        return self._over is None or self._over.done()

    def _give_up(self, client: Client, name: str, future: Future) -> None:
        if client.status != "running":
            self._end(f"The scheduler at {self._settings.address} is gone.")
        elif future.status == "cancelled":
            self._say(Failed(order=name, problem="the cluster cancelled it"))
        else:
            said = "its workers were lost, or failed, again and again"
            self._say(Failed(order=name, problem=said, final=True))

    def _cell(self, event: Any) -> None:
        """A worker's word about a cell: shown, never believed."""
        _, told = event
        if isinstance(told, dict):
            order, cell = told.get("order"), told.get("cell")
            if isinstance(order, str) and isinstance(cell, str):
                self._say(Cell(order=order[:64], cell=cell[:200]))

    async def _leave(self, client: Client, workers: list[str]) -> None:
        for task in list(self._tasks):
            task.cancel()
        with contextlib.suppress(Exception):
            async with asyncio.timeout(5):
                if client.status == "running" and workers:
                    await client.run(
                        worker.leave, self._settings.client, workers=workers,
                        on_error="ignore",
                    )  # fmt: skip
        with contextlib.suppress(Exception):
            async with asyncio.timeout(5):
                await client.close(timeout=2)


class _Name(msgspec.Struct):
    """An order, of which nothing but the name is read."""

    name: str

    @staticmethod
    def of(order: bytes) -> str:
        return msgspec.msgpack.decode(order, type=_Name).name


def _no_scheduler(address: str, problem: BaseException) -> str:
    why = str(problem) or type(problem).__name__
    return (
        f"No Dask scheduler answers at {address}: {why[:SAID]}. Is it running, is the address "
        f"right, and (for tls://) do Dask's settings name the certificates?"
    )


def main(descriptor: int) -> None:
    """Serve the command at the other end of a socket."""
    import dask

    warnings.simplefilter("ignore")
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"})
    connection = Connection(socket.socket(fileno=descriptor))
    settings = msgspec.json.decode(sys.argv[2], type=Settings)
    _, hard = limits.getrlimit(limits.RLIMIT_AS)
    with contextlib.suppress(ValueError, OSError):  # macOS knows none
        limits.setrlimit(limits.RLIMIT_AS, (settings.memory, hard))
    import distributed  # noqa: F401 - before the hook: some packages unpickle as they load

    refuse_pickles()
    asyncio.run(Gateway(connection, settings).serve())
    connection.close()


if __name__ == "__main__":
    main(int(sys.argv[1]))
