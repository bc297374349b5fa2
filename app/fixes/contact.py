"""Contacts: items of an envelope by which an edge says that a device was heard without a believable position.

An item is `{"contact": "<row id>", "at": <Unix seconds>, "fleet": "<fleet>"}`, the fleet only where the sender has one. An
edge writes it; no device can, since what devices send is decoded and encoded as fixes. An agent of an earlier version
rejects the item as a fix without a position, and takes the rest of the envelope.
"""

from typing import Annotated, NamedTuple

import msgspec

from app.domain.fix_rules import check_id, check_timestamp
from app.domain.subject import subject_of
from app.fixes.codec import Fleet

CONTACT = b'"contact"'


class Contact(NamedTuple):
    """A sign of life of the subject of a row at a time (Unix seconds)."""

    row_id: str
    at: float
    fleet: str | None = None
    """The fleet of its sender."""


class _Contact(msgspec.Struct, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    contact: Annotated[str, msgspec.Meta(min_length=1)]
    at: float
    fleet: Fleet | None = None


_decode = msgspec.json.Decoder(_Contact).decode
_encode = msgspec.json.Encoder().encode
_UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


def encode_contact(contact: Contact) -> bytes:
    """Return the element of an envelope; its partition is the subject's."""
    return _encode(_Contact(*contact))


def decode_contact(raw: bytes, now: float) -> Contact | None:
    """Return the contact in an item, its time judged at `now` (Unix seconds), or None where it is something else."""
    if CONTACT not in raw:
        return None
    try:
        item = _decode(raw)
    except _UNREADABLE:
        return None
    is_sound = check_id(subject_of(item.contact)) is None and check_timestamp(item.at, now) is None
    return Contact(item.contact, item.at, item.fleet) if is_sound else None
