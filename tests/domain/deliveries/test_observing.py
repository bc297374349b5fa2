import pytest

from tests.domain.deliveries.commands import T0, Delivery, a_plan, a_status, a_withdrawal, an_observation, ids_of


def arrived_at(delivery: Delivery) -> float | None:
    assert delivery.row.progress is not None
    return delivery.row.progress.arrivedAt


def test_each_observation_is_told_once_an_attempt() -> None:
    delivery = Delivery(a_plan(driverId="ann"), a_status("out_for_delivery", 1))
    assert delivery.take(an_observation("approaching", 10)) is None
    assert delivery.take(an_observation("arrived", 20)) is None
    assert delivery.take(an_observation("arrived", 25)) is None
    progress = delivery.row.progress
    assert progress is not None
    assert (progress.approachingAt, progress.arrivedAt) == (T0 + 10, T0 + 20)
    assert delivery.told[-2:] == ["approaching", "arrived"]
    assert delivery.row.planRevision == 2, "what is observed never outdates an edit"


def test_the_driver_departs_after_the_outcome() -> None:
    delivery = Delivery(a_plan(), a_status("out_for_delivery", 1), an_observation("arrived", 20))
    assert delivery.take(a_status("delivered", 30)) is None
    assert delivery.take(an_observation("departed", 40)) is None
    assert delivery.row.progress is not None
    assert delivery.row.progress.departedAt == T0 + 40


def test_nothing_approaches_after_the_outcome() -> None:
    delivery = Delivery(a_plan(), a_status("delivered", 30))
    assert delivery.take(an_observation("approaching", 40)) == "illegal_transition"
    assert delivery.take(an_observation("approaching", 40, attempt=2)) == "illegal_transition"


def test_a_second_attempt_is_observed_afresh() -> None:
    delivery = Delivery(a_plan(), a_status("out_for_delivery", 1), an_observation("arrived", 20))
    assert delivery.take(a_status("attempt_failed", 30)) is None
    assert delivery.take(a_status("out_for_delivery", 40)) is None
    assert arrived_at(delivery) is None
    assert delivery.take(an_observation("departed", 41)) == "illegal_transition", "it is of the first attempt"
    assert delivery.take(an_observation("arrived", 50, attempt=2)) is None
    assert arrived_at(delivery) == T0 + 50
    assert delivery.told.count("arrived") == 2
    assert len(set(ids_of(delivery.events))) == len(delivery.events)
    assert delivery.take(an_observation("arrived", 60, attempt=1)) == "too_old"


def test_an_outcome_drops_what_was_foretold() -> None:
    delivery = Delivery(a_plan(), a_status("out_for_delivery", 1), an_observation("arrived", 20))
    assert delivery.take(a_status("cancelled", 30)) is None
    assert delivery.row.progress is not None
    assert (delivery.row.progress.arrivedAt, delivery.row.progress.eta) == (T0 + 20, None)


@pytest.mark.parametrize("attempt", [2, 3])
def test_an_attempt_that_has_not_begun_is_not_observed(attempt: int) -> None:
    delivery = Delivery(a_plan(), a_status("out_for_delivery", 1))
    assert delivery.take(an_observation("arrived", 20, attempt=attempt)) == "illegal_transition"


def test_a_later_delivery_of_the_same_id_is_observed_under_other_event_ids() -> None:
    delivery = Delivery(a_plan(), an_observation("arrived", 20), a_withdrawal(30), a_plan(40))
    assert delivery.take(an_observation("arrived", 50)) is None
    assert len(set(ids_of(delivery.events))) == len(delivery.events)
