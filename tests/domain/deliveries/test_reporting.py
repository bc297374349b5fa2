import pytest

from app.domain.deliveries.reporting import happened_elsewhere
from app.domain.deliveries.row import Destination, ReportedPosition
from tests.domain.deliveries.commands import DESTINATION, T0, Delivery, a_plan, a_status

M = 1 / 111_195
"""A metre as degrees of latitude."""


def away(metres: float, accuracy: float | None = None, timestamp: float | None = None) -> ReportedPosition:
    return ReportedPosition(
        latitude=DESTINATION.latitude + metres * M,
        longitude=DESTINATION.longitude,
        accuracy=accuracy,
        timestamp=None if timestamp is None else T0 + timestamp,
    )


def outcome(
    position: ReportedPosition | None, fix: ReportedPosition | None, radius: float = 75
) -> tuple[float | None, bool]:
    destination = Destination(latitude=DESTINATION.latitude, longitude=DESTINATION.longitude, radius=radius)
    delivery = Delivery(a_plan(destination=destination))
    assert delivery.take(a_status("delivered", 500, position=position, driverPosition=fix)) is None
    (entry,) = delivery.row.timeline
    return entry.distance, happened_elsewhere(entry, destination)


def test_an_outcome_stores_how_far_it_was_from_the_driver() -> None:
    distance, _ = outcome(away(10), away(110, timestamp=450))
    assert distance == pytest.approx(100, abs=0.5)


def test_a_fix_of_another_time_is_not_compared() -> None:
    assert outcome(away(10), away(5_000, timestamp=379))[0] is None
    assert outcome(away(10), away(5_000, timestamp=380))[0] == pytest.approx(4_990, abs=5)
    assert outcome(away(10), away(5_000))[0] is None


@pytest.mark.parametrize(
    ("position", "fix", "expected"),
    [
        (away(240), None, False),
        (away(260), None, True),
        (away(260, accuracy=20), None, False),
        (away(10), away(270, timestamp=500), True),
        (away(10), away(270, accuracy=30, timestamp=500), False),
        (None, away(260, timestamp=500), True),
        (None, away(260, timestamp=0), False),
        (None, None, False),
    ],
)
def test_an_outcome_is_elsewhere_beyond_250_m_and_the_accuracy(
    position: ReportedPosition | None, fix: ReportedPosition | None, *, expected: bool
) -> None:
    assert outcome(position, fix)[1] is expected


def test_a_wide_destination_is_not_left_within_its_radius() -> None:
    assert outcome(away(900), None, radius=1_000)[1] is False


def test_a_status_of_the_future_is_refused() -> None:
    delivery = Delivery(a_plan())
    assert delivery.take(a_status("delivered", 301, taken_at=0)) == "time_in_future"
    assert delivery.take(a_status("delivered", 300, taken_at=0)) is None


def test_a_clock_that_was_never_set_is_refused() -> None:
    assert Delivery(a_plan()).take(a_status("delivered", -T0 + 5, taken_at=0)) == "invalid_command"


def test_a_status_of_an_unknown_delivery_is_refused_and_told() -> None:
    delivery = Delivery()
    command = a_status("delivered")
    assert delivery.take(command) == "unknown_delivery"
    (event,) = delivery.events
    assert event.type == "command.refused"
    assert event.data == {"commandId": command.id, "code": "unknown_delivery"}
    assert (event.sequence, event.revision) == (0, 0)
