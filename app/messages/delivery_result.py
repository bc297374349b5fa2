"""What became of commands."""

from typing import Annotated, Literal

from pydantic import Field

from app.messages.base import Message


class CommandResult(Message):
    """What became of one item of a request."""

    index: Annotated[int, Field(description="Its place in the request, from 0.")]
    shipmentId: str | None = None
    result: Annotated[
        Literal["accepted", "refused", "pending"],
        Field(description="pending: Kafka holds the command, and its decision has not arrived yet."),
    ]
    code: Annotated[str | None, Field(description="Why it was refused.")] = None
    detail: str | None = None
    field: str | None = None
    planRevision: int | None = None
    revision: int | None = None


class CommandResults(Message):
    """What became of each item, in the order of the request."""

    accepted: int
    refused: int
    pending: int
    results: list[CommandResult]


class PendingCommand(Message):
    """Kafka holds the command; repeat the request with the same `Idempotency-Key` to learn its decision."""

    result: Literal["pending"] = "pending"
    shipmentId: str
    commandId: str
