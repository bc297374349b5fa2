import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.access import Scope
from app.keys.record import decode_record, encode_record, new_record
from app.keys.secret_forms import LONGEST, new_key, new_key_id, parse_key, parse_token, sign
from tests.builders import NOON


def test_a_key_is_kept_without_its_secret() -> None:
    record, text = new_record("Dave's phone", frozenset({Scope.INGEST}), "Dave-007", NOON)
    parts = parse_key(text)
    assert parts
    assert len(text) <= LONGEST
    kept = encode_record(record)
    assert parts.secret.encode() not in kept
    assert parts.secret not in repr(record) + record.info.model_dump_json()
    assert record.hash not in record.info.model_dump_json()
    assert decode_record(record.id.encode(), kept) == record


def test_no_two_keys_are_alike() -> None:
    keys = {new_record("a", frozenset({Scope.READ}), None, NOON)[1] for _ in range(100)}
    assert len(keys) == 100


@pytest.mark.parametrize(
    ("name", "scopes", "driver"),
    [
        ("", {Scope.READ}, None),
        ("  ", {Scope.READ}, None),
        ("\u200b\u3164", {Scope.READ}, None),
        ("a", {Scope.INGEST}, " "),
        ("a", {Scope.INGEST}, "\u2800"),
        ("n" * 65, {Scope.READ}, None),
        ("line\nbreak", {Scope.READ}, None),
        ("a", set(), None),
        ("a", {Scope.READ}, "Dave-007"),
        ("a", {Scope.INGEST}, ""),
    ],
)
def test_a_key_that_cannot_be_is_refused(name: str, scopes: set[Scope], driver: str | None) -> None:
    with pytest.raises(ValueError, match=r"name|scope|driver"):
        new_record(name, frozenset(scopes), driver, NOON)


@given(st.one_of(st.none(), st.binary()), st.one_of(st.none(), st.binary()))
def test_other_records_in_the_topic_are_not_keys(key: bytes | None, value: bytes | None) -> None:
    assert decode_record(key, value) is None


def test_a_record_under_the_name_of_another_key_is_none() -> None:
    record, _ = new_record("a", frozenset({Scope.ADMIN}), None, NOON)
    assert decode_record(b"AAAAAAAA", encode_record(record)) is None


@given(st.text())
def test_no_text_makes_the_parsers_raise(text: str) -> None:
    assert parse_key(text) is None or text.startswith("trk_")
    assert parse_token(text) is None or text[:3] in {"tok", "ses"}


@given(st.integers(0, 999_999_999_999))
def test_a_signed_token_is_read_back(expires_at: int) -> None:
    key_id = new_key_id()
    parsed = parse_token(sign("tok", key_id, "kept", expires_at))
    assert parsed
    assert (parsed.kind, parsed.key_id, parsed.expires_at) == ("tok", key_id, expires_at)
    parts = parse_key(new_key(key_id))
    assert parts
    assert parts.key_id == key_id


def test_a_key_of_a_fleet_writes_for_it_and_reads_it_alone() -> None:
    record, _ = new_record("partner", frozenset({Scope.READ, Scope.INGEST}), None, NOON, "north")
    assert decode_record(record.id.encode(), encode_record(record)) == record
    assert (record.access.fleet, record.info.fleet) == ("north", "north")


@pytest.mark.parametrize("fleet", ["", " ", "x" * 65, "line\nbreak"])
def test_an_impossible_fleet_is_refused(fleet: str) -> None:
    with pytest.raises(ValueError, match="fleet"):
        new_record("partner", frozenset({Scope.READ}), None, NOON, fleet)


def test_a_key_that_manages_all_keys_is_of_no_fleet() -> None:
    with pytest.raises(ValueError, match="admin"):
        new_record("partner", frozenset({Scope.ADMIN}), None, NOON, "north")


def test_a_key_of_a_device_says_so() -> None:
    record, _ = new_record("osmand of phone-1", frozenset({Scope.INGEST}), None, NOON, device="phone-1")
    assert decode_record(record.id.encode(), encode_record(record)) == record
    assert (record.access.device, record.info.device) == ("phone-1", "phone-1")


@pytest.mark.parametrize(("device", "scope"), [("", Scope.INGEST), ("\u2800", Scope.INGEST), ("phone-1", Scope.READ)])
def test_a_key_of_an_impossible_device_is_refused(device: str, scope: Scope) -> None:
    with pytest.raises(ValueError, match="device"):
        new_record("phone", frozenset({scope}), None, NOON, device=device)
