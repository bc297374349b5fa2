"""Who is let in, over real HTTP: by which credential, to what, and how often."""

import base64
import logging
from pathlib import Path
from typing import Any

import pytest

from app.domain.access import Scope
from app.keys.keyring import Keyring
from tests.builders import NOON, a_fix
from tests.web.access.key_holders import Guarded, guarded
from tests.web.addresses import BY_SENDER, a_path_of
from tests.web.tracker_api import Client, a_tracker
from web.access.guard import Guard
from web.routes import ROUTES

ONE, MANY, LIST = "/api/shipments/update", "/api/shipments/updates", "/api/shipments"


@pytest.fixture
def made(tmp_path: Path) -> Guarded:
    return guarded(tmp_path)


async def code_of(client: Client, method: str, path: str, **how: Any) -> tuple[int, str]:
    async with client.request(method, path, **how) as answer:
        # A dashboard that is not built is a page, too.
        if answer.status < 400 or answer.content_type == "text/html":
            return answer.status, ""
        assert answer.content_type == "application/problem+json"
        return answer.status, (await answer.json())["code"]


async def test_without_a_key_nothing_is_answered_but_what_must_be(made: Guarded) -> None:
    async with made.tracker.client() as client:
        for route in ROUTES:
            status, code = await code_of(client, route.method, a_path_of(route))
            if route.scope is not None:
                assert (status, code) == (401, "unauthenticated"), route.path
            else:
                assert code != "unauthenticated" or route.operation_id == "signIn", route.path
    assert {route.path for route in ROUTES if route.scope is None} == {
        "/health/live",
        "/health/ready",
        "/api/session",
        "/docs/assets/{file}",
        "/",
        "/assets/{file}",
        "/drive",
        "/drive/",
        "/maps/{file}",
        "/{file}",
    }


async def test_every_scope_opens_its_own_routes_and_admin_all(made: Guarded) -> None:
    holders = {Scope.INGEST: "device", Scope.READ: "reader", Scope.ADMIN: "admin"}
    async with made.tracker.client() as client:
        for route in BY_SENDER:
            for scope, who in holders.items():
                status, _ = await code_of(client, route.method, a_path_of(route), headers=made.bearer(who))
                is_open = route.scope in (None, scope) or scope is Scope.ADMIN
                assert (status == 403) == (not is_open), (route.path, who)
                assert status != 401


async def test_who_is_refused_is_told_how_to_come_back(made: Guarded) -> None:
    async with made.tracker.client() as client:
        answer = await client.get(LIST)
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="delivery-tracker"'
        assert "Bearer" in (await answer.json())["detail"]


def odd_headers(key: str) -> list[list[tuple[str, str]]]:
    def authorization(*values: str) -> list[tuple[str, str]]:
        return [("Authorization", value) for value in values]

    encoded = base64.b64encode(f"dave:{key}".encode()).decode()
    return [
        authorization(key),
        authorization(f"Token {key}"),
        authorization(f"Bearer{key}"),
        authorization(f"Bearer {key}x"),
        authorization(f"Bearer {key[:-1]}"),
        authorization(f"Bearer {key.lower()}"),
        authorization(f"Bearer {key},{key}"),
        authorization(f"Bearer {key} {key}"),
        authorization(f'Bearer "{key}"'),
        authorization(f"Basic {key}"),
        authorization(f"Basic {encoded}!"),
        authorization(f"Basic {encoded[:-4]}"),
        authorization(f"Bearer {key}", f"Bearer {key}"),
        authorization("Bearer"),
        authorization("Basic " + "A" * 4000),
        [("X-Api-Key", key)],
        [("Cookie", f"tracker_session={key}")],
    ]


async def test_a_key_that_is_sent_in_an_unusual_way_does_not_count(tmp_path: Path) -> None:
    made = guarded(tmp_path, rate_refused_per_s=0)
    async with made.tracker.client() as client:
        for headers in odd_headers(made.keys["reader"]):
            assert await code_of(client, "GET", LIST, headers=headers) == (401, "unauthenticated"), headers
        for query in ({"token": made.keys["reader"]}, {"key": made.keys["reader"]}, {"token": ""}):
            assert await code_of(client, "GET", LIST, params=query) == (401, "unauthenticated"), query


async def test_basic_takes_the_key_as_its_password_under_any_user(made: Guarded) -> None:
    async with made.tracker.client() as client:
        for user in ("dave", "", "käthe"):
            encoded = base64.b64encode(f"{user}:{made.keys['device']}".encode()).decode()
            headers = {"Authorization": f"Basic {encoded}"}
            async with client.post(ONE, json=a_fix(), headers=headers) as answer:
                assert answer.status == 202


async def test_a_revoked_key_gets_401_at_its_next_request(made: Guarded) -> None:
    async with made.tracker.client() as client:
        assert await code_of(client, "GET", LIST, headers=made.bearer("reader")) == (200, "")
        made.revoke("reader")
        assert await code_of(client, "GET", LIST, headers=made.bearer("reader")) == (401, "unauthenticated")


async def test_no_key_is_called_unknown_until_all_keys_are_read(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path, auth="on")
    async with tracker.client() as client:
        for headers in ({}, {"Authorization": "Bearer trk_x"}):
            assert await code_of(client, "GET", LIST, headers=headers) == (503, "recovering")


# A driver's key


async def test_a_driver_s_key_reports_for_that_driver_alone(made: Guarded) -> None:
    async with made.tracker.client() as client:
        headers = made.bearer("dave")
        async with client.post(ONE, json=a_fix(driverId="Dave-007"), headers=headers) as answer:
            assert answer.status == 202
        for fields in ({"driverId": "Dave-008"}, {"driverId": "Dave-008", "sped": 1}):
            async with client.post(ONE, json=a_fix(**fields), headers=headers) as answer:
                problem = await answer.json()
                assert (answer.status, problem["code"], problem["field"]) == (403, "forbidden", "driverId")
    assert len(made.log.stored) == 1


@pytest.mark.parametrize("extra", [{}, {"sped": 1}], ids=["fast decoder", "careful parser"])
async def test_in_a_batch_the_other_fixes_of_a_driver_are_still_stored(made: Guarded, extra: dict[str, int]) -> None:
    batch = [a_fix(driverId=driver, **extra) for driver in ("Dave-008", "Dave-007", "Dave-009")]
    async with made.tracker.client() as client:
        async with client.post(MANY, json=[*batch, {"driverId": "Dave-007"}], headers=made.bearer("dave")) as answer:
            body = await answer.json()
        assert (answer.status, body["accepted"]) == (202, 1)
        assert [(x["index"], x["code"]) for x in body["rejected"]] == [
            (0, "forbidden"),
            (2, "forbidden"),
            (3, "missing_field"),
        ]
        async with client.post(MANY, json=batch[:1], headers=made.bearer("dave")) as answer:
            assert (answer.status, (await answer.json())["code"]) == (422, "all_rejected")
    assert len(made.log.stored) == 1


async def test_a_key_for_all_drivers_reports_for_all(made: Guarded) -> None:
    async with (
        made.tracker.client() as client,
        client.post(MANY, json=[a_fix(driverId="A"), a_fix(driverId="B")], headers=made.bearer("device")) as answer,
    ):
        assert (await answer.json())["accepted"] == 2


# Rates


async def test_a_key_that_asks_too_often_gets_429_and_others_do_not(tmp_path: Path) -> None:
    made = guarded(tmp_path, rate_key_per_s=0.5, rate_key_burst=3)
    async with made.tracker.client() as client:
        for _ in range(3):
            assert await code_of(client, "GET", LIST, headers=made.bearer("reader")) == (200, "")
        async with client.get(LIST, headers=made.bearer("reader")) as answer:
            assert (answer.status, (await answer.json())["code"]) == (429, "rate_limited")
            assert answer.headers["Retry-After"] == "2"
        assert await code_of(client, "GET", LIST, headers=made.bearer("admin")) == (200, "")
    metrics = made.tracker.services.metrics.render().decode()
    assert 'tracker_rate_limited_total{limit="key"} 1.0' in metrics


@pytest.mark.parametrize("auth", ["on", "off"])
async def test_an_address_that_asks_too_often_gets_429_and_probes_do_not(tmp_path: Path, auth: str) -> None:
    tracker = a_tracker(tmp_path, auth=auth, rate_address_per_s=0.001, rate_address_burst=2)
    tracker.services.guard.keyring.replace_all({})
    async with tracker.client() as client:
        first = [await code_of(client, "GET", LIST) for _ in range(3)]
        assert first[2] == (429, "rate_limited")
        assert all(status in (200, 401) for status, _ in first[:2])
        assert await code_of(client, "GET", "/") == (429, "rate_limited")
        assert await code_of(client, "POST", ONE, data=b"{}") == (429, "rate_limited")
        assert (await client.get("/health/live")).status == 200


async def test_each_client_of_a_trusted_proxy_has_its_own_rate(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path, trusted_proxies="127.0.0.1", rate_address_per_s=0.001, rate_address_burst=1)
    async with tracker.client() as client:
        for address, status in (("198.51.100.1", 200), ("198.51.100.2", 200), ("198.51.100.1", 429)):
            # What stands before it is the client's own invention.
            async with client.get(LIST, headers={"X-Forwarded-For": f"6.6.6.{status % 7}, {address}"}) as answer:
                assert answer.status == status


async def test_who_guesses_keys_is_slowed_down_and_who_has_one_is_not(tmp_path: Path) -> None:
    made = guarded(tmp_path, rate_refused_per_s=0.001, rate_refused_burst=5)
    async with made.tracker.client() as client:
        guesses = [
            await code_of(client, "GET", LIST, headers={"Authorization": f"Bearer trk_AAAAAAAA_{n:043d}"})
            for n in range(6)
        ]
        assert guesses == [(401, "unauthenticated")] * 5 + [(429, "rate_limited")]
        assert await code_of(client, "POST", "/api/session", json={"key": "guess"}) == (429, "rate_limited")
        assert await code_of(client, "GET", LIST, headers=made.bearer("reader")) == (200, "")
        assert await code_of(client, "GET", LIST) == (401, "unauthenticated")


# What stays secret, and what costs nothing


async def test_no_key_shows_in_logs_metrics_or_errors(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    made = guarded(tmp_path)
    secrets = {text[13:] for text in made.keys.values()}
    minted = made.tracker.services.guard.keyring.mint(made.records["reader"].access, "tok", 60)
    assert minted
    secrets.add(minted[0].rpartition(".")[2])
    said = []
    with caplog.at_level(logging.DEBUG):
        async with made.tracker.client() as client:
            for route in ROUTES:
                for key in [*made.keys.values(), minted[0]]:
                    body = {"key": key, "name": 3}
                    for how in (
                        {"headers": {"Authorization": f"Bearer {key}"}},
                        {"headers": {"Authorization": f"Basic {key}"}},
                        {"params": {"token": key}},
                        {"cookies": {"tracker_session": key}},
                    ):
                        path = a_path_of(route)
                        async with client.request(route.method, path, json=body, **how) as answer:  # type: ignore[arg-type]  # of several kinds
                            if (route.method, path) != ("POST", "/api/tokens"):
                                headers = {k: v for k, v in answer.headers.items() if k != "Set-Cookie"}
                                said.append(f"{headers} {await answer.text()}")
        metrics = made.tracker.services.metrics.render().decode()
    output = capsys.readouterr()
    # The server of the tests keeps an access log; the tracker's own has none.
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name != "aiohttp.access")
    for secret in secrets:
        assert secret not in logged + output.out + output.err + metrics
        # A cookie of a browser that signs in is the one thing that is meant to be sent.
        assert [text for text in said if secret in text] == []


def test_a_request_that_needs_no_check_goes_directly_to_its_handler(tmp_path: Path) -> None:
    services = a_tracker(tmp_path).services
    guard = Guard(services.settings, services.metrics, Keyring(services.clock, 1))

    async def handler(_request: Any) -> Any:
        raise NotImplementedError

    assert guard.before(handler, Scope.INGEST) is handler
    assert NOON


# /metrics and /docs


@pytest.mark.parametrize(("choice", "status"), [("open", 200), ("key", 401), ("off", 404)])
async def test_metrics_and_docs_are_open_or_closed_as_the_settings_say(
    tmp_path: Path, choice: str, status: int
) -> None:
    made = guarded(tmp_path, metrics_access=choice, docs_access=choice)
    async with made.tracker.client() as client:
        for path in ("/metrics", "/openapi.json", "/docs"):
            assert (await client.get(path)).status == status, path
            assert (await client.get(path, headers=made.bearer("reader"))).status == (404 if status == 404 else 200)
