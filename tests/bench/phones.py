"""Row 21: what phone apps post, each answered only after acks=all; beside our own JSON of the same positions."""

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from itertools import islice

from tests.bench import wrk
from tests.bench.bench import Bench
from tests.bench.figures import Figure, at_least, figure
from tests.bench.fleet import BEGAN_AT, Fleet, latitude_of, longitude_of
from tests.bench.ingest import BULK
from tests.bench.spread import ratios_of
from tests.bench.wrk import Load
from tests.product import proc
from tests.product.tracker import Tracker

SECONDS, CONNECTIONS = 6, 64
BODIES, POSITIONS_A_BODY = 32, 200
JSON = "application/json"
Measured = tuple[Load, float]
"""A load and the CPU seconds that the edge spent on it."""


async def measure(bench: Bench) -> list[Figure]:
    """Post to an edge as OsmAnd and Overland do."""
    if not wrk.is_there():
        bench.say(f"phones: {wrk.MISSING}")
        return []
    settings = bench.settings()
    found: list[Figure] = []
    async with bench.running("edge", settings) as edge:
        await edge.until_ready(bench.session)
        if bench.wants("phones.osmand"):
            post = partial(_load, bench, edge)
            ours, theirs = await _in_turn(bench, partial(post, "post_osmand"), partial(post, "post_one"))
            found += _figures("osmand query", "requests/s", 6_000, 1, ours, theirs)
        if bench.wants("phones.overland"):
            overland = [JSON, "/api/ingest/overland", *_files(bench, "overland", _overland_batch)]
            own = [JSON, BULK, *_files(bench, "own", _own_batch)]
            post = partial(_load, bench, edge, "post_many")
            ours, theirs = await _in_turn(bench, partial(post, overland), partial(post, own))
            found += _figures("overland, batches of 200", "positions/s", 60_000, POSITIONS_A_BODY, ours, theirs)
    await bench.delete_topics(settings)
    return found


async def _load(bench: Bench, edge: Tracker, script: str, arguments: list[str] | None = None) -> Measured:
    before = proc.cpu_s(edge.process.pid)
    load = await wrk.load(edge.url, script, arguments or [], connections=CONNECTIONS, seconds=bench.scaled(SECONDS))
    return load, proc.cpu_s(edge.process.pid) - before


async def _in_turn(
    bench: Bench, phone: Callable[[], Awaitable[Measured]], own: Callable[[], Awaitable[Measured]]
) -> tuple[list[Measured], list[Measured]]:
    phones, owns = [], []
    for _ in range(bench.rounds):
        phones.append(await phone())
        owns.append(await own())
        bench.say(f"phones: {phones[-1][0].per_s:.0f} requests/s, our own JSON {owns[-1][0].per_s:.0f}")
    return phones, owns


def _figures(
    name: str, unit: str, bar: float, positions: int, phone: list[Measured], own: list[Measured]
) -> list[Figure]:
    rates, own_rates = ([load.per_s * positions for load, _ in each] for each in (phone, own))
    on_a_core, own_on_a_core = ([load.requests * positions / cpu_s for load, cpu_s in each] for each in (phone, own))
    note = max((load for load, _ in phone), key=lambda load: (load.refused, load.loader_cpu)).note
    return [
        figure("21", name, rates, unit, note=note),
        figure("21", f"{name}, on a core", on_a_core, f"{unit.partition('/')[0]}/CPU s", at_least(bar)),
        figure("21", f"our JSON for {name}", own_rates, unit),
        figure("21", f"{name} ÷ our JSON, on a core", ratios_of(on_a_core, own_on_a_core), "×", at_least(0.5)),
    ]


def _files(bench: Bench, name: str, batch_of: Callable[[int], bytes]) -> list[str]:
    files = []
    for number in range(BODIES):
        path = bench.folder / f"phones-{name}-{number}"
        path.write_bytes(batch_of(number))
        files.append(str(path))
    return files


def _overland_batch(number: int) -> bytes:
    """Return a batch of one phone with the fields that the app sends."""

    def feature(second: int) -> dict[str, object]:
        at = datetime.fromtimestamp(BEGAN_AT + number * POSITIONS_A_BODY + second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        told = {
            "timestamp": at,
            "altitude": 12,
            "speed": 4,
            "horizontal_accuracy": 30,
            "vertical_accuracy": -1,
            "motion": ["driving"],
            "pauses": False,
            "activity": "other_navigation",
            "desired_accuracy": 100,
            "deferred": 1000,
            "significant_change": "disabled",
            "locations_in_payload": POSITIONS_A_BODY,
            "battery_state": "charging",
            "battery_level": 0.8,
            "device_id": f"phone-{number}",
            "wifi": "",
            "course": 9,
        }
        place = [round(longitude_of(number), 6), round(latitude_of(number, second), 6)]
        return {"type": "Feature", "geometry": {"type": "Point", "coordinates": place}, "properties": told}

    return json.dumps({"locations": list(map(feature, range(POSITIONS_A_BODY)))}).encode()


def _own_batch(number: int) -> bytes:
    fixes = Fleet(POSITIONS_A_BODY, 1).fixes(0, number, received=False)
    return b"[" + b",".join(islice(fixes, POSITIONS_A_BODY)) + b"]"
