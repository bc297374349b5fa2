"""The office at a scripted tracker: what it repeats, and what it does about an interrupted day."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from typing import Any

from aiohttp import ClientSession, web

from app.clock import SystemClock
from app.simulator.company.day import Day, DriverDay, Phone
from app.simulator.company.office import Office
from app.simulator.company.story import Saying
from app.simulator.company.wire import Wire
from app.simulator.connection_state import ConnectionState
from app.simulator.poster import Poster
from app.simulator.street_motion import Drive
from app.simulator.tally import Tally
from tests.simulator.fake_tracker import free_listener, url_of
from tests.simulator.helpers import a_console

LATER = 4_000_000_000.0
Asked = list[tuple[str, Any]]


@asynccontextmanager
async def an_office(answers: list[tuple[int, dict[str, Any]]], asked: Asked) -> AsyncIterator[tuple[Office, Tally]]:
    """Yield an office whose requests get these answers; each is noted with its Idempotency-Key and its body."""

    async def answer(request: web.Request) -> web.Response:
        asked.append((request.headers["Idempotency-Key"], await request.json()))
        status, body = answers.pop(0)
        return web.json_response(body, status=status)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    with free_listener() as listener:
        await runner.setup()
        await web.SockSite(runner, listener).start()
        async with ClientSession() as session:
            tally, console = Tally(), a_console()[0]
            connection = ConnectionState(console, url_of(listener), 5.0, "scopes ingest and dispatch")
            poster = Poster(session, 5.0, SystemClock(), Random(1), tally, connection, asyncio.Event())
            yield Office(poster, url_of(listener), "", Wire(1_700_000_000.0, 1.0)), tally
        await runner.cleanup()


def results(*of: str) -> dict[str, Any]:
    return {"results": [{"index": index, "result": result} for index, result in enumerate(of)]}


async def test_what_is_not_decided_yet_is_asked_again_under_the_same_key() -> None:
    asked: Asked = []
    answers = [(503, {"code": "overloaded"}), (202, results("pending")), (200, results("accepted"))]
    async with an_office(answers, asked) as (office, tally):
        await office.report([Saying(1.0, 1.0, 7, "delivered")], LATER)
    assert len(asked) == 3
    assert len({key for key, _ in asked}) == 1
    assert tally.deliveries == {"delivered": 1}


async def test_statuses_that_are_due_go_in_one_request_with_their_own_times() -> None:
    asked: Asked = []
    sayings = [Saying(2.0, 1.0, 7, "attempt_failed", "refused"), Saying(3.0, 3.0, 8, "delivered", None, 38.9, -77.0)]
    async with an_office([(200, results("accepted", "accepted"))], asked) as (office, _):
        await office.report(sayings, LATER)
    [(_, [first, second])] = asked
    assert first == {
        "shipmentId": "CO-1114-221320-0007",
        "to": "attempt_failed",
        "at": 1_700_000_001.0,
        "reason": "refused",
    }
    assert (second["at"], second["position"]["latitude"]) == (1_700_000_003.0, 38.9)


async def test_a_refusal_counts_by_its_code() -> None:
    asked: Asked = []
    refused = {"results": [{"index": 0, "result": "refused", "code": "illegal_transition"}]}
    async with an_office([(200, refused)], asked) as (office, tally):
        await office.report([Saying(1.0, 1.0, 7, "delivered")], LATER)
    assert tally.deliveries == {"refused: illegal_transition": 1}


async def test_nothing_is_reported_after_the_end_of_the_run() -> None:
    asked: Asked = []
    async with an_office([], asked) as (office, tally):
        await office.report([Saying(3e9, 3e9, 7, "delivered")], 1_700_000_010.0)
    assert (asked, tally.deliveries) == ([], {})


async def test_what_an_interrupted_day_left_on_a_route_is_cancelled() -> None:
    asked: Asked = []
    left = [{"index": 0, "shipmentId": "CO-1-0001", "result": "refused", "code": "out_for_delivery"}]
    others = [{"index": 1, "shipmentId": "PKG-1", "result": "accepted"}]
    driver = DriverDay(1, (0.0, 0.0), 38.9, -77.0, 1.0, (), 0.0, 0.0, (), Drive((0.0, 0.0)), 0.0, 0.0, Phone())
    async with an_office([(200, {"results": left + others}), (200, results("accepted"))], asked) as (office, tally):
        await office.plan(Day((driver,)))
    assert asked[1][1] == [{"shipmentId": "CO-1-0001", "to": "cancelled"}]
    assert tally.deliveries == {"cancelled": 1}
