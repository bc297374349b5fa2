"""The parts of deliveries that are both sent and shown."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator

from app.domain.deliveries.status import FailureReason, Status
from app.domain.fix_rules import check_id
from app.domain.moments import moment_of, zone_of
from app.messages.base import Id, Latitude, Longitude, Message

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]").search
STRICT = ConfigDict(frozen=True, strict=True, extra="forbid")
"""What clients send: a misspelt name is refused, not ignored."""


def _sound_id(value: str) -> str:
    if (code := check_id(value)) is not None:
        raise ValueError(f"no valid id ({code})")
    return value


def _without_controls(value: str) -> str:
    if _CONTROL(value):
        raise ValueError("contains a control character")
    return value


def _zone_name(value: str) -> str:
    zone_of(value)
    return value


SoundId = Annotated[Id, AfterValidator(_sound_id)]
MomentInput = Annotated[
    float,
    BeforeValidator(moment_of, json_schema_input_type=float | str),
    Field(description="Unix seconds; ISO 8601 with an offset is accepted, too."),
]


Words = Annotated[str, Field(max_length=256), AfterValidator(_without_controls)]
LongText = Annotated[str, Field(max_length=2_000), AfterValidator(_without_controls)]
ZoneName = Annotated[str, Field(max_length=64, examples=["Europe/Berlin"]), AfterValidator(_zone_name)]
ShipmentKind = Literal["delivery", "pickup"]
StatusWord = Annotated[Status, Field(strict=False)]
ReasonWord = Annotated[FailureReason, Field(strict=False)]


class Destination(Message):
    """Where a delivery goes."""

    model_config = STRICT

    latitude: Latitude
    longitude: Longitude
    radius: Annotated[float, Field(gt=0, le=10_000, description="Metres that count as there.")] = 75.0
    address: LongText | None = None
    name: Words | None = None
    timeZone: ZoneName | None = None


class PlannedWindow(Message):
    """The promised time."""

    model_config = STRICT

    start: MomentInput
    end: MomentInput

    @model_validator(mode="after")
    def _ends_after_its_start(self) -> "PlannedWindow":
        if self.end < self.start:
            raise ValueError("the window ends before it starts")
        return self


class Recipient(Message):
    """Who receives it."""

    model_config = STRICT

    name: Words | None = None
    phone: Annotated[str, Field(max_length=64), AfterValidator(_without_controls)] | None = None
    email: Annotated[str, Field(max_length=256), AfterValidator(_without_controls)] | None = None


class ReportedPosition(Message):
    """Where something was done."""

    model_config = STRICT

    latitude: Latitude
    longitude: Longitude
    accuracy: Annotated[float | None, Field(gt=0, le=100_000, description="Metres.")] = None


class Proof(Message):
    """What proves an outcome; `ref` names what is stored elsewhere."""

    model_config = STRICT

    kind: Literal["photo", "signature", "code", "scan", "name"]
    ref: Words
    sha256: Annotated[str | None, Field(pattern="^[0-9a-f]{64}$")] = None
