"""The workers of a cluster: who may run our jobs, and why others may not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

import msgspec

from graders.cluster import worker
from graders.cluster.wire import Cautioned, Facts, Known, Refused, Slots, skew
from graders.model.values import Struct
from graders.running.frames import TOTAL_BYTES

if TYPE_CHECKING:
    from distributed import Client

LOOK_FOR_ONE = 0.5
LOOK_EVERY = 2.0
"""Seconds between looks at who is there, without a worker and with some."""

SAID = 300


class Settings(Struct, frozen=True, kw_only=True):
    """What the gateway is told: who, where, and which box.

    ``connect`` is how many seconds a scheduler has to answer, ``wait`` how long there may be no
    worker. A reply longer than ``reply_bytes`` is not handed on; ``memory`` bounds the gateway
    itself.
    """

    client: str
    address: str
    backend: str = ""
    wait: float = 30.0
    connect: float = 15.0
    reply_bytes: int = TOTAL_BYTES + 100_000
    memory: int = 8 << 30


class Roster:
    """Workers as they come and go.

    ``say`` tells the command, ``end`` that it is over and why, ``start`` begins work beside.
    ``accepted`` holds threads and machine by address.
    """

    def __init__(
        self,
        client: Client,
        settings: Settings,
        say: Callable[[Known], None],
        end: Callable[[str], None],
        start: Callable[[Coroutine[Any, Any, None]], None],
    ) -> None:
        self._client, self._settings = client, settings
        self._say, self._end, self._start = say, end, start
        self.accepted: dict[str, tuple[int, str]] = {}
        self._greeted: dict[str, str] = {}  # address: Dask's id of that process
        self._greeting = 0
        self._distrusted: dict[str, str] = {}
        self._told: Slots | None = None
        self._since = time.monotonic()

    def allowed(self) -> dict[str, Any]:
        """What Dask is told of who may take a job: those who offer it, but for the left out."""
        if not self._distrusted or not self.accepted:
            return {}
        return {"workers": list(self.accepted), "allow_other_workers": False}

    async def follow(self) -> None:
        """Look who is there, again and again; ends it where the cluster is of no use any more."""
        while True:
            if self._client.status != "running":
                return self._end(f"The scheduler at {self._settings.address} is gone.")
            try:
                found = await self._client.scheduler.identity(n_workers=-1)
            except (OSError, TypeError) as problem:
                said = f"The scheduler at {self._settings.address} is gone: {problem}."
                return self._end(said)
            there = {
                str(address): (str(facts.get("id", "")), int(facts.get("nthreads", 0)))
                for address, facts in found["workers"].items()
            }
            for address in [one for one in self._greeted if one not in there]:
                self._greeted.pop(address)
                self.accepted.pop(address, None)
            for address, (process, threads) in there.items():
                if self._greeted.get(address) != process:
                    self._greeted[address] = process
                    self.accepted.pop(address, None)
                    self._start(self._greet(address, process, threads))
            self._tell_slots(len(there))
            await asyncio.sleep(LOOK_EVERY if self.accepted else LOOK_FOR_ONE)

    def _tell_slots(self, there: int) -> None:
        slots = sum(threads for threads, _ in self.accepted.values())
        machines = len({machine for _, machine in self.accepted.values()})
        now = Slots(slots=slots, machines=machines)
        if now != self._told and (slots or self._told is not None):
            self._told = now
            self._say(now)
        if slots or self._greeting:
            self._since = time.monotonic()
        elif time.monotonic() - self._since > self._settings.wait:
            wait, where = self._settings.wait, self._settings.address
            if there and self._distrusted.keys() >= self._greeted.keys():
                why = "; ".join(sorted(set(self._distrusted.values())))
                self._end(f"No worker of the cluster at {where} can be used: {why}"[:2000])
            else:
                self._end(
                    f"The cluster at {where} has had no worker for {wait:.0f} s. Start some with "
                    f"`dask worker {where} --nworkers 1`."
                )

    async def _greet(self, address: str, process: str, threads: int) -> None:
        self._greeting += 1
        try:
            facts = await self._ask_facts(address)
        finally:
            self._greeting -= 1
        if self._greeted.get(address) != process:
            return  # gone meanwhile
        problem = facts.problem
        if not problem and (different := skew(facts)):
            problem = f"its programs differ from ours, and so would its results: {different}"
        if problem:
            self.refuse(address, problem)
            return
        self._distrusted.pop(address, None)
        self.accepted[address] = (max(1, min(threads, 1024)), facts.machine)
        if facts.warning:
            self._say(Cautioned(worker=address, warning=facts.warning[:2000]))

    def refuse(self, address: str, problem: str) -> None:
        """Leave a worker out from now on."""
        self._distrusted[address] = problem[:SAID]
        self.accepted.pop(address, None)
        self._say(Refused(worker=address, problem=problem[:2000]))

    async def _ask_facts(self, address: str) -> Facts:
        """What a worker says of itself; whatever is wrong with it is its ``problem``."""
        try:
            async with asyncio.timeout(worker.GREETING):
                said = await self._client.run(
                    worker.greet, self._settings.client, self._settings.backend,
                    workers=[address],
                )  # fmt: skip
            return msgspec.msgpack.decode(said[address], type=Facts)
        except TimeoutError:
            return Facts(problem="it did not start its runner in time")
        except Exception as problem:  # noqa: BLE001 - whatever a worker answers, it is refused
            return Facts(
                problem=f"it could not be asked ({str(problem)[:200]}); "
                f"it needs the same graders as this machine"
            )
