"""A simulated company works for a day at a whole tracker that asks for keys: the table ends as the simulator says."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from app.settings import Settings
from app.simulator.company.planning import plan_day
from app.simulator.company.story import End, ends_of, sayings_of
from app.simulator.street_map import load_street_map
from tests.keys.created import created_key
from tests.product.tracker import run_command, running
from tests.system.test_keys import bearer

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]

DRIVERS, SEED, SPEED_UP = 3, 1, 600


def number_of(row: dict[str, Any]) -> int:
    return int(row["shipmentId"].rpartition("-")[2])


def end_of(row: dict[str, Any]) -> End:
    counted = [entry for entry in row["timeline"] if "code" not in entry]
    reasons = tuple(entry["reason"] for entry in counted if entry.get("to") == "attempt_failed")
    return End(row["status"], row.get("attempts", 0), reasons)


async def test_after_a_fast_day_the_table_holds_what_happened_to_every_delivery(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    day = plan_day(load_street_map(), DRIVERS, SEED)
    settings = make_settings(data=tmp_path / "data", auth="on")
    async with running("run", settings, tmp_path / "said") as tracker, ClientSession() as session:
        await tracker.until_ready(session)
        company = await created_key(settings, "company", "ingest", "dispatch")
        reader = await created_key(settings, "reader", "read")
        options = ("--drivers", str(DRIVERS), "--seed", str(SEED), "--speed-up", str(SPEED_UP), "--url", tracker.url)
        code, said = await asyncio.to_thread(
            run_command, "simulate", "--source", "company", *options, simulate_key=company
        )
        assert code == 0, said
        assert not any(word in said for word in ("given up", "refused", "pending")), said
        url, headers = f"{tracker.url}/api/deliveries", bearer(reader)
        async with session.get(url, params={"format": "ndjson"}, headers=headers) as answer:
            rows = [json.loads(line) for line in (await answer.read()).splitlines()]
        assert {number_of(row): end_of(row) for row in rows} == ends_of(sayings_of(day))
        drivers = {number_of(row): row["driverId"] for row in rows}
        assert drivers == {promise.number: driver.driver_id for driver in day.drivers for promise in driver.promises}
        async with session.get(f"{tracker.url}/api/drivers", headers=headers) as answer:
            known = {driver["driverId"] for driver in (await answer.json())["drivers"]}
        assert known == {driver.driver_id for driver in day.drivers}
