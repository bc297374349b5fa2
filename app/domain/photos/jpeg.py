"""JPEG without metadata: its segments are copied, except those that do not draw."""

import re

from app.domain.photos.orientation import orientation_of, orientation_segment
from app.domain.photos.parts import MOST_PARTS, TOO_MANY

END, SCAN = 0xD9, 0xDA
APP0, APP1, APP2, APP14, APP15, COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
EXIF, COLORS, JFIF = b"Exif\x00\x00", b"ICC_PROFILE\x00", b"JFIF\x00"
JFIF_BYTES = 14
"""Of a JFIF segment without a thumbnail, whose width and height are the last two bytes."""
_after_scan = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]").search
"""Finds the marker that ends a scan: other bytes after FF are part of it. Linear in runs of FF."""
_fill = re.compile(rb"\xff*").match
BROKEN = "the JPEG image is damaged or incomplete"


def clean_jpeg(data: bytes) -> bytes:
    """Return the image without EXIF, XMP, comments, thumbnails and whatever follows its end.

    Of EXIF the orientation stays, as the picture would lie on its side without it. Raises ValueError.
    """
    parts, at, orientation, is_drawn = [data[:2]], 2, 1, False
    for _ in range(MOST_PARTS):
        at, marker = _marker_at(data, at)
        if marker == END:
            break
        length = int.from_bytes(data[at : at + 2])
        segment, at = data[at + 2 : at + length], at + length
        if length < 2 or at > len(data):
            raise ValueError(BROKEN)
        if marker == APP1 and segment.startswith(EXIF):
            orientation = orientation_of(segment[len(EXIF) :])
        if marker == APP0:
            segment = _without_thumbnail(segment)
        if _draws(marker, segment):
            parts.append(b"\xff%c%b%b" % (marker, (len(segment) + 2).to_bytes(2), segment))
        is_drawn |= marker in FRAMES
        if marker == SCAN:
            found = _after_scan(data, at)
            if found is None:
                raise ValueError(BROKEN)
            parts.append(data[at : found.start()].rstrip(b"\xff"))
            at = found.start()
    else:
        raise ValueError(TOO_MANY)
    if not is_drawn:
        raise ValueError(BROKEN)
    if orientation > 1:
        parts.insert(1, orientation_segment(orientation))
    return b"".join([*parts, b"\xff\xd9"])


def _marker_at(data: bytes, at: int) -> tuple[int, int]:
    """Return the marker at this place, and where it ends; fill bytes may precede it."""
    fill = _fill(data, at)
    if not fill or not fill[0] or fill.end() >= len(data):
        raise ValueError(BROKEN)
    return fill.end() + 1, data[fill.end()]


def _without_thumbnail(segment: bytes) -> bytes:
    # A thumbnail may show what was cut off the picture.
    return segment[: JFIF_BYTES - 2] + b"\x00\x00" if segment.startswith(JFIF) else segment


def _draws(marker: int, segment: bytes) -> bool:
    """Tell whether a picture looks different without the segment."""
    if marker in (APP0, APP2):
        return segment.startswith((JFIF, COLORS))
    return marker == APP14 or not (marker == COMMENT or APP1 <= marker <= APP15)
