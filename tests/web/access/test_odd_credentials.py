"""Credentials mixed up, worn out, borrowed and sent by a foreign page: what counts, on every route of the table."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from app.domain.access import Scope
from tests.builders import NOON, a_fix
from tests.web.access.key_holders import Guarded, guarded
from tests.web.access.test_guard import code_of
from tests.web.addresses import BY_SENDER, a_path_of
from web.routes import ROUTES

ONE, MANY, LIST = "/api/shipments/update", "/api/shipments/updates", "/api/shipments"
REFUSED = (401, "unauthenticated")


@pytest.fixture
def made(tmp_path: Path) -> Guarded:
    return guarded(tmp_path, rate_refused_per_s=0)


def minted(made: Guarded, who: str, kind: Any) -> str:
    token = made.tracker.services.guard.keyring.mint(made.records[who].access, kind, 300)
    assert token is not None
    return token[0]


def cookie(text: str) -> dict[str, str]:
    return {"Cookie": f"tracker_session={text}"}


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


# The table


async def test_what_is_made_from_an_administrator_s_key_reads_on_every_route_and_does_nothing_else(
    made: Guarded,
) -> None:
    token, session = minted(made, "admin", "tok"), minted(made, "admin", "ses")
    async with made.tracker.client() as client:
        for route in BY_SENDER:
            for how in ({"params": {"token": token}}, {"headers": bearer(token)}, {"headers": cookie(session)}):
                status, code = await code_of(client, route.method, a_path_of(route), **how)
                if route.scope in (Scope.INGEST, Scope.ADMIN, Scope.DISPATCH):
                    assert (status, code) == (403, "forbidden"), (route.path, how)
                elif route.scope is Scope.READ and route.operation_id != "createToken":
                    assert code not in ("unauthenticated", "forbidden"), (route.path, how)
    assert made.log.stored == []


async def test_head_is_guarded_as_get_is_on_every_route(made: Guarded) -> None:
    async with made.tracker.client() as client:
        for route in ROUTES:
            if route.method == "GET" and route.scope not in (None, Scope.INGEST):
                assert (await client.head(a_path_of(route))).status == 401, route.path
                wrong = await client.head(a_path_of(route), headers=made.bearer("device"))
                assert wrong.status == 403, route.path


async def test_without_a_key_no_method_is_answered_that_the_table_does_not_name(made: Guarded) -> None:
    async with made.tracker.client() as client:
        for route in ROUTES:
            named = {other.method for other in ROUTES if other.path == route.path}
            for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"} - named:
                status, code = await code_of(client, method, a_path_of(route))
                # GET of an address for posts asks for the shipment of that name, which takes a key.
                assert code in ("method_not_allowed", "unknown_path", "unauthenticated"), (method, route.path, status)


# One kind taken for another


async def test_no_kind_of_credential_is_taken_for_another(made: Guarded) -> None:
    key, token, session = made.keys["reader"], minted(made, "reader", "tok"), minted(made, "reader", "ses")
    async with made.tracker.client() as client:
        for how in (
            {"params": {"token": key}},
            {"params": {"token": session}},
            {"headers": bearer(session)},
            {"headers": cookie(key)},
            {"headers": cookie(token)},
            {
                "headers": {"Authorization": f"Bearer {key}", "X-Authorization": "a"}
                | {"Authorization": f"Bearer\t{key}"}
            },
        ):
            assert await code_of(client, "GET", LIST, **how) == REFUSED, how
        for text in (token, session):
            assert await code_of(client, "POST", "/api/session", json={"key": text}) == REFUSED
            assert await code_of(client, "POST", ONE, json=a_fix(), headers=bearer(text)) in (
                REFUSED,
                (403, "forbidden"),
            )


async def test_a_token_with_another_s_name_end_or_kind_is_none(made: Guarded) -> None:
    kind, key_id, ends, signature = minted(made, "reader", "tok").split(".")
    admin_id = made.records["admin"].id
    async with made.tracker.client() as client:
        for forged in (
            f"{kind}.{admin_id}.{ends}.{signature}",
            f"{kind}.{key_id}.{int(ends) + 1}.{signature}",
            f"{kind}.{key_id}.0{ends}.{signature}",
            f"{kind}.{key_id}.{ends}.{signature[:-1]}",
            f"{kind}.{key_id}.{ends}.{signature[::-1]}",
            f"{kind}.{key_id}.{ends}.{signature}\n",
            f" {kind}.{key_id}.{ends}.{signature}",
            f"{kind}.{key_id}.٣.{signature}",
        ):
            assert await code_of(client, "GET", LIST, params={"token": forged}) == REFUSED, forged


@pytest.mark.parametrize(
    "also", [{"params": {"token": "tok.x"}}, {"headers": bearer("trk_wrong")}, {"headers": {"Authorization": ""}}]
)
async def test_a_wrong_credential_beside_a_right_cookie_is_not_overlooked(made: Guarded, also: dict[str, Any]) -> None:
    async with made.tracker.client() as client:
        headers = cookie(minted(made, "reader", "ses")) | also.get("headers", {})
        assert await code_of(client, "GET", LIST, headers=headers, params=also.get("params", {})) == REFUSED


async def test_a_right_key_beside_a_wrong_cookie_or_token_counts(made: Guarded) -> None:
    async with made.tracker.client() as client:
        headers = made.bearer("reader") | cookie("ses.x")
        assert await code_of(client, "GET", LIST, headers=headers, params={"token": "tok.x"}) == (200, "")


async def test_sessions_and_tokens_of_a_revoked_key_expire_with_it(made: Guarded) -> None:
    token, session = minted(made, "reader", "tok"), minted(made, "reader", "ses")
    ways: list[dict[str, Any]] = [
        {"params": {"token": token}},
        {"headers": cookie(session)},
        {"headers": made.bearer("reader")},
    ]
    async with made.tracker.client() as client:
        for how in ways:
            assert await code_of(client, "GET", LIST, **how) == (200, ""), how
        made.revoke("reader")
        for how in ways:
            assert await code_of(client, "GET", LIST, **how) == REFUSED, how
            assert await code_of(client, "POST", "/api/tokens", **how) == REFUSED, how


# Pages of others


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "null", "", "http://"])
async def test_a_cookie_does_not_count_for_the_page_of_another_origin(made: Guarded, origin: str) -> None:
    session = cookie(minted(made, "reader", "ses"))
    async with made.tracker.client() as client:
        for method, path in (("POST", "/api/tokens"), ("GET", LIST)):
            assert await code_of(client, method, path, headers=session | {"Origin": origin}) == REFUSED


async def test_a_cookie_counts_for_our_page_with_tls_at_a_proxy_too(made: Guarded) -> None:
    session = cookie(minted(made, "reader", "ses"))
    async with made.tracker.client() as client:
        own = str(client.make_url("")).rstrip("/")
        assert await code_of(client, "POST", "/api/tokens", headers=session | {"Origin": own}) == (201, "")
        outside = {"Host": "tracker.example", "Origin": "https://tracker.example"}
        assert await code_of(client, "POST", "/api/tokens", headers=session | outside) == (201, "")


async def test_a_sign_in_dispatches_for_our_page_alone_and_only_if_its_key_may(made: Guarded) -> None:
    made.give("desk", Scope.READ, Scope.DISPATCH)
    desk, reader = cookie(minted(made, "desk", "ses")), cookie(minted(made, "reader", "ses"))
    acknowledge = "/api/alerts/none/acknowledge"
    async with made.tracker.client() as client:
        own = {"Origin": str(client.make_url("")).rstrip("/")}
        for headers, expected in (
            (desk | own, (404, "unknown_alert")),
            (desk, (403, "forbidden")),
            (desk | {"Origin": "https://evil.example"}, REFUSED),
            (reader | own, (403, "forbidden")),
        ):
            assert await code_of(client, "POST", acknowledge, headers=headers) == expected
        for headers, may_dispatch in ((desk, True), (reader, False)):
            session = await (await client.get("/api/session", headers=headers)).json()
            assert session.get("mayDispatch", False) is may_dispatch


async def test_no_page_of_others_signs_a_browser_in_with_a_key_of_its_own(made: Guarded) -> None:
    async with made.tracker.client() as client:
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a", ""):
            headers = {"Origin": "https://evil.example", "Content-Type": kind}
            body = b'{"key":"%b"}' % made.keys["reader"].encode()
            async with client.post("/api/session", data=body, headers=headers) as answer:
                assert answer.status == 415
                assert "Set-Cookie" not in answer.headers


# A driver's key


@pytest.mark.parametrize("line_kind", ["application/json", "application/x-ndjson"])
async def test_in_every_form_of_a_batch_a_driver_s_key_reports_for_that_driver_alone(
    made: Guarded, line_kind: str
) -> None:

    fixes = [orjson.dumps(a_fix(driverId=driver)) for driver in ("Dave-008", "Dave-007", "dave-007", "Dave-007 ")]
    fixes.append(b'{"driverId":"Dave-007",' + orjson.dumps(a_fix(driverId="Dave-008"))[1:])
    body = b"\n".join(fixes) if "nd" in line_kind else b"[" + b",".join(fixes) + b"]"
    async with made.tracker.client() as client:
        headers = made.bearer("dave") | {"Content-Type": line_kind}
        async with client.post(MANY, data=body, headers=headers) as answer:
            assert answer.status == 202, await answer.text()
    assert {orjson.loads(raw)["driverId"] for _, raw in made.log.stored} == {"Dave-007"}


# Who they say they are


async def test_a_client_that_invents_addresses_still_has_one_limit(tmp_path: Path) -> None:
    made = guarded(tmp_path, rate_refused_per_s=0.001, rate_refused_burst=3, trusted_proxies="10.0.0.0/8")
    async with made.tracker.client() as client:
        answers = [
            await code_of(client, "GET", LIST, headers=bearer("trk_x") | {name: f"6.6.6.{number}"})
            for number, name in enumerate(("X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Forwarded-For", "Client-IP"))
        ]
    assert answers == [REFUSED] * 3 + [(429, "rate_limited")] * 2


async def test_answers_for_those_with_a_key_are_kept_by_no_cache(made: Guarded) -> None:
    made.tracker.put(timestamp=NOON)
    async with made.tracker.client() as client:
        for path in (LIST, f"{LIST}?format=csv", "/api/drivers", "/metrics", f"{LIST}/PKG-998877"):
            answer = await client.get(path, headers=made.bearer("reader"))
            assert answer.status == 200, path
            assert answer.headers.get("Cache-Control") == "no-store", path
