"""What topics and processes have of the deliveries once the system is quiet."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from aiohttp import ClientError, ClientSession

from app.deliveries.codec import UNREADABLE, decode_command, decode_event, decode_row
from app.domain.deliveries.row import DeliveryRow
from app.domain.partition import partition_of
from app.table.spec import is_row_key
from tests.chaos.dispatch.judge import judge_dispatch
from tests.chaos.dispatch.record import Commanded, Dispatched, Logged, Row
from tests.chaos.dispatch.watch import EventReader
from tests.chaos.member import Member
from tests.chaos.world import PARTITIONS, World
from tests.engine.workers import read_all

QUIET_S = 30.0
LOOK_S = 0.5
PAGE = 10_000
_listed_row = msgspec.json.Decoder(DeliveryRow).decode


async def dispatched(
    world: World, session: ClientSession, commanded: Commanded, readers: Sequence[EventReader]
) -> Dispatched:
    """Return what is there as soon as nothing contradicts the promises, or after a time limit."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + QUIET_S
    while True:
        found = await _read(world, session, readers)
        is_good = not any(any(words) for words in judge_dispatch(commanded, found).values())
        if is_good or loop.time() > deadline:
            return found
        await asyncio.sleep(LOOK_S)


async def _read(world: World, session: ClientSession, readers: Sequence[EventReader]) -> Dispatched:
    settings = world.settings
    log = await read_all(settings, settings.commands_topic)
    events = await read_all(settings, settings.events_topic)
    return Dispatched(
        [logged for record in log if (logged := _logged(record)) is not None],
        _versions(await read_all(settings, settings.deliveries_changelog_topic)),
        [decode_event(record.value) for record in events],
        {process.name: await _shown(session, process) for process in world.serving_ones},
        {process.name: await _listed(session, process) for process in world.serving_ones},
        {reader.name: dict(reader.heard) for reader in readers if not reader.was_reset},
    )


def _logged(record: Any) -> Logged | None:
    """Return a command in the partition of its delivery; None for what is none."""
    try:
        shipment, command = record.key.decode(), decode_command(record.value)
    except (AttributeError, TypeError, *UNREADABLE):
        return None
    if not _is_delivery(record.key) or partition_of(shipment, PARTITIONS) != record.partition:
        return None
    return Logged(shipment, record.partition, record.offset, record.timestamp / 1000, command)


def _is_delivery(key: bytes) -> bool:
    """Tell whether a key is a shipment's id; keys of other subjects begin with a control character."""
    return key[:1] >= b" "


def _versions(records: Sequence[Any]) -> Mapping[str, Sequence[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for record in records:
        if is_row_key(record.key) and _is_delivery(record.key) and record.value is not None:
            found[record.key.decode()].append(decode_row(record.value))
    return found


async def _shown(session: ClientSession, process: Member) -> Mapping[str, DeliveryRow]:
    try:
        async with session.get(f"{process.url}/api/deliveries", params={"format": "ndjson"}) as response:
            rows = [_listed_row(line) for line in (await response.read()).splitlines()]
    except (ClientError, OSError, msgspec.MsgspecError):
        return {}
    return {row.shipmentId: row for row in rows}


async def _listed(session: ClientSession, process: Member) -> frozenset[str]:
    ids, parameters = set[str](), {"limit": str(PAGE)}
    try:
        while True:
            async with session.get(f"{process.url}/api/events", params=parameters) as response:
                answer = await response.json()
                ids |= {event["id"] for event in answer["events"]}
            if answer["next"] is None:
                return frozenset(ids)
            parameters = {**parameters, "after": answer["next"]}
    except (ClientError, OSError, LookupError, ValueError):
        return frozenset(ids)
