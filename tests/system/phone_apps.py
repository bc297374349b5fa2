"""The apps of phones as they send a queue: what each posts, and when it deletes a point, posts it again or gives it up."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

RETRY_S = 0.1
"""The apps wait 30 s or longer; how long changes nothing here."""
ANSWER_S = 15.0
Point = tuple[float, float, float]
"""Time, latitude and longitude."""


@dataclass(slots=True)
class Uplink:
    """The way from a phone to the server, and what came back on it."""

    session: ClientSession
    url: str
    headers: dict[str, str]
    answered: int = 0
    failed: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)

    async def post(self, path: str, body: Any = None, *, method: str = "POST") -> tuple[int, bytes]:
        """Send once; return status and body, or 0 where no answer came."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        with suppress(ClientError, OSError):  # TimeoutError is an OSError
            async with self.session.request(
                method, self.url + path, data=data, headers=self.headers, timeout=ClientTimeout(ANSWER_S)
            ) as answer:
                said = await answer.read()
                self.answered += 1
                if answer.status not in (200, 429, 503):
                    self.refused.append((answer.status, said.decode()[:200]))
                return answer.status, said
        self.failed += 1
        return 0, b""

    async def until_taken(self, path: str, body: Any, is_taken: Callable[[int, bytes], bool], **how: str) -> None:
        """Send until the app would delete what it sent."""
        while not is_taken(*await self.post(path, body, **how)):
            await asyncio.sleep(RETRY_S)


def _is_ok(status: int, _body: bytes) -> bool:
    return 200 <= status < 300


def _is_json_array(status: int, body: bytes) -> bool:
    return status == 200 and isinstance(json.loads(body), list)


def _is_result_ok(status: int, body: bytes) -> bool:
    return status == 200 and json.loads(body) == {"result": "ok"}


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


async def traccar_client_8(up: Uplink, device: str, points: Sequence[Point]) -> None:
    """Send one at a time in the address, the oldest first, each until it is taken."""
    for at, latitude, longitude in points:
        place = f"lat={latitude}&lon={longitude}&speed=3.5&bearing=90&altitude=10&accuracy=5&batt=80"
        await up.until_taken(f"/api/ingest/osmand?id={device}&timestamp={at:.0f}&{place}", None, _is_ok)


async def traccar_client_9(up: Uplink, device: str, points: Sequence[Point]) -> None:
    """Send batches of the Transistorsoft SDK, the newest first."""
    for start in range(0, len(points), 10):
        locations = [
            {
                "timestamp": _iso(at),
                "coords": {"latitude": latitude, "longitude": longitude, "accuracy": 5, "speed": -1},
            }
            for at, latitude, longitude in reversed(points[start : start + 10])
        ]
        await up.until_taken("/", {"location": locations, "device_id": device}, _is_ok)


async def owntracks(up: Uplink, device: str, points: Sequence[Point]) -> None:
    """Send one message at a time, and a transition or an empty body in between."""
    path = f"/pub?u={device}&d={device}"
    for number, (at, latitude, longitude) in enumerate(points):
        message = {"_type": "location", "lat": latitude, "lon": longitude, "tst": int(at), "tid": "xx", "vel": 12}
        await up.until_taken(path, message, _is_json_array)
        if number % 100 == 0:
            await up.until_taken(path, b"", _is_json_array)
            transition = {"_type": "transition", "event": "enter", "lat": 1, "lon": 2, "tst": int(at)}
            await up.until_taken(path, transition, _is_json_array)


async def gpslogger(up: Uplink, device: str, points: Sequence[Point]) -> None:
    """Try each line three times at most, and later post the whole file again."""
    for tries in (3, 1_000):
        for at, latitude, longitude in points:
            body = (
                f"lat={latitude}&lon={longitude}&acc=0.0&spd=1.5&timestamp={at:.0f}&batt=54.0&aid={device}&ser=&act=&"
            )
            for _ in range(tries):
                if _is_ok(*await up.post("/api/ingest/gpslogger", body.encode())):
                    break
                await asyncio.sleep(RETRY_S)


async def overland(up: Uplink, device: str, points: Sequence[Point]) -> None:
    """Send batches of 25 with the newest beside, each batch again until the answer is exactly right."""

    def feature(point: Point) -> dict[str, Any]:
        at, latitude, longitude = point
        told = {"timestamp": _iso(at).replace("Z", "+0000"), "device_id": device, "speed": -1, "horizontal_accuracy": 8}
        return {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
            "properties": told,
        }

    for start in range(0, len(points), 25):
        batch = {"locations": list(map(feature, points[start : start + 25])), "current": feature(points[-1])}
        await up.until_taken("/api/ingest/overland", batch, _is_result_ok)


async def traccar_server(up: Uplink, device: str, points: Sequence[Point]) -> None:
    """Forward one position at a time."""
    for at, latitude, longitude in points:
        position = {"fixTime": _iso(at), "latitude": latitude, "longitude": longitude, "speed": 5.0, "valid": True}
        body = {"position": position, "device": {"uniqueId": device}}
        await up.until_taken("/api/ingest/traccar", body, _is_ok)


App = Callable[[Uplink, str, Sequence[Point]], Coroutine[Any, Any, None]]
APPS: dict[str, App] = {
    "traccar-8": traccar_client_8,
    "traccar-9": traccar_client_9,
    "owntracks": owntracks,
    "gpslogger": gpslogger,
    "overland": overland,
    "traccar": traccar_server,
}
