"""Access keys."""

from typing import Annotated

from pydantic import Field

from app.domain.access import Scope
from app.domain.fix_rules import ID_MAX_LENGTH
from app.domain.fleet import FLEET_MAX_LENGTH
from app.messages.base import Message


class KeyInfo(Message):
    """A key without its secret, which the tracker shows once and does not store."""

    id: str
    name: str
    scopes: list[Scope]
    driver: Annotated[str | None, Field(description="The only driver that the key may act for.")] = None
    fleet: Annotated[str | None, Field(description="The fleet that the key writes for and alone may read.")] = None
    device: Annotated[str | None, Field(description="The only device whose positions the key may post.")] = None
    createdAt: float
    revokedAt: Annotated[float | None, Field(description="When the key was revoked, Unix seconds.")] = None


class KeyRequest(Message):
    """The key to create."""

    name: Annotated[str, Field(min_length=1, max_length=64, description="A name for people.")]
    scopes: Annotated[list[Scope], Field(min_length=1)]
    driver: Annotated[
        str | None,
        Field(
            min_length=1,
            max_length=ID_MAX_LENGTH,
            description="Bind a key with the scopes ingest or drive to this driver.",
        ),
    ] = None
    fleet: Annotated[
        str | None,
        Field(
            min_length=1,
            max_length=FLEET_MAX_LENGTH,
            description="Bind the key to this fleet: what it sends belongs to the fleet, and it reads nothing else.",
        ),
    ] = None
    device: Annotated[
        str | None,
        Field(
            min_length=1,
            max_length=ID_MAX_LENGTH,
            description="Bind a key with the scopes ingest or drive to this device.",
        ),
    ] = None


class NewKey(KeyInfo):
    """A key that was just created."""

    key: Annotated[str, Field(description="The text that clients send. The tracker shows it only now.")]


class KeyList(Message):
    """All keys, also revoked ones, in order of creation."""

    keys: list[KeyInfo]
