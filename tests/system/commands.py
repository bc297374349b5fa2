"""Commands that real dispatchers get, and what must have become of them."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaProducer

from app.deliveries.codec import decode_event, decode_row, encode_command
from app.domain.deliveries.command import Command, Plan, PlanFields, ReportStatus
from app.domain.deliveries.row import DeliveryRow, Destination
from app.domain.deliveries.status import Status
from app.domain.partition import partition_of
from app.settings import Settings
from app.table.spec import is_row_key
from tests.engine.workers import read_all
from tests.waiting import eventually_after

SHIPMENTS = [f"PKG-{number}" for number in range(24)]
STEPS = (Status.OUT_FOR_DELIVERY, Status.ATTEMPT_FAILED)
"""Repeated in turn; each is legal after the other."""
SETTLE_S = 60.0


class Desk:
    """Sends commands, and knows which of them Kafka acknowledged."""

    def __init__(self, settings: Settings, producer: AIOKafkaProducer, now: float) -> None:
        self._settings, self._producer, self._now = settings, producer, now
        self._sent = 0
        self.statuses: defaultdict[str, list[Status]] = defaultdict(list)
        """What each delivery was said to be, in order."""

    async def plan(self) -> None:
        """Plan every delivery."""
        fields = PlanFields(destination=Destination(latitude=38.9, longitude=-77.0))
        for shipment in SHIPMENTS:
            await self._send(shipment, Plan(**self._common(), set=fields, whole=True))

    async def report(self, rounds: int) -> None:
        """Report the next status of every delivery, once a round."""
        for _ in range(rounds):
            for shipment in SHIPMENTS:
                told = self.statuses[shipment]
                common = self._common()
                status = STEPS[len(told) % len(STEPS)]
                await self._send(shipment, ReportStatus(**common, to=status, statusAt=common["at"]))
                told.append(status)

    def _common(self) -> dict[str, Any]:
        self._sent += 1
        return {"id": f"c{self._sent}", "at": self._now + self._sent / 1000, "by": "desk"}

    async def _send(self, shipment: str, command: Command) -> None:
        partition = partition_of(shipment, self._settings.partitions)
        await self._producer.send_and_wait(
            self._settings.commands_topic, encode_command(command), key=shipment.encode(), partition=partition
        )

    async def are_decided(self) -> bool:
        """Tell whether the changelog's newest rows show all that was reported."""
        rows = await newest_rows(self._settings)
        return {id_: (row.status, row.attempts) for id_, row in rows.items()} == {
            id_: (told[-1], told.count(Status.ATTEMPT_FAILED)) for id_, told in self.statuses.items()
        }

    async def until_decided(self) -> None:
        """Return once they do."""
        await eventually_after(self.are_decided, SETTLE_S)

    async def judge(self) -> None:
        """Hold rows and events against what Kafka acknowledged."""
        versions: defaultdict[bytes, list[tuple[int, int]]] = defaultdict(list)
        for record in await read_all(self._settings, self._settings.deliveries_changelog_topic):
            if is_row_key(record.key):
                row = decode_row(record.value)
                versions[record.key].append((row.offset, row.revision))
        assert all(found == sorted(found) for found in versions.values()), "a row went back"
        told: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
        for record in await read_all(self._settings, self._settings.events_topic):
            event = decode_event(record.value)
            told[event.subject].add((event.id, event.sequence))
        for shipment, statuses in self.statuses.items():
            sequences = Counter(sequence for _, sequence in told[shipment])
            assert sequences == Counter(range(1, len(statuses) + 2)), f"{shipment}: an event is missing or told twice"


async def newest_rows(settings: Settings) -> dict[str, DeliveryRow]:
    """Return what compaction would leave of the changelog."""
    rows = {}
    for record in await read_all(settings, settings.deliveries_changelog_topic):
        if is_row_key(record.key):
            row = decode_row(record.value)
            assert isinstance(row, DeliveryRow)
            rows[record.key.decode()] = row
    return rows


@asynccontextmanager
async def a_desk(settings: Settings, now: float) -> AsyncIterator[Desk]:
    """Yield a desk whose deliveries are planned."""
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all", enable_idempotence=True) as producer:
        desk = Desk(settings, producer, now)
        await desk.plan()
        yield desk


async def reporting(desk: Desk, until: asyncio.Event) -> None:
    """Report without a pause until the event is set."""
    while not until.is_set():
        await desk.report(1)
