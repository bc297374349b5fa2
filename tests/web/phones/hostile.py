"""Hostile requests to the doors of phone apps, from a seed: broken, nested, huge, half, compressed, with odd credentials."""

import gzip
import random
from collections.abc import Callable
from urllib.parse import quote_from_bytes

from tests.phones.samples import SAMPLES, path_of

DOORS = ("osmand", "owntracks", "gpslogger", "overland", "traccar")
ODD_VALUES = (
    *("NaN", "Infinity", "-Infinity", "1e999", "-1e999", "9" * 400, "0x1f", "1_000", "٣", "null", "[]", "{}", "\x00"),
    *(
        "%00",
        "%ff",
        "%u0041",
        "&&&=&",
        "=",
        "2015-10-01T08:00:00-9999",
        "9999-12-31T23:59:59+14:00",
        "0001-01-01T00:00:00Z",
    ),
)
NAMES = ("id", "lat", "lon", "timestamp", "speed", "location", "valid", "driverId", "shipmentId", "token", "speedUnit")
ODD_HEADERS = (
    "Authorization: Bearer \x01",
    "Authorization: Basic ====",
    "Authorization: Bearer " + "A" * 7_000,
    "Content-Encoding: gzip",
    "Content-Encoding: br",
    "Content-Type: multipart/form-data; boundary=x",
    "Transfer-Encoding: chunked",
    "Expect: 100-continue",
    "X-Limit-U: \xff\xfe",
    "X-Limit-D: " + "d" * 500,
    "Sec-Fetch-Site: cross-site",
    "Origin: null",
    "Connection: Upgrade\r\nUpgrade: websocket",
)
BOMBS = (
    b"[" * 200_000,
    b'{"location":' * 20_000,
    b'{"locations":[' + b"{}," * 60_000 + b"{}]}",
    b'{"locations":[' + b'{"geometry":{"coordinates":' * 5_000,
    b'{"location":{"timestamp":' + b"9" * 5_000 + b',"coords":{"latitude":1,"longitude":2}},"device_id":"a"}',
    b'{"_type":"location","lat":1,"lon":2,"tst":1e400,"topic":"' + b"a/" * 5_000 + b'"}',
    b'{"_type":"location","lat":{"a":[]},"lon":[[[]]],"tst":"\\ud800"}',
    b'{"position":{"latitude":"\\u0000","longitude":null,"fixTime":{}},"device":{"uniqueId":["a"]}}',
    b"id=a&" * 20_000,
    gzip.compress(b" " * 50_000_000),
    b"\x1f\x8b\x08\x00garbage",
    b"\xff\xfe{\x00}\x00",
    b'"' + b"\\u0000" * 10_000 + b'"',
    b"",
)


def hostile_requests(seed: int, count: int, key: str) -> list[bytes]:
    """Return `count` requests; most carry a valid key, so that they come as far as the readers."""
    rng = random.Random(seed)
    kinds: tuple[Callable[[random.Random, str], bytes], ...] = (
        _damaged,
        _damaged,
        _damaged,
        _query,
        _query,
        _bomb,
        _half,
    )
    return [rng.choice(kinds)(rng, key) for _ in range(count)]


def _head(rng: random.Random, method: str, path: str, key: str, *headers: str) -> bytes:
    given = [f"Authorization: Bearer {key}"] if rng.random() < 0.7 else []
    odd = rng.sample(ODD_HEADERS, rng.choice((0, 0, 0, 1, 2)))
    lines = (f"{method} {path} HTTP/1.1", "Host: tracker", "Connection: close", *given, *odd, *headers)
    return "\r\n".join((*lines, "", "")).encode("latin-1", "replace")


def _path(rng: random.Random, key: str) -> str:
    door = f"/api/ingest/{rng.choice(DOORS)}"
    token = rng.choice(("", "", f"/{key}", "/trk_wrong", "/%2e%2e%2f", f"/{key}/more", "/" + "a" * 300))
    return rng.choice((door + token, door + token, "/", "/pub"))


def _damaged(rng: random.Random, key: str) -> bytes:
    """Return a real request with some bytes of its body or query changed."""
    sample = rng.choice(SAMPLES)
    body = bytearray((sample["body"] or "").encode())
    for _ in range(rng.randint(1, 8) if body else 0):
        match rng.randint(0, 2):
            case 0:
                body[rng.randrange(len(body))] = rng.randrange(256)
            case 1:
                del body[rng.randrange(len(body)) :][:20]
            case _:
                at = rng.randrange(len(body))
                body[at:at] = rng.choice(ODD_VALUES).encode()
        if not body:
            break
    path = path_of(sample, key if rng.random() < 0.2 else "")
    if rng.random() < 0.5 and "?" in path:
        at = rng.randrange(path.index("?"), len(path))
        path = path[:at] + quote_from_bytes(rng.randbytes(2)) + path[at + 1 :]
    return _head(rng, sample["method"], path, key, f"Content-Length: {len(body)}") + bytes(body)


def _query(rng: random.Random, key: str) -> bytes:
    pairs = [
        f"{rng.choice(NAMES)}={rng.choice((*ODD_VALUES, '1', '2', '1700000000'))}" for _ in range(rng.randint(0, 40))
    ]
    query = "&".join(pairs).replace(" ", "%20").replace("\x00", "%00")
    return _head(
        rng, rng.choice(("GET", "POST", "HEAD", "PUT")), f"{_path(rng, key)}?{query}", key, "Content-Length: 0"
    )


def _bomb(rng: random.Random, key: str) -> bytes:
    body = rng.choice(BOMBS)
    encoding = ["Content-Encoding: gzip"] if body[:2] == b"\x1f\x8b" else []
    return _head(rng, "POST", _path(rng, key), key, *encoding, f"Content-Length: {len(body)}") + body


def _half(rng: random.Random, key: str) -> bytes:
    whole = _damaged(rng, key)
    return whole[: rng.randint(0, len(whole))]
