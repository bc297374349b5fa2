"""The keeper over a real Kafka: whatever happens to it, rows and events are those of the commands in their order."""

import random
import signal
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiokafka import AIOKafkaProducer

from app.deliveries.codec import decode_command, decode_event, decode_row, encode_command
from app.domain.deliveries.change import AnyRow
from app.domain.deliveries.command import Command
from app.domain.deliveries.decision import decide
from app.domain.deliveries.event import Event
from app.domain.deliveries.row import DeliveryRow
from app.domain.deliveries.status import Status
from app.domain.partition import partition_of
from app.kafka.topic_admin import ensure_topics
from app.ports import free_port
from app.processes.topics import topic_specs
from app.settings import Settings, environment_with
from app.table.spec import is_row_key
from tests.domain.deliveries.commands import T0, a_plan, a_status, a_withdrawal, an_assignment
from tests.engine.workers import read_all
from tests.product.process import Process, python, started
from tests.waiting import eventually, eventually_after

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]
MakeSettings = Callable[..., Settings]
SHIPMENTS = [f"S-{number}" for number in range(30)]
SETTLE_S = 60.0


@contextmanager
def running(settings: Settings, folder: Path, name: str, dies_at_flush: int = 0) -> Iterator[Process]:
    """Yield a keeper's process and kill it with SIGKILL afterwards."""
    env = environment_with(
        {
            "kafka": settings.bootstrap,
            "prefix": settings.prefix,
            "partitions": settings.partitions,
            "data": folder / name,
            "http_port": free_port(),
            "dashboard_port": 0,
            "session_timeout_s": 2,
            "commit_interval_s": 1,
            "serve": "false",
            "ended_delivery_s": settings.ended_delivery_s,
        }
    )
    module = ("-m", "tests.deliveries.keeper_process", str(dies_at_flush))
    with started(python(*module, output=folder / f"{name}.log", env=env)) as process:
        yield process


class Commands:
    """A producer of commands that knows what Kafka acknowledged, in the order of the log."""

    def __init__(self, settings: Settings, producer: AIOKafkaProducer) -> None:
        self._settings, self._producer, self._dice = settings, producer, random.Random(7)
        self.log: dict[str, list[tuple[int, Command]]] = defaultdict(list)

    async def send(self, shipment: str, command: Command) -> None:
        partition = partition_of(shipment, self._settings.partitions)
        sent = await self._producer.send_and_wait(
            self._settings.commands_topic, encode_command(command), key=shipment.encode(), partition=partition
        )
        self.log[shipment].append((sent.offset, decode_command(encode_command(command))))

    async def send_lives(self, at: float) -> None:
        """Send each shipment a part of its life: late, shuffled, doubled and illegal commands."""
        for shipment in SHIPMENTS:
            life: list[Command] = [
                an_assignment(self._dice.choice(["ann", "bob"]), at),
                *(a_status(self._dice.choice([*Status]), at + n, taken_at=at + 9) for n in range(4)),
                a_plan(at, note=f"{at}"),
            ]
            if self._dice.random() < 0.1:
                life.append(a_withdrawal(at))
            self._dice.shuffle(life)
            for command in [a_plan(at, whole=True), *life, life[0]]:
                await self.send(shipment, command)


@asynccontextmanager
async def sending(settings: Settings) -> AsyncIterator[Commands]:
    await ensure_topics(settings, topic_specs(settings))
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all", enable_idempotence=True) as producer:
        yield Commands(settings, producer)


def expected_of(shipment: str, log: list[tuple[int, Command]]) -> tuple[AnyRow | None, dict[str, Event]]:
    row: AnyRow | None = None
    events: dict[str, Event] = {}
    for offset, command in log:
        decided = decide(shipment, row, command, offset, T0)
        row = decided.row or row
        events |= {event.id: event for event in decided.events}
    return row, events


async def rows_of(settings: Settings) -> dict[str, list[AnyRow]]:
    """Return all rows of each delivery in the order of the changelog."""
    rows = defaultdict[str, list[AnyRow]](list)
    for record in await read_all(settings, settings.deliveries_changelog_topic):
        if is_row_key(record.key) and record.value is not None:
            rows[record.key.decode()].append(decode_row(record.value))
    return rows


async def until_decided(settings: Settings, commands: Commands) -> None:
    async def are_all() -> bool:
        rows = await rows_of(settings)
        return all(_last_change(s, log) == (rows[s][-1].offset if rows[s] else -1) for s, log in commands.log.items())

    await eventually_after(are_all, SETTLE_S)


def _last_change(shipment: str, log: list[tuple[int, Command]]) -> int:
    row, _ = expected_of(shipment, log)
    return -1 if row is None else row.offset


def without_times_of_writing(row: AnyRow) -> AnyRow:
    return msgspec.structs.replace(row, revision=0)


def what_is_told(event: Event) -> Any:
    return msgspec.to_builtins(msgspec.structs.replace(event, recordedAt=0, revision=0))


async def judge(settings: Settings, commands: Commands) -> int:
    """Hold rows and events against the commands; return how many events were told more than once."""
    rows, told = await rows_of(settings), defaultdict[str, list[Event]](list)
    for record in await read_all(settings, settings.events_topic):
        event = decode_event(record.value)
        assert record.key.decode() == event.subject
        told[event.id].append(event)
    all_expected: dict[str, Event] = {}
    for shipment, log in commands.log.items():
        row, events = expected_of(shipment, log)
        all_expected |= events
        assert row is not None
        assert without_times_of_writing(rows[shipment][-1]) == without_times_of_writing(row)
        versions = [(each.offset, each.revision) for each in rows[shipment]]
        assert versions == sorted(versions), "a row went back"
    assert told.keys() == all_expected.keys()
    for id_, records in told.items():
        assert all(what_is_told(event) == what_is_told(all_expected[id_]) for event in records)
    return sum(len(records) - 1 for records in told.values())


async def test_events_and_rows_survive_kill_9_between_them_and_rebalances(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    settings = make_settings(session_timeout_s=2)
    async with sending(settings) as commands:
        with running(settings, tmp_path, "a", dies_at_flush=1) as first:
            await commands.send_lives(0)
            await eventually(lambda: first.code is not None, SETTLE_S)
            assert first.code == -signal.SIGKILL
        with running(settings, tmp_path, "a") as again:
            await commands.send_lives(100)
            with running(settings, tmp_path, "b") as other:  # a rebalance as it comes, one as it is killed
                await commands.send_lives(200)
                await until_decided(settings, commands)
                other.kill()
                await commands.send_lives(300)
            again.kill()
            await commands.send_lives(400)
        with running(settings, tmp_path, "c"):
            await until_decided(settings, commands)
    assert await judge(settings, commands) > 0, "the events of the flush that it died in are told again"


async def test_an_ended_delivery_is_deleted_by_the_process_itself(make_settings: MakeSettings, tmp_path: Path) -> None:
    settings = make_settings(session_timeout_s=2, ended_delivery_s=1)
    async with sending(settings) as commands:
        with running(settings, tmp_path, "a"):
            await commands.send("ended", a_plan())
            await commands.send("ended", a_status("delivered", 5))
            await commands.send("open", a_plan())

            async def is_gone() -> bool:
                rows = await rows_of(settings)
                return bool(rows["ended"]) and not isinstance(rows["ended"][-1], DeliveryRow)

            await eventually_after(is_gone, SETTLE_S)
            assert isinstance((await rows_of(settings))["open"][-1], DeliveryRow)
