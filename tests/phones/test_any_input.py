"""Whatever arrives, a reader returns an answer and the parser judges it: nothing raises."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.fixes.parser import FixError, ParsedFix, parse_item
from app.phones.body import fields_of
from app.phones.gpslogger import read_gpslogger
from app.phones.osmand import read_fields, read_osmand
from app.phones.overland import read_overland
from app.phones.owntracks import read_owntracks
from app.phones.quick_osmand import quick_osmand
from app.phones.quick_overland import quick_overland
from app.phones.said import Heard, PhoneRequest, Position, Reading, Sender, SpeedUnit
from app.phones.traccar import read_traccar
from tests.builders import NOON
from tests.phones.samples import SAMPLES, as_request, door_of

MEASURED = ("deviceId", "latitude", "longitude", "timestamp", "speed", "heading", "accuracy", "altitude", "battery")
READERS: tuple[Callable[[PhoneRequest], Reading], ...] = (
    lambda request: read_osmand(request, NOON, Sender()),
    lambda request: read_gpslogger(request, NOON, Sender()),
    lambda request: read_owntracks(request, Sender()),
    lambda request: read_overland(request, Sender()),
    lambda request: read_traccar(request, Sender()),
)
NAMES = (
    *(
        "id",
        "deviceid",
        "device_id",
        "lat",
        "lon",
        "latitude",
        "longitude",
        "location",
        "locations",
        "current",
        "coords",
    ),
    *("timestamp", "time", "tst", "fixTime", "speed", "spd", "vel", "bearing", "course", "accuracy", "acc", "altitude"),
    *("batt", "battery", "battery_level", "level", "valid", "outdated", "position", "device", "uniqueId", "attributes"),
    *("_type", "topic", "tid", "geometry", "coordinates", "type", "properties", "speedUnit", "driverId", "shipmentId"),
)
texts = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["-1", "0", "NaN", "inf", "1e400", "60,5", "1_0", "-0700", "2015-10-01T08:00:00-0700", "9" * 50]),
)
scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts, st.just(10**400), st.just("location"))
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(NAMES), inner, max_size=8)),
    max_leaves=25,
)


def judge(request: PhoneRequest) -> None:
    """Read a request by each protocol, as each door does, and judge what it says."""
    for read in READERS:
        reading = read(request)
        if isinstance(reading, FixError):
            continue
        for said in reading:
            assert isinstance(said.what, Position | Heard | FixError)
            if isinstance(said.what, Position):
                assert isinstance(parse_item(said.what.values, NOON), ParsedFix | FixError)
            json.dumps(said.sent, default=str)


@given(body=st.binary(max_size=200), query=st.binary(max_size=60))
def test_no_bytes_make_a_reader_raise(body: bytes, query: bytes) -> None:
    fields = fields_of(query.decode(errors="surrogateescape"))
    if not isinstance(fields, FixError):
        judge(PhoneRequest(fields, body))


@given(fields=st.dictionaries(st.sampled_from([name.lower() for name in NAMES]), texts, max_size=10))
def test_no_fields_make_a_reader_raise(fields: dict[str, str]) -> None:
    judge(PhoneRequest(fields))


@given(value=values)
def test_no_json_makes_a_reader_raise(value: Any) -> None:
    judge(PhoneRequest({}, json.dumps(value).encode(errors="replace")))


@settings(max_examples=300)
@given(data=st.data())
def test_no_damage_to_a_real_request_makes_a_reader_raise(data: st.DataObject) -> None:
    request = as_request(data.draw(st.sampled_from(SAMPLES)))
    body = bytearray(request.body)
    for _ in range(data.draw(st.integers(0, 5)) if body else 0):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    judge(request._replace(body=bytes(body)))


@given(depth=st.integers(1, 100_000), opening=st.sampled_from([b"[", b'{"location":', b'{"a":']))
def test_deep_nesting_is_refused_and_not_followed(depth: int, opening: bytes) -> None:
    judge(PhoneRequest({}, opening * min(depth, 400_000 // len(opening))))


properties = st.fixed_dictionaries(
    {
        "timestamp": st.sampled_from(
            ["2023-11-14T20:00:00Z", "2023-11-14T13:00:00-0700", "2023-11-14T20:00:00", "never"]
        )
    },
    optional={
        "device_id": st.sampled_from(["a", "", "b/c", "\u2028", "x" * 200]),
        "speed": st.one_of(st.floats(-2, 600), st.just(-1), st.none()),
        "course": st.one_of(st.floats(-2, 400), st.just(-1)),
        "horizontal_accuracy": st.one_of(st.floats(-2, 200_000), st.just(0)),
        "altitude": st.one_of(st.floats(-2_000, 30_000), st.none()),
        "battery_level": st.one_of(st.floats(-2, 2), st.just(-1)),
        "wifi": st.text(max_size=3),
    },
)
features = st.fixed_dictionaries(
    {
        "type": st.just("Feature"),
        "geometry": st.fixed_dictionaries(
            {
                "type": st.just("Point"),
                "coordinates": st.lists(st.floats(-200, 200), min_size=1, max_size=3),
            }
        ),
        "properties": properties,
    }
)


@settings(max_examples=300)
@given(
    batch=st.fixed_dictionaries({"locations": st.lists(features, max_size=4)}, optional={"current": features}),
    query=st.sampled_from([{}, {"device": "van-7"}, {"driverid": "Dave"}]),
)
def test_the_quick_reader_of_overland_reads_nothing_otherwise_than_the_exact_one(
    batch: dict[str, Any], query: dict[str, str]
) -> None:
    request = PhoneRequest(query, json.dumps(batch).encode())
    quick = quick_overland(request.body, query, Sender(), NOON, lambda device, *_: device)
    if quick is None:
        return
    reading = read_overland(request, Sender())
    assert not isinstance(reading, FixError)
    exact = [parse_item(said.what.values, NOON) for said in reading if isinstance(said.what, Position)]
    assert len(exact) == len(reading) == len(quick)
    for ours, theirs in zip(quick, exact, strict=True):
        assert isinstance(theirs, ParsedFix)
        assert theirs.ignored == ()
        assert [getattr(ours, name) for name in MEASURED] == [getattr(theirs.fix, name) for name in MEASURED]


def test_the_quick_reader_takes_the_usual_batches_of_the_app() -> None:
    usual = [sample for sample in SAMPLES if sample["name"] in ("batch_200", "backlog_with_current")]
    assert len(usual) == 2
    for sample in usual:
        assert door_of(sample) == "overland"
        request = as_request(sample)
        assert quick_overland(request.body, request.query, Sender(), NOON + 1e8, lambda device, *_: device)


@settings(max_examples=500)
@given(
    fields=st.dictionaries(
        st.sampled_from(["lat", "lon", "speed", "bearing", "altitude", "accuracy", "batt", "hdop", "valid", "device"]),
        st.one_of(
            st.floats(-500, 500).map(str), st.sampled_from(["0", "0.0", "-1", "nan", "", "1_0", "+1", "1,5", "false"])
        ),
    ),
    timestamp=st.sampled_from([str(NOON), str(int(NOON * 1000)), "0", "2024-01-17T12:00:00Z", str(NOON + 1e6), ""]),
    device=st.sampled_from(["van-7", "", "x" * 200, "%0A", "a+b", "\u00e9"]),
    unit=st.sampled_from([None, "mps", "knots", "kmh"]),
)
def test_the_quick_reader_of_osmand_reads_nothing_otherwise_than_the_exact_one(
    fields: dict[str, str], timestamp: str, device: str, unit: SpeedUnit | None
) -> None:
    query = "&".join(f"{name}={text}" for name, text in {"id": device, "timestamp": timestamp, **fields}.items())
    sender = Sender(speed_unit_of=lambda _: unit)
    quick = quick_osmand(query, sender, NOON, lambda device, _: device)
    if quick is None:
        return
    exact = fields_of(query)
    assert not isinstance(exact, FixError)
    position = read_fields(exact, NOON, sender)
    assert isinstance(position, Position)
    parsed = parse_item(position.values, NOON)
    assert isinstance(parsed, ParsedFix)
    assert parsed.ignored == ()
    assert [getattr(quick, name) for name in MEASURED] == [getattr(parsed.fix, name) for name in MEASURED]


def test_the_quick_reader_of_osmand_takes_what_traccar_client_sends() -> None:
    query = f"id=1&timestamp={NOON}&lat=51.5&lon=-0.1&speed=12.3&bearing=270.0&altitude=35.0&accuracy=0.0&batt=87.0"
    fix = quick_osmand(query, Sender(), NOON, lambda device, _: device)
    assert fix is not None
    assert (fix.accuracy, round(fix.speed or 0, 3)) == (None, 6.328)
