"""The order in which commands arrive, and how often, changes nothing that readers see."""

import json
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from app.deliveries.codec import UNREADABLE, decode_command
from app.domain.deliveries.command import Command
from app.domain.deliveries.decision import decide
from app.domain.deliveries.status import Status
from app.domain.deliveries.timeline import MAX_ENTRIES
from tests.domain.deliveries.commands import (
    DESTINATION,
    SHIPMENT,
    Delivery,
    a_plan,
    a_status,
    an_assignment,
    without_offsets,
)

STATUSES = st.lists(
    st.tuples(st.sampled_from(Status), st.sampled_from([False] * 6 + [True]), st.sampled_from([None, "ann", "bob"])),
    max_size=MAX_ENTRIES - 1,
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


def after(commands: list[Command]) -> Delivery:
    delivery = Delivery(a_plan(driverId="ann"), an_assignment("bob", 10_000, id="handover"))
    for command in commands:
        delivery.take(command)
    return delivery


@given(STATUSES, st.data())
def test_shuffled_and_doubled_statuses_give_the_row_of_the_ordered_ones(
    statuses: list[tuple[Status, bool, str | None]], data: st.DataObject
) -> None:
    ordered: list[Command] = [
        a_status(to, 1_000 * number, taken_at=99_000, corrects=corrects, driverId=driver)
        for number, (to, corrects, driver) in enumerate(statuses, 5)
    ]
    shuffled = data.draw(st.permutations(ordered * 2))
    one, other = after(ordered), after(shuffled)
    assert without_offsets(one.row) == without_offsets(other.row)
    in_effect = {entry.eventId for entry in other.row.timeline if entry.code is None}
    assert {entry.eventId for entry in one.row.timeline if entry.code is None} == in_effect
    assert in_effect <= {event.id for event in other.events}
    assert in_effect <= {event.id for event in one.events}


FIELDS: dict[str, list[Any]] = {
    "kind": ["plan", "status", "assign", "withdraw", "expire", "observe", "alert", "x"],
    "id": ["c", "", "\ud800", "x" * 200],
    "at": [0, 1e300, -1, 1_705_500_000.5],
    "by": ["desk", ""],
    "set": [
        {},
        {"destination": {"latitude": 1, "longitude": 2}},
        {"driverId": None},
        {"window": {"start": 2, "end": 1}},
    ],
    "whole": [True, False],
    "to": [*Status, "x"],
    "statusAt": [0, 1_705_500_000, 99_999_999_999],
    "driverId": [None, "ann", "\x00"],
    "what": ["arrived", "departed", "approaching", "open", "resolve", "acknowledge", "snooze"],
    "observedAt": [0, 1_705_500_000],
    "attempt": [1, 2, 0],
    "alert": ["silent", None],
    "alertId": [None, "a"],
    "until": [None, 5],
    "expect": [None, 0, 1, 3],
    "fleet": [None, "north", ""],
    "v": [1, 1, 1, 2],
}
COMMANDS = st.fixed_dictionaries(
    {},
    optional={name: st.sampled_from(values) | st.sampled_from(values) | VALUES for name, values in FIELDS.items()},
)
LIKELY = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in FIELDS.items()})


@settings(max_examples=50)
@given(st.lists(COMMANDS | LIKELY | st.binary(max_size=20), max_size=8))
def test_a_decision_is_total(records: list[dict[str, Any] | bytes]) -> None:
    row = None
    for offset, record in enumerate(records):
        raw = record if isinstance(record, bytes) else _json(record)
        try:
            command = decode_command(raw)
        except UNREADABLE:
            continue
        decided = decide(SHIPMENT, row, command, offset, 1_705_500_000.0)
        row = decided.row or row
        msgspec.json.encode(decided.events)
        msgspec.json.encode(row)


def _json(record: dict[str, Any]) -> bytes:
    return json.dumps(record).encode()


@given(LIKELY.map(lambda fields: {**fields, "id": "c", "v": 1, "by": "b", "fleet": None, "at": 1_705_500_000}))
def test_what_is_decided_again_after_a_crash_is_told_under_the_same_ids(fields: dict[str, Any]) -> None:
    before = Delivery(a_plan(driverId="ann", destination=DESTINATION), a_status("out_for_delivery", 5)).row
    try:
        command = decode_command(_json(fields))
    except UNREADABLE:
        return
    once, again = (decide(SHIPMENT, before, command, 9, now) for now in (1_705_500_000.0, 1_705_500_009.0))
    assert [(e.id, e.type, e.sequence, e.data) for e in once.events] == [
        (e.id, e.type, e.sequence, e.data) for e in again.events
    ]
