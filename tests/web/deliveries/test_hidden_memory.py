"""What sweeps remember is in a delivery's row, and no reader is shown it."""

from pathlib import Path

import pytest

from app.deliveries.codec import encode_row
from tests.sweep.town import a_row
from tests.web.deliveries.applied import apply_delivery
from tests.web.tracker_api import TrackerApi, a_tracker
from web.deliveries.replica import DeliveriesReplica
from web.replica.changed_rows import ChangedRows

MEMORY = {"alerts": {"late": [True, None, None]}, "forecasts": [[1.0, 2.0]]}
NOTE = 'says ,"memory":{"alerts":1}}'


@pytest.fixture
def tracker(tmp_path: Path) -> TrackerApi:
    """Return a tracker with a row that has a memory, and one whose text looks like it."""
    tracker = a_tracker(tmp_path)
    tracker.put_delivery(shipmentId="A", driverId="Dave", status="out_for_delivery", note=NOTE, memory=MEMORY)
    tracker.put_delivery(shipmentId="B", driverId="Dave", status="out_for_delivery", note=NOTE)
    return tracker


@pytest.mark.parametrize("path", ["", "?format=ndjson", "?format=csv", "/A", "/B"])
async def test_no_answer_holds_it_and_every_text_stays(tracker: TrackerApi, path: str) -> None:
    async with tracker.client() as client:
        text = await (await client.get(f"/api/deliveries{path}")).text()
    assert "forecasts" not in text
    assert "says" in text


async def test_a_drivers_route_does_not_hold_it(tracker: TrackerApi) -> None:
    async with tracker.client() as client:
        text = await (await client.get("/api/drivers/Dave/route")).text()
    assert '"A"' in text
    assert "forecasts" not in text


def test_streams_do_not_hold_it_and_a_sweep_is_given_it() -> None:
    replica = DeliveriesReplica(partitions=1)
    changed = ChangedRows(replica.store)
    apply_delivery(replica.store, {"shipmentId": "A", **_plain(), "memory": MEMORY}, 0, 0)
    [shown] = replica.store.rows_at([0])
    [found] = changed.take()
    assert b"memory" not in shown
    assert found.row is not None
    assert found.row.startswith(shown[:-1])
    assert b"forecasts" in found.row


def test_it_is_the_last_member_of_a_row() -> None:
    assert encode_row(a_row(note=NOTE, memory=MEMORY, endedAt=1.0)).endswith(
        b',"memory":{"alerts":{"late":[true,null,null]},"forecasts":[[1.0,2.0]]}}'
    )


def _plain() -> dict[str, object]:
    place = {"latitude": 40.7, "longitude": -74.0}
    return {"destination": place, "status": "created", "offset": 1, "revision": 1, "planRevision": 1, "createdAt": 1.0}
