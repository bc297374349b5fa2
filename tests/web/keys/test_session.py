"""Tokens and sign-ins over real HTTP."""

from http.cookies import SimpleCookie
from pathlib import Path

import pytest

from tests.builders import NOON, a_fix
from tests.web.access.key_holders import Guarded, guarded
from tests.web.tracker_api import Client, a_tracker

LIST, TOKENS, SESSION = "/api/shipments", "/api/tokens", "/api/session"


@pytest.fixture
def made(tmp_path: Path) -> Guarded:
    return guarded(tmp_path)


async def token_of(client: Client, made: Guarded, who: str) -> str:
    async with client.post(TOKENS, headers=made.bearer(who)) as answer:
        assert answer.status == 201
        assert answer.headers["Cache-Control"] == "no-store"
        return str((await answer.json())["token"])


async def cookie_of(client: Client, key: str, **headers: str) -> SimpleCookie:
    async with client.post(SESSION, json={"key": key}, headers=headers) as answer:
        assert answer.status == 200, await answer.text()
        cookie = SimpleCookie(answer.headers["Set-Cookie"])
    client.session.cookie_jar.clear()
    return cookie


async def test_a_token_reads_by_its_address_alone_and_for_a_short_time(made: Guarded) -> None:
    async with made.tracker.client() as client:
        token = await token_of(client, made, "reader")
        for path in (LIST, "/api/stream", "/api/drivers", "/metrics"):
            assert (await client.get(path, params={"token": token})).status == 200, path
        assert (await client.get(LIST, headers={"Authorization": f"Bearer {token}"})).status == 200
        made.tracker.clock.time = NOON + 60 + 301
        assert (await client.get(LIST, params={"token": token})).status == 401


async def test_a_token_writes_nothing_and_makes_nothing_of_its_own(made: Guarded) -> None:
    async with made.tracker.client() as client:
        token = {"token": await token_of(client, made, "admin")}
        assert (await client.post("/api/shipments/update", json=a_fix(), params=token)).status == 403
        assert (await client.get("/api/keys", params=token)).status == 403
        assert (await client.post(TOKENS, params=token)).status == 403


async def test_a_token_ends_with_its_key(made: Guarded) -> None:
    async with made.tracker.client() as client:
        token = {"token": await token_of(client, made, "reader")}
        made.revoke("reader")
        assert (await client.get(LIST, params=token)).status == 401


async def test_only_a_key_that_may_read_is_made_a_token_of(made: Guarded) -> None:
    async with made.tracker.client() as client:
        assert (await client.post(TOKENS, headers=made.bearer("device"))).status == 403
        assert (await client.post(TOKENS)).status == 401


async def test_a_browser_that_has_signed_in_reads_with_a_cookie_that_scripts_cannot_see(made: Guarded) -> None:
    async with made.tracker.client() as client:
        cookie = (await cookie_of(client, made.keys["reader"]))["tracker_session"]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
        assert not cookie["secure"]
        assert int(cookie["max-age"]) == 12 * 3600
        assert made.keys["reader"] not in cookie.value
        cookies = {"tracker_session": cookie.value}
        assert (await client.get(LIST, cookies=cookies)).status == 200
        session = await (await client.get(SESSION, cookies=cookies)).json()
        assert session == {
            "required": True,
            "signedIn": True,
            "name": "reader",
            "expiresAt": NOON + 60 + 12 * 3600,
            "mayDispatch": False,
            "mayDrive": False,
        }
        assert (await client.post(TOKENS, cookies=cookies)).status == 201
        assert (await client.get("/api/keys", cookies=cookies)).status == 403
        made.tracker.clock.time += 12 * 3600
        assert (await client.get(LIST, cookies=cookies)).status == 401


async def test_a_browser_signs_out(made: Guarded) -> None:
    async with made.tracker.client() as client:
        async with client.delete(SESSION) as answer:
            assert answer.status == 204
            gone = SimpleCookie(answer.headers["Set-Cookie"])["tracker_session"]
        assert (gone.value, gone["max-age"], gone["path"]) == ("", "0", "/")
        assert await (await client.get(SESSION)).json() == {
            "required": True,
            "signedIn": False,
            "mayDispatch": False,
            "mayDrive": False,
        }


async def test_the_cookie_is_for_tls_alone_where_tls_is_spoken(tmp_path: Path) -> None:
    made = guarded(tmp_path, trusted_proxies="127.0.0.1")
    async with made.tracker.client() as client:
        assert (await cookie_of(client, made.keys["reader"], **{"X-Forwarded-Proto": "https"}))["tracker_session"][
            "secure"
        ]


async def test_a_wrong_key_or_one_that_may_not_read_does_not_sign_in(made: Guarded) -> None:
    async with made.tracker.client() as client:
        for key, status in (("trk_nothing", 401), (made.keys["device"], 403)):
            async with client.post(SESSION, json={"key": key}) as answer:
                assert answer.status == status
                assert "Set-Cookie" not in answer.headers
        for body in (b"", b"{", b'{"key":3}', b"[]", b'{"key":""}', b'{"key":"' + b"x" * 257 + b'"}'):
            async with client.post(SESSION, data=body, headers={"Content-Type": "application/json"}) as answer:
                assert answer.status in (400, 422)


async def test_without_required_keys_no_user_needs_to_sign_in(tmp_path: Path) -> None:
    async with a_tracker(tmp_path).client() as client:
        without_keys = {"required": False, "signedIn": False, "mayDispatch": True, "mayDrive": True}
        assert await (await client.get(SESSION)).json() == without_keys
        assert await (await client.post(SESSION, json={"key": "any"})).json() == without_keys
        assert (await client.post(TOKENS)).status == 403
        assert (await client.post("/api/keys", json={"name": "a", "scopes": ["admin"]})).status == 403
