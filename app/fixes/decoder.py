"""From a record's bytes to fixes: fast for what is well formed, exact about what is not.

The fast way decodes with msgspec and takes a record only where every rule of the edge holds for all its fixes. Whatever
fails it, in whole or in part, goes through the edge's own parser, which knows the reason. So there is one set of rules and
one set of codes.
"""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from app.domain.fix_rules import RejectCode, are_sound_ids, certain_times
from app.fixes.codec import DEVICE_FIELDS, FixStruct, Fleet, ids_of
from app.fixes.contact import CONTACT, Contact, decode_contact
from app.fixes.parser import FixError, fleet_of, missing_driver, parse_fix, parse_fixes, received_at_of

MAX_ITEMS = 20_000
"""No record of Kafka's 1 MiB holds so many fixes; more is refused whole, as each refusal costs a record of its own."""
WHITE_SPACE = b" \t\r\n"


class FixRow(FixStruct, kw_only=True):
    """A fix as read from Kafka; with its `source` set it is a row of the table."""

    fleet: Fleet | None = None
    receivedAt: float | None = None
    source: tuple[int, int, int] | None = None
    """Partition, offset and index of the fix that set a row; last, as in the row's JSON. The reader of a fix sets it."""


class Held(msgspec.Struct, gc=False, kw_only=True):
    """The position that is believed while a newer one is suspect."""

    latitude: float
    longitude: float
    timestamp: float


class MarkedRow(FixRow, kw_only=True):
    """A row with what the worker says of it: no fix has these fields, and most rows have none of them."""

    contactAt: float | None = None
    """When the subject was last heard, Unix seconds, where that is later than its position."""
    suspect: bool = False
    held: Held | None = None
    """Set where the position is suspect."""


class Refused(NamedTuple):
    """A place in an envelope that holds no believable fix: its bytes and the reason."""

    raw: bytes
    code: RejectCode
    detail: str


UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)

_decode_envelope = msgspec.json.Decoder(list[FixRow]).decode
_decode_fix = msgspec.json.Decoder(FixRow).decode
_split = msgspec.json.Decoder(list[msgspec.Raw]).decode
_encode = msgspec.json.Encoder().encode


def decode_whole(value: bytes | None, kafka_time_s: float) -> list[FixRow] | None:
    """Return the fixes of a record, an envelope or one fix of a plain Kafka producer; None unless all are believable.

    `kafka_time_s` is the record's own time (Unix seconds), so that reading it again judges alike.
    """
    raw = value or b""
    try:
        fixes = _decode_envelope(raw) if _is_envelope(raw) else [_decode_fix(raw)]
    except UNREADABLE:
        return None
    oldest, newest = certain_times(kafka_time_s)
    for fix in fixes:
        if not oldest <= fix.timestamp <= newest:
            return None
    # A control character is escaped in JSON or not ASCII, except DEL, and an invisible ASCII id begins with a space.
    # So one look at the bytes spares most envelopes a look at each id.
    if raw.isascii() and b"\\" not in raw and b"\x7f" not in raw and b'" ' not in raw:
        return fixes
    return fixes if are_sound_ids([*ids_of(fixes), *(fix.fleet for fix in fixes if fix.fleet)]) else None


def decode_each(value: bytes | None, kafka_time_s: float) -> list[FixRow | Contact | Refused]:
    """Return each item of a record: a fix, a contact, or the reason why it is not a believable one."""
    raw = value or b""
    return _decode_items(raw, kafka_time_s) if _is_envelope(raw) else [_decode_with_reason(raw, kafka_time_s)]


decode_row = msgspec.json.Decoder(MarkedRow).decode
"""From a row's bytes to the fix that it shows, with its marks."""


def encode_without_source(fix: FixRow) -> bytes:
    """Return the fix alone as JSON, without the fields it lacks."""
    return _encode(msgspec.structs.replace(fix, source=None))


def _is_envelope(raw: bytes) -> bool:
    return raw.startswith(b"[") or raw.lstrip(WHITE_SPACE).startswith(b"[")


def _decode_items(raw: bytes, kafka_time_s: float) -> list[FixRow | Contact | Refused]:
    try:
        items = _split(raw)
    except UNREADABLE as error:
        reason = parse_fixes(raw, kafka_time_s, MAX_ITEMS)
        if not isinstance(reason, FixError):  # NaN, which the edge's parser lets pass, is not JSON
            reason = FixError(RejectCode.NOT_JSON, f"Not valid JSON: {error}")
        return [Refused(raw, reason.code, reason.detail)]
    if len(items) > MAX_ITEMS:
        return [Refused(raw, RejectCode.TOO_LARGE, f"{len(items)} items in one record; at most {MAX_ITEMS} are read")]
    if CONTACT in raw:
        return _decode_beside_contacts([bytes(item) for item in items], kafka_time_s)
    return [_decode_with_reason(bytes(item), kafka_time_s) for item in items]


def _decode_beside_contacts(items: Sequence[bytes], kafka_time_s: float) -> list[FixRow | Contact | Refused]:
    """Return each item; a contact leaves its neighbours the fast way."""
    contacts = [decode_contact(item, kafka_time_s) for item in items]
    rest = [item for item, contact in zip(items, contacts, strict=True) if contact is None]
    fixes = decode_whole(b"[%b]" % b",".join(rest), kafka_time_s)
    others = iter([_decode_with_reason(item, kafka_time_s) for item in rest] if fixes is None else fixes)
    return [next(others) if contact is None else contact for contact in contacts]


def _decode_with_reason(raw: bytes, kafka_time_s: float) -> FixRow | Refused:
    parsed = parse_fix(raw, kafka_time_s)
    if not isinstance(parsed, FixError) and parsed.fix.driverId is None:
        parsed = missing_driver()  # only the edge knows whom a device or a key stands for
    if isinstance(parsed, FixError):
        return Refused(raw, parsed.code, parsed.detail)
    if isinstance(fleet := fleet_of(parsed.fix), FixError):
        return Refused(raw, fleet.code, fleet.detail)
    known = {name: getattr(parsed.fix, name) for name in DEVICE_FIELDS}
    return FixRow(**known, fleet=fleet, receivedAt=received_at_of(parsed.fix))
