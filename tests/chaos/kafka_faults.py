"""Faults of Kafka: killed, restarted, unreachable, frozen, emptied."""

import asyncio
import shutil

from tests.chaos.fault import Fault, Stage
from tests.engine.workers import delete_topic


async def kill_broker(stage: Stage) -> None:
    """Kill the broker's processes and start it again."""
    stage.world["broker"].kill_family()
    stage.world["broker"].start()


async def restart_broker(stage: Stage) -> None:
    """Stop the broker cleanly and start it again."""
    await asyncio.to_thread(stage.world["broker"].stop)
    stage.world["broker"].start()


async def broker_gone(stage: Stage) -> None:
    """Stop Kafka for a minute."""
    async with stage.dark():
        await asyncio.to_thread(stage.world["broker"].stop)
        await asyncio.sleep(stage.length_s(15, 60))
    stage.world["broker"].start()


async def freeze_broker(stage: Stage) -> None:
    """Freeze the broker: connections stay open, answers do not come."""
    async with stage.dark():
        stage.world["broker"].freeze()
        try:
            await asyncio.sleep(stage.length_s(15, 25))
        finally:
            stage.world["broker"].thaw()


async def delete_changelog(stage: Stage) -> None:
    """Delete the table's changelog in use; the positions and the state folders stay."""
    stage.history.starts_over_at = stage.now
    await delete_topic(stage.world.settings, stage.world.settings.changelog_topic)


async def wipe_broker(stage: Stage) -> None:
    """Delete all of Kafka's data but not the state folders: stored fixes are lost, later ones must be kept."""
    world = stage.world
    world["broker"].kill_family()  # a JVM that lives a moment longer would acknowledge what is then deleted
    shutil.rmtree(world["broker"].data)
    # Only what Kafka still has is promised.
    stage.history.forget(stage.now)
    stage.load.requests.clear()
    world["broker"].start()


KAFKA_FAULTS = (
    Fault("kill-broker", 30, kill_broker, is_quick=True),
    Fault("restart-broker", 30, restart_broker),
    Fault("broker-gone", 30, broker_gone),
    Fault("freeze-broker", 30, freeze_broker),
)
LAST_KAFKA_FAULTS = (
    Fault("changelog-deleted", 60, delete_changelog, is_quick=True, ends_world=True),
    Fault("broker-wiped", 60, wipe_broker, ends_world=True),
)
