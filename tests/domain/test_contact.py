"""Signs of life without a position."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.contact import ContactDecision, contact_after, decide_contact
from tests.builders import NOON


def test_a_contact_of_a_subject_without_a_row_changes_nothing() -> None:
    assert decide_contact(None, NOON, 0) is ContactDecision.NO_ROW


@pytest.mark.parametrize(
    ("later_s", "interval_s", "decision"),
    [
        (30, 30, ContactDecision.SHOWN),
        (29.9, 30, ContactDecision.RECENT),
        (-60, 30, ContactDecision.RECENT),
        (0, 0, ContactDecision.RECENT),
        (0.1, 0, ContactDecision.SHOWN),
    ],
)
def test_a_contact_is_shown_once_an_interval_has_passed(
    later_s: float, interval_s: float, decision: ContactDecision
) -> None:
    assert decide_contact(NOON, NOON + later_s, interval_s) is decision


@given(
    heard_at=st.floats(0, 1e9),
    ats=st.lists(st.floats(0, 1e9), min_size=1),
    interval_s=st.floats(1, 100),
    data=st.data(),
)
def test_a_repeated_contact_changes_nothing(
    heard_at: float, ats: list[float], interval_s: float, data: st.DataObject
) -> None:
    for at in ats:
        heard_at = at if decide_contact(heard_at, at, interval_s) is ContactDecision.SHOWN else heard_at
    assert decide_contact(heard_at, data.draw(st.sampled_from(ats)), interval_s) is ContactDecision.RECENT


def test_a_position_that_is_as_new_ends_a_contact_and_an_older_one_keeps_it() -> None:
    assert contact_after(NOON, NOON) is None
    assert contact_after(NOON, NOON - 1) == NOON
    assert contact_after(None, NOON) is None
