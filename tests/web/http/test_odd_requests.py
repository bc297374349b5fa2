"""Requests with keys, as odd as HTTP lets them be, over a raw connection to a server with the quick way of posts."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.domain.access import Scope
from app.keys.record import new_record
from tests.waiting import eventually
from tests.web.server.test_fast_connection import Client, FastSite, a_body, connected, fast_runner, post

WRONG = f"Authorization: Bearer trk_AAAAAAAA_{'x' * 43}"


class Keyed:
    """A site that asks for keys, and those of a device, of one driver's, and of a reader."""

    def __init__(self, site: FastSite) -> None:
        self.site = site
        self._keyring = site.tracker.services.guard.keyring
        self._keyring.replace_all({})
        self.device = self._give(Scope.INGEST)
        self.dave = self._give(Scope.INGEST, driver="Dave-007")
        self.reader = self._give(Scope.READ)

    def _give(self, *scopes: Scope, driver: str | None = None) -> str:
        record, text = new_record("somebody", frozenset(scopes), driver, 0.0)
        self._keyring.apply(record.id, record)
        return f"Authorization: Bearer {text}"

    def revoke_all(self) -> None:
        for record in self._keyring.records:
            self._keyring.apply(record.id, record.model_copy(update={"revokedAt": 1.0}))

    @property
    def drivers(self) -> list[str]:
        """Return whose fixes were stored."""
        return [json.loads(json.dumps(fix))["driverId"] for fix in self._stored()]

    def _stored(self) -> list[dict[str, str]]:
        return [json.loads(raw) for _, raw in self.site.log.stored]

    async def statuses(self, client: Client, count: int) -> list[int]:
        """Return the next answers, while all that waits for Kafka is stored."""
        found: list[int] = []
        reading = asyncio.create_task(self._read(client, found, count))
        while not reading.done():
            await self.site.log.store()
            await asyncio.sleep(0)
        await reading
        return found

    async def _read(self, client: Client, found: list[int], count: int) -> None:
        for _ in range(count):
            found.append((await client.answer())[0])


@pytest.fixture
async def keyed(tmp_path: Path) -> AsyncIterator[Keyed]:
    async with fast_runner(tmp_path, auth="on", rate_refused_per_s=0) as (site, _):
        yield Keyed(site)


def chunked(body: bytes, *headers: str, path: str = "/api/shipments/update") -> bytes:
    head = [f"POST {path} HTTP/1.1", "Host: tracker", "Transfer-Encoding: chunked", *headers, "", ""]
    return "\r\n".join(head).encode() + b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)


async def test_after_a_good_post_in_one_segment_each_request_needs_its_own_key(keyed: Keyed) -> None:
    good, none = post(a_body(), keyed.device), post(a_body())
    wrong, other = post(a_body(), WRONG), post(a_body(driverId="Dave-008"), keyed.dave)
    for segment, statuses in (
        (good + wrong + good, [202, 401, 202]),
        (wrong + good, [401, 202]),
        (good + none, [202, 401]),
        (good + other, [202, 403]),
        (good + b"GET /api/shipments HTTP/1.1\r\nHost: t\r\n\r\n", [202, 401]),
    ):
        async with connected(keyed.site) as client:
            client.send(segment)
            assert await keyed.statuses(client, len(statuses)) == statuses
    assert set(keyed.drivers) == {"Dave-007"}
    assert len(keyed.drivers) == 6


async def test_what_is_sent_while_a_good_post_waits_for_kafka_is_asked_for_its_own_key(keyed: Keyed) -> None:
    async with connected(keyed.site) as client:
        client.send(post(a_body(), keyed.device))
        await eventually(lambda: keyed.site.log.waiting)
        client.send(post(a_body(), WRONG))
        client.send(post(a_body(), keyed.reader))
        client.send(post(a_body(), keyed.device))
        assert await keyed.statuses(client, 4) == [202, 401, 403, 202]


async def test_a_key_that_is_revoked_while_its_posts_wait_in_line_is_out_for_those(keyed: Keyed) -> None:
    async with connected(keyed.site) as client:
        client.send(post(a_body(), keyed.device))
        await eventually(lambda: keyed.site.log.waiting)
        client.send(post(a_body(), keyed.device))
        await client.writer.drain()
        keyed.revoke_all()
        assert await keyed.statuses(client, 2) == [202, 401]
    assert len(keyed.site.log.stored) == 1


@pytest.mark.parametrize("ends", ["Content-Length", "chunked"])
async def test_a_request_inside_the_body_of_a_refused_one_is_never_run(keyed: Keyed, ends: str) -> None:
    hidden = post(a_body(), keyed.device)
    outer = post(hidden, WRONG) if ends == "Content-Length" else chunked(hidden, WRONG)
    async with connected(keyed.site) as client:
        client.send(outer + post(b"{}", keyed.device))
        assert await keyed.statuses(client, 2) == [401, 422]
    assert keyed.site.log.stored == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/shipments/%75pdate", 202),
        ("/api/%73hipments/update", 202),
        ("/api/shipments/update?token=a", 202),
        ("/api/shipments/update#a", 202),
        ("http://tracker/api/shipments/update", 202),
        ("http://elsewhere.example/api/shipments/update", 202),
        ("//api/shipments/update", 404),
        ("/api//shipments/update", 404),
        ("/api/../api/shipments/update", 404),
        ("/api/%2e%2e/api/shipments/update", 404),
        ("/api/shipments%2Fupdate", 404),
        ("/API/shipments/update", 404),
        ("/api/shipments/update/", 404),
        ("/api/shipments/update;a=b", 404),
        ("/x/..%2fapi/shipments/update", 404),
        ("*", 404),
    ],
)
async def test_no_way_of_writing_the_address_leads_past_the_door(keyed: Keyed, path: str, status: int) -> None:
    async with connected(keyed.site) as client:
        client.send(post(a_body(), WRONG, path=path))
        [refused] = await keyed.statuses(client, 1)
        assert refused in ((401,) if status == 202 else (400, 401, 404, 405)), path
        assert keyed.site.log.stored == []
    async with connected(keyed.site) as client:
        client.send(post(a_body(), keyed.device, path=path))
        [answered] = await keyed.statuses(client, 1)
        assert answered in ((202,) if status == 202 else (400, 404, 405)), (path, answered)


async def test_a_body_in_chunks_or_after_100_continue_needs_the_key_too(keyed: Keyed) -> None:
    for header, status in ((keyed.device, 202), (WRONG, 401), (keyed.reader, 403)):
        async with connected(keyed.site) as client:
            client.send(chunked(a_body(), header))
            assert await keyed.statuses(client, 1) == [status]
        async with connected(keyed.site) as client:
            whole = post(a_body(), header, "Expect: 100-continue")
            head, body = whole.split(b"\r\n\r\n", 1)
            client.send(head + b"\r\n\r\n")
            async with asyncio.timeout(10):
                first = await client.reader.readuntil(b"\r\n\r\n")
            assert first.startswith(b"HTTP/1.1 100 ")
            client.send(body)
            assert await keyed.statuses(client, 1) == [status]


@pytest.mark.parametrize(
    "headers",
    [
        ("{key}", "{key}"),
        ("{key}", "authorization: Bearer x"),
        ("{key},",),
        ("{key} ,Bearer x",),
        ("Authorization : {value}",),
        ("Authorization: Bearer\r\n {value}",),
        ("X: a\nAuthorization: {value}",),
        ("Proxy-{key}",),
        ("Authorization: Bearer\x0b{value}",),
        ("Authorization: Bearer {value}\x00",),
    ],
)
async def test_a_key_in_a_header_that_is_odd_counts_for_nothing(keyed: Keyed, headers: tuple[str, ...]) -> None:
    value = keyed.device.rpartition(" ")[2]
    sent = [
        header.format(key=keyed.device, value=f"Bearer {value}" if "Bearer" not in header else value)
        for header in headers
    ]
    async with connected(keyed.site) as client:
        client.send(post(a_body(), *sent))
        [status] = await keyed.statuses(client, 1)
    assert status in (400, 401), (sent, status)
    assert keyed.site.log.stored == []


async def test_the_scheme_may_be_in_any_case_and_followed_by_several_spaces(keyed: Keyed) -> None:
    value = keyed.device.rpartition(" ")[2]
    for header in (
        f"authorization: bearer {value}",
        f"AUTHORIZATION: BEARER   {value}",
        f"Authorization:Bearer {value}  ",
    ):
        async with connected(keyed.site) as client:
            client.send(post(a_body(), header))
            assert await keyed.statuses(client, 1) == [202], header


async def test_no_id_writes_a_header_of_an_answer(keyed: Keyed) -> None:
    line = "%0d%0aX-Injected:%20a%0d%0a"
    paths = (
        f"/api/shipments/{line}",
        f"/api/drivers/{line}",
        f"/{line}",
        f"/api/shipments?format=csv&limit=1&after={line}",
    )
    for path in (*paths, f"/api/shipments?{line}=1", f"/api/shipments?format={line}", f"/assets/{line}.js"):
        async with connected(keyed.site) as client:
            client.send(f"GET {path} HTTP/1.1\r\nHost: t\r\n{keyed.reader}\r\nOrigin: http://a{line}\r\n\r\n".encode())
            async with asyncio.timeout(10):
                head = await client.reader.readuntil(b"\r\n\r\n")
            assert b"x-injected" not in head.lower().split(b"\r\n", 1)[0], path
            assert b"\r\nx-injected" not in head.lower(), path
