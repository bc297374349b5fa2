"""What a sign of life without a believable position does to a row."""

from enum import Enum


class ContactDecision(Enum):
    """The decision about a contact."""

    SHOWN = "shown"
    RECENT = "recent"
    """The row is as new, or nearly: another change of it would say little."""
    NO_ROW = "no_row"


def decide_contact(last_heard_at: float | None, at: float, interval_s: float) -> ContactDecision:
    """Return what becomes of a contact at `at` (Unix seconds) when a row was last heard at a time; None: there is no row.

    The interval bounds how often contacts change a row.
    """
    if last_heard_at is None:
        return ContactDecision.NO_ROW
    is_later = at > last_heard_at and at >= last_heard_at + interval_s
    return ContactDecision.SHOWN if is_later else ContactDecision.RECENT


def contact_after(contact_at: float | None, timestamp: float) -> float | None:
    """Return what a row keeps of a contact after a position of a time: nothing if the position is as new."""
    return contact_at if contact_at is not None and contact_at > timestamp else None
