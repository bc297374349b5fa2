"""Nearest first: the same rows as by measuring every one of them."""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.geo import BBox, Circle
from app.domain.id_order import order_key
from tests.builders import NOON
from tests.globe import HALFWAY_M, distance_m
from tests.web.latest.filter_oracle import lets_through
from tests.web.stream.fed_stream import FedView
from web.latest.filters import EVERYTHING, Filters

SHIPMENTS = 5_000
CITIES = ((47.0, 8.0), (47.3, 8.3), (-33.9, 151.2), (65.0, 179.99))
LATITUDES = st.sampled_from([-90.0, 90.0, 47.0, 89.99]) | st.floats(-90, 90)
LONGITUDES = st.sampled_from([-180.0, 180.0, 8.0, 179.999]) | st.floats(-180, 180)
RADII = st.just(HALFWAY_M) | st.floats(0, HALFWAY_M) | st.floats(0, 20_000)


def a_fleet(seed: int, shipments: int = SHIPMENTS) -> FedView:
    """Return a view of cities with a few shipments anywhere; a van in each city carries forty to one place."""
    random, fed = Random(seed), FedView(ring_size=10_000)
    for number in range(shipments):
        city = CITIES[number % len(CITIES)]
        spread = 0.0 if number < 40 * len(CITIES) else 0.05
        latitude, longitude = city[0] + random.gauss(0, spread), city[1] + random.gauss(0, spread)
        if number % 50 == 49:
            latitude, longitude = random.uniform(-90, 90), random.uniform(-180, 180)
        fed.put(
            f"S-{random.randrange(10**6)}",
            driverId=f"D-{number % 500}",
            latitude=latitude,
            longitude=(longitude + 180) % 360 - 180,
            timestamp=NOON + random.random(),
            receivedAt=NOON + random.random(),
        )
    return fed


FLEET = a_fleet(seed=1)


def the_nearest(fed: FedView, circle: Circle, choice: dict[str, Any], since: float) -> list[tuple[float, str]]:
    """Return distance and id of every row that fits, in the order that is expected, the long way."""
    filters, hits = Filters(**choice), []
    for name, row in fed.table.items():
        latitude, longitude = row["latitude"], row["longitude"]
        distance = distance_m(circle.latitude, circle.longitude, latitude, longitude)
        if distance <= circle.radius_m and lets_through(filters, name, row["driverId"], latitude, longitude):
            hits += [(distance, name)] if row["timestamp"] >= since else []
    return sorted(hits, key=lambda hit: (hit[0], order_key(hit[1])))


CHOICES: list[dict[str, Any]] = [
    {},
    {"driver_ids": frozenset({"D-3", "D-7", "nobody"})},
    {"bbox": BBox(7.9, 46.9, 8.1, 47.1)},
    {"bbox": BBox(170, 0, -170, 90)},
    {"shipment_ids": frozenset(list(FLEET.table)[:30])},
    {"driver_ids": frozenset({"D-1"}), "bbox": BBox(0, 0, 90, 90)},
]


# One example measures every row in Python, so how long it takes says nothing.
@settings(deadline=None, max_examples=60)
@given(
    st.builds(Circle, LATITUDES, LONGITUDES, RADII),
    st.sampled_from(CHOICES),
    st.sampled_from([1, 3, 10, 200, None]),
    st.sampled_from([0.0, NOON + 0.5]),
)
def test_the_nearest_rows_are_those_that_measuring_each_row_finds(
    circle: Circle, choice: dict[str, Any], limit: int | None, since: float
) -> None:
    expected = [distance for distance, _ in the_nearest(FLEET, circle, choice, since)][:limit]
    slots = FLEET.view.select(Filters(**choice), near=circle, limit=limit, min_timestamp=since or None)
    names = [FLEET.view.store.id_at(slot) for slot in slots]
    found = [
        distance_m(circle.latitude, circle.longitude, row["latitude"], row["longitude"])
        for row in map(FLEET.table.__getitem__, names)
    ]
    assert len(set(names)) == len(names)
    # Two ways to measure differ by rounding, most of all close to the other side of the globe.
    assert found == pytest.approx(expected, abs=0.5)


def test_equally_near_rows_come_in_order_of_their_id() -> None:
    expected = [name for _, name in the_nearest(FLEET, Circle(47.0, 8.0, 0.0), {}, 0.0)]
    assert len(expected) > 10
    for limit in (1, 10, None):
        slots = FLEET.view.select(EVERYTHING, near=Circle(47.0, 8.0, 0.0), limit=limit)
        assert [FLEET.view.store.id_at(slot) for slot in slots] == expected[:limit]


def test_a_row_that_has_just_moved_is_found_where_it_is() -> None:
    fed = a_fleet(seed=2)
    place = Circle(-10.0, -60.0)
    fed.view.select(EVERYTHING, near=place, limit=1)
    for number, name in enumerate(list(fed.table)[:700]):
        fed.put(name, latitude=-10.0, longitude=-60.0 + number * 1e-6, timestamp=NOON + 2)
        [slot] = fed.view.select(EVERYTHING, near=Circle(-10.0, -60.0 + number * 1e-6), limit=1)
        assert fed.view.store.id_at(slot) == name


def test_a_view_that_is_read_again_finds_its_new_rows() -> None:
    fed = a_fleet(seed=3)
    fed.view.select(EVERYTHING, near=Circle(0.0, 0.0), limit=1)
    fed.view.store.reset([0, 0])
    assert fed.view.select(EVERYTHING, near=Circle(0.0, 0.0), limit=1) == []
    fed.put("new", latitude=1.0, longitude=1.0)
    fed.complete()
    assert fed.view.select(EVERYTHING, near=Circle(0.0, 0.0), limit=1) == [0]
