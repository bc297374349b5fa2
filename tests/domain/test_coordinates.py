"""Coordinates as people paste them."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openlocationcode import openlocationcode

from app.domain.angles import Unclear
from app.domain.coordinates import MOST_CHARACTERS, Found, ShortPlusCode, parse_place, resolve_short_code
from app.domain.map_links import VIEW_NOTE

PLACE = (40.44, -79.99)

NOTATIONS = """
40.44,-79.99
40.44, -79.99
40.44;-79.99
40.44 ; -79.99
40.44 -79.99
40.44/-79.99
+40.44 -79.99
40.44−79.99
40,44 -79,99
40,44; -79,99
40,44, -79,99
(40.44, -79.99)
N 40.44 W 79.99
n40.44 w79.99
40.44N 79.99W
40.44 N, 79.99 W
40.44° N, 79.99° W
40.44°, -79.99°
W79.99 N40.44
79.99 W, 40.44 N
40.44 Nord 79.99 West
40,44 Nord, 79,99 Ouest
40,44 norte 79,99 oeste
lat: 40.44, lon: -79.99
lon=-79.99 lat=40.44
40°26'24"N 79°59'24"W
40° 26′ 24″ N, 79° 59′ 24″ W
40º26’24” N 79º59’24” W
40°26'24''N 79°59'24''W
40° 26' 24,0" N; 79° 59' 24,0" W
40°26'24", -79°59'24"
40 26 24 N 79 59 24 W
40 26 24 -79 59 24
N40 26 24 W79 59 24
40:26:24N 79:59:24W
40°26.4'N 79°59.4'W
40 26.4 N 79 59.4 W
40d26m24sN 79d59m24sW
40d26m24s N, 79d59m24s W
40 deg 26 min 24 sec N, 79 deg 59 min 24 sec W
geo:40.44,-79.99
geo:40.44,-79.99;u=35
geo:40.44,-79.99,300;crs=wgs84;u=10
geo:40.44,-79.99?z=11
geo:0,0?q=40.44,-79.99(Home)
POINT(-79.99 40.44)
POINT Z (-79.99 40.44 12)
https://www.google.com/maps?q=40.44,-79.99
https://maps.google.de/maps?ll=40.44,-79.99&z=3
https://maps.google.co.uk/maps?daddr=40.44,-79.99
https://www.google.com/maps/search/?api=1&query=40.44%2C-79.99
https://www.google.com/maps/dir/?api=1&destination=40.44,-79.99
https://www.google.com/maps/place/Foo/@40.1,-79.1,17z/data=!3m1!4b1!8m2!3d40.44!4d-79.99
https://www.google.com/maps/place/40%C2%B026'24.0%22N+79%C2%B059'24.0%22W/@40.1,-79.1,17z
https://www.google.com/maps/search/40.44,+-79.99
https://www.google.com/maps/dir/Foo/40.44,-79.99/@40.1,-79.1,12z
comgooglemaps://?q=40.44,-79.99
https://www.openstreetmap.org/?mlat=40.44&mlon=-79.99#map=15/1/2
https://maps.apple.com/?ll=40.44,-79.99
https://maps.apple.com/?q=40.44,-79.99
https://maps.apple.com/place?coordinate=40.44,-79.99&name=Foo
https://share.here.com/l/40.44,-79.99,Foo
https://wego.here.com/directions/mix//Foo:40.44,-79.99
https://waze.com/ul?ll=40.44,-79.99&navigate=yes
https://www.waze.com/live-map/directions?to=ll.40.44%2C-79.99
waze://?ll=40.44,-79.99
""".strip().splitlines()

VIEWS = """
https://www.google.com/maps/@40.44,-79.99,15z
google.com/maps/@40.44,-79.99,15z
https://www.openstreetmap.org/#map=15/40.44/-79.99
https://www.bing.com/maps?cp=40.44~-79.99&lvl=15
https://wego.here.com/?map=40.44,-79.99,15,normal
""".strip().splitlines()

UNCLEAR = {
    "48.1 N 11.5 O": "The letter O",
    "40,44": "decimal comma",
    "91.5, 200": "latitude must lie",
    "40.5, 181": "longitude must lie",
    "95 N 40 E": "latitude must lie",
    "-79.99 W, 40.44 N": "contradict",
    "40.44 N, 79.99": "Only one of the angles",
    "40.44 N 79.99": "where the first angle ends",
    "40.44 N 41.5 N": "Both angles",
    "40°70'N 79°10'W": "below 60",
    "40.5°30'N 79°10'W": "Only the last number",
    "[-79.99, 40.44]": "GeoJSON",
    "///filled.count.soap": "what3words",
    "filled.count.soap": "what3words",
    "https://what3words.com/filled.count.soap": "what3words",
    "17T 585000 4477000": "UTM",
    "18SUJ2337106519": "MGRS",
    "https://maps.app.goo.gl/abc": "shortened link",
    "https://example.com/40.44,-79.99": "not supported",
    "https://www.google.com/maps?q=Main+Street": "no coordinates",
    "https://www.google.com/maps/@95.1,10.2,3z": "latitude must lie",
    "geo:0,0?q=Main+Street": "a name and no coordinates",
    "geo:40.44,-79.99;crs=nad27": "WGS 84",
    "geo:nan,inf": "latitude must lie",
    "geo:40.44": "decimal numbers",
    "POINT(200 95)": "latitude must lie",
    "22222222+2": "not a valid one",
}

NAMES = [
    "Butler",
    "123 Main St",
    "412 555",
    "10-12",
    "N",
    "40.44",
    "15213",
    "40 26 79",
    "1e5, 2",
    "nan, nan",
    "",
    "12 W",
]


@pytest.mark.parametrize("text", NOTATIONS)
def test_each_usual_notation_names_the_same_place(text: str) -> None:
    found = parse_place(text)
    assert isinstance(found, Found), found
    assert (found.latitude, found.longitude) == pytest.approx(PLACE, abs=1e-9)
    assert found.note is None


@pytest.mark.parametrize("text", VIEWS)
def test_the_centre_of_a_map_is_said_to_be_one(text: str) -> None:
    found = parse_place(text)
    assert isinstance(found, Found), found
    assert ((found.latitude, found.longitude), found.note) == (PLACE, VIEW_NOTE)


@pytest.mark.parametrize(("text", "reason"), UNCLEAR.items())
def test_what_names_no_single_place_gets_a_reason(text: str, reason: str) -> None:
    found = parse_place(text)
    assert isinstance(found, Unclear), found
    assert reason in found.reason


@pytest.mark.parametrize("text", NAMES)
def test_names_and_addresses_are_no_coordinates(text: str) -> None:
    assert parse_place(text) is None


def test_a_first_number_beyond_any_latitude_is_the_longitude_and_the_note_says_so() -> None:
    found = parse_place("-120.5, 40.44")
    assert isinstance(found, Found)
    assert (found.latitude, found.longitude) == (40.44, -120.5)
    assert found.note is not None
    assert "longitude" in found.note


@pytest.mark.parametrize(("language", "longitude"), [("de", 11.5), ("fr", -11.5), ("es", -11.5)])
def test_the_language_decides_what_the_letter_o_means(language: str, longitude: float) -> None:
    assert parse_place("48.1 N 11.5 O", language) == Found(48.1, longitude)


def test_a_full_plus_code_is_the_centre_of_its_area() -> None:
    for text in ("849VCWC8+R9", "849vcwc8+r9", "https://plus.codes/849VCWC8+R9"):
        found = parse_place(text)
        assert isinstance(found, Found)
        assert (found.latitude, found.longitude) == pytest.approx((37.4220625, -122.0840625))
        assert found.source == "plus_code"


def test_a_short_plus_code_asks_for_its_locality() -> None:
    short = parse_place("CWC8+R9 Mountain View")
    assert short == ShortPlusCode("CWC8+R9", "Mountain View")
    assert parse_place("CWC8+R9") == ShortPlusCode("CWC8+R9", "")
    resolved = resolve_short_code("CWC8+R9", 37.4, -122.1)
    assert (resolved.latitude, resolved.longitude) == pytest.approx((37.4220625, -122.0840625))


LATITUDES = st.integers(-90 * 3600, 90 * 3600)
LONGITUDES = st.integers(-180 * 3600, 180 * 3600)


def _parts(seconds: int) -> tuple[int, int, int]:
    return abs(seconds) // 3600, abs(seconds) // 60 % 60, abs(seconds) % 60


@given(LATITUDES, LONGITUDES, st.sampled_from(["{}°{}'{}\"{}", "{} {} {} {}", "{}d{}m{}s{}", "{}° {}′ {}″ {}"]))
def test_degrees_minutes_and_seconds_survive_writing_and_reading(latitude: int, longitude: int, form: str) -> None:
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    found = parse_place(f"{form.format(*_parts(latitude), north)} {form.format(*_parts(longitude), east)}")
    assert isinstance(found, Found)
    assert (found.latitude * 3600, found.longitude * 3600) == pytest.approx((latitude, longitude), abs=1e-6)


@given(st.integers(-9_000_000, 9_000_000), st.integers(-18_000_000, 18_000_000), st.sampled_from([", ", " ", ";", ","]))
def test_decimal_degrees_survive_writing_and_reading(latitude: int, longitude: int, separator: str) -> None:
    found = parse_place(f"{latitude / 1e5:.5f}{separator}{longitude / 1e5:.5f}")
    assert isinstance(found, Found)
    assert (found.latitude, found.longitude) == pytest.approx((latitude / 1e5, longitude / 1e5), abs=1e-9)


@given(st.integers(-9_000_000, 9_000_000), st.integers(-18_000_000, 18_000_000), st.sampled_from(["; ", " ", ", "]))
def test_decimal_commas_survive_writing_and_reading(latitude: int, longitude: int, separator: str) -> None:
    found = parse_place(f"{latitude / 1e5:.5f}{separator}{longitude / 1e5:.5f}".replace(".", ","))
    assert isinstance(found, Found)
    assert (found.latitude, found.longitude) == pytest.approx((latitude / 1e5, longitude / 1e5), abs=1e-9)


@given(st.floats(-89.9, 89.9), st.floats(-179.9, 179.9))
def test_plus_codes_survive_writing_and_reading(latitude: float, longitude: float) -> None:
    found = parse_place(openlocationcode.encode(latitude, longitude, 11))
    assert isinstance(found, Found)
    assert (found.latitude, found.longitude) == pytest.approx((latitude, longitude), abs=1e-4)


ALPHABET = "0123456789012345678901234567890.,;:-+°'\"NSEWOnsewo dms/@!=&?()[]#%~geomaplt\u2032\u200b\x00٣日"


def test_ten_thousand_random_texts_are_read_or_refused_and_never_fail() -> None:
    dice = random.Random(11)
    heads = ("", "", "", "geo:", "https://www.google.com/maps/", "https://maps.apple.com/?ll=", "POINT(", "8FVC9G8F+")
    for _ in range(10_000):
        text = dice.choice(heads) + "".join(dice.choices(ALPHABET, k=dice.randrange(40)))
        found = parse_place(text)
        if isinstance(found, Found):
            assert -90 <= found.latitude <= 90, text
            assert -180 <= found.longitude <= 180, text


@given(st.text(max_size=300))
def test_no_text_makes_it_fail(text: str) -> None:
    found = parse_place(text)
    assert not isinstance(found, Found) or abs(found.latitude) <= 90


HOSTILE = ("1" * 1999, "1 " * 999, "°'" * 900, "-" * 1999, "(" * 1999, "a." * 999, "geo:" + "," * 1900, "N" * 1999)
LINKS = ("https://google.com/maps/" + "@1.1," * 390, "https://google.com/maps?" + "q=1&" * 480, "x://" + "/:1," * 480)


@pytest.mark.parametrize("text", [*HOSTILE, *LINKS])
def test_hostile_texts_take_no_time(text: str) -> None:
    began = time.process_time()
    parse_place(text)
    assert time.process_time() - began < 0.1


def test_a_text_beyond_the_limit_is_refused() -> None:
    assert isinstance(parse_place("1" * (MOST_CHARACTERS + 1)), Unclear)


def test_a_reason_never_repeats_what_was_asked() -> None:
    for text in UNCLEAR:
        found = parse_place(text)
        if isinstance(found, Unclear):
            assert text not in found.reason
