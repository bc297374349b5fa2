"""Access keys."""

from typing import Annotated

from pydantic import Field

from app.domain.access import Scope
from app.domain.fix_rules import ID_MAX_LENGTH
from app.messages.base import Message


class KeyInfo(Message):
    """A key without its secret, which is shown once and kept nowhere."""

    id: str
    name: str
    scopes: list[Scope]
    driver: Annotated[str | None, Field(description="The only driver that it may report for.")] = None
    createdAt: float
    revokedAt: Annotated[float | None, Field(description="Since when it is void.")] = None


class KeyRequest(Message):
    """The key to create."""

    name: Annotated[str, Field(min_length=1, max_length=64, description="Whose it is, for people.")]
    scopes: Annotated[list[Scope], Field(min_length=1)]
    driver: Annotated[
        str | None,
        Field(
            min_length=1, max_length=ID_MAX_LENGTH, description="Bind the key, whose one scope is ingest, to a driver."
        ),
    ] = None


class NewKey(KeyInfo):
    """A key that was just made."""

    key: Annotated[str, Field(description="What its owner sends. It is shown now and never again.")]


class KeyList(Message):
    """All keys, revoked ones too, in order of their making."""

    keys: list[KeyInfo]
