"""Faults of dispatchers: killed, frozen, exchanged, without Kafka, without their state, without their changelog, with bad commands."""

import asyncio
import shutil
from functools import partial
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.protocol.admin import DeleteGroupsRequest

from app.start_error import DO_NOT_RESTART
from tests.chaos.clock_faults import jump_clock
from tests.chaos.dispatch.poison import write_poison
from tests.chaos.fault import Fault, Stage
from tests.chaos.kafka_faults import broker_gone
from tests.chaos.member import Member
from tests.chaos.staging import until
from tests.chaos.world import RESTART_S, SESSION_S
from tests.engine.workers import delete_topic

KIND = "dispatched"
ENDS_WITHIN_S = 60.0
GROUP_EMPTY_S = 60.0


async def kill_dispatcher(stage: Stage) -> None:
    """Kill a dispatcher under load and start it again."""
    dispatcher = stage.world["dispatcher-1"]
    dispatcher.kill_family()
    await asyncio.sleep(RESTART_S)
    dispatcher.start()


async def kill_dispatchers_often(stage: Stage) -> None:
    """Kill dispatchers 20 times in a row, each as soon as it may have started to restore."""
    for turn in range(20):
        dispatcher = stage.world.dispatchers[turn % 2]
        dispatcher.kill_family()
        dispatcher.start()
        await asyncio.sleep(stage.rng.uniform(0.5, 2.5))


async def kill_both_dispatchers(stage: Stage) -> None:
    """Kill both dispatchers at once, while commands wait for their verdicts."""
    for dispatcher in stage.world.dispatchers:
        dispatcher.kill_family()
    await asyncio.sleep(stage.length_s(1, 4))
    for dispatcher in stage.world.dispatchers:
        dispatcher.start()


async def freeze_dispatcher(stage: Stage) -> None:
    """Freeze a dispatcher for longer than its session: it must not overwrite the new owner's rows, or tell events again."""
    dispatcher = stage.world["dispatcher-1"]
    dispatcher.freeze()
    try:
        await asyncio.sleep(SESSION_S + stage.length_s(6, 15))
    finally:
        dispatcher.thaw()


async def exchange_partitions(stage: Stage) -> None:
    """Stop and start the two dispatchers in turn, so that each gets what the other had."""
    for turn in range(4):
        dispatcher = stage.world.dispatchers[turn % 2]
        await asyncio.to_thread(dispatcher.stop)
        await asyncio.sleep(1)
        dispatcher.start()
        await stage.world.until_ready()


async def delete_dispatcher_state(stage: Stage) -> None:
    """Kill a dispatcher, delete its state, start it."""
    dispatcher = stage.world["dispatcher-1"]
    dispatcher.kill_family()
    shutil.rmtree(dispatcher.data, ignore_errors=True)
    dispatcher.start()


async def delete_deliveries_changelog(stage: Stage) -> None:
    """Delete the changelog in use; the dispatchers must write their rows into a new one."""
    await delete_topic(stage.world.settings, stage.world.settings.deliveries_changelog_topic)


async def lose_deliveries(stage: Stage) -> None:
    """Delete the changelog and every state folder: dispatchers stop, until a person lets them read the commands again."""
    world = stage.world
    for dispatcher in world.dispatchers:
        dispatcher.kill_family()
        shutil.rmtree(dispatcher.data, ignore_errors=True)
    await delete_topic(world.settings, world.settings.deliveries_changelog_topic)
    for dispatcher in world.dispatchers:
        await _until_lost(stage, dispatcher)
    await until(partial(_forget_group, stage), GROUP_EMPTY_S, "a group without members")
    for dispatcher in world.dispatchers:
        dispatcher.start()


async def _until_lost(stage: Stage, dispatcher: Member) -> None:
    """Start a dispatcher, and return once it has stopped with what a person must do."""
    dispatcher.start()
    dispatcher.is_wanted = False  # this end is expected, and is not counted as a death

    async def has_ended() -> bool:
        return dispatcher.code is not None

    await until(has_ended, ENDS_WITHIN_S, f"{dispatcher.name} stops without its table")
    if dispatcher.code != DO_NOT_RESTART or "table_lost" not in dispatcher.said:
        stage.history.settled = f"{dispatcher.name} ended with {dispatcher.code} and did not say table_lost"


async def _forget_group(stage: Stage) -> bool:
    """Delete the consumer group, as docs/production.md says; tell whether Kafka did."""
    group = stage.world.settings.deliveries_app_id
    admin = AIOKafkaAdminClient(bootstrap_servers=stage.world.settings.bootstrap)
    await admin.start()
    try:
        # aiokafka knows the request, and has no method that sends it.
        coordinator = await admin.find_coordinator(group)
        answer: Any = await admin._send_request_to_node(coordinator, DeleteGroupsRequest([group]))
    finally:
        await admin.close()
    return all(code == 0 for _, code in answer.results)  # else the sessions of killed members have not ended


async def poison_commands(stage: Stage) -> None:
    """Write invalid commands directly to the topic, between those of the load."""
    await write_poison(stage.world.settings)


DISPATCHER_FAULTS = (
    Fault("freeze-dispatcher", 30, freeze_dispatcher, kind=KIND),
    Fault("kill-both-dispatchers", 30, kill_both_dispatchers, kind=KIND),
    Fault("kill-dispatcher", 25, kill_dispatcher, kind=KIND),
    Fault("kill-dispatcher-20", 40, kill_dispatchers_often, kind=KIND),
    Fault("exchange-partitions", 30, exchange_partitions, kind=KIND),
    Fault("poison-commands", 15, poison_commands, kind=KIND),
    Fault("dispatchers-no-kafka", 40, broker_gone, kind=KIND),
    Fault("dispatcher-state-deleted", 30, delete_dispatcher_state, kind=KIND),
    Fault("deliveries-log-deleted", 60, delete_deliveries_changelog, kind=KIND),
    Fault("deliveries-lost", 60, lose_deliveries, kind=KIND, ends_world=True),
    Fault("dispatchers-clock-jumps", 15, jump_clock, kind="dispatched-exchanged"),
)
