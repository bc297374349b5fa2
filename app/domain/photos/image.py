"""An accepted image: its type by its bytes, without what tells more than the picture shows."""

from collections.abc import Callable
from typing import NamedTuple

from app.domain.photos.jpeg import clean_jpeg
from app.domain.photos.png import PNG_SIGNATURE, clean_png
from app.domain.photos.webp import clean_webp

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
IMAGE_TYPES = (JPEG, PNG, WEBP)
RIFF_HEAD = 12
_CLEAN: dict[str, Callable[[bytes], bytes]] = {JPEG: clean_jpeg, PNG: clean_png, WEBP: clean_webp}


class Image(NamedTuple):
    """An image that can be stored."""

    media_type: str
    data: bytes


def type_of(data: bytes) -> str | None:
    """Return the media type that the first bytes show, or None for what is no accepted image."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(PNG_SIGNATURE):
        return PNG
    if data[:4] == b"RIFF" and data[8:RIFF_HEAD] == b"WEBP":
        return WEBP
    return None


def read_image(data: bytes) -> Image:
    """Return the image without place, time, device and texts; raises ValueError with the reason to refuse it.

    The pixels stay as they are: nothing is decoded.
    """
    media_type = type_of(data)
    if media_type is None:
        raise ValueError("it is no JPEG, PNG or WebP image")
    return Image(media_type, _CLEAN[media_type](data))
