"""The quick way of plans: it reads exactly what the model reads, or leaves the plan to the model."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.messages.delivery_plan import SAMPLE_PLAN, DeliveryItem, DeliveryPlan
from tests.builders import a_plan
from web.commands.command import fields_of
from web.dispatch.plain_plans import PlannedItem, plain_fields, plain_items

texts = st.one_of(
    st.text(max_size=5), st.sampled_from(["", " ", "Zoë", "東京", "a\u0085", "\u2028", "x" * 257, "x" * 65])
)
numbers = st.one_of(
    st.integers(-200, 200),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.sampled_from([0.0, 1_795_869_471, 1_795_869_471.25, 3.0, 10**20, 40_000_000_000, True, "5", None]),
)
words = st.one_of(texts, st.none(), st.just(7))


def _objects(**members: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=members)


destinations = st.one_of(
    st.just({"latitude": 40.7, "longitude": -74}),
    _objects(
        latitude=numbers,
        longitude=numbers,
        radius=numbers,
        address=words,
        name=words,
        timeZone=st.sampled_from(["Europe/Berlin", "Mars/Olympus", "", None, "../etc"]),
        unknown=words,
    ),
)
plans = _objects(
    kind=st.sampled_from(["delivery", "pickup", "gift", None]),
    destination=destinations,
    window=st.one_of(
        st.none(), _objects(start=numbers, end=numbers), st.just({"start": 5, "end": "2026-03-01T09:00Z"})
    ),
    driverId=words,
    sequence=numbers,
    serviceSeconds=numbers,
    reference=words,
    recipient=st.one_of(st.none(), _objects(name=words, phone=words, email=words)),
    note=words,
)
sound = st.fixed_dictionaries(
    {"destination": st.just({"latitude": 40.7, "longitude": -74, "radius": 75})},
    optional={
        "kind": st.sampled_from(["delivery", "pickup"]),
        "window": st.sampled_from([None, {"start": 5, "end": 7.5}, {"start": 7, "end": 5}]),
        "driverId": st.sampled_from(["Dave", "D 1", " ", None]),
        "sequence": st.integers(0, 9),
        "note": st.sampled_from([None, "Ring twice", "Zoë"]),
        "recipient": st.sampled_from([None, {}, {"name": "Ann", "phone": None}]),
    },
)


@given(plan=st.one_of(plans, sound), is_ascii=st.booleans())
def test_a_plan_that_is_read_quickly_is_the_one_that_the_model_reads(plan: dict[str, Any], is_ascii: bool) -> None:
    raw = json.dumps(plan, ensure_ascii=is_ascii).encode("utf-8", "surrogatepass")
    fields = plain_fields(raw)
    if fields is not None:
        assert fields == fields_of(DeliveryPlan.model_validate_json(raw))


@given(items=st.lists(st.tuples(st.one_of(texts, st.just("PKG-1")), sound), max_size=3), is_lines=st.booleans())
def test_items_that_are_read_quickly_are_those_that_the_model_reads(
    items: list[tuple[str, dict[str, Any]]], is_lines: bool
) -> None:
    texts = [json.dumps({**plan, "shipmentId": id_}, ensure_ascii=False).encode() for id_, plan in items]
    planned = plain_items(b"\n".join(texts) if is_lines else b"[%b]" % b",".join(texts), is_lines=is_lines)
    if planned is not None:
        models = [DeliveryItem.model_validate_json(text) for text in texts]
        assert planned == [PlannedItem(model.shipmentId, fields_of(model)) for model in models]


@pytest.mark.parametrize(
    "plan", [SAMPLE_PLAN, a_plan(), {"destination": {"latitude": 1, "longitude": 2}, "note": "Zoë"}]
)
def test_usual_plans_are_read_quickly_once_their_times_are_numbers(plan: dict[str, Any]) -> None:
    raw = json.dumps({**plan, "window": {"start": 5, "end": 7}}, ensure_ascii=False).encode()
    assert plain_fields(raw) == fields_of(DeliveryPlan.model_validate_json(raw))


@pytest.mark.parametrize(
    "change",
    [
        {"note": "a\x01"},
        {"reference": "\x7f"},
        {"recipient": {"name": "\x9f"}},
        {"driverId": "\u2028"},
        {"window": {"start": 7, "end": 5}},
        {"destination": {"latitude": 1, "longitude": 2, "timeZone": "Mars/Olympus"}},
        {"colour": "red"},
    ],
)
def test_what_the_model_refuses_is_left_to_it(change: dict[str, Any]) -> None:
    for is_ascii in (True, False):
        raw = json.dumps({**a_plan(), **change}, ensure_ascii=is_ascii).encode()
        assert plain_fields(raw) is None
        with pytest.raises(ValidationError):
            DeliveryPlan.model_validate_json(raw)


def test_an_item_without_an_id_is_left_to_the_model() -> None:
    assert plain_items(json.dumps([a_plan()]).encode(), is_lines=False) is None


def test_lines_with_an_empty_one_between_them_count_as_the_others() -> None:
    lines = [json.dumps({"shipmentId": id_, **a_plan()}) for id_ in "AB"]
    planned = plain_items("\n\n".join(lines).encode(), is_lines=True)
    assert planned is None or [item.shipmentId for item in planned] == ["A", "B"]
