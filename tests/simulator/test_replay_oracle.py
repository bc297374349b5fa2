from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_fix
from tests.replay_oracle import differences, expected_latest


def test_the_greatest_timestamp_wins_in_any_order() -> None:
    assert expected_latest([a_fix(timestamp=2), a_fix(timestamp=3), a_fix(timestamp=1)]) == {
        "PKG-998877": a_fix(timestamp=3)
    }


def test_of_equal_timestamps_the_later_accepted_wins() -> None:
    assert expected_latest([a_fix(timestamp=2), a_fix(timestamp=2, latitude=9.0)]) == {
        "PKG-998877": a_fix(timestamp=2, latitude=9.0)
    }


def test_fields_that_no_device_fix_has_are_left_out() -> None:
    assert expected_latest([a_fix(sped=3, speed=None)]) == {"PKG-998877": a_fix()}


@given(st.permutations([a_fix(shipmentId=shipment, timestamp=float(at)) for shipment in ("a", "b") for at in range(5)]))
def test_the_order_of_distinct_timestamps_does_not_matter(fixes: list[dict[str, Any]]) -> None:
    assert expected_latest(fixes) == {
        "a": a_fix(shipmentId="a", timestamp=4.0),
        "b": a_fix(shipmentId="b", timestamp=4.0),
    }


def test_rows_as_expected_have_no_differences() -> None:
    row = a_fix() | {"receivedAt": 5.0, "source": [0, 1, 2], "speed": None}
    assert differences(expected_latest([a_fix()]), [row]) == []


def test_every_difference_is_reported() -> None:
    expected = expected_latest([a_fix(shipmentId="a"), a_fix(shipmentId="b"), a_fix(shipmentId="c")])
    told = differences(
        expected,
        [a_fix(shipmentId="a"), a_fix(shipmentId="a"), a_fix(shipmentId="b", timestamp=9), a_fix(shipmentId="x")],
    )
    assert [sentence.split(" ")[1] for sentence in told] == ["twice", "shows", "never", "missing"]
    assert differences(expected, [], at_most=1) == ["a: missing", "… and 2 more"]
