"""Filters as readers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import MultiDict

from app.domain.geo import BBox
from tests.web.stream.fed_stream import FedView
from web.http.problem import ProblemError
from web.latest.filters import EVERYTHING, Filters, parse_filters


def parsed(*pairs: tuple[str, str]) -> Filters:
    return parse_filters(MultiDict(pairs))


def finds(filters: Filters, shipment_id: str, driver_id: str, latitude: float) -> bool:
    """Tell whether a view finds a row."""
    fed = FedView()
    fed.put(shipment_id, driverId=driver_id, latitude=latitude, longitude=0.0)
    return bool(fed.view.select(filters))


def test_no_filter_lets_everything_through() -> None:
    assert parsed() == EVERYTHING
    assert finds(EVERYTHING, "A", "D", 0)
    assert not EVERYTHING.can_lose_rows


def test_kinds_are_joined_by_and_and_values_of_a_kind_by_or() -> None:
    filters = parsed(("shipmentId", "A"), ("shipmentId", "B"), ("driverId", "D"), ("bbox", "-1,-1,1,1"))
    assert finds(filters, "A", "D", 0)
    assert finds(filters, "B", "D", 0)
    assert not finds(filters, "C", "D", 0)
    assert not finds(filters, "A", "E", 0)
    assert not finds(filters, "A", "D", 2)


def test_only_a_driver_or_a_box_can_lose_a_shipment() -> None:
    assert not parsed(("shipmentId", "A")).can_lose_rows
    assert parsed(("driverId", "D")).can_lose_rows
    assert parsed(("bbox", "0,0,1,1")).can_lose_rows
    assert parsed(("fleet", "north")).can_lose_rows


def test_a_filter_within_a_fleet_finds_rows_of_that_fleet_alone() -> None:
    fed = FedView()
    for shipment_id, fleet in (("A", "north"), ("B", "south"), ("C", None)):
        fed.put(shipment_id, fleet=fleet)
    for filters, found in ((parsed(), ["A"]), (parsed(("fleet", "north")), ["A"]), (parsed(("shipmentId", "B")), [])):
        slots = fed.view.select(filters.within("north"))
        assert [fed.view.store.id_at(slot) for slot in slots] == found
    assert len(fed.view.select(parsed().within(None))) == 3


def test_a_filter_of_one_fleet_within_another_is_forbidden() -> None:
    with pytest.raises(ProblemError) as raised:
        parsed(("fleet", "south")).within("north")
    assert raised.value.code == "forbidden"


def test_the_key_does_not_depend_on_how_a_filter_is_written() -> None:
    one = parsed(("shipmentId", "A"), ("shipmentId", "B"), ("bbox", "0,0,1,1"))
    other = parsed(("bbox", "0.0,0,1.00,1"), ("shipmentId", "B"), ("shipmentId", "A"), ("shipmentId", "B"))
    assert one.key == other.key


def test_filters_that_differ_have_other_keys() -> None:
    filters = [
        EVERYTHING,
        parsed(("shipmentId", "A")),
        parsed(("driverId", "A")),
        parsed(("shipmentId", "A"), ("shipmentId", "B")),
        parsed(("shipmentId", "AB")),
        parsed(("bbox", "0,0,1,1")),
        parsed(("bbox", "0,0,1,2")),
        parsed(("fleet", "A")),
        parsed(("kind", "driver")),
        parsed(("fleet", "driver")),
    ]
    assert len({each.key for each in filters}) == len(filters)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("shipmentId", ""),
        ("shipmentId", "x" * 129),
        ("shipmentId", " "),
        ("fleet", ""),
        ("fleet", "x" * 65),
        ("fleet", "a\nb"),
        ("driverId", "\u200b\u2800"),
        ("driverId", "a\nb"),
        ("bbox", ""),
        ("bbox", "1,2,3"),
        ("bbox", "1,2,3,x"),
        ("bbox", "nan,0,1,1"),
        ("bbox", "0,5,1,1"),
        ("bbox", "0,0,181,1"),
    ],
)
def test_a_filter_that_cannot_be_names_its_parameter(name: str, value: str) -> None:
    with pytest.raises(ProblemError) as raised:
        parsed((name, value))
    assert (raised.value.code, raised.value.field) == ("bad_filter", name)


def test_two_boxes_are_refused() -> None:
    with pytest.raises(ProblemError):
        parsed(("bbox", "0,0,1,1"), ("bbox", "0,0,2,2"))


@given(st.text())
def test_no_bbox_is_ever_more_than_refused(text: str) -> None:
    try:
        box = parsed(("bbox", text)).bbox
    except ProblemError:
        return
    assert isinstance(box, BBox)
