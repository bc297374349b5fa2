"""WebP without metadata: only the chunks that draw stay."""

from app.domain.photos.parts import MOST_PARTS, TOO_MANY

DRAWING = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"})
PICTURES = frozenset({b"VP8 ", b"VP8L", b"ANMF"})
METADATA_FLAGS = 0x08 | 0x04
"""EXIF and XMP, in the first byte of VP8X."""
HEAD, CHUNK_HEAD = 12, 8
BROKEN = "the WebP image is damaged or incomplete"


def clean_webp(data: bytes) -> bytes:
    """Return the image without EXIF, XMP, unknown chunks and whatever follows its end; raises ValueError."""
    end = CHUNK_HEAD + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise ValueError(BROKEN)
    parts, at, kinds = list[bytes](), HEAD, set[bytes]()
    for _ in range(MOST_PARTS):
        if at >= end:
            break
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + CHUNK_HEAD], "little")
        content = data[at + CHUNK_HEAD : min(at + CHUNK_HEAD + length, end)]
        if len(content) < length or not length:
            raise ValueError(BROKEN)
        kinds.add(kind)
        if kind == b"VP8X":
            content = bytes([content[0] & ~METADATA_FLAGS]) + content[1:]
        if kind in DRAWING:
            parts.append(kind + length.to_bytes(4, "little") + content + b"\x00" * (length % 2))
        at += CHUNK_HEAD + length + length % 2
    else:
        raise ValueError(TOO_MANY)
    if not kinds & PICTURES:
        raise ValueError(BROKEN)
    body = b"".join(parts)
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body
