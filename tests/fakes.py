"""Small real implementations of what our own code is handed, for tests that need no Kafka."""

from collections.abc import Mapping, Sequence

from aiohttp import web

from app.demo import DemoState
from app.fixes.control import Forget
from app.keys.keyring import Keyring
from app.keys.record import KeyRecord
from app.table.outbox import OutboxRecord
from web.commands.command import Command
from web.commands.verdicts import Verdict


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: float) -> None:
        self.time = now

    def now(self) -> float:
        """Return the time it was set to, Unix seconds."""
        return self.time

    def monotonic(self) -> float:
        """Return the same as seconds that only go forward."""
        return self.time


class FakeFeed:
    """A change feed that is wherever the test says."""

    def __init__(self, as_of: float) -> None:
        self.as_of = as_of
        self.is_stale = False
        self.caught_up = True


class FakeIngest:
    """Accepts all, or fails with what the test set."""

    def __init__(self) -> None:
        self.failure: Exception | None = None

    async def update(self, request: web.Request) -> web.StreamResponse:
        """Read the body and accept it."""
        await request.read()
        if self.failure is not None:
            raise self.failure
        return web.json_response({"status": "accepted", "partition": 3, "offset": 1207}, status=202)

    async def updates(self, request: web.Request) -> web.StreamResponse:
        """Accept the batch."""
        return await self.update(request)


class FakePhones:
    """Takes everything from phone apps."""

    async def osmand(self, _request: web.Request) -> web.StreamResponse:
        """Take it, without a look at the body."""
        return web.Response()

    owntracks = gpslogger = overland = traccar = osmand


class FakeStream:
    """A stream that sends one event and ends."""

    async def stream(self, _request: web.Request) -> web.StreamResponse:
        """Send a heartbeat."""
        return web.Response(text='event: heartbeat\ndata: {"time":1}\n\n', content_type="text/event-stream")


class FakeCommands:
    """Decides every command with the verdict that the test set; None: the decision does not arrive."""

    def __init__(self) -> None:
        self.taken: list[Command] = []
        self.verdict: Verdict | None = Verdict(None, 1, 1)
        self.failure: Exception | None = None

    async def decide(self, commands: Sequence[Command]) -> dict[str, Verdict]:
        """Keep the commands, and decide them."""
        if self.failure is not None:
            raise self.failure
        self.taken += commands
        return {} if self.verdict is None else {command.id: self.verdict for command in commands}


class FakeDemo:
    """A demo in the state that the test set."""

    def __init__(self) -> None:
        self.state: DemoState = "off"

    def start(self) -> None:
        """Start it."""
        self.state = "started"


class FakeKeyLog:
    """A log of keys that this process applies at once, or that fails with what the test set."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring
        self.failure: Exception | None = None

    async def write(self, name: str, record: KeyRecord) -> None:
        """Write a key."""
        if self.failure is not None:
            raise self.failure
        self._keyring.apply(name, record)


class FakeControl:
    """Keeps the control records."""

    def __init__(self) -> None:
        self.forgotten: list[Forget] = []

    async def forget(self, forget: Forget) -> None:
        """Keep one."""
        self.forgotten.append(forget)


class FakeRows:
    """The table as the agent sees it: what is put is pending until `flush`, and lost by `crash`."""

    def __init__(self, partitions: int) -> None:
        self.durable: list[dict[bytes, bytes]] = [{} for _ in range(partitions)]
        self.pending: list[dict[bytes, bytes]] = [{} for _ in range(partitions)]
        self.emitted: list[tuple[int, OutboxRecord]] = []

    def get(self, partition: int, key: bytes) -> bytes | None:
        """Return the newest row of the key in that partition."""
        return self.pending[partition].get(key) or self.durable[partition].get(key)

    def get_all(self, partition: int, keys: Sequence[bytes]) -> list[bytes | None]:
        """Return the newest row of each key in that partition."""
        return [self.get(partition, key) for key in keys]

    def put_all(self, partition: int, rows: Mapping[bytes, bytes]) -> None:
        """Make each row the newest of its key."""
        self.pending[partition].update(rows)

    def put_deletion(self, partition: int, key: bytes, row: bytes) -> None:
        """Make a deletion the newest row of its key."""
        self.pending[partition][key] = row

    def emit(
        self,
        source: int,
        *,
        topic: str,
        partition: int,
        value: bytes,
        key: bytes | None = None,
        headers: tuple[tuple[str, bytes], ...] = (),
    ) -> None:
        """Keep what is meant for another topic."""
        self.emitted.append((source, OutboxRecord(topic, partition, key, value, headers)))

    async def wait_for_room(self) -> None:
        """Return at once: there is room."""

    def flush(self) -> None:
        """Make all pending rows durable."""
        for durable, pending in zip(self.durable, self.pending, strict=True):
            durable.update(pending)
            pending.clear()

    def crash(self) -> None:
        """Lose what is not durable."""
        for pending in self.pending:
            pending.clear()
