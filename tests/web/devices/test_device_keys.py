"""A key that is bound to a device posts that device's positions, and there is nothing else that it may do."""

from pathlib import Path

import pytest

from app.domain.access import Scope
from app.keys.record import new_record
from tests.builders import NOON
from tests.web.access.key_holders import guarded
from tests.web.addresses import BY_SENDER, a_path_of
from web.http.route import Route

CLOSED = [route for route in BY_SENDER if route.scope is not None]


@pytest.mark.parametrize("scope", [Scope.INGEST, Scope.DRIVE])
async def test_every_address_but_those_of_its_scope_is_forbidden(tmp_path: Path, scope: Scope) -> None:
    holders = guarded(tmp_path)
    driver = "Dave-007" if scope is Scope.DRIVE else None
    record, text = new_record("phone", frozenset({scope}), driver, NOON, device="phone-1")
    holders.tracker.services.guard.keyring.apply(record.id, record)
    allowed = []
    async with holders.tracker.client() as client:
        for route in CLOSED:
            headers = {"Authorization": f"Bearer {text}"}
            answer = await client.request(route.method, a_path_of(route, "Dave-007"), headers=headers)
            if answer.status != 403:
                allowed.append(route)
    assert {one_line(route) for route in allowed} == {one_line(route) for route in CLOSED if may_use(route, scope)}


def one_line(route: Route) -> str:
    return f"{route.method} {route.path}"


def may_use(route: Route, scope: Scope) -> bool:
    return route.scope is Scope.INGEST or (scope is Scope.DRIVE and route.driver_scope is Scope.DRIVE)
