"""Fleets: whose data is whose, where partners share one installation."""

from app.domain.fix_rules import RejectCode, check_id

FLEET_MAX_LENGTH = 64


def check_fleet(name: str) -> RejectCode | None:
    """Return why a text is no name of a fleet, or None; the rules are those of ids, within 64 characters."""
    return RejectCode.ID_TOO_LONG if len(name) > FLEET_MAX_LENGTH else check_id(name)


def fleet_after(row: str | None, sender: str | None) -> str | None:
    """Return the fleet of a row once a sender of a fleet, or of none, has written it.

    `row` is the fleet of the row that is there. A sender without a fleet acts for the whole installation, so the row
    stays in its fleet.
    """
    return row if sender is None else sender


def may_write(row: str | None, sender: str | None) -> bool:
    """Tell whether a sender of a fleet, or of none, may change a row of a fleet, or of none."""
    return sender is None or sender == row
