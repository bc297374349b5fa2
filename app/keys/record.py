"""A key as the topic `tracker-keys` holds it, without its secret."""

import secrets
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from app.domain.access import Access, Scope, check_grant
from app.domain.fix_rules import check_id
from app.domain.fleet import FLEET_MAX_LENGTH, check_fleet
from app.keys.secret_forms import hash_of, new_key, new_key_id, parse_key
from app.messages.key import KeyInfo

NAME_MAX_LENGTH = 64


class KeyRecord(BaseModel):
    """One key: its scopes, the hash of its secret, and when it was revoked."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9]{8}$")]
    name: str
    scopes: frozenset[Scope]
    driver: str | None = None
    fleet: str | None = None
    device: str | None = None
    salt: str
    hash: Annotated[str, Field(min_length=64, max_length=64)]
    createdAt: float
    revokedAt: float | None = None

    @model_validator(mode="after")
    def _can_be_granted(self) -> "KeyRecord":
        if (reason := check_grant(self.scopes, self.driver, self.fleet, self.device)) is not None:
            raise ValueError(reason)
        return self

    @property
    def access(self) -> Access:
        """Return what the sender of this key may do."""
        return Access(self.id, self.scopes, self.driver, self.fleet, self.device)

    @property
    def info(self) -> KeyInfo:
        """Return the public part of the key."""
        return KeyInfo(
            id=self.id,
            name=self.name,
            scopes=sorted(self.scopes),
            driver=self.driver,
            fleet=self.fleet,
            device=self.device,
            createdAt=self.createdAt,
            revokedAt=self.revokedAt,
        )


def new_record(
    name: str,
    scopes: frozenset[Scope],
    driver: str | None,
    now: float,
    fleet: str | None = None,
    device: str | None = None,
) -> tuple[KeyRecord, str]:
    """Return the record of a new key and the text for its owner; raises ValueError if such a key is not allowed."""
    shown = name.strip()
    if (code := check_id(shown)) is not None or len(shown) > NAME_MAX_LENGTH:
        raise ValueError(f"The name of a key has 1 to {NAME_MAX_LENGTH} characters ({code or 'id_too_long'}).")
    if driver is not None and (code := check_id(driver)) is not None:
        raise ValueError(f"The driver is not a valid id: {code}.")
    if device is not None and (code := check_id(device)) is not None:
        raise ValueError(f"The device is not a valid id: {code}.")
    if fleet is not None and (code := check_fleet(fleet)) is not None:
        raise ValueError(f"A fleet has 1 to {FLEET_MAX_LENGTH} characters that can be shown: {code}.")
    if (reason := check_grant(scopes, driver, fleet, device)) is not None:
        raise ValueError(reason)
    key_id, salt = new_key_id(), secrets.token_hex(16)
    text = new_key(key_id)
    parts = parse_key(text)
    assert parts is not None
    kept = hash_of(parts.secret, salt)
    record = KeyRecord(
        id=key_id,
        name=shown,
        scopes=scopes,
        driver=driver,
        fleet=fleet,
        device=device,
        salt=salt,
        hash=kept,
        createdAt=round(now, 3),
    )
    return record, text


def encode_record(record: KeyRecord) -> bytes:
    """Return the value of a key's Kafka record."""
    return record.model_dump_json(exclude_none=True).encode()


def decode_record(key: bytes | None, value: bytes | None) -> KeyRecord | None:
    """Return the key in a Kafka record, or None if there is none; other programs may write to the topic."""
    try:
        record = KeyRecord.model_validate_json(value or b"")
    except ValidationError:
        return None
    return record if record.id.encode() == key else None
