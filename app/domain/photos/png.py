"""PNG without metadata: only the chunks that draw stay."""

from app.domain.photos.parts import MOST_PARTS, TOO_MANY

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
DRAWING = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"pHYs"}
)
HEAD, CHECK = 8, 4
BROKEN = "the PNG image is damaged or incomplete"


def clean_png(data: bytes) -> bytes:
    """Return the image without texts, times, EXIF and whatever follows its end; raises ValueError."""
    parts, at, kinds = [PNG_SIGNATURE], len(PNG_SIGNATURE), set[bytes]()
    for _ in range(MOST_PARTS):
        length, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + HEAD]
        end = at + HEAD + length + CHECK
        if end > len(data) or (not kinds and kind != b"IHDR"):
            raise ValueError(BROKEN)
        kinds.add(kind)
        if kind in DRAWING:
            parts.append(data[at:end])
        at = end
        if kind == b"IEND":
            break
    else:
        raise ValueError(TOO_MANY)
    if b"IDAT" not in kinds:
        raise ValueError(BROKEN)
    return b"".join(parts)
