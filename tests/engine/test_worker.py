"""One worker over a real Kafka: what it reads, writes, commits and finds again."""

import json
import shutil
from collections.abc import Callable
from typing import Any

import pytest

from app.domain.liveness import Observation
from app.domain.partition import partition_of
from app.liveness.watchdog import StalledError, Watchdog
from app.settings import Settings
from tests.builders import NOON, a_fix, an_envelope
from tests.engine.workers import commits, delete_topic, produce, produce_raw, read_all, running_worker
from tests.waiting import eventually

MakeSettings = Callable[..., Settings]
SHIPMENTS = [f"PKG-{number}" for number in range(12)]


def fixes(**fields: Any) -> list[dict[str, Any]]:
    """Return one fix of each shipment."""
    return [a_fix(shipmentId=shipment_id, **fields) for shipment_id in SHIPMENTS]


async def test_positions_become_rows_and_what_is_wrong_is_kept_with_its_reason(make_settings: MakeSettings) -> None:
    settings = make_settings()
    async with running_worker(settings) as worker:
        await produce(settings, *fixes(timestamp=NOON), *fixes(timestamp=NOON - 1, latitude=1))
        home = partition_of("PKG-0", settings.partitions)
        elsewhere = (home + 1) % settings.partitions
        await produce_raw(settings, elsewhere, b"poison", an_envelope(a_fix(shipmentId="PKG-0", timestamp=NOON + 9)))
        await produce_raw(settings, home, an_envelope(7, a_fix(shipmentId="PKG-0", timestamp=NOON + 1)))
        await eventually(lambda: (worker.row("PKG-0") or {}).get("timestamp") == NOON + 1)
        await eventually(lambda: all(worker.row(shipment_id) for shipment_id in SHIPMENTS))
        await eventually(lambda: worker.value("tracker_fixes_decided_total", decision="late") == len(SHIPMENTS))
        assert all((worker.row(shipment_id) or {})["timestamp"] >= NOON for shipment_id in SHIPMENTS)
        await eventually(lambda: worker.value("tracker_table_pending_rows") == 0)
        refused = {
            dict(record.headers)["code"].decode(): (record.partition, record.value)
            for record in await read_all(settings, settings.rejected_topic)
        }
    assert {code: partition for code, (partition, _) in refused.items()} == {
        "not_json": elsewhere,
        "wrong_partition": elsewhere,
        "wrong_type": home,
    }
    assert (refused["not_json"][1], refused["wrong_type"][1]) == (b"poison", b"7")


async def test_after_a_clean_stop_all_is_committed_and_a_restart_restores_and_reads_nothing_again(
    make_settings: MakeSettings,
) -> None:
    settings = make_settings()
    async with running_worker(settings) as worker:
        await produce(settings, *fixes())
        await eventually(lambda: all(worker.row(shipment_id) for shipment_id in SHIPMENTS))
    homes = [partition_of(shipment_id, settings.partitions) for shipment_id in SHIPMENTS]
    assert dict(await commits(settings)) == {home: (homes.count(home), worker.epoch) for home in set(homes)}
    async with running_worker(settings) as worker:
        assert all(worker.row(shipment_id) for shipment_id in SHIPMENTS)
        assert worker.value("tracker_restored_rows_total") == 0
        await produce(settings, a_fix(shipmentId="PKG-0", timestamp=NOON + 1))
        await eventually(lambda: (worker.row("PKG-0") or {}).get("timestamp") == NOON + 1)
        assert worker.value("tracker_fixes_decided_total", decision="accepted") == 1
        assert worker.value("tracker_fixes_decided_total", decision="replay") == 0
        assert worker.value("tracker_changelog_gaps_total") == 0


async def test_a_restart_without_its_state_restores_the_table_from_the_changelog(make_settings: MakeSettings) -> None:
    settings = make_settings()
    async with running_worker(settings) as worker:
        await produce(settings, *fixes())
        await eventually(lambda: all(worker.row(shipment_id) for shipment_id in SHIPMENTS))
        before = {shipment_id: worker.row(shipment_id) for shipment_id in SHIPMENTS}
    shutil.rmtree(settings.state_dir)
    async with running_worker(settings) as worker:
        assert {shipment_id: worker.row(shipment_id) for shipment_id in SHIPMENTS} == before
        assert worker.value("tracker_restored_rows_total") >= len(SHIPMENTS)
        assert worker.value("tracker_state_dropped_total", reason="epoch") == 0


async def test_when_the_changelog_is_lost_the_positions_are_read_again_from_their_beginning(
    make_settings: MakeSettings,
) -> None:
    settings = make_settings()
    async with running_worker(settings) as worker:
        await produce(settings, *fixes())
        await eventually(lambda: all(worker.row(shipment_id) for shipment_id in SHIPMENTS))
        first_epoch = worker.epoch
    await delete_topic(settings, settings.changelog_topic)
    async with running_worker(settings) as worker:
        await eventually(lambda: all(worker.row(shipment_id) for shipment_id in SHIPMENTS))
        await eventually(lambda: worker.value("tracker_table_pending_rows") == 0)
        assert worker.epoch != first_epoch
        assert worker.value("tracker_state_dropped_total", reason="epoch") == settings.partitions
        changelog = await read_all(settings, settings.changelog_topic)
    assert {record.key.decode() for record in changelog if record.key[0] != 0} == set(SHIPMENTS)
    assert {metadata for _, metadata in (await commits(settings)).values()} == {worker.epoch}


async def test_rows_that_a_fence_dropped_are_not_committed_and_are_decided_again(make_settings: MakeSettings) -> None:
    """The group has emptied without this worker, and an empty group accepts commits from any client."""
    settings = make_settings(commit_interval_s=60, session_timeout_s=6)
    async with running_worker(settings) as worker:
        await produce(settings, a_fix(shipmentId="PKG-0", timestamp=NOON))
        await eventually(lambda: worker.row("PKG-0"))
        worker.app.lease._valid_for_s = -1  # as if the process had been stopped for longer than its session
        await produce(settings, *fixes(timestamp=NOON + 1))
        await eventually(lambda: all(worker.row(shipment_id) for shipment_id in SHIPMENTS))
        consumer: Any = worker.app.consumer
        coordinator = consumer._thread._consumer._coordinator

        async def leave_the_group() -> None:
            await coordinator._maybe_leave_group()
            coordinator.request_rejoin()

        await consumer._thread.call_thread(leave_the_group)
        await eventually(lambda: worker.value("tracker_pending_dropped_total") > 0)
        worker.app.lease._valid_for_s = 5
        await eventually(
            lambda: all((worker.row(shipment_id) or {}).get("timestamp") == NOON + 1 for shipment_id in SHIPMENTS), 20
        )
        await eventually(lambda: worker.value("tracker_table_pending_rows") == 0)
        changelog = [json.loads(r.value) for r in await read_all(settings, settings.changelog_topic) if r.key[0] != 0]
    assert {row["shipmentId"] for row in changelog if row["timestamp"] == NOON + 1} == set(SHIPMENTS)


async def test_a_partition_whose_position_is_not_known_yet_does_not_end_the_worker(make_settings: MakeSettings) -> None:
    settings = make_settings()
    async with running_worker(settings) as worker:
        consumer: Any = worker.app.consumer
        client = consumer._thread._consumer
        for tp in client.assignment():
            client._subscription.subscription.assignment.state_value(tp).await_reset(-1)
        await consumer.verify_all_partitions_active()  # Faust calls it every few seconds


async def test_the_watchdog_sees_what_waits_after_the_groups_commits(make_settings: MakeSettings) -> None:
    settings = make_settings(commit_interval_s=600)
    async with running_worker(settings) as worker:
        await produce(settings, *fixes())
        await eventually(lambda: all(worker.row(shipment_id) for shipment_id in SHIPMENTS))
        nothing = dict.fromkeys(range(settings.partitions), -1)
        assert await Watchdog(worker.app)._ask_kafka() == (nothing, len(SHIPMENTS))
        await worker.app.consumer.commit()
        committed, lag = await Watchdog(worker.app)._ask_kafka()
        assert (sum(max(0, offset) for offset in committed.values()), lag) == (len(SHIPMENTS), 0)


async def test_a_worker_that_has_nothing_to_do_does_not_stall(make_settings: MakeSettings) -> None:
    settings = make_settings(stall_after_s=60, commit_interval_s=600)
    async with running_worker(settings) as worker:
        await produce(settings, *fixes())
        await eventually(lambda: all(worker.row(shipment_id) for shipment_id in SHIPMENTS))
        watchdog, every_s = Watchdog(worker.app), 10.0
        waiting = await watchdog._observe()
        await worker.app.consumer.commit()
        done = await watchdog._observe()
    assert (waiting.lag_records, done.lag_records) == (len(SHIPMENTS), 0)

    def look_often(at: Observation) -> None:
        for looks in range(100):
            watchdog.take(at._replace(at_s=done.at_s + looks * every_s), every_s)

    look_often(done)
    with pytest.raises(StalledError):  # the same looks with work to do
        look_often(waiting)
