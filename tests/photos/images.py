"""Images of tests: small, whole, and with everything that a phone writes beside the picture."""

import struct
import zlib

GPS = b"GPS 38.8977N 77.0365W"
"""Stands for whatever tells where a picture was taken."""


def segment(marker: int, content: bytes) -> bytes:
    """Return a segment of JPEG."""
    return b"\xff%c%b%b" % (marker, (len(content) + 2).to_bytes(2), content)


def exif(orientation: int | None = None, order: str = ">") -> bytes:
    """Return a segment of EXIF with a place and, if given, an orientation."""
    entries = [(0x0110, 2, 4, b"Cam\x00"), (0x8825, 4, 1, struct.pack(f"{order}I", 100))]
    if orientation is not None:
        entries.insert(1, (0x0112, 3, 1, struct.pack(f"{order}HH", orientation, 0)))
    directory = struct.pack(f"{order}H", len(entries)) + b"".join(
        struct.pack(f"{order}HHI", tag, kind, count) + value for tag, kind, count, value in entries
    )
    head = (b"MM" if order == ">" else b"II") + struct.pack(f"{order}HI", 42, 8)
    return segment(0xE1, b"Exif\x00\x00" + head + directory + bytes(4) + GPS)


PICTURE = (
    segment(0xDB, bytes(65))
    + segment(0xC0, bytes.fromhex("080010001001011100"))
    + segment(0xC4, bytes(28))
    + segment(0xDA, bytes.fromhex("0101003f00"))
    + b"\x12\x34\xff\x00\x56\xff\xd0\x78"
    + segment(0xC4, bytes(28))
    + segment(0xDA, bytes.fromhex("0101003f00"))
    + b"\x9a\xbc"
)
"""Tables, frame and two scans with an escaped byte and a restart marker."""
COLORS = segment(0xE2, b"ICC_PROFILE\x00\x01\x01profile")
JFIF, ADOBE = (
    segment(0xE0, b"JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00"),
    segment(0xEE, b"Adobe\x00\x64\x00\x00\x00\x00\x01"),
)
METADATA = (
    segment(0xE0, b"JFXX\x00\x10" + GPS)
    + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00<x>" + GPS)
    + segment(0xE2, b"MPF\x00" + GPS)
    + segment(0xED, b"Photoshop 3.0\x00" + GPS)
    + segment(0xFE, GPS)
)


def a_jpeg(before: bytes = b"", after: bytes = b"", note: bytes = b"") -> bytes:
    """Return a JPEG; `note` makes it another picture."""
    picture = PICTURE + note.hex().encode()
    return b"\xff\xd8" + JFIF + before + COLORS + ADOBE + picture + b"\xff\xd9" + after


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of PNG."""
    return len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)


def a_png(before: bytes = b"", after: bytes = b"") -> bytes:
    """Return a PNG of one pixel."""
    head = chunk(b"IHDR", bytes.fromhex("00000001000000010802000000"))
    return b"\x89PNG\r\n\x1a\n" + head + before + chunk(b"IDAT", zlib.compress(bytes(4))) + chunk(b"IEND", b"") + after


def part(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of WebP."""
    return kind + len(content).to_bytes(4, "little") + content + bytes(len(content) % 2)


def a_webp(flags: int = 0, *parts: bytes) -> bytes:
    """Return a WebP of the extended form."""
    body = b"WEBP" + part(b"VP8X", bytes([flags]) + bytes(9)) + part(b"VP8L", b"\x2f" + bytes(8)) + b"".join(parts)
    return b"RIFF" + len(body).to_bytes(4, "little") + body
