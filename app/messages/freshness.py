"""The age of the data, in every answer from a table."""

from typing import Annotated

from pydantic import Field

from app.messages.base import Message


class Freshness(Message):
    """How current an answer is."""

    cursor: Annotated[str, Field(description="Opens /api/stream without a gap.")]
    asOf: Annotated[float, Field(description="When the view last heard from Kafka.")]
    stale: bool
