"""Drivers' own rows on streams, beside shipments of the same ids."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.subject import SubjectKind
from tests.web.stream.fed_stream import FedView, stream_site
from web.latest.filters import Filters
from web.replica.column import compact
from web.stream.frames import encode_rows

BOX = "bbox=-80,40,-79,41"


@pytest.mark.parametrize(
    ("query", "shows"),
    [
        ("", ["A", "\x01A"]),
        ("kind=shipment", ["A"]),
        ("kind=driver", ["\x01A"]),
        ("shipmentId=A", ["A"]),
        ("driverId=A", ["\x01A"]),
        ("driverId=D-1", ["A"]),
        ("driverId=A&kind=shipment", []),
        (BOX, ["A", "\x01A"]),
        (f"{BOX}&kind=driver", ["\x01A"]),
        ("shipmentId=A&kind=driver", []),
    ],
)
async def test_a_filter_narrows_both_kinds_and_tells_a_driver_from_a_shipment_of_its_name(
    query: str, shows: list[str]
) -> None:
    async with stream_site() as site:
        site.put("A", driverId="D-1")
        site.put_driver("A")
        async with site.open(query) as reader:
            await reader.until("snapshot-complete")
            assert sorted(reader.dashboard.rows) == sorted(shows)
            site.put_driver("A", timestamp=2e9)
            site.move("A", driverId="D-1", timestamp=2e9)
            if shows:
                while any(row["timestamp"] != 2e9 for row in reader.dashboard.rows.values()):
                    await reader.until("changes")
            assert sorted(reader.dashboard.rows) == sorted(shows)


async def test_a_snapshot_counts_shipments_and_drivers_apart_and_drivers_only_where_there_are_any() -> None:
    async with stream_site() as site:
        site.put("A")
        async with site.open() as reader:
            assert (await reader.until("snapshot-complete")).data == {"shipments": 1}
        site.put_driver("A")
        site.put_driver("B")
        async with site.open() as reader:
            assert (await reader.until("snapshot-complete")).data == {"shipments": 1, "drivers": 2}


@pytest.mark.parametrize("query", ["", "kind=driver", "driverId=A", BOX])
async def test_a_deleted_driver_is_named_by_an_event_of_its_own_and_the_shipment_of_its_name_stays(query: str) -> None:
    async with stream_site() as site:
        site.put("A", driverId="A")
        site.put_driver("A")
        async with site.open(query) as reader:
            cursor = (await reader.until("snapshot-complete")).id
            site.delete_driver("A", timestamp=2e9)
            site.hub.on_changes()
            assert (await reader.until("removed-drivers")).data == ["A"]
        async with site.open(query, cursor) as reader:
            assert (await reader.next()).data == ["A"]
            assert reader.dashboard.seen == ["removed-drivers"]


async def test_a_driver_and_a_shipment_that_leave_a_box_together_are_named_apart_and_only_the_last_event_moves_the_id() -> (
    None
):
    async with stream_site() as site:
        site.put("A")
        site.put_driver("A")
        async with site.open(BOX) as reader:
            before = (await reader.until("heartbeat")).id
            site.put_driver("A", latitude=0.0, timestamp=2e9)
            site.put("A", latitude=0.0, timestamp=2e9)
            site.move("B")
            shipments, drivers, changes = [await reader.next() for _ in range(3)]
            assert [(event.event, event.id == before) for event in (shipments, drivers, changes)] == [
                ("removed", True),
                ("removed-drivers", True),
                ("changes", False),
            ]
            assert (shipments.data, drivers.data) == (["A"], ["A"])


@given(
    steps=st.lists(
        st.tuples(st.sampled_from("AB"), st.booleans(), st.sampled_from(["put", "delete"]), st.integers(0, 5)),
        max_size=20,
    )
)
@settings(max_examples=50)
def test_a_change_of_one_kind_never_changes_what_is_shown_of_the_other(
    steps: Sequence[tuple[str, bool, str, int]],
) -> None:
    fed = FedView()
    for name, is_driver, what, second in steps:
        if what == "delete":
            (fed.delete_driver if is_driver else fed.delete)(name, timestamp=1.7e9 + second)
        else:
            (fed.put_driver if is_driver else fed.put)(name, timestamp=1.7e9 + second)
    for kind in ("shipment", "driver"):
        slots = compact(fed.view.matching(Filters(kind=SubjectKind(kind))))
        shown = encode_rows("changes", fed.view.store.rows_at(slots))
        names = sorted(fed.view.store.id_at(slot) for slot in slots)
        assert names == sorted(name for name in fed.table if name.startswith("\x01") == (kind == "driver"))
        assert (b"shipmentId" in shown.data) == (kind == "shipment" and bool(slots))
