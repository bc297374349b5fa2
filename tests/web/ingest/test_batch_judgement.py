"""The fast way and the parser are one judge: the same verdict on everything, and the same bytes of what is believed."""

import json
from typing import Any

import msgspec
import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.fixes.codec import EnvelopeFix, FixStruct, decode_fix, decode_fixes, encode_elements, encode_fix, stored_form
from app.fixes.parser import FixError, ParsedFix, parse_fix, parse_fixes
from app.messages.fix import Fix
from tests.builders import NOON, a_fix
from tests.fixes.strategies import any_fix, any_json
from web.ingest.decision import Judged, judge_array, judge_lines

LIMIT = 1000

numbers = st.one_of(
    st.floats().map(repr),
    st.integers().map(str),
    st.from_regex(r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,40})?([eE][-+]?[0-9]{1,4})?", fullmatch=True),
    st.sampled_from(
        ["-0", "-0.0", "1.", "01", "+1", "1e5", "1e999", "NaN", "Infinity", "90.0000000000000001", "9" * 400]
    ),
)
strings = st.one_of(
    st.text(max_size=130).map(json.dumps),
    st.text(max_size=130).map(lambda text: json.dumps(text, ensure_ascii=False)),
    st.from_regex(r'"(\\[\\"/bfnrtux]|\\u[0-9a-fA-F]{4}|[^"\\])*"', fullmatch=True),
)
names = st.sampled_from([*EnvelopeFix.__struct_fields__, r"\u0073peed", "sped", "source"])
members = st.tuples(names, numbers | strings | st.sampled_from(["null", "true", "[]", "{}"]) | any_json.map(json.dumps))


def as_text(extra: list[tuple[str, str]]) -> bytes:
    """Return a good fix whose members some others follow or replace, as text that no encoder had to like."""
    good = [
        (name, json.dumps(value)) for name, value in a_fix().items() if name not in {name for name, _ in extra[::2]}
    ]
    text = ",".join(f'"{name}":{value}' for name, value in [*good, *extra])
    return ("{" + text + "}").encode("utf-8", "surrogatepass")


def verdict(result: Judged) -> object:
    """Return what a result means, whichever way gave it: the bytes to store and the ignored names, or the refusal."""
    match result:
        case EnvelopeFix():
            return encode_fix(result), ()
        case ParsedFix():
            return encode_fix(stored_form(result.fix, result.fix.driverId or "")), result.ignored
        case _:
            return result


def verdicts(results: object) -> object:
    return results if isinstance(results, FixError) else [verdict(result) for result in results]  # type: ignore[attr-defined]


def certain(raw: bytes) -> EnvelopeFix:
    fix = decode_fix(raw, NOON)
    assert fix is not None
    return fix


def assert_no_contradiction(raw: bytes) -> None:
    fix = decode_fix(raw, NOON)
    if fix is not None:
        assert verdict(fix) == verdict(parse_fix(raw, NOON))


@given(extra=st.lists(members, max_size=4))
@example(extra=[("latitude", "-0")])
@example(extra=[("speed", "1." + "0" * 5000)])
@example(extra=[("receivedAt", "null")])
@example(extra=[("receivedAt", "0")])
@example(extra=[("latitude", "99"), ("x", "1"), ("latitude", "9")])
def test_the_parser_accepts_byte_for_byte_what_the_fast_decoder_accepts(extra: list[tuple[str, str]]) -> None:
    assert_no_contradiction(as_text(extra))


LIMITS = (
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "multipleOf",
    "pattern",
)


def limits_in(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the limits of each field that a JSON schema states, on the type or on a form of it."""
    return {
        name: {key: form[key] for form in (field, *field.get("anyOf", ())) for key in LIMITS if key in form}
        for name, field in schema["properties"].items()
    }


def test_the_fast_way_has_the_fields_and_limits_of_the_model() -> None:
    fast = msgspec.json.schema(FixStruct)["$defs"]["FixStruct"]
    model = Fix.model_json_schema()
    assert limits_in(fast) == limits_in(model)
    assert limits_in(model)["deviceId"] == {"minLength": 1, "maxLength": 128}
    assert fast["required"] == ["driverId", *model["required"]]  # who else is meant, only the edge can tell


@given(raw=st.binary(max_size=200), cut=st.integers(0, 120), fill=st.binary(max_size=3))
def test_damaged_bytes_are_never_taken_for_certain(raw: bytes, cut: int, fill: bytes) -> None:
    good = orjson.dumps(a_fix())
    for damaged in (raw, good[:cut] + fill + good[cut:], good[:cut] + fill + good[cut + len(fill) :]):
        assert_no_contradiction(damaged)


@given(fields=any_fix)
def test_a_clean_fix_needs_no_second_look(fields: dict[str, Any]) -> None:
    raw = json.dumps({**a_fix(), **fields}).encode()
    parsed = parse_fix(raw, NOON)
    if isinstance(parsed, ParsedFix) and not parsed.ignored and parsed.fix.driverId is not None:
        assert decode_fix(raw, NOON) is not None


@given(extras=st.lists(st.lists(members, max_size=2), max_size=4))
def test_a_batch_is_judged_like_its_single_fixes(extras: list[list[tuple[str, str]]]) -> None:
    fixes = [as_text(extra) for extra in extras]
    array = b"[" + b",".join(fixes) + b"]"
    assert verdicts(judge_array(array, NOON, LIMIT)) == verdicts(parse_fixes(array, NOON, LIMIT))
    lines = [line for fix in fixes for line in fix.split(b"\n")]
    expected = [verdict(parse_fix(line, NOON)) if line.strip() else None for line in lines] or [None]
    assert verdicts(judge_lines(b"\n".join(lines), NOON, LIMIT)) == expected


@pytest.mark.parametrize("raw", [b"{}{}", b'{"driverId":\n"D"}', b'{"a":1},{"a":1}'])
def test_a_line_is_one_object(raw: bytes) -> None:
    line = orjson.dumps(a_fix())
    for text in (line + line, line + b" " + line, line + b"," + line, raw):
        assert None not in verdicts(judge_lines(text, NOON, LIMIT))  # type: ignore[operator]
        assert all(isinstance(result, FixError) for result in judge_lines(text, NOON, LIMIT))  # type: ignore[union-attr]


def test_places_of_lines_are_line_numbers_from_0_and_blank_lines_are_nothing() -> None:
    line = orjson.dumps(a_fix())
    results = judge_lines(b"\n".join([line, b"", b"{", line + b"\r", b'"\xff"', b"", b""]), NOON, LIMIT)
    assert not isinstance(results, FixError)
    kinds = [result.code if isinstance(result, FixError) else type(result).__name__ for result in results]
    assert kinds == ["EnvelopeFix", "NoneType", "not_json", "EnvelopeFix", "not_utf8", "NoneType"]


@pytest.mark.parametrize(("raw", "fits"), [(b"1\n2", True), (b"1\n2\n", True), (b"1\n2\n3", False), (b"\n\n\n", False)])
def test_the_limit_of_lines_does_not_count_what_follows_the_last_newline(raw: bytes, fits: bool) -> None:
    assert isinstance(judge_lines(raw, NOON, 2), FixError) is not fits


def test_one_fix_of_the_wrong_time_is_found_among_many() -> None:
    for timestamp in (NOON + 301, 86_400, NOON * 1000):
        fixes = [a_fix(), a_fix(timestamp=timestamp), a_fix()]
        assert decode_fixes(json.dumps(fixes).encode(), NOON) is None


def test_an_element_holds_what_is_known_and_set_and_when_we_received_it() -> None:
    parsed = parse_fix(json.dumps(a_fix(speed=None, heading=90, sped=1, receivedAt=1, __all__=2)).encode(), NOON)
    assert isinstance(parsed, ParsedFix)
    fix = stored_form(parsed.fix, "Dave-007")
    fix.receivedAt = NOON + 1.235
    assert json.loads(encode_fix(fix)) == {**a_fix(heading=90), "receivedAt": NOON + 1.235}


@given(count=st.integers(0, 50), max_fixes=st.integers(1, 20), max_bytes=st.integers(1, 2000))
def test_elements_keep_their_order_and_both_limits(count: int, max_fixes: int, max_bytes: int) -> None:
    fixes = [certain(orjson.dumps(a_fix(shipmentId=f"PKG-{'9' * number}"))) for number in range(count)]
    parts = list(encode_elements(fixes, max_fixes, max_bytes))
    assert all(size <= max_fixes and (len(elements) <= max_bytes or size == 1) for elements, size in parts)
    assert [len(orjson.loads(b"[%b]" % elements)) for elements, _ in parts] == [size for _, size in parts]
    stored = [fix for elements, _ in parts for fix in orjson.loads(b"[%b]" % elements)]
    assert stored == [orjson.loads(encode_fix(fix)) for fix in fixes]
