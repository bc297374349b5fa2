from typing import Any

import msgspec
import pytest

from app.domain.deliveries.row import Destination, Recipient, Window
from tests.domain.deliveries.commands import (
    DESTINATION,
    T0,
    Delivery,
    a_plan,
    a_status,
    a_withdrawal,
    an_assignment,
    an_expiry,
)

ELSEWHERE = Destination(latitude=1, longitude=2)


def test_the_first_plan_creates_the_delivery() -> None:
    delivery = Delivery(a_plan(5, driverId="ann", sequence=3, fleet="north"))
    row = delivery.row
    assert (row.status, row.statusAt, row.createdAt, row.planRevision) == ("created", T0 + 5, T0 + 5, 1)
    assert (row.fleet, row.driverId, row.sequence, row.serviceSeconds, row.kind) == ("north", "ann", 3, 180, "delivery")
    assert delivery.told == ["created", "assigned"]
    assert [event.sequence for event in delivery.events] == [1, 2]
    assert all(event.revision == row.revision and event.fleet == "north" for event in delivery.events)


def test_a_whole_plan_replaces_what_it_does_not_name() -> None:
    delivery = Delivery(a_plan(note="ring twice", kind="pickup", serviceSeconds=60))
    assert delivery.take(a_plan(reference="R-1")) is None
    row = delivery.row
    assert (row.note, row.kind, row.serviceSeconds, row.reference) == (None, "delivery", 180, "R-1")
    assert delivery.events[-1].data == {"fields": ["kind", "note", "reference", "serviceSeconds"]}


def test_a_part_of_a_plan_changes_what_it_names_and_null_removes() -> None:
    delivery = Delivery(a_plan(note="ring twice", reference="R-1", serviceSeconds=60))
    assert delivery.take(a_plan(whole=False, note=None, serviceSeconds=None)) is None
    row = delivery.row
    assert (row.note, row.reference, row.serviceSeconds) == (None, "R-1", 180)


def test_an_event_names_changed_fields_and_never_what_is_in_them() -> None:
    delivery = Delivery(a_plan())
    secret = Recipient(name="Ada Lovelace", phone="+1 555 0100", email="ada@example.org")
    where = msgspec.structs.replace(DESTINATION, address="12 Secret Street", name="Ada's")
    assert delivery.take(a_plan(destination=where, recipient=secret, note="Secret gate")) is None
    assert delivery.take(a_status("attempt_failed", 5, note="Secret dog")) is None
    assert delivery.take(a_withdrawal(9)) is None
    told = msgspec.json.encode(delivery.events).decode()
    assert delivery.told == ["created", "updated", "attempt_failed", "withdrawn"]
    assert not any(word in told for word in ("Ada", "555", "ada@", "Secret"))
    assert not any(word in str(delivery.row_bytes) for word in ("Ada", "555", "ada@", "Secret", "38.9")), (
        "of a deletion"
    )


def test_the_same_content_changes_only_the_verdict() -> None:
    delivery = Delivery(a_plan(note="ring twice"))
    before = delivery.row
    assert delivery.take(a_plan(note="ring twice")) is None
    after = delivery.row
    assert len(after.verdicts) == 2
    assert after.planRevision == before.planRevision
    assert after.revision > before.revision
    assert delivery.told == ["created"]


@pytest.mark.parametrize(
    "fields",
    [
        {"destination": None},
        {"window": Window(start=20, end=10)},
        {"driverId": "a\x00"},
        {"driverId": " "},
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_a_plan_that_cannot_be_is_refused(fields: dict[str, Any], *, whole: bool) -> None:
    delivery = Delivery(a_plan())
    assert delivery.take(a_plan(whole=whole, **fields)) == "invalid_command"
    assert delivery.row.planRevision == 1
    assert Delivery().take(a_plan(whole=whole, **fields)) == ("invalid_command" if whole else "unknown_delivery")


def test_a_plan_without_a_destination_creates_nothing() -> None:
    delivery = Delivery()
    command = a_plan(whole=False, note="x")
    assert delivery.take(msgspec.structs.replace(command, whole=True)) == "invalid_command"
    assert delivery.any_row is None


def test_an_edit_of_what_was_changed_meanwhile_is_refused() -> None:
    delivery = Delivery(a_plan(), a_plan(note="new"))
    assert delivery.take(a_plan(whole=False, expect=1, note="mine")) == "version_mismatch"
    assert delivery.take(an_assignment("ann", expect=1)) == "version_mismatch"
    assert delivery.take(a_plan(whole=False, expect=2, note="mine")) is None
    assert delivery.row.note == "mine"


def test_a_plan_may_ask_that_there_is_no_delivery_yet() -> None:
    delivery = Delivery(a_plan(expect=0))
    assert delivery.take(a_plan(expect=0, note="x")) == "version_mismatch"


def test_an_end_fixes_the_promise_but_not_the_notes() -> None:
    delivery = Delivery(a_plan(driverId="ann"), a_status("delivered", 5))
    assert delivery.take(a_plan(whole=False, destination=ELSEWHERE)) == "illegal_transition"
    assert delivery.take(an_assignment("bob", 10)) == "illegal_transition"
    assert delivery.take(a_plan(whole=False, note="left at the desk")) is None
    assert delivery.row.driverId == "ann"


def test_an_assignment_puts_the_delivery_on_a_route() -> None:
    delivery = Delivery(a_plan(driverId="ann", sequence=1))
    assert delivery.take(an_assignment("bob", 10, sequence=4, startAt=T0 + 60)) is None
    row = delivery.row
    assert (row.driverId, row.sequence, row.startAt) == ("bob", 4, T0 + 60)
    assert delivery.told == ["created", "assigned", "assigned"]
    assert delivery.events[-1].data == {"driverId": "bob", "previous": "ann"}
    assert delivery.take(an_assignment("bob", 20, sequence=5, startAt=T0 + 60)) is None
    assert (delivery.row.sequence, delivery.told[-1]) == (5, "updated")
    assert len(delivery.row.timeline) == 1, "a new order on the same route is no new assignment"


def test_another_driver_leaves_the_place_on_the_old_route() -> None:
    delivery = Delivery(a_plan(), an_assignment("ann", sequence=4, startAt=T0))
    assert delivery.take(a_plan(whole=False, driverId="bob")) is None
    assert (delivery.row.sequence, delivery.row.startAt) == (None, None)


def test_a_driver_on_the_road_keeps_the_delivery_or_hands_it_over() -> None:
    delivery = Delivery(a_plan(driverId="ann"), a_status("out_for_delivery", 5))
    assert delivery.take(an_assignment(None, 10)) == "out_for_delivery"
    assert delivery.take(a_plan(10, whole=False, driverId=None)) == "out_for_delivery"
    assert delivery.take(an_assignment("bob", 10)) is None


def test_a_delivery_that_waits_may_lose_its_driver() -> None:
    delivery = Delivery(a_plan(driverId="ann"), an_assignment(None, 10))
    assert delivery.row.driverId is None
    assert delivery.events[-1].data == {"driverId": None, "previous": "ann"}


def test_a_withdrawn_delivery_may_be_promised_again_with_greater_versions() -> None:
    delivery = Delivery(a_plan(), a_status("out_for_delivery", 1), a_withdrawal(5))
    gone = delivery.deletion
    assert gone.deletedAt == T0 + 5
    assert delivery.take(a_status("delivered", 6)) == "unknown_delivery"
    assert delivery.told[-1] == "command.refused"
    assert delivery.take(a_plan(7)) is None
    row = delivery.row
    assert (row.status, row.attempts, row.timeline) == ("created", 0, ())
    assert row.planRevision > gone.planRevision
    assert (row.offset, row.revision) > (gone.offset, gone.revision)
    assert [event.sequence for event in delivery.events] == [1, 2, 3, 0, 4]


def test_an_ended_delivery_expires_silently() -> None:
    delivery = Delivery(a_plan(), a_status("delivered", 5))
    told = len(delivery.events)
    assert delivery.take(an_expiry(delivery.row.planRevision, 100)) is None
    assert delivery.deletion.deletedAt == T0 + 100
    assert len(delivery.events) == told


def test_an_ended_delivery_that_was_corrected_meanwhile_does_not_expire() -> None:
    delivery = Delivery(a_plan(), a_status("delivered", 5))
    seen = delivery.row.planRevision
    assert delivery.take(a_status("out_for_delivery", 9, corrects=True)) is None
    assert delivery.take(an_expiry(seen, 100)) == "version_mismatch"
    assert delivery.take(an_expiry(delivery.row.planRevision, 100)) == "version_mismatch", "an open one never expires"
    assert delivery.take(a_status("delivered", 20)) is None
    assert delivery.take(an_expiry(seen, 100)) == "version_mismatch", "it ended once more since"
