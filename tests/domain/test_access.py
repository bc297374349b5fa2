from hypothesis import given
from hypothesis import strategies as st

from app.domain.access import Access, Scope, browser_part, check_grant, may, reading_part

SCOPES = st.frozensets(st.sampled_from(Scope))
DRIVERS = st.one_of(st.none(), st.text(min_size=1, max_size=4))


def an_access(*scopes: Scope, driver: str | None = None) -> Access:
    return Access("id", frozenset(scopes), driver)


def test_a_key_allows_its_scopes_and_admin_everything() -> None:
    assert may(an_access(Scope.READ), Scope.READ)
    assert not may(an_access(Scope.READ), Scope.INGEST)
    assert not may(an_access(Scope.INGEST, Scope.READ), Scope.ADMIN)
    assert all(may(an_access(Scope.ADMIN), action) for action in Scope)


def test_a_key_bound_to_a_driver_reports_only_for_that_driver() -> None:
    bound = an_access(Scope.INGEST, driver="Dave-007")
    assert may(bound, Scope.INGEST, "Dave-007")
    assert not may(bound, Scope.INGEST, "Dave-008")
    assert not may(bound, Scope.READ)


@given(SCOPES, DRIVERS, st.sampled_from(Scope), DRIVERS)
def test_a_driver_never_replaces_a_missing_scope(
    scopes: frozenset[Scope], driver: str | None, action: Scope, asked: str | None
) -> None:
    if may(Access("id", scopes, driver), action, asked):
        included = {Scope.ADMIN, *({Scope.DRIVE} if action is Scope.INGEST else ())}
        assert action in scopes or scopes & included


@given(SCOPES, DRIVERS)
def test_a_credential_created_from_a_key_may_only_read(scopes: frozenset[Scope], driver: str | None) -> None:
    part = reading_part(Access("id", scopes, driver), 5.0)
    assert not may(part, Scope.INGEST)
    assert not may(part, Scope.ADMIN)
    assert may(part, Scope.READ) == may(Access("id", scopes, driver), Scope.READ)
    assert (part.is_key, part.expires_at) == (False, 5.0)


@given(SCOPES, DRIVERS)
def test_a_signed_in_browser_may_read_and_dispatch_as_its_key_and_nothing_else(
    scopes: frozenset[Scope], driver: str | None
) -> None:
    key = Access("id", scopes, driver, fleet="north")
    part = browser_part(key, 5.0)
    assert not any(may(part, scope) for scope in (Scope.INGEST, Scope.DRIVE, Scope.ADMIN))
    assert all(may(part, scope) == may(key, scope) for scope in (Scope.READ, Scope.DISPATCH))
    assert (part.fleet, part.is_key, part.expires_at) == ("north", False, 5.0)


def test_a_key_that_drives_reports_positions_and_nothing_of_others() -> None:
    driving = an_access(Scope.DRIVE, driver="Dave-007")
    assert may(driving, Scope.INGEST, "Dave-007")
    assert not may(driving, Scope.INGEST, "Dave-008")
    assert not any(may(driving, scope) for scope in (Scope.READ, Scope.DISPATCH, Scope.ADMIN))


def test_a_key_has_a_scope_and_one_is_bound_to_a_driver_where_it_acts_for_one() -> None:
    assert check_grant(frozenset({Scope.DRIVE}), "Dave-007") is None
    assert check_grant(frozenset({Scope.DRIVE, Scope.INGEST}), "Dave-007") is None
    assert check_grant(frozenset({Scope.DRIVE}), None) is not None
    assert check_grant(frozenset({Scope.DRIVE, Scope.READ}), "Dave-007") is not None
    assert check_grant(frozenset({Scope.DISPATCH}), "Dave-007") is not None
    assert check_grant(frozenset({Scope.INGEST}), "Dave-007") is None
    assert check_grant(frozenset({Scope.READ, Scope.INGEST}), None) is None
    assert check_grant(frozenset(), None) is not None
    assert check_grant(frozenset({Scope.INGEST, Scope.READ}), "Dave-007") is not None


def test_a_key_of_a_device_posts_and_drives_and_nothing_else() -> None:
    assert check_grant(frozenset({Scope.INGEST}), None, device="phone-1") is None
    assert check_grant(frozenset({Scope.DRIVE}), "Dave-007", device="phone-1") is None
    assert check_grant(frozenset({Scope.DRIVE}), None, device="phone-1") is not None
    for scope in (Scope.READ, Scope.DISPATCH, Scope.ADMIN):
        assert check_grant(frozenset({Scope.INGEST, scope}), None, device="phone-1") is not None
