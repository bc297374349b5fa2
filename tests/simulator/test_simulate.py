import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from socket import socket

import orjson
import pytest

from app.clock import SystemClock
from app.simulator.bad_data import BadData
from app.simulator.options import Options
from app.simulator.simulate import simulate
from app.simulator.tally import Tally
from tests.simulator.fake_tracker import FakeTracker, free_listener, url_of
from tests.simulator.helpers import a_console
from tests.waiting import eventually

FEW = Options(vehicles=1, as_fast_as_possible=True, wait_s=20.0)
"""One vehicle's day, sent at once."""


class Run:
    """A running simulation, and its output."""

    def __init__(self, options: Options) -> None:
        console, _, self.said = a_console()
        self.tally, self.stop = Tally(), asyncio.Event()
        self.task = asyncio.create_task(
            simulate(options, self.tally, clock=SystemClock(), console=console, stop=self.stop)
        )

    async def ended(self) -> Tally:
        await asyncio.wait_for(self.task, 30)
        return self.tally


@pytest.fixture
def listener() -> Iterator[socket]:
    with free_listener() as bound:
        yield bound


@pytest.fixture
async def tracker(listener: socket) -> AsyncIterator[FakeTracker]:
    tracker = FakeTracker()
    async with tracker.serving(listener):
        yield tracker


def accounted(tally: Tally) -> int:
    return tally.accepted + tally.refused.total() + tally.given_up.total() + tally.unsent


async def test_one_fix_a_request_is_accepted_as_recorded(tracker: FakeTracker, listener: socket) -> None:
    tally = await Run(replace(FEW, url=url_of(listener))).ended()
    assert tally.accepted == tally.scheduled == len(tracker.accepted) == tracker.requests > 100
    assert tally.answers == {"202": tally.accepted}
    assert not tally.unexpected
    assert tally.latencies.count == tally.accepted


async def test_invalid_fixes_in_batches_are_refused_without_the_valid_ones(
    tracker: FakeTracker, listener: socket
) -> None:
    clean = (await Run(replace(FEW, url=url_of(listener), batch=50)).ended()).accepted
    tracker.accepted.clear()
    bad_data = BadData(late=0.1, doubled=0.1, shuffled=0.1, invalid=0.3)
    tally = await Run(replace(FEW, url=url_of(listener), batch=50, bad_data=bad_data)).ended()
    assert tally.accepted == len(tracker.accepted) > clean
    assert len({orjson.dumps(fix) for fix in tracker.accepted}) == clean
    assert tally.refused.total() > 10
    assert accounted(tally) == tally.scheduled
    assert not tally.unexpected


async def test_a_request_of_invalid_fixes_only_is_counted_by_code(tracker: FakeTracker, listener: socket) -> None:
    tally = await Run(replace(FEW, url=url_of(listener), bad_data=BadData(invalid=1.0))).ended()
    assert tally.accepted == tally.refused.total() == len(tracker.accepted)
    assert tally.answers["422 id_empty"] == tally.refused["id_empty"] > 0
    assert not tally.unexpected


async def test_a_503_is_retried_after_its_retry_after(tracker: FakeTracker, listener: socket) -> None:
    tracker.script.append((503, "overloaded", {"Retry-After": "1"}))
    tally = await Run(replace(FEW, url=url_of(listener), connections=1, batch=10_000)).ended()
    assert tally.accepted == tally.scheduled == len(tracker.accepted)
    assert tally.answers == {"503 overloaded": 1, "202": 1}
    assert tally.retried == 1
    assert tracker.requests_at[1] - tracker.requests_at[0] >= 1.0


async def test_a_503_that_does_not_pass_is_given_up_and_counted(tracker: FakeTracker, listener: socket) -> None:
    tracker.script.extend([(503, "kafka_unavailable", {})] * 100)
    tally = await Run(replace(FEW, url=url_of(listener), connections=1, batch=10_000, wait_s=0.5)).ended()
    assert tally.given_up == {"503 kafka_unavailable": tally.scheduled}
    assert not tally.accepted
    assert 2 <= tally.answers["503 kafka_unavailable"] < 100


async def test_it_waits_for_a_tracker_that_is_still_starting(listener: socket) -> None:
    run = Run(replace(FEW, url=url_of(listener)))
    await eventually(lambda: "connection refused" in run.said.getvalue())
    tracker = FakeTracker(ready=False)
    async with tracker.serving(listener):
        tracker.ready = True
        tally = await run.ended()
    assert tally.accepted == tally.scheduled == len(tracker.accepted)
    assert run.said.getvalue().count("Waiting up to 20 s") == 1


async def test_it_waits_until_the_tracker_is_ready(tracker: FakeTracker, listener: socket) -> None:
    tracker.ready = False
    run = Run(replace(FEW, url=url_of(listener)))
    await eventually(lambda: "the view is catching up" in run.said.getvalue())
    assert tracker.requests == 0
    tracker.ready = True
    assert (await run.ended()).accepted == len(tracker.accepted)


async def test_without_a_tracker_the_simulator_reports_it_and_exits(listener: socket) -> None:
    run = Run(replace(FEW, url=url_of(listener), wait_s=0.2))
    tally = await run.ended()
    assert tally.scheduled == 0
    assert f"No tracker is ready at {url_of(listener)} after 0 s (connection refused)." in run.said.getvalue()


async def test_a_tracker_that_restarts_in_the_middle_gets_every_fix() -> None:
    tracker = FakeTracker()
    with free_listener() as listener:
        url, port = url_of(listener), listener.getsockname()[1]
        async with tracker.serving(listener):
            run = Run(replace(FEW, url=url, as_fast_as_possible=False, rate_per_s=200.0))
            await eventually(lambda: len(tracker.accepted) > 10)
    await eventually(lambda: "trying again" in run.said.getvalue())
    with free_listener(port) as listener:
        async with tracker.serving(listener):
            tally = await run.ended()
    assert tally.accepted == tally.scheduled
    # A request whose answer was lost in the restart is retried, so the tracker may hold a fix twice.
    assert len({orjson.dumps(fix) for fix in tracker.accepted}) == tally.scheduled
    assert "answers again" in run.said.getvalue()


async def test_a_stop_takes_effect_at_once_and_counts_unsent_fixes(tracker: FakeTracker, listener: socket) -> None:
    run = Run(replace(FEW, url=url_of(listener), as_fast_as_possible=False, speed_up=1.0))
    await eventually(lambda: run.tally.accepted == 1)
    run.stop.set()
    tally = await asyncio.wait_for(run.ended(), 5)
    assert accounted(tally) == tally.scheduled
    assert tally.accepted == len(tracker.accepted)


async def test_a_stop_does_not_wait_for_a_tracker_that_never_answers(tracker: FakeTracker, listener: socket) -> None:
    tracker.silent = True
    run = Run(replace(FEW, url=url_of(listener), connections=2, queue=3))
    await eventually(lambda: tracker.requests == 2)
    run.stop.set()
    tally = await asyncio.wait_for(run.ended(), 10)
    assert tally.given_up == {"stopped": 2}
    assert tally.unsent == tally.scheduled - 2 > 0


async def test_a_request_whose_answer_takes_too_long_is_retried(tracker: FakeTracker, listener: socket) -> None:
    tracker.silent = True
    run = Run(replace(FEW, url=url_of(listener), batch=10_000, answer_timeout_s=0.2))
    await eventually(lambda: tracker.requests >= 2)
    tracker.silent = False
    tally = await run.ended()
    assert tally.accepted == tally.scheduled
    assert "no answer in time" in run.said.getvalue()


async def test_a_duration_ends_a_fleet_that_never_stops(tracker: FakeTracker, listener: socket) -> None:
    options = replace(FEW, url=url_of(listener), loop=True, batch=100, duration_s=0.3)
    tally = await Run(options).ended()
    assert tally.accepted == tally.scheduled == len(tracker.accepted)
    assert 0.3 <= tally.elapsed_s < 5


async def test_a_duration_ends_the_wait_for_a_vehicle_that_reports_much_later(
    tracker: FakeTracker, listener: socket
) -> None:
    options = replace(FEW, url=url_of(listener), as_fast_as_possible=False, speed_up=1.0, duration_s=0.2)
    tally = await Run(options).ended()
    assert tally.accepted == len(tracker.accepted) == 1
    assert tally.elapsed_s < 5
