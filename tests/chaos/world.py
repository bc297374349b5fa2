"""A separate installation: one broker, some workers, edges and dispatchers, in a temporary folder."""

import asyncio
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from aiohttp import ClientError, ClientSession, ClientTimeout

from app.ports import free_port
from app.settings import Settings
from app.start_error import DO_NOT_RESTART
from tests.chaos.history import Attempt, Death
from tests.chaos.member import Member
from tests.chaos.proxy import Proxy

PARTITIONS = 4
SESSION_S = 6
TOMBSTONE_AFTER_S = 3_600.0
"""Longer than a fault and its replay, which send older fixes again; a deletion that reaches back further is due at once."""
READY_S = 90.0
LOOK_S = 0.1
RESTART_S = 0.5
"""The pause of a supervisor after a first crash."""
MEMBERS = ("worker-1", "worker-2", "edge-1", "edge-2")
LAUNCHER = ("-m", "tests.chaos.broken_worker")
"""The launcher of an installation with a replaced part."""


class World:
    """The processes by name, the history, and the callbacks that undo faults."""

    def __init__(
        self,
        folder: Path,
        options: Sequence[str] = (),
        kafka: str = "",
        is_proxied: bool = False,
        members: Sequence[str] = MEMBERS,
        **settings: object,
    ) -> None:
        self.folder, self.undo = folder, ExitStack()
        self.clock_file = folder / "clock"
        self.broker_port = free_port("127.0.0.1")
        self.proxy = Proxy(free_port("127.0.0.1"), self.broker_port) if is_proxied else None
        self.past: list[Attempt] = []
        self.forgotten: dict[str, float] = {}
        self.deaths: list[Death] = []
        self._options, self._kafka = list(options), kafka
        self._common: dict[str, object] = {
            "kafka": kafka or f"127.0.0.1:{self.proxy.port if self.proxy else self.broker_port}",
            "partitions": PARTITIONS,
            "session_timeout_s": SESSION_S,
            "tombstone_after_s": TOMBSTONE_AFTER_S,
            "dashboard_port": 0,
            **settings,
        }
        self.processes = {
            "broker": self._process("broker", kafka="", data=folder / "broker", broker_port=self.broker_port),
            **{name: self.serving(name) for name in members},
        }
        if kafka:
            del self.processes["broker"]

    def serving(self, name: str) -> Member:
        """Return a worker, an edge or a dispatcher, not started."""
        names = {"worker": name, "dispatcher": name}
        return self._process(name, data=self.folder / name, **names, http_port=free_port("127.0.0.1"))

    def _process(self, name: str, **settings: object) -> Member:
        role = name.partition("-")[0]
        launch = (*LAUNCHER, *self._options, role) if self._options and role != "broker" else ("-m", "app", role)
        return Member(name, launch, {**self._common, **settings}, self.folder / f"{name}.log")

    def __getitem__(self, name: str) -> Member:
        return self.processes[name]

    @property
    def settings(self) -> Settings:
        """Return the settings for its Kafka and topics, through the proxy if there is one."""
        prefix = str(self._common.get("prefix", ""))
        kafka = self._kafka or f"127.0.0.1:{self.broker_port}"
        return Settings(kafka=kafka, prefix=prefix, partitions=PARTITIONS)

    @property
    def serving_ones(self) -> list[Member]:
        """Return the processes that answer requests."""
        return [process for process in self.tracker if process not in self.dispatchers]

    @property
    def dispatchers(self) -> list[Member]:
        """Return the dispatchers."""
        return [process for name, process in self.processes.items() if name.startswith("dispatcher")]

    @property
    def tracker(self) -> list[Member]:
        """Return all processes of the tracker."""
        return [process for name, process in self.processes.items() if name != "broker"]

    @property
    def edges(self) -> list[Member]:
        """Return the edges."""
        return [process for name, process in self.processes.items() if name.startswith("edge")]

    async def start(self) -> None:
        """Start all processes and return when they are ready."""
        if self.proxy is not None:
            await self.proxy.start()
        for process in self.processes.values():
            process.start()
        await self.until_ready()

    async def until_ready(self) -> None:
        """Return once every process is ready."""
        async with ClientSession(timeout=ClientTimeout(total=3)) as session:
            async with asyncio.timeout(READY_S):
                for process in self.tracker:
                    while not await _is_ready(session, process):
                        await asyncio.sleep(LOOK_S)

    async def nurse(self) -> None:
        """Restart every process that exits by itself, without end, as a supervisor does."""
        while True:
            await asyncio.sleep(LOOK_S)
            for process in list(self.processes.values()):
                if process.is_wanted and (code := process.code) is not None:
                    process.is_wanted = False
                    self.deaths.append(Death(process.name, code, process.last_words))
                    if code != DO_NOT_RESTART:
                        asyncio.get_running_loop().call_later(RESTART_S, _restart, process)

    def disk_mb(self) -> float:
        """Return the size of its folders."""
        return sum(_size(path) for path in self.folder.rglob("*")) / 1e6

    def end(self) -> None:
        """Stop every process and undo the effects of faults."""
        for process in self.processes.values():
            process.is_wanted = False
        for process in reversed(self.processes.values()):
            process.kill_family()
        self.undo.close()


def _restart(process: Member) -> None:
    if not process.is_running:
        process.start()


def _size(path: Path) -> int:
    try:
        return path.lstat().st_blocks * 512
    except OSError:
        return 0


async def _is_ready(session: ClientSession, process: Member) -> bool:
    try:
        async with session.get(f"{process.url}/health/ready") as response:
            return response.status == 200
    except (ClientError, OSError):
        return False


@contextmanager
def world_in(
    folder: Path,
    *options: str,
    kafka: str = "",
    is_proxied: bool = False,
    members: Sequence[str] = MEMBERS,
    **settings: object,
) -> Iterator[World]:
    """Yield an installation that is not started; remove all of it afterwards."""
    folder.mkdir(parents=True)
    world = World(folder, options, kafka, is_proxied, members, **settings)
    try:
        yield world
    finally:
        world.end()
        shutil.rmtree(folder, ignore_errors=True)


def logs_of(world: World) -> Mapping[str, str]:
    """Return what each process wrote, to understand a failure."""
    return {name: process.said for name, process in world.processes.items()}
