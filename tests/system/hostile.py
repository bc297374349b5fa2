"""What strangers send: requests that are half, huge, wrong or none at all, from a seed."""

import json
import random
from collections.abc import Callable

from tests.builders import a_fix

PATHS = (
    "/",
    "/api/shipments",
    "/api/shipments/update",
    "/api/shipments/updates",
    "/api/stream",
    "/api/drivers/a",
    "/api/keys",
    "/api/session",
    "/api/tokens",
    "/metrics",
    "/docs",
)
TRAVERSALS = (
    "/../../etc/passwd",
    "/assets/../../../app/settings.py",
    "/assets/..%2f..%2f..%2fapp%2fsettings.py",
    "/assets/%2e%2e/%2e%2e/index.html",
    "/docs/assets/..%5c..%5capp.py",
    "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "//etc/passwd",
    "/assets/%00.js",
    "/assets/a\\..\\..\\b.js",
    "http://169.254.169.254/latest/meta-data",
    "/api/shipments/%ff%fe",
    "/api/shipments/%",
    "/api/shipments/%zz",
)
METHODS = (
    "GET",
    "POST",
    "PUT",
    "DELETE",
    "PATCH",
    "OPTIONS",
    "HEAD",
    "TRACE",
    "CONNECT",
    "PRI",
    "BREW",
    "get",
    "G ET",
    "",
)
QUERIES = (
    "bbox=1,2,3",
    "bbox=NaN,NaN,NaN,NaN",
    "bbox=inf,-inf,1e999,0",
    "limit=99999999999999999999",
    "limit=-1",
    "after=%00",
    "near=91,181",
    "maxAge=nan",
    "updatedSince=1e400",
    "format=../../x",
    "shipmentId=%ff",
    "cursor=" + "A" * 5000,
    "token=tok.AAAAAAAA.99999999999." + "A" * 43,
    "a=1&" * 500,
    "%",
    "=&=&;",
)
ODD_HEADERS = (
    "Authorization: Bearer \x01\x02",
    "Authorization: Basic ====",
    "Authorization: Bearer a\r\nauthorization: Basic b",
    "Origin: https://evil.example\r\nCookie: tracker_session=ses.AAAAAAAA.1.a",
    "X-Forwarded-Proto: https\r\nX-Forwarded-For: ::1",
    "Authorization: Bearer " + "A" * 7000,
    "Cookie: tracker_session=ses.AAAAAAAA.1." + "A" * 43,
    'Cookie: "; =; ;;;a="\\',
    "Content-Length: 99999999999999999999999",
    "Content-Length: -1",
    "Content-Length: 5\r\nContent-Length: 6",
    "Content-Length: 5\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: identity, chunked, gzip",
    "Content-Encoding: gzip",
    "Content-Encoding: br, deflate",
    "Last-Event-ID: ../../\xff",
    "Expect: 100-continue",
    "Expect: the-unexpected",
    "Upgrade: websocket\r\nConnection: Upgrade",
    "Origin: null",
    "X-Forwarded-For: a, b, 999.1.1.1",
    "Range: bytes=9-1",
    'If-None-Match: "',
    "If-Modified-Since: yesterday",
    "Accept: */*;q=2, ;;;",
    "Accept-Encoding: gzip;q=nan",
    "Host: a\r\nHost: b",
    "X" * 9000 + ": a",
    "X: " + "a" * 9000,
    ": no name",
    "No colon",
    " Folded: line",
)
BODIES = (
    b"",
    b"{",
    b"null",
    b"[" * 20_000,
    b'{"a":' * 5_000,
    b'"' + b"\\u0000" * 100 + b'"',
    b"\xff\xfe\x00\x01" * 50,
    b"1e999999",
    b"[1,2,null,true,{}]",
    b"\x1f\x8b\x08\x00garbage",
    json.dumps(a_fix(latitude="1" * 400)).encode(),
    b'{"driverId":"\xc3\x28","shipmentId":"a","latitude":1,"longitude":1,"timestamp":1705500000}',
    b'{"driverId":"a","shipmentId":"\\ud800","latitude":1,"longitude":1,"timestamp":1705500000}',
    b'{"driverId":"a","shipmentId":"a","latitude":1e400,"longitude":NaN,"timestamp":99999999999999999999}',
)


def hostile_requests(seed: int, count: int, key: str) -> list[bytes]:
    """Return `count` requests; some carry a valid key, so that they come as far as the handlers."""
    rng = random.Random(seed)
    kinds: tuple[Callable[[random.Random, str], bytes], ...] = (_odd, _odd, _bodied, _bodied, _half, _noise, _huge)
    return [rng.choice(kinds)(rng, key) for _ in range(count)]


def _head(rng: random.Random, key: str, method: str, *headers: str) -> bytes:
    path = rng.choice((*PATHS, *PATHS, *TRAVERSALS))
    if rng.random() < 0.4:
        path += f"?{rng.choice(QUERIES)}"
    given = (f"Authorization: Bearer {key}",) if rng.random() < 0.6 else ()
    version = rng.choice(("HTTP/1.1",) * 8 + ("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/1.1 x", "JUNK"))
    lines = (f"{method} {path} {version}", "Host: tracker", "Connection: close", *given, *headers)
    return "\r\n".join((*lines, "", "")).encode("latin-1")


def _odd(rng: random.Random, key: str) -> bytes:
    return _head(rng, key, rng.choice(METHODS), *rng.sample(ODD_HEADERS, rng.randint(0, 2)))


def _bodied(rng: random.Random, key: str) -> bytes:
    body = rng.choice(BODIES)
    kind = rng.choice(("application/json", "application/x-ndjson", "text/plain", "", "multipart/form-data; boundary=x"))
    if rng.random() < 0.3:
        chunks = f"{len(body) + rng.randint(-1, 1):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
        return _head(rng, key, "POST", f"Content-Type: {kind}", "Transfer-Encoding: chunked") + chunks
    return _head(rng, key, "POST", f"Content-Type: {kind}", f"Content-Length: {len(body)}") + body


def _half(rng: random.Random, key: str) -> bytes:
    whole = _bodied(rng, key)
    return whole[: rng.randint(0, min(len(whole), 400))]


def _noise(rng: random.Random, _key: str) -> bytes:
    return rng.choice((b"", b"\x16\x03\x01\x02\x00\x01", b"GET ", b"\r\n\r\n\r\n")) + rng.randbytes(rng.randint(0, 300))


def _huge(rng: random.Random, key: str) -> bytes:
    match rng.randint(0, 3):
        case 0:
            return b"GET /" + b"a" * rng.randint(8_000, 40_000) + b" HTTP/1.1\r\nHost: a\r\n\r\n"
        case 1:
            return _head(rng, key, "GET", *(f"X-{n}: a" for n in range(rng.randint(60, 400))))
        case 2:
            return _head(rng, key, "GET", "X: " + "a" * rng.randint(8_000, 40_000))
        case _:
            return _head(rng, key, "POST", "Content-Type: application/json", f"Content-Length: {5 << 20}") + b"[" * 4096
