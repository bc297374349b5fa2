"""The base of every message, and the fields that several share. Times are Unix seconds."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.domain.fix_rules import ID_MAX_LENGTH

Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False, description="Degrees, WGS 84.")]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False, description="Degrees, WGS 84.")]
Id = Annotated[str, Field(min_length=1, max_length=ID_MAX_LENGTH)]


class Message(BaseModel):
    """Base of all messages: immutable, with the names of the wire."""

    model_config = ConfigDict(frozen=True)
