"""No position outside of custody is ever joined to a delivery, whatever rows and custody there are."""

import orjson
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON, a_delivery, a_row
from tests.web.latest.applied import apply_row
from web.deliveries.joined_position import position_of, with_position
from web.latest.latest_view import LatestView

DRIVERS = st.sampled_from(["Dave", "Eve", "Mallory"])
FLEETS = st.sampled_from([None, "red"])
TIMES = st.integers(-10, 10).map(lambda tick: NOON + tick)
FIXES = st.fixed_dictionaries(
    {
        "driverId": DRIVERS,
        "shipmentId": st.sampled_from([None, "A", "B", "C"]),
        "timestamp": TIMES,
        "fleet": FLEETS,
    }
)
CUSTODY = st.fixed_dictionaries({"driverId": DRIVERS, "from": TIMES}, optional={"until": TIMES})


@given(st.lists(FIXES, max_size=20), st.lists(CUSTODY, max_size=4), FLEETS, TIMES)
def test_a_driver_is_shown_only_in_custody_and_in_the_same_fleet(
    fixes: list[dict[str, object]], custody: list[dict[str, object]], fleet: str | None, now: float
) -> None:
    view = LatestView(partitions=1)
    for offset, fix in enumerate(fixes):
        apply_row(view.store, a_row(**fix, latitude=offset, source=[0, offset, 0]), 0, offset)
    rows = [orjson.loads(view.store.row_at(slot)) for slot in range(len(view.store))]
    allowed = [
        row
        for row in rows
        if row.get("fleet") == fleet
        and (
            row.get("shipmentId") == "A"
            or any(
                held["driverId"] == row["driverId"] and "until" not in held and held["from"] <= row["timestamp"]
                for held in custody
            )
        )
    ]
    delivery = orjson.dumps(a_delivery(shipmentId="A", custody=custody, fleet=fleet))
    found = position_of(delivery, view, now)
    if found is None:
        assert not allowed
        return
    shown = [row for row in allowed if row["latitude"] == found.latitude]
    assert shown, "the position belongs to no row that may be shown"
    assert found.timestamp == max(row["timestamp"] for row in allowed)


def test_a_suspect_position_is_shown_with_the_held_one_unless_that_is_from_before_the_custody() -> None:
    view = LatestView(partitions=1)
    held = {"latitude": 40.0, "longitude": -74.0, "timestamp": NOON - 20}
    row = a_row(shipmentId=None, timestamp=NOON, suspect=True, held=held)
    apply_row(view.store, row, 0, 1)
    for since, expected in ((NOON - 30, held), (NOON - 10, None)):
        delivery = orjson.dumps(a_delivery(custody=[{"driverId": "Dave-007", "from": since}]))
        position = orjson.loads(with_position(delivery, view, NOON))["position"]
        assert (position["suspect"], position.get("held")) == (True, expected)
