"""Edges that exit at the worst moment: Kafka has the fix, and its device has no answer."""

import asyncio
import json

from aiohttp import ClientSession, ClientTimeout

from app.clock import SystemClock
from tests.builders import a_fix
from tests.chaos.aim import PREFIX, lose_aim, take_aim, what_was_hit
from tests.chaos.fault import Fault, Stage
from tests.chaos.history import sent_of
from tests.chaos.load import as_request, insist, try_once
from tests.chaos.member import Member
from tests.chaos.staging import NotStagedError, require
from tests.system.senders import ANSWER_S, RETRY_S
from tests.system.storm import Item, one_request

SHOTS = 6
MOST_REFUSALS = 200
"""A ready edge whose producer is not connected after this many seconds will not connect."""
BATCH = 40


async def kill_edges_at_ack(stage: Stage) -> None:
    """Kill each edge between Kafka's ack and the answer, for single fixes and batches; their devices retry."""
    for shot in range(SHOTS):
        try:
            await stage.world.until_ready()
        except TimeoutError as error:
            raise NotStagedError("the installation was not ready for the next shot") from error
        edge, count = stage.world.edges[shot % 2], 1 if shot < SHOTS / 2 else BATCH
        await _post_and_die(stage, edge, f"{PREFIX}{shot}", count)


async def _post_and_die(stage: Stage, edge: Member, name: str, count: int) -> None:
    now, world = round(SystemClock().now(), 3), stage.world
    fixes = [a_fix(shipmentId=f"{name}-{number}", timestamp=now) for number in range(count)]
    request = one_request(Item(json.dumps(fixes[0]).encode())) if count == 1 else as_request(fixes)
    take_aim(world.folder, edge.name)
    async with ClientSession(timeout=ClientTimeout(total=ANSWER_S)) as session:
        for _ in range(MOST_REFUSALS):
            attempt, answer = await try_once(session, request, edge.url, tuple(map(sent_of, fixes)))
            stage.history.attempts.append(attempt)
            if not (answer.status == 503 and answer.may_pass):  # ready, and its producer is not connected yet
                break
            await asyncio.sleep(RETRY_S)
        lose_aim(world.folder, edge.name)
        require(attempt.status == 0, f"{edge.name} answered {attempt.status} where it should have ended at Kafka's ack")
        try:
            stage.history.stored += what_was_hit(world.folder, edge.name)
        except FileNotFoundError as error:
            raise NotStagedError(f"{edge.name} ended, but not at Kafka's ack") from error
        await insist(session, request, [each.url for each in world.edges], stage.history, stage.rng)


ACK_FAULTS = (Fault("kill-edges-at-ack", 15, kill_edges_at_ack, kind="exchanged"),)
