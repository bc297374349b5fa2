"""Alerts that say in words where their deliveries and drivers are."""

from pathlib import Path
from typing import Any

import pytest

from tests.builders import NOON
from tests.web.dispatch.test_alerts import alert, put_driver
from tests.web.tracker_api import TrackerApi, a_tracker
from web.dispatch import alert_places

BUTLER = {"latitude": 40.861, "longitude": -79.895}
SHANOR = {"latitude": 40.93, "longitude": -79.895}
IN_BUTLER = "in Butler, Pennsylvania"
NEAR_SHANOR = "2.8 km north-east of Shanor-Northvue, Pennsylvania"


def held_by(driver: str, since: float = NOON - 3600) -> tuple[dict[str, Any], ...]:
    return ({"driverId": driver, "from": since},)


@pytest.fixture
def tracker(tmp_path: Path) -> TrackerApi:
    return a_tracker(tmp_path)


async def lines(tracker: TrackerApi, query: str = "?place=km") -> list[dict[str, Any]]:
    async with tracker.client() as client:
        answer = await client.get(f"/api/alerts{query}")
        assert answer.status == 200, await answer.text()
        found: list[dict[str, Any]] = (await answer.json())["lines"]
        return found


async def test_an_alert_names_the_place_of_its_delivery_and_a_line_that_of_the_newest(tracker: TrackerApi) -> None:
    tracker.put(shipmentId="A", driverId="Dave", timestamp=NOON - 60, **BUTLER)
    tracker.put(shipmentId="B", driverId="Dave", timestamp=NOON - 30, **SHANOR)
    for shipment_id, at in (("A", NOON - 9), ("B", NOON - 5), ("C", NOON - 1)):
        tracker.put_delivery(shipmentId=shipment_id, driverId="Dave", alerts=[alert(f"{shipment_id}1", "late", at)])
    [line] = await lines(tracker)
    assert [each.get("place") for each in line["alerts"]] == [IN_BUTLER, NEAR_SHANOR, None]
    assert line["place"] == NEAR_SHANOR
    [line] = await lines(tracker, "?place=mi")
    assert line["place"] == "1.7 mi north-east of Shanor-Northvue, Pennsylvania"
    [line] = await lines(tracker, "")
    assert "place" not in line
    assert not any("place" in each for each in line["alerts"])


async def test_an_alert_of_a_driver_names_a_place_only_while_the_driver_has_a_delivery(tracker: TrackerApi) -> None:
    put_driver(tracker, "Dave", alert("s1", "stationary"))
    tracker.put(driverId="Dave", shipmentId=None, timestamp=NOON - 60, **BUTLER)
    assert "place" not in (await lines(tracker))[0]
    tracker.put_delivery(shipmentId="A", driverId="Dave", custody=held_by("Dave", NOON - 30))
    assert "place" not in (await lines(tracker))[0]
    tracker.put_delivery(shipmentId="B", driverId="Dave", custody=held_by("Dave"))
    [line] = await lines(tracker)
    assert (line["place"], line["alerts"][0]["place"]) == (IN_BUTLER, IN_BUTLER)


@pytest.mark.parametrize("fleet_of_fix", [None, "blue"])
async def test_no_place_of_another_fleet_is_named(tracker: TrackerApi, fleet_of_fix: str | None) -> None:
    put_driver(tracker, "Dave", alert("s1", "stationary"), fleet="red")
    tracker.put(driverId="Dave", shipmentId=None, timestamp=NOON - 60, fleet=fleet_of_fix, **BUTLER)
    tracker.put_delivery(
        shipmentId="A", driverId="Dave", fleet="red", custody=held_by("Dave"), alerts=[alert("a1", "late")]
    )
    assert not any("place" in line for line in await lines(tracker))


async def test_a_long_line_leaves_places_for_the_others(tracker: TrackerApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alert_places, "MOST_PLACES", 3)
    tracker.put(driverId="Dave", shipmentId=None, timestamp=NOON - 60, **BUTLER)
    for index in range(4):
        tracker.put_delivery(
            shipmentId=f"A{index}",
            driverId="Dave",
            custody=held_by("Dave"),
            alerts=[alert(f"a{index}", "late", NOON - 9 + index)],
        )
    tracker.put_delivery(shipmentId="B", driverId="Dave", custody=held_by("Dave"), alerts=[alert("b", "wrong_place")])
    named = [[each.get("place") for each in line["alerts"]] for line in await lines(tracker)]
    assert named == [[IN_BUTLER, IN_BUTLER, None, None], [IN_BUTLER]]


async def test_units_that_are_none_are_refused(tracker: TrackerApi) -> None:
    async with tracker.client() as client:
        answer = await client.get("/api/alerts?place=feet")
        assert (answer.status, (await answer.json())["code"]) == (422, "bad_filter")
