"""The keyring of a process: valid credentials, and notifications about revoked keys."""

import base64

import pytest

from app.domain.access import Access, Scope
from app.keys.keyring import Keyring
from app.keys.record import KeyRecord, new_record
from tests.builders import NOON
from tests.fakes import FixedClock
from web.access.credentials import key_in


def a_key(*scopes: Scope, driver: str | None = None, name: str = "someone") -> tuple[KeyRecord, str]:
    return new_record(name, frozenset(scopes or {Scope.READ}), driver, NOON)


def revoked(record: KeyRecord) -> KeyRecord:
    return record.model_copy(update={"revokedAt": NOON + 1})


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def keyring(clock: FixedClock) -> Keyring:
    return Keyring(clock, known_credentials=3)


def test_a_key_lets_its_owner_in_as_often_as_they_come(keyring: Keyring) -> None:
    record, text = a_key(Scope.INGEST, driver="Dave-007")
    keyring.apply(record.id, record)
    for _ in range(3):
        assert keyring.access_of_key(text) == Access(record.id, frozenset({Scope.INGEST}), "Dave-007")


def test_a_key_that_differs_in_one_character_is_none(keyring: Keyring) -> None:
    record, text = a_key()
    keyring.apply(record.id, record)
    assert keyring.access_of_key(text)
    for index in range(len(text)):
        other = "A" if text[index] != "A" else "B"
        assert keyring.access_of_key(text[:index] + other + text[index + 1 :]) is None
    assert keyring.access_of_key(text + "A") is None
    assert keyring.access_of_key("") is None


def test_the_secret_of_one_key_does_not_open_another(keyring: Keyring) -> None:
    (one, one_text), (other, other_text) = a_key(), a_key()
    for record in (one, other):
        keyring.apply(record.id, record)
    secret = other_text.removeprefix(f"trk_{other.id}_")
    assert keyring.access_of_key(f"trk_{one.id}_{secret}") is None
    assert one_text != other_text


def test_a_revoked_key_is_out_at_once_although_it_was_just_let_in(keyring: Keyring) -> None:
    record, text = a_key()
    keyring.apply(record.id, record)
    assert keyring.access_of_key(text)
    keyring.apply(record.id, revoked(record))
    assert keyring.access_of_key(text) is None


def test_a_key_that_is_deleted_from_the_log_is_out(keyring: Keyring) -> None:
    record, text = a_key()
    keyring.apply(record.id, record)
    assert keyring.access_of_key(text)
    keyring.apply(record.id, None)
    assert keyring.access_of_key(text) is None


def test_a_topic_that_is_read_again_replaces_all_known_keys(keyring: Keyring) -> None:
    (kept, kept_text), (lost, lost_text) = a_key(), a_key()
    keyring.replace_all({kept.id: kept, lost.id: lost})
    assert keyring.access_of_key(lost_text)
    keyring.replace_all({kept.id: kept})
    assert keyring.access_of_key(lost_text) is None
    assert keyring.access_of_key(kept_text)
    assert keyring.is_complete


def test_remembered_credentials_are_bounded_and_contain_no_secret(keyring: Keyring) -> None:
    record, text = a_key()
    keyring.apply(record.id, record)
    for user in range(20):
        header = f"Basic {base64.b64encode(f'{user}:{text}'.encode()).decode()}"
        assert keyring.access_of_key(header, key_in)
        assert len(keyring._known) <= 3
    assert text not in repr(vars(keyring))


def test_guesses_are_not_remembered(keyring: Keyring) -> None:
    for number in range(20):
        assert keyring.access_of_key(f"trk_AAAAAAAA_{number:043d}") is None
    assert keyring._known == {}


# Tokens and cookies


def test_a_token_reads_until_it_ends(keyring: Keyring, clock: FixedClock) -> None:
    record, text = a_key(Scope.ADMIN)
    keyring.apply(record.id, record)
    access = keyring.access_of_key(text)
    assert access
    minted = keyring.mint(access, "tok", 60)
    assert minted
    token, expires_at = minted
    assert expires_at == NOON + 60
    assert keyring.access_of_token(token, "tok") == Access(
        record.id, frozenset({Scope.READ}), is_key=False, expires_at=NOON + 60
    )
    clock.time = NOON + 60
    assert keyring.access_of_token(token, "tok") is None


def test_a_token_is_not_accepted_as_a_cookie_nor_a_cookie_as_a_token(keyring: Keyring) -> None:
    record, _ = a_key()
    keyring.apply(record.id, record)
    for kind, other in (("tok", "ses"), ("ses", "tok")):
        minted = keyring.mint(record.access, kind, 60)  # type: ignore[arg-type]  # a literal, from a loop
        assert minted
        assert keyring.access_of_token(minted[0], kind)  # type: ignore[arg-type]  # a literal, from a loop
        assert keyring.access_of_token(minted[0], other) is None  # type: ignore[arg-type]  # a literal, from a loop
        renamed = minted[0].replace(kind, other, 1)
        assert keyring.access_of_token(renamed, other) is None  # type: ignore[arg-type]  # a literal, from a loop


def test_a_token_with_a_forged_expiry_is_invalid(keyring: Keyring) -> None:
    record, _ = a_key()
    keyring.apply(record.id, record)
    minted = keyring.mint(record.access, "tok", 60)
    assert minted
    kind, key_id, expires_at, signature = minted[0].split(".")
    assert keyring.access_of_token(f"{kind}.{key_id}.{int(expires_at) + 1}.{signature}", "tok") is None


def test_a_token_ends_with_its_key_and_never_outlives_its_origin(keyring: Keyring) -> None:
    record, _ = a_key()
    keyring.apply(record.id, record)
    cookie = keyring.mint(record.access, "ses", 60)
    assert cookie
    session = keyring.access_of_token(cookie[0], "ses")
    assert session
    token = keyring.mint(session, "tok", 3600)
    assert token
    assert token[1] == cookie[1]
    keyring.apply(record.id, revoked(record))
    assert keyring.access_of_token(token[0], "tok") is None
    assert keyring.access_of_token(cookie[0], "ses") is None
    assert keyring.mint(session, "tok", 60) is None


# What stays open


def test_only_holders_of_a_revoked_key_are_notified(keyring: Keyring) -> None:
    (one, _), (other, _) = a_key(), a_key()
    for record in (one, other):
        keyring.apply(record.id, record)
    ended: list[str] = []
    with (
        keyring.hold(one.access, lambda: ended.append("one")),
        keyring.hold(one.access, lambda: ended.append("one, again")),
        keyring.hold(other.access, lambda: ended.append("other")),
    ):
        keyring.apply(one.id, revoked(one))
        assert ended == ["one", "one, again"]
    keyring.apply(other.id, revoked(other))
    assert ended == ["one", "one, again"]
    assert keyring._held == {}


def test_a_holder_that_registers_just_after_the_revocation_is_notified_too(keyring: Keyring) -> None:
    record, _ = a_key()
    ended: list[str] = []
    keyring.apply(record.id, revoked(record))
    with keyring.hold(record.access, lambda: ended.append("it")):
        assert ended == ["it"]
