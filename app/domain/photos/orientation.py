"""The one fact of EXIF that a photo keeps: how the camera was held."""

ORIENTATION_TAG = 0x0112
ENTRY = 12
UPRIGHT, MOST = 1, 8


def orientation_of(tiff: bytes) -> int:
    """Return the orientation that EXIF names, 1 to 8; 1 where it names none that is valid."""
    order = {b"II": "little", b"MM": "big"}.get(tiff[:2])
    if order is None:
        return UPRIGHT

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if order == "little" else "big")

    directory = number(4, 4)
    for index in range(number(directory, 2)):
        entry = directory + 2 + index * ENTRY
        if entry + ENTRY > len(tiff):
            break
        if number(entry, 2) == ORIENTATION_TAG:
            found = number(entry + 8, 2)
            return found if UPRIGHT <= found <= MOST else UPRIGHT
    return UPRIGHT


def orientation_segment(orientation: int) -> bytes:
    """Return a segment of JPEG with EXIF that holds nothing else."""
    tiff = (
        b"MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00%c\x00\x00\x00\x00\x00\x00"
        % orientation
    )
    content = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + (len(content) + 2).to_bytes(2) + content
