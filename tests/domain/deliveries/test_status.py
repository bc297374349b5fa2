import pytest

from app.domain.deliveries.status import LEGAL, NEXT, OUTCOMES, TERMINAL, Status
from tests.domain.deliveries.commands import Delivery, a_plan, a_status

OPEN = [status for status in Status if status not in TERMINAL]
PATHS: dict[Status, list[str]] = {
    Status.CREATED: [],
    Status.IN_TRANSIT: ["in_transit"],
    Status.OUT_FOR_DELIVERY: ["out_for_delivery"],
    Status.DELIVERED: ["delivered"],
    Status.ATTEMPT_FAILED: ["attempt_failed"],
    Status.READY_FOR_PICKUP: ["attempt_failed", "ready_for_pickup"],
    Status.RETURNING: ["attempt_failed", "returning"],
    Status.RETURNED: ["attempt_failed", "returned"],
    Status.CANCELLED: ["cancelled"],
}


def a_delivery_that_is(status: Status) -> Delivery:
    delivery = Delivery(a_plan(driverId="ann"))
    for number, to in enumerate(PATHS[status], 1):
        assert delivery.take(a_status(to, number)) is None
    assert delivery.row.status is status
    return delivery


@pytest.mark.parametrize("before", Status)
@pytest.mark.parametrize("to", Status)
def test_a_status_is_accepted_where_the_table_has_the_transition(before: Status, to: Status) -> None:
    delivery = a_delivery_that_is(before)
    told = len(delivery.events)
    code = delivery.take(a_status(to, 50))
    if (before, to) in LEGAL:
        assert code is None
        assert delivery.row.status is to
        assert delivery.told[told:] == [to]
    else:
        assert code == "illegal_transition"
        assert delivery.row.status is before
        assert delivery.told[told:] == []


def test_the_table_is_that_of_the_design() -> None:
    assert sorted((a, b) for a in NEXT for b in NEXT[a]) == sorted(
        [
            ("created", "in_transit"),
            ("created", "out_for_delivery"),
            ("in_transit", "out_for_delivery"),
            ("attempt_failed", "out_for_delivery"),
            ("attempt_failed", "in_transit"),
            ("attempt_failed", "ready_for_pickup"),
            ("attempt_failed", "returning"),
            ("attempt_failed", "returned"),
            ("ready_for_pickup", "returning"),
            ("ready_for_pickup", "returned"),
            ("returning", "returned"),
        ]
    )
    assert {"delivered", "returned", "cancelled"} == TERMINAL
    assert all((before, to) in LEGAL for before in OPEN for to in [*OUTCOMES, Status.CANCELLED])
    assert not any(before in TERMINAL for before, _ in LEGAL)


@pytest.mark.parametrize("before", Status)
@pytest.mark.parametrize("to", Status)
def test_a_correction_leads_from_any_status_to_any_other_and_is_told_as_a_correction(
    before: Status, to: Status
) -> None:
    delivery = a_delivery_that_is(before)
    assert delivery.take(a_status(to, 50, corrects=True)) is None
    assert delivery.row.status is to
    event = delivery.events[-1]
    assert event.type == "delivery.corrected"
    assert (event.data["was"]["status"], event.data["now"]["status"]) == (before, to)
    assert delivery.row.timeline[-1].eventId == event.id


def test_an_end_is_dated_and_a_correction_takes_the_date_away() -> None:
    delivery = Delivery(a_plan(), a_status("delivered", 20))
    assert delivery.row.endedAt == delivery.row.statusAt
    assert delivery.take(a_status("in_transit", 30, corrects=True)) is None
    assert delivery.row.endedAt is None


def test_an_outcome_that_is_corrected_counts_one_attempt() -> None:
    delivery = Delivery(a_plan(), a_status("delivered", 20), a_status("attempt_failed", 30, corrects=True))
    assert delivery.row.attempts == 1
    assert delivery.take(a_status("out_for_delivery", 40)) is None
    assert delivery.take(a_status("delivered", 50)) is None
    assert delivery.row.attempts == 2


def test_a_correction_that_takes_an_outcome_back_takes_its_attempt_back() -> None:
    delivery = Delivery(a_plan(), a_status("delivered", 20), a_status("out_for_delivery", 30, corrects=True))
    assert delivery.row.attempts == 0
