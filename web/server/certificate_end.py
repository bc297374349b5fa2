"""When a certificate ends: the one field of X.509 that the standard library does not read without a connection."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

SEQUENCE, UTC_TIME, GENERALIZED_TIME, VERSION = 0x30, 0x17, 0x18, 0xA0
FORMATS = {UTC_TIME: "%y%m%d%H%M%SZ", GENERALIZED_TIME: "%Y%m%d%H%M%SZ"}
LONG = 0x80
"""From here on a length tells how many bytes have the length."""


class Element(NamedTuple):
    """One element of DER."""

    tag: int
    content: bytes


def end_of_certificate(pem: str) -> float:
    """Return when the first certificate of a PEM text ends, in Unix seconds; raises ValueError if there is none."""
    begin = pem.find(ssl.PEM_HEADER)
    end = pem.find(ssl.PEM_FOOTER, begin)
    if begin < 0 or end < 0:
        raise ValueError("it contains no certificate in PEM form")
    try:
        return _end_of(ssl.PEM_cert_to_DER_cert(pem[begin : end + len(ssl.PEM_FOOTER)]))
    except (LookupError, StopIteration) as error:
        raise ValueError("its certificate is not valid") from error


def _end_of(der: bytes) -> float:
    whole = next(_elements(der))
    signed = next(_elements(whole.content))
    fields = [field for field in _elements(signed.content) if field.tag != VERSION]
    _serial, _algorithm, _issuer, validity, *_ = fields if len(fields) > 3 else _invalid()
    _begin, end = _elements(validity.content)
    return datetime.strptime(end.content.decode("ascii"), FORMATS[end.tag]).replace(tzinfo=UTC).timestamp()


def _invalid() -> list[Element]:
    raise LookupError


def _elements(der: bytes) -> Iterator[Element]:
    at = 0
    while at < len(der):
        tag, length = der[at], der[at + 1]
        at += 2
        if length >= LONG:
            size = length - LONG
            length = int.from_bytes(der[at : at + size])
            at += size
        yield Element(tag, der[at : at + length])
        at += length
