"""What every answer from a table says of its age."""

from typing import Annotated

from pydantic import Field

from app.messages.base import Message


class Freshness(Message):
    """How far an answer can be trusted."""

    cursor: Annotated[str, Field(description="Opens /api/stream without a gap.")]
    asOf: Annotated[float, Field(description="When the view last heard from Kafka.")]
    stale: bool
