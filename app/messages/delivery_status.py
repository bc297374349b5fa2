"""What people and systems say about deliveries."""

from typing import Annotated

from pydantic import Field

from app.messages.base import Message
from app.messages.delivery_parts import (
    STRICT,
    LongText,
    MomentInput,
    Proof,
    ReasonWord,
    ReportedPosition,
    SoundId,
    StatusWord,
)


class StatusReport(Message):
    """What happened to a delivery, and when."""

    model_config = STRICT

    to: StatusWord
    at: Annotated[MomentInput | None, Field(description="When it happened, Unix seconds; absent: now.")] = None
    reason: Annotated[ReasonWord | None, Field(description="Why an attempt failed.")] = None
    note: LongText | None = None
    position: Annotated[ReportedPosition | None, Field(description="Where it happened.")] = None
    proof: Annotated[list[Proof], Field(max_length=10)] | None = None
    corrects: Annotated[bool, Field(description="Whether it replaces a status that ended the delivery.")] = False


class StatusItem(StatusReport):
    """The same for one delivery among others."""

    shipmentId: SoundId


SAMPLE_STATUS = {"to": "out_for_delivery"}
SAMPLE_STATUS_ITEM = {"shipmentId": "PKG-998877", **SAMPLE_STATUS}
