"""The fast way and the edge's parser must judge alike, since the edge's verdict is what the device was told."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fix_rules import RejectCode
from app.fixes.codec import DEVICE_FIELDS
from app.fixes.contact import Contact
from app.fixes.decoder import (
    MAX_ITEMS,
    FixRow,
    Refused,
    decode_each,
    decode_row,
    decode_whole,
    encode_without_source,
)
from app.fixes.latest_row import encode_row, encode_rows, marked
from app.fixes.parser import FixError, ParsedFix, missing_driver, parse_fix
from app.messages.shipment import DriverRow, Row
from tests.builders import NOON, a_fix, an_envelope
from tests.fixes.strategies import any_fix, any_json

Item = FixRow | Contact | Refused


def code_of(item: Item) -> RejectCode | None:
    return item.code if isinstance(item, Refused) else None


def decode_envelope(value: bytes | None, kafka_time_s: float) -> list[Item]:
    """Return what the agent makes of a record; where the fast way takes it, the exact way must agree."""
    exact, fast = decode_each(value, kafka_time_s), decode_whole(value, kafka_time_s)
    if fast is None:
        return exact
    for fix in fast:
        fix.source = None  # of a fix as sent this means nothing
    assert fast == exact
    return exact


def the_only(items: list[Item]) -> Item:
    (item,) = items
    return item


def raw_fix(insert: bytes = b"", **fields: Any) -> bytes:
    """Return a fix as JSON with `insert`, which json.dumps would not write, as further members."""
    return json.dumps(a_fix(**fields)).encode()[:-1] + insert + b"}"


def is_strict_json(raw: bytes) -> bool:
    try:
        msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return True


def verdict_of(raw: bytes) -> ParsedFix | FixError:
    """Return what the edge says of a fix whose sender and device stand for no driver."""
    verdict = parse_fix(raw, NOON)
    return missing_driver() if isinstance(verdict, ParsedFix) and verdict.fix.driverId is None else verdict


def assert_judged_as_by_the_edge(raw: bytes) -> None:
    """Alone, and in an envelope beside a good one, what the edge accepts is accepted, and codes are equal."""
    verdict = verdict_of(raw)
    expected = verdict.code if isinstance(verdict, FixError) else None
    items = [the_only(decode_envelope(raw, NOON))]
    if is_strict_json(raw):  # what is not spoils the whole envelope
        beside, item = decode_envelope(an_envelope(a_fix(), raw), NOON)
        assert code_of(beside) is None
        items.append(item)
    for item in items:
        assert code_of(item) is expected, raw
        if isinstance(item, FixRow):
            assert not isinstance(verdict, FixError)
            assert [getattr(item, name) for name in DEVICE_FIELDS] == [
                getattr(verdict.fix, name) for name in DEVICE_FIELDS
            ]


any_fields = st.builds(
    lambda fix, more: fix | more,
    any_fix,
    st.fixed_dictionaries({}, optional={"receivedAt": st.floats(1e9, 2e9) | any_json}),
)


@given(fields=any_fields, without=st.none() | st.sampled_from(DEVICE_FIELDS))
def test_any_value_in_any_field_is_judged_as_by_the_edge(fields: dict[str, Any], without: str | None) -> None:
    sent = {name: value for name, value in a_fix(**fields).items() if name != without}
    assert_judged_as_by_the_edge(json.dumps(sent).encode())


@given(value=any_json)
def test_any_json_in_place_of_a_fix_is_judged_as_by_the_edge(value: Any) -> None:
    raw = json.dumps(value).encode()
    if not raw.startswith(b"["):
        assert_judged_as_by_the_edge(raw)


@pytest.mark.parametrize(
    "raw",
    [
        raw_fix(b',"extra":NaN'),
        raw_fix(b',"extra":-Infinity'),
        raw_fix(b',"extra":1e999'),
        raw_fix(b',"extra":' + b"9" * 400),
        raw_fix(b',"extra":' + b"[" * 150 + b"]" * 150),
        raw_fix(b',"extra":' + b"[" * 300 + b"]" * 300),
        raw_fix(b',"extra":' + b'{"a":' * 900 + b"1" + b"}" * 900),
        raw_fix(b',"extra":"\\ud83d\\ude00"'),
        raw_fix(b',"extra":"\\ud800"'),
        raw_fix(b',"extra":"\xff"'),
        raw_fix(b',"extra":"\x01"'),
        raw_fix(b',"\xff":1'),
        raw_fix(b',"latitude":12.5,"latitude":13.5'),
        raw_fix(b',"latitude":"12.5","latitude":13.5'),
        raw_fix(b',"latitude":NaN'),
        raw_fix(b',"latitude":1e999'),
        raw_fix(b',"latitude":1e-999'),
        raw_fix(b',"latitude":-0.0'),
        raw_fix(b',"latitude":' + b"9" * 5000),
        raw_fix(b',"timestamp":1705500000.000000119'),
        raw_fix(b',"timestamp":01705500000'),
        raw_fix(b',"source":[0,0,0]'),
        raw_fix(b',"source":"elsewhere"'),
        raw_fix(b',"receivedAt":"noon"'),
        raw_fix(b',"receivedAt":null'),
        raw_fix(b',"receivedAt":NaN'),
        raw_fix(b',"receivedAt":1e999'),
        raw_fix(b',"speed":null,"deviceId":null'),
        raw_fix(shipmentId="a\u2028b"),
        raw_fix(shipmentId="a\xa0b"),
        raw_fix(b","),
        raw_fix(b"} trailing"),
        b" \r\n\t" + raw_fix() + b"\n ",
        b"\xef\xbb\xbf" + raw_fix(),
        b"",
        b"{}",
        b"null",
        b"NaN",
    ],
    ids=lambda raw: raw[-40:].decode(errors="replace") if len(raw) < 400 else f"{len(raw)} bytes",
)
def test_what_json_allows_and_libraries_differ_on_is_judged_as_by_the_edge(raw: bytes) -> None:
    verdict = verdict_of(raw)
    item = the_only(decode_envelope(raw, NOON))
    assert code_of(item) is (verdict.code if isinstance(verdict, FixError) else None)
    if isinstance(item, FixRow):
        assert not isinstance(verdict, FixError)
        assert item.latitude == verdict.fix.latitude


def test_an_envelope_keeps_its_good_fixes_in_their_places() -> None:
    items = decode_envelope(an_envelope(a_fix(), 7, a_fix(latitude=99), a_fix(shipmentId="B")), NOON)
    assert [code_of(item) for item in items] == [None, "wrong_type", "latitude_out_of_range", None]
    assert isinstance(items[3], FixRow)
    assert items[3].shipmentId == "B"


def test_a_refused_item_comes_with_its_own_bytes_and_the_reason() -> None:
    bad = raw_fix(latitude=99)
    item = decode_envelope(an_envelope(a_fix(), bad), NOON)[1]
    assert isinstance(item, Refused)
    assert item.raw == bad
    assert "latitude is 99" in item.detail


def test_bad_utf_8_in_one_fix_costs_only_that_fix() -> None:
    items = decode_envelope(an_envelope(a_fix(), raw_fix(b',"deviceId":"\xff"'), a_fix()), NOON)
    assert [code_of(item) for item in items] == [None, "not_utf8", None]


def test_space_around_an_envelope_does_no_harm() -> None:
    assert [code_of(item) for item in decode_envelope(b" \n" + an_envelope(a_fix(), a_fix()) + b"\n", NOON)] == [
        None,
        None,
    ]


def test_an_empty_envelope_holds_nothing() -> None:
    assert decode_envelope(b"[]", NOON) == []


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (None, "not_json"),
        (b"", "not_json"),
        (b"[", "not_json"),
        (an_envelope(a_fix())[:-1], "not_json"),
        (b"[" * 100_000, "not_json"),
        (an_envelope(a_fix(), raw_fix(b',"latitude":NaN')), "not_json"),
        (b"[" + b"1," * MAX_ITEMS + b"1]", "too_large"),
        (b"\xff\xfe", "not_utf8"),
    ],
)
def test_bytes_that_are_no_envelope_are_refused_whole(raw: bytes | None, code: str) -> None:
    item = the_only(decode_envelope(raw, NOON))
    assert isinstance(item, Refused)
    assert (item.raw, item.code) == (raw or b"", code)


@given(raw=st.binary(max_size=100))
def test_no_bytes_make_it_raise(raw: bytes) -> None:
    assert all(
        isinstance(item, FixRow | Refused)
        for prefix in (b"", b"[", b"{")
        for item in decode_envelope(prefix + raw, NOON)
    )


def test_a_fix_is_judged_by_the_time_of_its_record_not_by_the_clock() -> None:
    raw = an_envelope(a_fix(timestamp=NOON + 400))
    assert code_of(the_only(decode_envelope(raw, NOON))) == "timestamp_in_future"
    assert code_of(the_only(decode_envelope(raw, NOON + 400))) is None


def test_the_edges_time_of_receipt_is_read_and_a_wrong_one_is_none() -> None:
    good, bad = decode_envelope(an_envelope(a_fix(receivedAt=NOON + 1.5), a_fix(receivedAt="noon")), NOON)
    assert isinstance(good, FixRow)
    assert isinstance(bad, FixRow)
    assert (good.receivedAt, bad.receivedAt) == (NOON + 1.5, None)


@given(fields=any_fields, partition=st.integers(0, 1023), offset=st.integers(0, 2**62), index=st.integers(0, 511))
def test_a_row_is_what_readers_expect_with_its_source_last(
    fields: dict[str, Any], partition: int, offset: int, index: int
) -> None:
    fix = the_only(decode_envelope(json.dumps(a_fix(**fields)).encode(), NOON))
    if not isinstance(fix, FixRow):
        return
    fix.source = (partition, offset, index)
    raw = encode_row(fix)
    model = DriverRow if fix.shipmentId is None else Row
    row = model.model_validate_json(raw, strict=True)
    assert row.source == (partition, offset, index)
    assert list(json.loads(raw))[-1] == "source"
    assert row.receivedAt == fix.receivedAt
    names = [name for name in DEVICE_FIELDS if name != "shipmentId" or model is Row]
    assert [getattr(row, name) for name in names] == [getattr(fix, name) for name in names]
    assert decode_row(raw) == marked(fix, None, None)


def test_fields_that_a_fix_lacks_are_not_in_its_row() -> None:
    fix = the_only(decode_envelope(raw_fix(), NOON))
    assert isinstance(fix, FixRow)
    fix.source = (0, 1, 2)
    assert json.loads(encode_row(fix)) == {**a_fix(), "source": [0, 1, 2]}
    assert json.loads(encode_without_source(fix)) == a_fix()


any_row = st.builds(
    FixRow,
    driverId=st.text(),
    shipmentId=st.none() | st.text(),
    **dict.fromkeys(["latitude", "longitude", "timestamp"], st.floats(allow_nan=False, allow_infinity=False)),
)


@given(rows=st.lists(any_row))
def test_rows_encoded_together_are_those_encoded_one_by_one_for_any_id(rows: list[FixRow]) -> None:
    assert encode_rows(rows) == [encode_row(row) for row in rows]
