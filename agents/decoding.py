"""From an envelope's bytes to fixes: fast for what is well formed, exact about what is not.

The fast way decodes with msgspec and accepts a fix only where every rule of the edge holds. Whatever fails it, in whole or
in part, goes through the edge's own parser, which knows the reason. So there is one set of rules and one set of codes.
"""

from typing import Annotated, NamedTuple

import msgspec

from app.domain.fix_rules import RejectCode, check_timestamp
from app.fix_parser import FixError, parse_fix, parse_fixes, received_at_of

MAX_ITEMS = 20_000
"""No record of Kafka's 1 MiB holds so many fixes; more is refused whole, as each refusal costs a record of its own."""
WHITE_SPACE = b" \t\r\n"

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=128)]


class Fix(msgspec.Struct, gc=False, omit_defaults=True, forbid_unknown_fields=True):
    """A fix as read from Kafka, with the ranges of app.messages.Fix; `gc=False`: it refers to nothing cyclic.

    Unknown fields, which our edge never writes, go the exact way: msgspec skips them without looking for bad UTF-8 or depth.
    """

    driverId: Id
    shipmentId: Id
    latitude: Annotated[float, msgspec.Meta(ge=-90, le=90)]
    longitude: Annotated[float, msgspec.Meta(ge=-180, le=180)]
    timestamp: float
    speed: Annotated[float, msgspec.Meta(ge=0, le=500)] | None = None
    heading: Annotated[float, msgspec.Meta(ge=0, le=360)] | None = None
    accuracy: Annotated[float, msgspec.Meta(ge=0, le=100_000)] | None = None
    altitude: Annotated[float, msgspec.Meta(ge=-1000, le=20_000)] | None = None
    battery: Annotated[float, msgspec.Meta(ge=0, le=1)] | None = None
    deviceId: Id | None = None
    receivedAt: float | None = None


class _Row(Fix, gc=False, kw_only=True):
    source: tuple[int, int, int]


class Refused(NamedTuple):
    """A place in an envelope that holds no believable fix: its bytes and the reason."""

    raw: bytes
    code: RejectCode
    detail: str


DEVICE_FIELDS = tuple(name for name in Fix.__struct_fields__ if name != "receivedAt")
UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)

_decode_envelope = msgspec.json.Decoder(list[Fix]).decode
_decode_fix = msgspec.json.Decoder(Fix).decode
_decode_row = msgspec.json.Decoder(_Row).decode
_split = msgspec.json.Decoder(list[msgspec.Raw]).decode
_encode = msgspec.json.Encoder().encode


def decode_envelope(value: bytes | None, kafka_time_s: float) -> list[Fix | Refused]:
    """Return what stands at each place of a record: an envelope, or one fix of a plain Kafka producer.

    `kafka_time_s` is the record's own time (Unix seconds), so that reading it again judges alike.
    """
    raw = value or b""
    is_envelope = raw.lstrip(WHITE_SPACE).startswith(b"[")
    try:
        fixes = _decode_envelope(raw) if is_envelope else [_decode_fix(raw)]
    except UNREADABLE:
        fixes = None
    if fixes is not None and all(_is_believable(fix, kafka_time_s) for fix in fixes):
        return list(fixes)
    return _decode_items(raw, kafka_time_s) if is_envelope else [_decode_with_reason(raw, kafka_time_s)]


def decode_row(row: bytes) -> Fix:
    """Return the fix that a row of the table shows."""
    *fields, _source = msgspec.structs.astuple(_decode_row(row))
    return Fix(*fields)


def encode_fix(fix: Fix) -> bytes:
    """Return a fix as JSON, without the fields it lacks."""
    return _encode(fix)


def encode_row(fix: Fix, partition: int, offset: int, index: int) -> bytes:
    """Return the row that `fix` sets: its fields and, last, the place it came from."""
    return b'%b,"source":[%d,%d,%d]}' % (_encode(fix)[:-1], partition, offset, index)


def _is_believable(fix: Fix, kafka_time_s: float) -> bool:
    # Every control character is unprintable, so printable ids need no closer look here.
    return (
        fix.shipmentId.isprintable()
        and fix.driverId.isprintable()
        and (fix.deviceId is None or fix.deviceId.isprintable())
        and check_timestamp(fix.timestamp, kafka_time_s) is None
    )


def _decode_items(raw: bytes, kafka_time_s: float) -> list[Fix | Refused]:
    try:
        items = _split(raw)
    except UNREADABLE as error:
        reason = parse_fixes(raw, kafka_time_s, MAX_ITEMS)
        if not isinstance(reason, FixError):  # NaN, which the edge's parser lets pass, is not JSON
            reason = FixError(RejectCode.NOT_JSON, f"Not valid JSON: {error}")
        return [Refused(raw, reason.code, reason.detail)]
    if len(items) > MAX_ITEMS:
        return [Refused(raw, RejectCode.TOO_LARGE, f"{len(items)} items in one record; at most {MAX_ITEMS} are read")]
    return [_decode_with_reason(bytes(item), kafka_time_s) for item in items]


def _decode_with_reason(raw: bytes, kafka_time_s: float) -> Fix | Refused:
    parsed = parse_fix(raw, kafka_time_s)
    if isinstance(parsed, FixError):
        return Refused(raw, parsed.code, parsed.detail)
    known = {name: getattr(parsed.fix, name) for name in DEVICE_FIELDS}
    return Fix(**known, receivedAt=received_at_of(parsed.fix))
