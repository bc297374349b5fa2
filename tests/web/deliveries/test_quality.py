"""How right the foretold arrivals were, as readers of a fleet get it."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.deliveries.codec import encode_row
from app.domain.arrivals.quality import Quality
from app.domain.deliveries.kept_rows import FleetRow, fleet_row_id
from tests.builders import NOON
from tests.web.tracker_api import TrackerApi, a_tracker


def put_fleet(tracker: TrackerApi, fleet: str | None, since: float, *forecasts: tuple[int, int, float, bool]) -> None:
    quality = Quality()
    for bucket, milestone, error_s, is_covered in forecasts:
        quality.add(bucket, milestone, error_s, is_covered=is_covered)
    row = FleetRow(fleet=fleet, revision=1, offset=-1, since=since, learned={}, quality=quality.as_plain())
    tracker.put_beside(fleet_row_id(fleet), msgspec.json.decode(encode_row(row)))


@pytest.fixture
def tracker(tmp_path: Path) -> TrackerApi:
    tracker = a_tracker(tmp_path)
    put_fleet(tracker, "red", NOON - 100, (0, 0, 60.0, True), (0, 1, -120.0, False), (4, 5, 600.0, True))
    put_fleet(tracker, None, NOON - 50, (0, 0, 0.0, True))
    return tracker


async def quality(tracker: TrackerApi, query: str = "") -> dict[str, Any]:
    async with tracker.client() as client:
        answer = await client.get(f"/api/eta/quality{query}")
        assert answer.status == 200, await answer.text()
        return dict(await answer.json())


async def test_errors_and_coverage_are_told_by_stops_before_and_by_rest(tracker: TrackerApi) -> None:
    found = await quality(tracker)
    assert (found["since"], found["confidence"]) == (NOON - 100, 0.8)
    assert found["total"] == {"forecasts": 4, "meanAbsoluteError": 195.0, "meanError": 135.0, "coverage": 0.75}
    first, *_, last = found["byStopsBefore"]
    assert first == {
        "stopsBefore": 0, "stopsBeforeTo": 0, "forecasts": 3, "meanAbsoluteError": 60.0, "meanError": -20.0, "coverage": 0.6667,
    }  # fmt: skip
    assert (last["stopsBefore"], last.get("stopsBeforeTo"), last["forecasts"]) == (20, None, 1)
    assert [(each["restSeconds"], each["forecasts"]) for each in found["byRest"]] == [
        (450.0, 2), (900.0, 1), (1800.0, 0), (3600.0, 0), (7200.0, 0), (14400.0, 1),
    ]  # fmt: skip
    assert "coverage" not in found["byRest"][2]


async def test_a_fleet_reads_its_own_alone(tracker: TrackerApi) -> None:
    assert (await quality(tracker, "?fleet=red"))["total"]["forecasts"] == 3
    assert (await quality(tracker, "?fleet=blue"))["total"] == {"forecasts": 0}
    assert "since" not in await quality(tracker, "?fleet=blue")


async def test_sums_of_another_version_count_as_none(tracker: TrackerApi) -> None:
    row = FleetRow(fleet="red", revision=2, offset=-1, since=NOON, learned={}, quality=[1])
    tracker.put_beside(fleet_row_id("red"), msgspec.json.decode(encode_row(row)))
    assert (await quality(tracker, "?fleet=red"))["total"] == {"forecasts": 0}
