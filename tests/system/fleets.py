"""Partners at one tracker, each with keys of its own fleet, and requests that try to see what is of another."""

import asyncio
import json
import random
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, encode_basic_auth

from app.domain.access import Scope
from tests.product.tracker import Tracker
from tests.web.events.told import an_event
from web.events.event_filters import TYPES
from web.http.route import Route
from web.routes import ROUTES

FLEETS = ("north", "south")
SHIPMENTS_EACH = 12
STREAM_S = 0.05
"""How long a request of the fuzzer follows a stream; its snapshot comes at once."""
NAMES = re.compile(r"(?:north|south|alone)-[a-z]+-\d+")
"""Every id of the rows below says whose it is, and no number in them is of two."""
SHARED_DRIVER = "driver of both"


def ids_of(owner: str) -> Sequence[tuple[str, str, str]]:
    """Return shipment, driver and device of each row of a fleet, or of none."""
    return [(f"{owner}-shipment-{n}", f"{owner}-driver-{n % 4}", f"{owner}-device-{n}") for n in range(SHIPMENTS_EACH)]


def fixes_of(owner: str, now: float) -> list[dict[str, Any]]:
    """Return a fix of each shipment and driver, and one of a driver whose id both fleets have."""
    fixes = []
    for number, (shipment, driver, device) in enumerate(ids_of(owner)):
        place = {"latitude": 38.0 + number / 50, "longitude": -77.0, "timestamp": now, "deviceId": device}
        fixes.append({**place, "shipmentId": shipment, "driverId": SHARED_DRIVER if number == 0 else driver})
        fixes.append({**place, "driverId": driver})
    return fixes


def registered_of(owner: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the path and the content of what is registered of a fleet, or of none."""
    [(_, driver, device), *_] = ids_of(owner)
    return [
        (f"/api/devices/{device}", {"driverId": driver, "name": f"{owner}-phone-0"}),
        (f"/api/devices/{owner}-unused-0", {"driverId": SHARED_DRIVER}),
        (f"/api/drivers/{driver}", {"name": f"{owner}-name-0", "phone": f"{owner}-number-0"}),
    ]


def events_of(owner: str) -> list[tuple[str, bytes]]:
    """Return events about each shipment of a fleet, or of none, by their subject."""
    fleet = {} if owner == "alone" else {"fleet": owner}
    return [
        (shipment, an_event(number, shipment, id=f"{owner}-event-{number}", data={"driverId": driver}, **fleet))
        for number, (shipment, driver, _) in enumerate(ids_of(owner))
    ]


@dataclass
class Visitor:
    """One key, and every way of sending it."""

    name: str
    key: str
    sees: str | None
    """The fleet whose rows alone it may see; None for all."""
    ways: list[dict[str, Any]] = field(default_factory=list)

    async def prepare(self, session: ClientSession, url: str) -> None:
        """Get a token and a cookie for the key."""
        bearer = {"Authorization": f"Bearer {self.key}"}
        self.ways = [{"headers": bearer}, {"headers": {"Authorization": encode_basic_auth("anyone", self.key)}}]
        async with session.post(f"{url}/api/tokens", headers=bearer) as answer:
            assert answer.status == 201, await answer.text()
            self.ways.append({"params": {"token": (await answer.json())["token"]}})
        async with session.post(f"{url}/api/session", json={"key": self.key}) as answer:
            assert answer.status == 200, await answer.text()
            cookie = answer.cookies["tracker_session"].value
        self.ways.append({"headers": {"Cookie": f"tracker_session={cookie}"}})


@dataclass
class Fuzzer:
    """Requests to every address of the tracker, by anyone, and the ids in the answers that were none of the sender's."""

    tracker: Tracker
    session: ClientSession
    visitors: Sequence[Visitor]
    seed: int
    asked: int = 0
    leaks: list[str] = field(default_factory=list)
    statuses: dict[str, set[int]] = field(default_factory=dict)
    cursors: list[str] = field(default_factory=list)
    """Cursors that any visitor was given; another may try them."""

    async def run(self, requests: int, at_once: int = 8) -> None:
        """Send so many requests."""
        shares = [requests // at_once + (index < requests % at_once) for index in range(at_once)]
        await asyncio.gather(*(self._send_all(index, share) for index, share in enumerate(shares)))

    async def _send_all(self, index: int, requests: int) -> None:
        chosen = random.Random(f"{self.seed}/{index}")
        for _ in range(requests):
            await self._send(chosen, chosen.choice(self.visitors), chosen.choice(ROUTES))

    async def _send(self, chosen: random.Random, visitor: Visitor, route: Route) -> None:
        way = chosen.choice(visitor.ways)
        path = (
            route.path.replace("{id}", chosen.choice(_all_ids())).replace("{file}", "a.js").replace("{ref}", "a" * 64)
        )
        asked = {**self._query(chosen, route), **way.get("params", {})}
        headers = {**way.get("headers", {}), **chosen.choice(({}, {}, {"Range": "bytes=0-4000"}))}
        method = "HEAD" if route.method == "GET" and chosen.random() < 0.1 else route.method
        if route.method == "DELETE" or path in {"/api/keys", "/api/session"}:  # they would end what others use
            return
        body = _body(chosen, visitor) if route.method in {"POST", "PUT", "PATCH"} else None
        sent = f"{path} {json.dumps(asked)} {json.dumps(body)}"
        async with self.session.request(
            method, self.tracker.url + path, params=asked, headers=headers, json=body, allow_redirects=False
        ) as answer:
            text = await _text_of(answer)
            self.asked += 1
            self.statuses.setdefault(f"{route.method} {route.path}", set()).add(answer.status)
            self.cursors += re.findall(r'"cursor":"([^"]+)"', text)[:1]
            assert answer.status in {503, *range(500)}, f"{sent}: {answer.status} {text[:300]}"
        self._judge(visitor, sent, f"{text} {dict(answer.headers)}")

    def _query(self, chosen: random.Random, route: Route) -> dict[str, str]:
        query = {}
        for parameter in route.parameters:
            if parameter.where == "query" and chosen.random() < 0.3:
                values = self._values(chosen).get(parameter.name, ())
                if route.scope is Scope.INGEST:  # an id without a row would become a row of the sender's own
                    kind = f"-{parameter.name.removesuffix('Id')}-"
                    values = [value for value in values if kind in value]
                if values:
                    query[parameter.name] = chosen.choice(values)
        return query

    def _values(self, chosen: random.Random) -> Mapping[str, Sequence[str]]:
        ids = [*_all_ids(), SHARED_DRIVER]
        return {
            "shipmentId": ids,
            "driverId": ids,
            "subject": ids,
            "type": TYPES,
            "after": ["", *ids, *self.cursors[-1:]],
            "bbox": ["-180,-90,180,90", "-78,37,-76,38.1"],
            "near": ["38.0,-77.0"],
            "radius": ["1", "100000"],
            "kind": ["shipment", "driver"],
            "fleet": [*FLEETS, "none"],
            "limit": ["1", "7", "1000"],
            "format": ["json", "csv", "ndjson", "geojson"],
            "cursor": [chosen.choice(self.cursors)] if self.cursors else [],
            "lastEventId": [chosen.choice(self.cursors)] if self.cursors else [],
            "updatedSince": ["0"],
            "maxAge": ["100000"],
            "place": ["km"],
            "lat": ["38.0"],
            "lon": ["-77.0"],
            "q": ids,
            "bound": ["true", "false"],
        }

    def _judge(self, visitor: Visitor, sent: str, text: str) -> None:
        """Note ids that are not of the visitor's fleet and that it did not name itself."""
        if visitor.sees is not None:
            strange = {name for name in NAMES.findall(text) if not name.startswith(visitor.sees) and name not in sent}
            self.leaks += [f"{visitor.name} was told {name} by {sent}" for name in sorted(strange)]


async def _text_of(answer: Any) -> str:
    if not answer.headers.get("Content-Type", "").startswith("text/event-stream"):
        return str(await answer.text(errors="replace"))
    said = bytearray()
    try:
        async with asyncio.timeout(STREAM_S):
            async for chunk in answer.content.iter_any():
                said += chunk
    except TimeoutError:
        pass
    return said.decode(errors="replace")


def _all_ids() -> list[str]:
    return [name for owner in (*FLEETS, "alone") for row in ids_of(owner) for name in row]


def _body(chosen: random.Random, visitor: Visitor) -> Any:
    shipment, driver, device = chosen.choice(ids_of(chosen.choice((*FLEETS, "alone"))))
    # A fleet in a fix is no field that a device may send.
    fix = {"latitude": 38.5, "longitude": -77.0, "timestamp": time.time(), "fleet": chosen.choice(FLEETS)}
    names = {"shipmentId": shipment, "driverId": chosen.choice((driver, SHARED_DRIVER)), "deviceId": device}
    if visitor.sees is None or shipment.startswith(visitor.sees):
        # Its own: with its own names, so that what others are told stays theirs.
        names["driverId"] = driver
    return chosen.choice(({**fix, **names}, [{**fix, **names}], {**fix, "driverId": driver}, {}, []))


def scopes_of(sees: str | None) -> Sequence[str]:
    """Return the scopes of a visitor's key."""
    return [Scope.READ, Scope.INGEST] if sees is not None else [Scope.READ]
