"""An accepted image keeps its picture and nothing that tells where, when, or by which device it was taken."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.photos.image import read_image
from app.domain.photos.names import name_in, path_of, ref_of
from app.domain.photos.orientation import orientation_of, orientation_segment
from tests.photos.images import COLORS, GPS, JFIF, METADATA, PICTURE, a_jpeg, a_png, a_webp, chunk, exif, part

XMP_AND_EXIF = 0x08 | 0x04
ALPHA = 0x10
IMAGES = (a_jpeg(exif(6) + METADATA), a_png(chunk(b"tEXt", GPS)), a_webp(ALPHA, part(b"EXIF", GPS)))


def test_a_jpeg_loses_place_texts_and_what_follows_its_end() -> None:
    cleaned = read_image(a_jpeg(exif() + METADATA, after=GPS))
    assert cleaned == ("image/jpeg", a_jpeg())
    assert PICTURE in cleaned.data
    assert COLORS in cleaned.data


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_jpeg_keeps_its_orientation_alone(orientation: int, order: str) -> None:
    cleaned = read_image(a_jpeg(exif(orientation, order) + METADATA)).data
    assert GPS not in cleaned
    assert orientation_segment(orientation) in cleaned
    assert orientation_of(orientation_segment(orientation)[10:]) == orientation


@pytest.mark.parametrize("orientation", [None, 0, 1, 9, 65_535])
def test_an_orientation_that_changes_nothing_is_not_kept(orientation: int | None) -> None:
    assert read_image(a_jpeg(exif(orientation))).data == a_jpeg()


def test_a_thumbnail_that_may_show_more_than_the_picture_goes() -> None:
    thumbnail = JFIF[:-2] + b"\x01\x01" + GPS[:3]
    with_thumbnail = a_jpeg().replace(JFIF, thumbnail[:2] + (len(thumbnail) - 2).to_bytes(2) + thumbnail[4:])
    assert read_image(with_thumbnail).data == a_jpeg()


def test_a_png_loses_texts_times_and_what_follows_its_end() -> None:
    colors = chunk(b"gAMA", bytes(4))
    said = chunk(b"tEXt", GPS) + chunk(b"eXIf", GPS) + chunk(b"iTXt", GPS) + chunk(b"tIME", bytes(7))
    assert read_image(a_png(said + colors, after=GPS)) == ("image/png", a_png(colors))


def test_a_webp_loses_exif_xmp_and_unknown_parts() -> None:
    said = (part(b"EXIF", GPS), part(b"XMP ", GPS), part(b"ABCD", GPS))
    assert read_image(a_webp(ALPHA | XMP_AND_EXIF, *said)) == ("image/webp", a_webp(ALPHA))


@pytest.mark.parametrize("image", IMAGES)
def test_what_is_clean_stays_as_it_is(image: bytes) -> None:
    cleaned = read_image(image).data
    assert GPS not in cleaned
    assert read_image(cleaned).data == cleaned


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg onload=alert(1)>", b"%PDF-1.7", b"RIFF\x00\x00\x00\x00WAVE"])
def test_what_is_no_such_image_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no JPEG, PNG or WebP"):
        read_image(data)


@pytest.mark.parametrize("image", [a_jpeg(), a_png(), a_webp()])
def test_an_image_that_ends_early_is_refused_wherever_it_ends(image: bytes) -> None:
    for length in range(len(image)):
        with pytest.raises(ValueError, match=r"is damaged or incomplete|no JPEG, PNG or WebP"):
            read_image(image[:length])


@pytest.mark.parametrize("head", [a_jpeg()[:-2], b"\xff\xd8"])
@pytest.mark.parametrize("end", [b"", b"\x00\x00"])
def test_a_long_run_of_fill_bytes_takes_no_time(head: bytes, end: bytes) -> None:
    began_at = time.process_time()
    with pytest.raises(ValueError, match="damaged"):
        read_image(head + b"\xff" * (5 << 20) + end)
    assert time.process_time() - began_at < 0.5


def test_fill_bytes_before_the_end_of_a_scan_are_left_out() -> None:
    assert read_image(a_jpeg()[:-2] + b"\xff" * 9 + b"\xd9").data == a_jpeg()


@pytest.mark.parametrize(
    "image",
    [
        a_jpeg(b"\xff\xfe\x00\x02" * 10_000),
        a_png(chunk(b"tEXt", b"") * 10_000),
        a_webp(ALPHA, *[part(b"ABCD", b"ab")] * 10_000),
    ],
)
def test_an_image_of_very_many_parts_is_refused(image: bytes) -> None:
    with pytest.raises(ValueError, match="more than 10000 parts"):
        read_image(image)


def test_an_image_without_a_picture_is_refused() -> None:
    for data in (b"\xff\xd8\xff\xd9", b"RIFF\x04\x00\x00\x00WEBP", b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b"")):
        with pytest.raises(ValueError, match="damaged"):
            read_image(data)


@given(st.sampled_from(IMAGES), st.data())
def test_a_damaged_image_is_refused_or_stays_clean(image: bytes, data: st.DataObject) -> None:
    damaged = bytearray(image)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        cleaned = read_image(bytes(damaged))
    except ValueError:
        return
    assert read_image(cleaned.data) == cleaned


@given(st.binary(max_size=200))
def test_any_bytes_in_exif_have_an_orientation(tiff: bytes) -> None:
    assert 1 <= orientation_of(b"II" + tiff) <= 8


def test_a_path_tells_nothing_about_the_shipment() -> None:
    ref = ref_of(b"picture")
    path = path_of("PKG-998877 for Dave", ref)
    assert "PKG" not in path
    name = name_in(path)
    assert name is not None
    assert name.ref == ref
    assert path_of("PKG-998878", ref) != path


@pytest.mark.parametrize(
    "path", ["", "sweeps/1", "photos/a/b", f"photos/{'a' * 40}/{'g' * 64}", f"other/{'a' * 40}/{'a' * 64}"]
)
def test_other_objects_are_no_photos(path: str) -> None:
    assert name_in(path) is None
