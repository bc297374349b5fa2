"""Routers that answer, lie, are slow or do not answer; the server is a real one."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from math import isnan
from typing import Any

import msgspec
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from app.domain.arrivals.router_answers import KINDS, OddAnswerError, leg_seconds
from app.domain.deliveries.row import Destination, Eta, Progress
from app.observability.metrics import Metrics
from app.settings import Settings
from app.sweep.members import member_of
from app.sweep.progress import router_leg_of
from app.sweep.router import OPENS_AFTER, Router
from app.sweep.swept_row import decode_swept
from tests.fakes import FixedClock
from tests.metric_values import value_of
from tests.sweep.loop import Loop
from tests.sweep.town import NOW, a_row
from tests.waiting import eventually

PLACES = ((40.7, -74.0), (40.71, -74.0), (40.72, -74.01))


def osrm(*seconds: Any) -> dict[str, Any]:
    return {"code": "Ok", "routes": [{"legs": [{"duration": each, "distance": 1.0} for each in seconds]}]}


def valhalla(*seconds: Any) -> dict[str, Any]:
    return {"trip": {"status": 0, "legs": [{"summary": {"time": each, "length": 1.0}} for each in seconds]}}


@pytest.mark.parametrize(("kind", "answer"), [("osrm", osrm(60, 90.5)), ("valhalla", valhalla(60, 90.5))])
def test_the_seconds_of_the_legs_are_read(kind: str, answer: Any) -> None:
    assert leg_seconds(KINDS[kind], json.dumps(answer).encode(), 2) == (60.0, 90.5)


@pytest.mark.parametrize("kind", ["osrm", "valhalla"])
@pytest.mark.parametrize(
    "raw",
    [b"", b"<html></html>", b"[]", b"null", b"{}", b'{"code":"Ok","routes":[]}', b'{"code":"NoRoute"}', b"\xff", b"["]
    + [json.dumps(each).encode() for lie in ([60], [60, 60, 60], [60, -1], [60, None], [60, "1"], [60, True], [60, 1e9])
       for each in (osrm(*lie), valhalla(*lie))]
    + [json.dumps(each).encode() for each in (osrm(60, float("nan")), valhalla(float("inf"), 1))],
)  # fmt: skip
def test_an_answer_that_cannot_be_right_is_none(kind: str, raw: bytes) -> None:
    with pytest.raises(OddAnswerError):
        leg_seconds(KINDS[kind], raw, 2)


@dataclass
class Service:
    """A router on a port of this machine."""

    answer: Callable[[int], web.Response] = lambda legs: web.json_response(osrm(*[100.0] * legs))
    asked: list[str] = field(default_factory=list)
    url: str = ""
    hangs: asyncio.Event | None = None

    async def handle(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        if self.hangs is not None:
            await self.hangs.wait()
        if request.method == "POST":
            legs = len((await request.json())["locations"]) - 1
        else:
            legs = request.path.count(";")
        return self.answer(legs)


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    service, app = Service(), web.Application()
    app.router.add_route("*", "/{path:.*}", service.handle)
    async with TestServer(app) as server:
        service.url = str(server.make_url("/")).rstrip("/")
        yield service
        if service.hangs is not None:
            service.hangs.set()


@dataclass
class Asking:
    """A router's client with its clock and metrics."""

    url: str
    kind: str = "osrm"
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    metrics: Metrics = field(default_factory=Metrics)

    def __post_init__(self) -> None:
        settings = Settings(router=f"{self.kind}+{self.url}", router_timeout_s=0.2, router_requests=2)
        self.router = Router(settings, self.clock, self.metrics)

    async def ask(self) -> tuple[float, ...] | None:
        assert self.router.ask("round", PLACES)
        await asyncio.gather(*self.router._asked.values())
        [answer] = self.router.take()
        return answer.leg_s

    def count(self, outcome: str) -> float:
        return value_of(self.metrics, "tracker_router_requests_total", outcome=outcome)


@pytest.mark.parametrize(("kind", "of_kind"), [("osrm", osrm), ("valhalla", valhalla)])
async def test_one_request_has_all_stops(service: Service, kind: str, of_kind: Callable[..., Any]) -> None:
    service.answer = lambda legs: web.json_response(of_kind(*[100.0] * legs))
    asking = Asking(service.url, kind)
    assert await asking.ask() == (100.0, 100.0)
    assert service.asked == [
        "/route"
        if kind == "valhalla"
        else "/route/v1/driving/-74.000000,40.700000;-74.000000,40.710000;-74.010000,40.720000"
    ]
    await asking.router.close()


LIES: dict[str, Callable[[int], web.Response]] = {
    "html": lambda _: web.Response(text="<html>", content_type="text/html"),
    "legs": lambda legs: web.json_response(osrm(*[1.0] * (legs + 1))),
    "nan": lambda legs: web.json_response(osrm(*[float("nan")] * legs)),
    "negative": lambda legs: web.json_response(osrm(*[-1.0] * legs)),
    "error": lambda _: web.Response(status=500),
    "redirect": lambda _: web.Response(status=302, headers={"Location": "/"}),
}


@pytest.mark.parametrize("lie", LIES)
async def test_a_lie_is_no_answer_and_opens_the_breaker_until_an_answer_closes_it(service: Service, lie: str) -> None:
    service.answer, right = LIES[lie], service.answer
    asking = Asking(service.url)
    for _ in range(OPENS_AFTER):
        assert asking.router.has_room()
        assert await asking.ask() is None
    assert asking.count("odd") == OPENS_AFTER
    assert not asking.router.has_room()
    assert value_of(asking.metrics, "tracker_router_open") == 1
    service.answer = right
    asking.clock.time += 600
    assert asking.router.has_room()
    assert await asking.ask() == (100.0, 100.0)
    assert value_of(asking.metrics, "tracker_router_open") == 0
    await asking.router.close()


async def test_a_slow_router_is_not_waited_for(service: Service) -> None:
    service.hangs = asyncio.Event()
    asking = Asking(service.url)
    assert await asking.ask() is None
    assert asking.count("timeout") == 1
    await asking.router.close()


async def test_a_router_that_does_not_answer_gives_no_legs() -> None:
    asking = Asking("http://127.0.0.1:1")
    assert await asking.ask() is None
    assert asking.count("failed") == 1
    await asking.router.close()


async def test_no_more_requests_than_allowed_are_under_way(service: Service) -> None:
    service.hangs = asyncio.Event()
    asking = Asking(service.url)
    assert asking.router.ask(1, PLACES)
    assert not asking.router.ask(1, PLACES)
    assert asking.router.has_room()
    assert asking.router.ask(2, PLACES)
    assert not asking.router.has_room()
    await asking.router.close()


def a_round(loop: Loop) -> None:
    for number in range(3):
        place = Destination(latitude=40.72 + number / 100, longitude=-74.0)
        loop.put(a_row(f"R{number}", sequence=number, destination=place))
    loop.drive()


def eta_of(loop: Loop, shipment: str) -> Eta:
    eta = loop.progress(shipment).eta
    assert eta is not None
    return eta


async def test_a_round_is_asked_once_and_its_legs_stay_when_a_stop_was_visited(service: Service) -> None:
    loop = Loop(router=f"osrm+{service.url}")
    a_round(loop)
    await loop.sweep()
    await eventually(lambda: bool(loop.sweeper._router and loop.sweeper._router._answers))
    await loop.sweep(after_s=40)
    loop.put(a_row("R3", sequence=3, destination=Destination(latitude=40.75, longitude=-74.0)))
    await loop.sweep(after_s=40)
    await eventually(lambda: bool(loop.sweeper._router and loop.sweeper._router._answers))
    await loop.sweep(after_s=40)
    loop.put(
        a_row(
            "R0",
            sequence=0,
            destination=Destination(latitude=40.72, longitude=-74.0),
            progress=Progress(attempt=1, arrivedAt=NOW, departedAt=NOW + 1),
            planRevision=2,
        )
    )
    for step in range(4):
        loop.drive(latitude=40.721 + step / 10_000)
        await loop.sweep(after_s=40)
    assert len(service.asked) == 2
    assert {eta_of(loop, f"R{number}").basis for number in (1, 2, 3)} == {"router"}
    # Between two stops: the service and the router's 100 s; the straight line would take 180 s.
    assert 270 < eta_of(loop, "R2").at - eta_of(loop, "R1").at < 290
    await loop.close()


async def test_what_was_foretold_between_stops_stays_in_the_row_until_the_arrival_teaches(service: Service) -> None:
    loop = Loop(router=f"osrm+{service.url}")
    a_round(loop)
    await loop.sweep()
    await eventually(lambda: bool(loop.sweeper._router and loop.sweeper._router._answers))
    for step in range(1, 4):
        loop.drive(latitude=40.709 + step / 400)
        await loop.sweep(after_s=40)
    memories = [decode_swept(loop.rows.newest[b"R%d" % number]) for number in range(3)]
    seconds, metres = zip(*map(router_leg_of, memories), strict=True)
    assert (isnan(seconds[0]), *seconds[1:]) == (True, 100.0, 100.0)
    assert (isnan(metres[0]), *map(round, metres[1:])) == (True, 1112, 1112)
    arrived = msgspec.structs.replace(memories[1], progress=Progress(attempt=1, arrivedAt=NOW))
    assert member_of(arrived).visit is not None
    assert member_of(arrived).visit.router_s == 100.0  # type: ignore[union-attr]
    await loop.close()


async def test_without_an_answer_arrivals_use_straight_distances(service: Service) -> None:
    service.answer = LIES["html"]
    loop = Loop(router=f"osrm+{service.url}")
    a_round(loop)
    await loop.sweep()
    await eventually(lambda: bool(loop.sweeper._router and loop.sweeper._router._answers))
    await loop.sweep(after_s=40)
    assert {eta_of(loop, f"R{number}").basis for number in range(3)} == {"default"}
    await loop.close()
