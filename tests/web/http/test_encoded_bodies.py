"""Compressed bodies over raw sockets: on every address that reads one, a body is stored whole or refused."""

import gzip
import json
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.domain.access import Scope
from app.keys.record import new_record
from tests.builders import a_fix
from tests.web.pages.stored_site import in_chunks, request, stored_site
from tests.web.server.test_fast_connection import FastSite, connected

ONE, MANY = "/api/shipments/update", "/api/shipments/updates"
JSON, NDJSON = "Content-Type: application/json", "Content-Type: application/x-ndjson"
FIX = json.dumps(a_fix()).encode()
LINES = b"".join(json.dumps(a_fix(shipmentId=f"S-{n}")).encode() + b"\n" for n in range(2))


def flushed_after_the_first_line(wbits: int) -> bytes:
    packer = zlib.compressobj(wbits=wbits)
    return packer.compress(LINES.split(b"\n")[0] + b"\n") + packer.flush(zlib.Z_FULL_FLUSH)


def packed(body: bytes, wbits: int) -> bytes:
    packer = zlib.compressobj(wbits=wbits)
    return packer.compress(body) + packer.flush()


WRONG_SUM = bytearray(gzip.compress(LINES))
WRONG_SUM[-8] ^= 1
BROKEN = {
    "cut after a flush": ("gzip", flushed_after_the_first_line(31)),
    "header alone": ("gzip", gzip.compress(LINES)[:10]),
    "no trailer": ("gzip", gzip.compress(LINES)[:-8]),
    "half a trailer": ("gzip", gzip.compress(LINES)[:-4]),
    "second member cut": ("gzip", gzip.compress(LINES) + gzip.compress(LINES)[:-8]),
    "more after the end": ("gzip", gzip.compress(LINES) + b"more"),
    "nulls after the end": ("gzip", gzip.compress(LINES) + bytes(8)),
    "wrong checksum": ("gzip", bytes(WRONG_SUM)),
    "empty": ("gzip", b""),
    "empty deflate": ("deflate", b""),
    "plain": ("gzip", LINES),
    "plain as deflate": ("deflate", LINES),
    "zlib as gzip": ("gzip", zlib.compress(LINES)),
    "gzip as deflate": ("deflate", gzip.compress(LINES)),
    "zlib cut": ("deflate", flushed_after_the_first_line(15)),
    "zlib without checksum": ("deflate", zlib.compress(LINES)[:-4]),
    "deflate cut": ("deflate", flushed_after_the_first_line(-15)),
    "x-gzip cut": ("x-gzip", gzip.compress(LINES)[:-8]),
    "upper case cut": ("GZIP", gzip.compress(LINES)[:-8]),
}
WHOLE = {
    "gzip": ("gzip", gzip.compress(LINES)),
    "two members": ("gzip", b"".join(gzip.compress(line) for line in LINES.splitlines(keepends=True))),
    "an empty member between": ("gzip", gzip.compress(LINES[:50]) + gzip.compress(b"") + gzip.compress(LINES[50:])),
    "upper case": ("GZIP", gzip.compress(LINES)),
    "x-gzip": ("x-gzip", gzip.compress(LINES)),
    "zlib": ("deflate", zlib.compress(LINES)),
    "bare deflate": ("deflate", packed(LINES, -15)),
    "identity": ("identity", LINES),
    "none": ("", LINES),
}
UNSUPPORTED = ("br", "zstd", "snappy", "gzip, gzip", "deflate, gzip", "\xff")


def sent(path: str, body: bytes, framing: str, *headers: str) -> bytes:
    if framing == "chunked":
        return request("POST", path, "Transfer-Encoding: chunked", *headers, body=in_chunks(body))
    return request("POST", path, f"Content-Length: {len(body)}", *headers, body=body)


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[FastSite]:
    async with stored_site(tmp_path) as site:
        yield site


@pytest.mark.parametrize("framing", ["length", "chunked"])
@pytest.mark.parametrize("name", BROKEN)
async def test_a_body_that_is_not_whole_is_refused_and_none_of_it_stored(
    site: FastSite, name: str, framing: str
) -> None:
    encoding, body = BROKEN[name]
    async with connected(site) as client:
        for path, media_type in ((MANY, NDJSON), (MANY, JSON), (ONE, JSON)):
            client.send(sent(path, body, framing, media_type, f"Content-Encoding: {encoding}"))
            status, headers, problem = await client.answer()
            assert (status, problem["code"]) == (400, "bad_encoding"), path
            assert "connection" not in headers
        client.send(request("POST", ONE, JSON, body=FIX))
        assert (await client.answer())[0] == 202, "the connection serves the next request"
    assert len(site.log.stored) == 1


@pytest.mark.parametrize("framing", ["length", "chunked"])
@pytest.mark.parametrize("name", WHOLE)
async def test_a_whole_body_is_stored_to_its_last_fix(site: FastSite, name: str, framing: str) -> None:
    encoding, body = WHOLE[name]
    async with connected(site) as client:
        client.send(sent(MANY, body, framing, NDJSON, f"Content-Encoding: {encoding}"))
        status, _, answer = await client.answer()
    assert (status, answer["accepted"], len(site.log.stored)) == (202, 2, 2)


@pytest.mark.parametrize("framing", ["length", "chunked"])
async def test_one_fix_may_be_compressed(site: FastSite, framing: str) -> None:
    async with connected(site) as client:
        client.send(sent(ONE, gzip.compress(FIX), framing, JSON, "Content-Encoding: gzip"))
        assert (await client.answer())[0] == 202
    assert len(site.log.stored) == 1


@pytest.mark.parametrize("framing", ["length", "chunked"])
@pytest.mark.parametrize("encoding", UNSUPPORTED)
async def test_a_plain_body_that_is_said_to_be_encoded_otherwise_is_not_read_as_plain(
    site: FastSite, encoding: str, framing: str
) -> None:
    async with connected(site) as client:
        for path, media_type, body in ((ONE, JSON, FIX), (MANY, NDJSON, LINES)):
            client.send(sent(path, body, framing, media_type, f"Content-Encoding: {encoding}"))
            status, headers, problem = await client.answer()
            assert (status, problem["code"]) == (415, "unsupported_encoding")
            assert headers["accept-encoding"] == "gzip, deflate"
    assert site.log.stored == []


async def test_two_headers_of_encoding_are_one_list(site: FastSite) -> None:
    async with connected(site) as client:
        client.send(request("POST", ONE, JSON, "Content-Encoding: gzip", "Content-Encoding: gzip", body=FIX))
        assert (await client.answer())[2]["code"] == "unsupported_encoding"
        client.send(request("POST", ONE, JSON, "Content-Encoding: snappy", "Content-Encoding: identity", body=FIX))
        assert (await client.answer())[2]["code"] == "unsupported_encoding"
    assert site.log.stored == []


@pytest.mark.parametrize(
    "coding", ["gzip, chunked", "chunked, gzip", "gzip", "identity", "Chunked, chunked", "x, chunked"]
)
@pytest.mark.parametrize("body", [FIX, gzip.compress(FIX)], ids=["plain", "compressed"])
async def test_a_transfer_encoding_other_than_chunked_is_refused_and_the_connection_closed(
    site: FastSite, coding: str, body: bytes
) -> None:
    async with connected(site) as client:
        client.send(request("POST", ONE, JSON, f"Transfer-Encoding: {coding}", body=in_chunks(body)))
        status, headers, problem = await client.answer()
        assert (status, problem["code"], headers["connection"]) == (400, "bad_http", "close")
        assert await client.is_at_end()
    assert site.log.stored == []


async def test_a_bomb_is_refused_and_the_connection_stays_open(tmp_path: Path) -> None:
    async with stored_site(tmp_path, max_body_bytes=64 << 10, max_batch_fixes=50) as site, connected(site) as client:
        for bomb in (gzip.compress(bytes(32 << 20)), gzip.compress(b"") * 51):
            client.send(request("POST", MANY, NDJSON, "Content-Encoding: gzip", body=bomb))
            status, _, problem = await client.answer()
            assert (status, problem["code"]) == (413, "too_large")
        client.send(request("POST", ONE, JSON, body=FIX))
        assert (await client.answer())[0] == 202


@pytest.mark.parametrize(("encoding", "code"), [("gzip", "bad_encoding"), ("br", "unsupported_encoding")])
async def test_no_other_address_reads_a_body_otherwise_than_its_headers_say(
    tmp_path: Path, encoding: str, code: str
) -> None:
    async with stored_site(tmp_path, auth="on") as site:
        record, key = new_record("operator", frozenset({Scope.ADMIN}), None, 0.0)
        site.tracker.services.guard.keyring.replace_all({record.id: record})
        bodies = {
            "/api/keys": {"name": "phone", "scopes": ["ingest"]},
            "/api/session": {"key": key},
            "/api/demo": {},
        }
        site.tracker.demo.state = "ready"
        async with connected(site) as client:
            for path, plain in bodies.items():
                headers = (JSON, f"Authorization: Bearer {key}", f"Content-Encoding: {encoding}")
                client.send(request("POST", path, *headers, body=json.dumps(plain).encode()))
                assert (await client.answer())[2]["code"] == code, path
                if encoding == "gzip":
                    client.send(request("POST", path, *headers, body=gzip.compress(json.dumps(plain).encode())[:-8]))
                    assert (await client.answer())[2]["code"] == code, path
        assert site.tracker.demo.state == "ready"
        assert len(site.tracker.services.guard.keyring.records) == 1
