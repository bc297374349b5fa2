from typing import Any

import msgspec
import pytest

from app.deliveries.codec import encode_row
from app.domain.deliveries.timeline import MAX_ENTRIES
from tests.domain.deliveries.commands import T0, Delivery, a_plan, a_status, an_assignment, ids_of


def test_a_late_status_takes_its_place_in_the_order_of_time() -> None:
    delivery = Delivery(a_plan(), a_status("out_for_delivery", 10), a_status("delivered", 20))
    assert delivery.take(a_status("in_transit", 5, taken_at=30)) is None
    assert delivery.statuses == [(5, "in_transit", None), (10, "out_for_delivery", None), (20, "delivered", None)]
    assert delivery.row.status == "delivered"
    assert delivery.told[-1] == "in_transit"
    assert delivery.events[-1].at == T0 + 5


def test_the_end_leaves_the_memory_of_sweeps_from_which_they_learn() -> None:
    delivery = Delivery(a_plan(), a_status("out_for_delivery", 10))
    delivery.row_bytes = encode_row(msgspec.structs.replace(delivery.row, memory={"forecasts": [[1]]}))
    assert delivery.take(a_status("delivered", 20)) is None
    assert delivery.row.memory == {"forecasts": [[1]]}


def test_a_status_is_illegal_only_at_its_own_time() -> None:
    delivery = Delivery(a_plan(), a_status("delivered", 20))
    assert delivery.take(a_status("out_for_delivery", 30)) == "illegal_transition"
    assert delivery.take(a_status("out_for_delivery", 10, taken_at=31)) is None
    assert delivery.row.status == "delivered"


def test_a_refused_status_takes_effect_when_what_made_it_illegal_turns_void() -> None:
    delivery = Delivery(a_plan())
    assert delivery.take(a_status("ready_for_pickup", 20)) == "illegal_transition"
    assert delivery.told == ["created"]
    assert delivery.take(a_status("attempt_failed", 10, taken_at=30)) is None
    assert delivery.row.status == "ready_for_pickup"
    assert delivery.told == ["created", "attempt_failed", "ready_for_pickup"]


def test_a_late_end_makes_what_followed_void_and_tells_the_correction() -> None:
    delivery = Delivery(a_plan(), a_status("attempt_failed", 20), a_status("out_for_delivery", 30))
    void = ids_of(delivery.events[-2:])
    late = a_status("delivered", 10, taken_at=40)
    assert delivery.take(late) is None
    assert delivery.statuses == [
        (10, "delivered", None),
        (20, "attempt_failed", "illegal_transition"),
        (30, "out_for_delivery", "illegal_transition"),
    ]
    told, corrected = delivery.events[-2:]
    assert (told.type, corrected.type) == ("delivery.delivered", "delivery.corrected")
    assert corrected.data == {
        "was": {"status": "out_for_delivery", "at": T0 + 30},
        "now": {"status": "delivered", "at": T0 + 10},
        "void": void,
    }


def test_a_transition_that_takes_effect_again_is_told_by_the_id_it_had() -> None:
    delivery = Delivery(a_plan(), a_status("out_for_delivery", 30))
    first = delivery.events[-1].id
    assert delivery.take(a_status("cancelled", 10, taken_at=40)) is None
    assert delivery.events[-1].data["void"] == [first]
    assert delivery.take(a_status("in_transit", 20, taken_at=50, corrects=True)) is None
    assert delivery.row.status == "out_for_delivery"
    assert delivery.events[-1].type == "delivery.corrected"
    assert delivery.events[-1].data["restored"] == [first]
    assert delivery.told.count("out_for_delivery") == 1


def test_the_timeline_keeps_the_newest_entries_and_remembers_what_the_older_ones_came_to() -> None:
    delivery = Delivery(a_plan(driverId="ann"))
    for number in range(8):
        assert delivery.take(a_status("out_for_delivery", 100 * number)) is None
        assert delivery.take(a_status("attempt_failed", 100 * number + 50)) is None
    row = delivery.row
    assert len(row.timeline) == MAX_ENTRIES
    assert row.attempts == 8
    assert row.folded is not None
    assert (row.folded.status, row.folded.attempts, row.folded.at) == ("attempt_failed", 3, T0 + 250)
    assert len(row.custody) == 8


def test_a_status_from_before_what_the_row_remembers_is_too_old() -> None:
    delivery = Delivery(a_plan())
    for number in range(11):
        assert delivery.take(a_status("attempt_failed", 10 * number + 10)) is None
    before = delivery.row.timeline
    assert delivery.take(a_status("in_transit", 9, taken_at=200)) == "too_old"
    assert delivery.row.timeline == before
    assert delivery.take(a_status("in_transit", 10, taken_at=200)) is None, "of the same time, and taken later"


def test_an_entry_that_is_older_than_a_full_timeline_is_told_before_it_is_folded() -> None:
    delivery = Delivery(a_plan())
    for number in range(MAX_ENTRIES):
        assert delivery.take(a_status("attempt_failed", 10 * number + 10)) is None
    assert delivery.take(a_status("in_transit", 5, taken_at=200)) is None
    assert delivery.told[-1] == "in_transit"
    assert delivery.row.folded is not None
    assert delivery.row.folded.status == "in_transit"


def test_the_same_content_under_another_id_changes_nothing() -> None:
    status: dict[str, Any] = {"to": "attempt_failed", "at": 10, "reason": "no_access"}
    delivery = Delivery(a_plan(), a_status(**status))
    before, told = delivery.row, len(delivery.events)
    assert delivery.take(a_status(**status, taken_at=20)) is None
    assert (delivery.row.timeline, delivery.row.attempts) == (before.timeline, 1)
    assert delivery.row.planRevision == before.planRevision
    assert len(delivery.events) == told
    assert delivery.take(a_status("delivered", 5, taken_at=30)) is None
    assert delivery.take(a_status(**status, taken_at=40)) == "illegal_transition", "as the entry that is there"


def test_custody_begins_on_the_road_and_ends_with_the_outcome() -> None:
    delivery = Delivery(a_plan(driverId="ann"), a_status("out_for_delivery", 10))
    assert delivery.custody == [("ann", 10, None)]
    assert delivery.take(a_status("attempt_failed", 20)) is None
    assert delivery.custody == [("ann", 10, 20)]


def test_a_reassignment_on_the_road_hands_custody_over() -> None:
    delivery = Delivery(a_plan(driverId="ann"), a_status("out_for_delivery", 10), an_assignment("bob", 15))
    assert delivery.custody == [("ann", 10, 15), ("bob", 15, None)]


def test_custody_follows_who_was_assigned_at_the_time_of_a_late_status() -> None:
    delivery = Delivery(a_plan(driverId="ann"), an_assignment("bob", 20), an_assignment(None, 30))
    assert delivery.take(a_status("out_for_delivery", 10, taken_at=40)) is None
    assert delivery.custody == [("ann", 10, 20), ("bob", 20, 30)]


def test_an_outcome_without_a_start_implies_that_the_driver_had_the_shipment() -> None:
    delivery = Delivery(a_plan(driverId="ann"), a_status("delivered", 10))
    assert delivery.custody == [("ann", 10, 10)]


def test_a_delivery_that_is_sent_out_unassigned_is_in_custody_from_its_assignment_on() -> None:
    delivery = Delivery(a_plan(), a_status("out_for_delivery", 10), an_assignment("ann", 20))
    assert delivery.custody == [("ann", 20, None)]


def test_an_assignment_follows_all_that_is_known_when_it_is_decided() -> None:
    delivery = Delivery(a_plan(driverId="ann"), a_status("out_for_delivery", 200, taken_at=0), an_assignment("bob", 10))
    assert delivery.custody == [("ann", 200, 200), ("bob", 200, None)]


def test_attempts_count_what_is_in_effect() -> None:
    delivery = Delivery(a_plan(), a_status("attempt_failed", 20), a_status("attempt_failed", 30))
    assert delivery.row.attempts == 2
    assert delivery.take(a_status("cancelled", 10, taken_at=40)) is None
    assert delivery.row.attempts == 0


@pytest.mark.parametrize("driver", ["ann", "bob"])
def test_each_driver_who_was_assigned_may_say_what_happened_at_that_time(driver: str) -> None:
    delivery = Delivery(a_plan(driverId="ann"), an_assignment("bob", 1_000))
    at = {"ann": 500, "bob": 1_500}[driver]
    assert delivery.take(a_status("out_for_delivery", at, taken_at=2_000, driverId=driver)) is None
    other = {"ann": "bob", "bob": "ann"}[driver]
    assert delivery.take(a_status("attempt_failed", at + 1, taken_at=2_000, driverId=other)) == "not_assigned"
    assert delivery.statuses == [(at, "out_for_delivery", None)], "what another driver says leaves no entry"


def test_a_driver_whose_clock_differs_from_the_edges_is_still_the_assigned_one() -> None:
    delivery = Delivery(a_plan(), an_assignment("bob", 1_000))
    assert delivery.take(a_status("out_for_delivery", 800, taken_at=1_100, driverId="bob")) is None
    assert delivery.custody == [("bob", 800, None)]
    assert delivery.take(a_status("delivered", 600, taken_at=1_200, driverId="bob")) == "not_assigned"
