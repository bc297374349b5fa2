"""All boxes at once find what each filter finds alone."""

from random import Random
from typing import Any

import pytest

from app.clock import SystemClock
from app.domain.geo import BBox
from app.observability.metrics import Metrics
from app.settings import Settings
from tests.web.stream.fed_stream import FedView
from web.latest.filters import Filters
from web.latest.stream import LATEST_STREAM
from web.stream.box_index import MOST_BOXES, BoxIndex
from web.stream.parts import StreamParts
from web.stream.rate_limiter import FairRate
from web.stream.stream_metrics import StreamMetrics
from web.stream.subscription_group import SubscriptionGroup
from web.stream.update import find

NOW = 100.0


def box_index_of(fed: FedView) -> BoxIndex:
    found = [index for index in LATEST_STREAM.create_filter_indexes(fed.view) if isinstance(index, BoxIndex)]
    return found[0]


class Boxes:
    """A view, and groups with boxes that look at it."""

    def __init__(self, ring_size: int = 1000) -> None:
        self.fed = FedView(ring_size=ring_size)
        self.index = box_index_of(self.fed)
        settings = Settings()
        self._parts = StreamParts(
            settings,
            SystemClock(),
            StreamMetrics(Metrics(), "latest"),
            self.fed.view,
            ("shipments", "drivers"),
            LATEST_STREAM.removed,
        )
        self._pace = FairRate(settings)

    def add(self, *edges: float, **kinds: Any) -> SubscriptionGroup:
        group = SubscriptionGroup(self._parts, self._pace, Filters(bbox=BBox(*edges), **kinds))
        self.index.add(group)
        return group

    def look(self) -> dict[SubscriptionGroup, tuple[int, set[int], set[int]]]:
        """Return what every group that is due finds: from which change on, what is in its box, and what left it."""
        found = {}
        for rows in self.index.due_blocks(NOW):
            for hit in self.index.look(rows):
                assert hit.found is not None
                assert hit.found.start == hit.start
                found[hit.group] = hit.start, set(hit.found.changed), set(hit.found.left)
        return found

    def alone(self, group: SubscriptionGroup, start: int) -> tuple[int, set[int], set[int]]:
        """Return what the group's filter finds by itself."""
        changes, now = self.fed.view.changes_since(start)
        found = find(self.fed.view, group.filters, start, changes, now)
        return start, set(found.changed), set(found.left)


def random_longitude(random: Random) -> float:
    return random.choice([-180.0, 180.0, *(random.uniform(-180, 180) for _ in range(6))])


def random_latitude(random: Random) -> float:
    return random.choice([-90.0, 90.0, *(random.uniform(-90, 90) for _ in range(6))])


def random_place(random: Random) -> dict[str, float]:
    return {"latitude": random_latitude(random), "longitude": random_longitude(random)}


def random_edges(random: Random) -> tuple[float, float, float, float]:
    south, north = sorted((random_latitude(random), random_latitude(random)))
    return random_longitude(random), south, random_longitude(random), north


@pytest.mark.parametrize("seed", range(5))
def test_all_boxes_together_find_what_each_finds_alone(seed: int) -> None:
    random, boxes = Random(seed), Boxes()
    seen = {boxes.add(*random_edges(random)): boxes.fed.view.store.changes.end for _ in range(MOST_BOXES + 10)}
    for step in range(30):
        for number in range(random.choice([0, 1, 5, 30])):
            place = random_place(random)
            boxes.fed.put(f"S-{random.randrange(40)}", timestamp=1_705_500_000.0 + 100 * step + number, **place)
        for group in random.sample(list(seen), 20):
            group.limiter.due_at = random.choice([NOW - 1, NOW + 1])
            boxes.index.put_off(group)
        found, end = boxes.look(), boxes.fed.view.store.changes.end
        for group, start in seen.items():
            if group.due_at > NOW:
                continue
            expected = boxes.alone(group, start) if start < end else (start, set(), set())
            assert found.pop(group, (start, set(), set())) == expected
            seen[group] = end
        assert not found


def test_a_group_whose_changes_have_left_the_ring_is_told_so() -> None:
    boxes = Boxes(ring_size=2)
    group = boxes.add(-180, -90, 180, 90)
    start = boxes.fed.view.store.changes.end
    for name in "ABCDEFGH":
        boxes.fed.put(name)
    (rows,) = boxes.index.due_blocks(NOW)
    (hit,) = boxes.index.look(rows)
    assert (hit.group, hit.start, hit.found) == (group, start, None)


def test_a_box_with_another_filter_says_only_that_something_happened_there() -> None:
    boxes = Boxes()
    group = boxes.add(-180, -90, 180, 90, driver_ids=frozenset({"D1"}))
    boxes.fed.put("A", driverId="D2")
    (rows,) = boxes.index.due_blocks(NOW)
    assert [(hit.group, hit.found) for hit in boxes.index.look(rows)] == [(group, None)]


def test_what_was_looked_at_is_not_due_again() -> None:
    boxes = Boxes()
    boxes.add(-180, -90, 180, 90)
    boxes.fed.put("A")
    assert boxes.index.due_at <= NOW
    assert len(boxes.look()) == 1
    assert boxes.look() == {}
    assert boxes.index.due_at == float("inf")


def test_a_group_that_has_gone_leaves_its_row_to_the_next() -> None:
    boxes = Boxes()
    gone = boxes.add(-180, -90, 180, 90)
    boxes.index.remove(gone)
    boxes.fed.put("A")
    assert boxes.look() == {}
    new = boxes.add(-180, -90, 180, 90)
    assert boxes.index._rows == {new: 0}
    assert boxes.look() == {}
    boxes.fed.put("B")
    assert set(boxes.look()) == {new}
