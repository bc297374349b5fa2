"""A small HTTP server that answers as Nominatim and Photon document, or fails as a test asks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

NOMINATIM_PLACE = {
    "place_id": 1,
    "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
    "osm_type": "node",
    "osm_id": 1,
    "lat": "40.8612",
    "lon": "-79.8953",
    "category": "building",
    "type": "house",
    "place_rank": 30,
    "importance": 0.1,
    "addresstype": "building",
    "name": "",
    "display_name": "100, Main Street, Butler, Butler County, Pennsylvania, 16001, United States",
    "boundingbox": ["40.8", "40.9", "-79.9", "-79.8"],
}
PHOTON_FEATURE = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [-79.8953, 40.8612]},
    "properties": {
        "osm_type": "N",
        "osm_id": 1,
        "countrycode": "US",
        "housenumber": "100",
        "street": "Main Street",
        "postcode": "16001",
        "city": "Butler",
        "state": "Pennsylvania",
        "country": "United States",
        "type": "house",
    },
}


@dataclass
class FakeGeocoder:
    """What it was asked, and what it answers."""

    url: str = ""
    asked: list[web.Request] = field(default_factory=list)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    nominatim: Any = field(default_factory=lambda: [NOMINATIM_PLACE])
    photon: Any = field(default_factory=lambda: {"type": "FeatureCollection", "features": [PHOTON_FEATURE]})
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    has_asked: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.may_answer.set()

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked.append(request)
        self.has_asked.set()
        await self.may_answer.wait()
        if self.body is not None or self.status != 200:
            return web.Response(status=self.status, headers=self.headers, body=self.body or b"no")
        return web.json_response(self.photon if request.path == "/api" else self.nominatim)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["FakeGeocoder"]:
        """Serve until the block ends."""
        app = web.Application()
        app.router.add_get("/search", self._answer)
        app.router.add_get("/api", self._answer)
        server = TestServer(app)
        await server.start_server()
        self.url = f"http://127.0.0.1:{server.port}"
        try:
            yield self
        finally:
            self.may_answer.set()
            await server.close()
