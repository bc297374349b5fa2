"""Decompresses bodies completely and checks them to their last byte, or refuses them."""

import zlib

from multidict import MultiMapping

from web.http.problem import ProblemError, body_too_large

SUPPORTED = "gzip, deflate"
FIRST_WINDOW, LARGEST_WINDOW = 1 << 10, 1 << 18
"""Bytes passed to zlib at once: it copies what follows a member, so many small members would take quadratic time."""
GZIP, ZLIB, RAW_DEFLATE = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


def encoding_of(headers: MultiMapping[str]) -> str | None:
    """Return `gzip`, `deflate`, or None for a plain body; raise `unsupported_encoding` for anything else."""
    if "Content-Encoding" not in headers:
        return None
    named = ",".join(headers.getall("Content-Encoding")).lower().split(",")
    encodings = [name for part in named if (name := part.strip()) not in ("", "identity")]
    match encodings:
        case []:
            return None
        case ["gzip" | "x-gzip"]:
            return "gzip"
        case ["deflate"]:
            return "deflate"
        case _:
            detail = (
                f"This server does not support Content-Encoding: {', '.join(encodings)[:64]}. "
                f"Send the body as it is, or compress it once with gzip or deflate."
            )
            raise ProblemError("unsupported_encoding", detail, headers={"Accept-Encoding": SUPPORTED})


def decompress(raw: bytes, encoding: str, most_bytes: int, most_members: int) -> bytes:
    """Return the whole plain body; raise `bad_encoding` if it is incomplete or damaged, and `too_large` beyond a limit."""
    wbits = GZIP if encoding == "gzip" else _deflate_form(raw)
    members: list[bytes] = []
    position, room = 0, most_bytes
    for _ in range(most_members if encoding == "gzip" else 1):
        position, plain = _read_member(raw, position, wbits, room)
        members.append(plain)
        room -= len(plain)
        if room < 0:
            raise body_too_large(most_bytes)
        if position == len(raw):
            return b"".join(members)
    if encoding == "gzip":
        raise ProblemError(
            "too_large", f"The body consists of more than {most_members} gzip members; send several smaller bodies."
        )
    raise _damaged("more data follows its end")


def _read_member(raw: bytes, position: int, wbits: int, room: int) -> tuple[int, bytes]:
    """Return the position after one member, and its content, which may exceed `room` by one byte."""
    reader, window, size = zlib.decompressobj(wbits), FIRST_WINDOW, 0
    parts: list[bytes] = []
    while not reader.eof and size <= room:
        chunk = raw[position : position + window]
        if not chunk:
            raise _damaged("it ends too early")
        try:
            plain = reader.decompress(chunk, room - size + 1)
        except zlib.error:
            raise _damaged("it is damaged, or other data follows its end") from None
        parts.append(plain)
        size += len(plain)
        position += len(chunk) - len(reader.unused_data) - len(reader.unconsumed_tail)
        window = min(2 * window, LARGEST_WINDOW)
    return position, b"".join(parts)


def _deflate_form(raw: bytes) -> int:
    """Return how to read `deflate`: RFC 9110 requires zlib's format, but some clients send raw deflate."""
    has_zlib_header = len(raw) >= 2 and raw[0] & 0xF == 8 and int.from_bytes(raw[:2], "big") % 31 == 0
    return ZLIB if has_zlib_header else RAW_DEFLATE


def _damaged(reason: str) -> ProblemError:
    detail = f"The body does not match its Content-Encoding: {reason}. Nothing was stored; send the whole body again."
    return ProblemError("bad_encoding", detail)
