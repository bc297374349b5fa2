"""Where a photo is kept: names that tell nothing about the shipment, and the same for the same image."""

import hashlib
import re
from typing import NamedTuple

PHOTOS = "photos"
FOLDER_DIGITS = 40
is_ref = re.compile(r"[0-9a-f]{64}").fullmatch


class PhotoName(NamedTuple):
    """The two parts of a photo's path."""

    folder: str
    ref: str


def folder_of(shipment_id: str) -> str:
    """Return the folder of a delivery's photos."""
    return hashlib.sha256(shipment_id.encode(errors="surrogatepass")).hexdigest()[:FOLDER_DIGITS]


def ref_of(data: bytes) -> str:
    """Return the ref of a photo, which is the SHA-256 of its bytes: who has not seen the photo cannot guess it."""
    return hashlib.sha256(data).hexdigest()


def path_of(shipment_id: str, ref: str) -> str:
    """Return the path of a photo in the store."""
    return f"{PHOTOS}/{folder_of(shipment_id)}/{ref}"


def name_in(path: str) -> PhotoName | None:
    """Return the parts of a path, or None where it is not a photo's."""
    first, _, rest = path.partition("/")
    folder, _, ref = rest.partition("/")
    if first != PHOTOS or len(folder) != FOLDER_DIGITS or is_ref(ref) is None:
        return None
    return PhotoName(folder, ref)
