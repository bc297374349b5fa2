"""What a decision comes to before it is entered into the row: the changed row, and the events that tell it."""

from typing import Any, NamedTuple

from app.domain.deliveries.codes import RefusalCode
from app.domain.deliveries.event import EventType, event_id
from app.domain.deliveries.kept_rows import DeletedDriver, DriverRow
from app.domain.deliveries.row import DeletedDelivery, DeliveryRow

AnyRow = DeliveryRow | DeletedDelivery | DriverRow | DeletedDriver
"""What commands change."""


class Draft(NamedTuple):
    """An event without what the row gives it: its sequence and revision."""

    id: str
    type: EventType
    at: float
    data: dict[str, Any]


def draft_of(subject: str, type_: EventType, at: float, cause: str, data: dict[str, Any]) -> Draft:
    """Return the draft of an event about `subject` at `at`; `cause` is what makes it one of a kind."""
    return Draft(event_id(subject, type_, cause), type_, at, data)


class Change(NamedTuple):
    """The row after a command, without its verdict, versions and counts."""

    row: AnyRow
    drafts: tuple[Draft, ...] = ()
    raises_plan: bool = False
    """Whether a person who edits the delivery must see this first."""
    code: RefusalCode | None = None
    """Why the command has no effect, although the row keeps it."""


def known(**fields: Any) -> dict[str, Any]:
    """Return the data of an event without the fields that are not known."""
    return {name: value for name, value in fields.items() if value is not None}
