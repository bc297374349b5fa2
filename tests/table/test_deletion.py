"""A deletion over a real Kafka, from the control record to the tombstone, through restarts, lost state and compaction."""

import json
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from rocksdict import Options, Rdict

from app.clock import SystemClock
from app.domain.partition import partition_of
from app.fixes.control import Forget, encode_forget
from app.fixes.latest_row import deleted_at
from app.ports import free_port
from app.settings import Settings, environment_with
from app.table.state_age import CURRENT_AT_KEY, MAX_STATE_AGE_S, put_current_at
from app.table.tombstone_header import deleted_row
from tests.builders import a_fix
from tests.engine.workers import Worker, delete_topic, produce, produce_raw, read_all, running_worker
from tests.kafka.topics import ensure_all
from tests.product.process import Process, python, started
from tests.waiting import eventually, eventually_after

pytestmark = pytest.mark.timeout(240)
MakeSettings = Callable[..., Settings]
GONE, KEPT = "PKG-gone", "PKG-kept"
NEVER_S, SOON_S = 3600.0, 0.5
SETTLE_S = 40.0
NOW = float(round(SystemClock().now()))
AT = NOW - 10
"""Up to when the shipment is forgotten."""


async def forget(settings: Settings, at: float = AT, shipment_id: str = GONE) -> None:
    """Write a control record."""
    key, value = encode_forget(Forget(shipment_id, at))
    partition = partition_of(shipment_id, settings.partitions)
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all") as producer:
        await producer.send_and_wait(settings.positions_topic, value, key=key, partition=partition)


def fixes(timestamp: float, *shipments: str) -> list[dict[str, Any]]:
    return [a_fix(shipmentId=shipment, timestamp=timestamp) for shipment in shipments]


async def changelog_of(settings: Settings, shipment_id: str = GONE) -> list[Any]:
    """Return the records of a shipment in the changelog."""
    return [r for r in await read_all(settings, settings.changelog_topic) if r.key == shipment_id.encode()]


async def last_value(settings: Settings) -> bytes | None:
    value: bytes | None = (await changelog_of(settings))[-1].value
    return value


def is_deleted(worker: Worker) -> bool:
    return bool((worker.row(GONE) or {}).get("deleted"))


def is_shown_at(worker: Worker, timestamp: float) -> bool:
    row = worker.row(GONE)
    return row is not None and row["timestamp"] == timestamp and "deleted" not in row


async def test_a_deletion_is_written_refuses_older_fixes_ends_in_a_tombstone_and_lets_newer_ones_through(
    make_settings: MakeSettings,
) -> None:
    settings = make_settings(serve=False, tombstone_after_s=1.0)
    home = partition_of(GONE, settings.partitions)
    assert partition_of(KEPT, settings.partitions) == home
    async with running_worker(settings) as worker:
        await produce(settings, *fixes(AT - 5, GONE, KEPT))
        await forget(settings)
        await eventually(lambda: is_deleted(worker) or worker.value("tracker_tombstones_total") == 1)
        await eventually(lambda: worker.value("tracker_tombstones_total") == 1, 20)
        assert worker.row(GONE) is None
        *_, deletion, tombstone = await changelog_of(settings)
        source = [home, 2, 0]  # after a fix of each shipment, which share a partition
        wire = {"shipmentId": GONE, "deleted": True, "timestamp": AT, "source": source}
        assert deletion.value == json.dumps(wire, separators=(",", ":")).encode()
        assert (tombstone.value, deleted_row(tombstone.headers)) == (None, deletion.value)
        await produce(settings, *fixes(AT + 1, GONE))
        await eventually(lambda: is_shown_at(worker, AT + 1))
        assert worker.row(KEPT) is not None


async def test_until_its_tombstone_a_deletion_refuses_fixes_that_are_not_newer(make_settings: MakeSettings) -> None:
    settings = make_settings(serve=False, tombstone_after_s=NEVER_S)
    async with running_worker(settings) as worker:
        await forget(settings)
        await produce(settings, *fixes(AT - 5, GONE), *fixes(AT, GONE))
        await eventually(lambda: worker.value("tracker_fixes_decided_total", decision="forgotten") == 2)
        assert is_deleted(worker)


@pytest.mark.parametrize("how", ["restarted", "without its state", "another"])
async def test_the_tombstone_is_written_by_a_worker_that_starts_later(make_settings: MakeSettings, how: str) -> None:
    settings = make_settings(serve=False, tombstone_after_s=NEVER_S)
    async with running_worker(settings) as worker:
        await produce(settings, *fixes(AT - 5, GONE, KEPT))
        await forget(settings)
        await eventually(lambda: is_deleted(worker))
        await eventually(lambda: worker.value("tracker_table_pending_rows") == 0)
    if how == "without its state":
        shutil.rmtree(settings.state_dir)
    later = make_settings(serve=False, tombstone_after_s=SOON_S, worker="other" if how == "another" else "worker-1")
    async with running_worker(later) as worker:
        await eventually(lambda: worker.value("tracker_tombstones_total") == 1, 20)
        assert (worker.row(GONE), worker.row(KEPT) is None) == (None, False)
    assert await last_value(settings) is None


async def test_the_tombstone_is_written_by_the_worker_that_the_partition_moves_to(make_settings: MakeSettings) -> None:
    settings = make_settings(serve=False, tombstone_after_s=NEVER_S, worker="worker-1")
    other = make_settings(serve=False, tombstone_after_s=SOON_S, worker="worker-2", http_port=free_port())
    async with running_worker(other) as second:
        async with running_worker(settings) as first:
            await eventually(lambda: first.value("tracker_partitions") == second.value("tracker_partitions") == 2, 20)
            homes = {partition_of(f"S-{number}", 4): f"S-{number}" for number in range(40)}
            for shipment in homes.values():
                await forget(settings, shipment_id=shipment)
            await eventually(lambda: second.value("tracker_tombstones_total") == 2, 20)
            await eventually(lambda: first.value("tracker_forgets_decided_total", decision="deleted") == 2)
        await eventually(lambda: second.value("tracker_tombstones_total") == 4, 30)


async def test_where_the_changelog_is_lost_the_deletion_is_repeated_in_its_order(make_settings: MakeSettings) -> None:
    settings = make_settings(serve=False, tombstone_after_s=SOON_S)
    async with running_worker(settings) as worker:
        await produce(settings, *fixes(AT - 5, GONE, KEPT))
        await forget(settings)
        await produce(settings, *fixes(AT - 3, GONE), *fixes(AT - 4, KEPT))
        await eventually(lambda: worker.value("tracker_tombstones_total") == 1, 20)
    await delete_topic(settings, settings.changelog_topic)
    async with running_worker(settings) as worker:
        # The deletion is due at once, and yet it meets the older fix that follows it.
        await eventually(lambda: worker.value("tracker_fixes_decided_total", decision="forgotten") == 1)
        await eventually(lambda: worker.value("tracker_tombstones_total") == 1, 20)
        assert (worker.row(GONE), worker.row(KEPT) is None) == (None, False)
    assert [None if r.value is None else deleted_at(r.value) for r in await changelog_of(settings)][-2:] == [AT, None]


async def test_a_tombstone_of_a_paused_worker_does_not_end_a_live_row(make_settings: MakeSettings) -> None:
    settings = make_settings(serve=False, tombstone_after_s=NEVER_S)
    async with running_worker(settings) as worker:
        await forget(settings)
        await eventually(lambda: is_deleted(worker))
        await eventually(lambda: worker.value("tracker_table_rows_total") == 1)
        await produce(settings, *fixes(AT + 1, GONE))
        await eventually(lambda: worker.value("tracker_table_rows_total") == 2)
        deletion = (await changelog_of(settings))[0].value
        async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all") as paused:
            home = partition_of(GONE, settings.partitions)
            headers = [("deletes", deletion)]
            await paused.send_and_wait(settings.changelog_topic, key=GONE.encode(), partition=home, headers=headers)
        await eventually(lambda: worker.value("tracker_table_repairs_total") == 1, 20)
        await eventually(lambda: worker.value("tracker_table_pending_rows") == 0)
        assert is_shown_at(worker, AT + 1)
    newest = await last_value(settings)
    assert newest is not None, "compaction would keep the tombstone"
    assert json.loads(newest)["timestamp"] == AT + 1


async def compact_soon(settings: Settings) -> None:
    """Let the broker look every 0.1 s, not every 15 s, for what it can compact: for all tests of the run, which is harmless."""
    cleaner = ConfigResource(ConfigResourceType.BROKER, "1", configs={"log.cleaner.backoff.ms": "100"})
    await alter(settings, cleaner)


async def set_topic(settings: Settings, **configs: str) -> None:
    """Set configuration of the changelog."""
    named = {name.replace("_", "."): value for name, value in configs.items()}
    await alter(settings, ConfigResource(ConfigResourceType.TOPIC, settings.changelog_topic, configs=named))


async def alter(settings: Settings, resource: ConfigResource) -> None:
    """Replace the configuration of a resource."""
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.bootstrap)
    await admin.start()
    try:
        assert all(code == 0 for answer in await admin.alter_configs([resource]) for code, *_ in answer.resources)
    finally:
        await admin.close()


def edit_state(settings: Settings, age_s: float) -> None:
    """Set for all partitions since when their state has been away."""
    for path in settings.state_dir.rglob("*.db"):
        options = Options(raw_mode=True)
        options.create_if_missing(False)
        db = Rdict(str(path), options)
        assert db.get(CURRENT_AT_KEY) is not None
        put_current_at(db, NOW - age_s)
        db.close()


async def is_compacted(settings: Settings) -> bool:
    """Tell whether nothing is left of the shipment, not even its tombstone; write on, as only closed segments are compacted."""
    await produce(settings, *fixes(SystemClock().now(), *(f"filler-{number}" for number in range(20))))
    return not await changelog_of(settings)


async def test_what_compaction_removed_stays_away_also_from_state_that_was_away_for_a_week(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    settings = make_settings(serve=False, tombstone_after_s=SOON_S)
    await ensure_all(settings)
    await compact_soon(settings)
    await set_topic(
        settings,
        cleanup_policy="compact",
        segment_ms="100",
        delete_retention_ms="100",
        min_cleanable_dirty_ratio="0.01",
        min_compaction_lag_ms="0",
        max_compaction_lag_ms="1000",
    )
    async with running_worker(settings) as worker:
        await produce(settings, *fixes(AT - 5, GONE, KEPT))
        await eventually(lambda: worker.row(GONE) and worker.row(KEPT))
    shutil.copytree(settings.state_dir, tmp_path / "away")
    async with running_worker(settings) as worker:
        await forget(settings)
        await eventually(lambda: worker.value("tracker_tombstones_total") == 1, 20)
        await eventually_after(lambda: is_compacted(settings), 120)
    for age_s, is_ghost in ((MAX_STATE_AGE_S / 2, True), (7 * 86_400.0, False)):
        shutil.rmtree(settings.state_dir)
        shutil.copytree(tmp_path / "away", settings.state_dir)
        edit_state(settings, age_s)
        async with running_worker(settings) as worker:
            assert worker.value("tracker_state_dropped_total", reason="too_old") == (0 if is_ghost else 4)
            assert (worker.row(GONE) is not None) == is_ghost, "Kafka keeps tombstones for a week, here for less"
            assert worker.row(KEPT) is not None


@contextmanager
def worker_process(settings: Settings, folder: Path, name: str) -> Iterator[Process]:
    """Yield a worker of its own, which is killed with SIGKILL afterwards."""
    env = environment_with(
        {
            "kafka": settings.bootstrap,
            "prefix": settings.prefix,
            "partitions": settings.partitions,
            "data": folder / name,
            "http_port": free_port(),
            "dashboard_port": 0,
            "session_timeout_s": 2,
            "tombstone_after_s": settings.tombstone_after_s,
            "serve": "false",
        }
    )
    with started(python("-m", "app", "worker", output=folder / f"{name}.log", env=env)) as process:
        yield process


def last_is(settings: Settings, is_so: Callable[[Any], bool]) -> Callable[[], Any]:
    """Return a question whether the shipment's last record in the changelog is so."""

    async def ask() -> bool:
        records = await changelog_of(settings)
        return bool(records) and is_so(records[-1].value)

    return ask


def is_a_deletion(value: bytes | None) -> bool:
    return value is not None and deleted_at(value) == AT


@pytest.mark.system
async def test_a_deletion_outlives_the_kill_of_its_worker(make_settings: MakeSettings, tmp_path: Path) -> None:
    settings = make_settings(tombstone_after_s=NEVER_S)
    await ensure_all(settings)
    await produce(settings, *fixes(AT - 5, GONE))
    await forget(settings, at=AT)
    with worker_process(settings, tmp_path, "a") as first:
        await eventually_after(last_is(settings, is_a_deletion), SETTLE_S)
        first.kill()
    with worker_process(make_settings(tombstone_after_s=SOON_S), tmp_path, "a"):
        await eventually_after(last_is(settings, lambda value: value is None), SETTLE_S)


@pytest.mark.system
async def test_a_worker_that_was_paused_over_a_tombstone_and_a_return_changes_nothing(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    settings, soon = make_settings(tombstone_after_s=NEVER_S), make_settings(tombstone_after_s=SOON_S)
    await ensure_all(settings)
    await produce(settings, *fixes(AT - 5, GONE))
    await forget(settings, at=AT)
    home = partition_of(GONE, settings.partitions)
    with worker_process(settings, tmp_path, "a") as paused:
        await eventually_after(last_is(settings, is_a_deletion), SETTLE_S)
        paused.send(signal.SIGSTOP)
        with worker_process(soon, tmp_path, "b"):
            await eventually_after(last_is(settings, lambda value: value is None), SETTLE_S)
            await produce(settings, *fixes(AT + 1, GONE))
            await eventually_after(last_is(settings, lambda value: value is not None), SETTLE_S)
            paused.send(signal.SIGCONT)
            # Both are at work again: what is sent now is shown, and the shipment is as it was.
            await produce_raw(settings, home, b"poison")
            await produce(settings, *fixes(AT + 2, GONE))
            await eventually_after(last_is(settings, lambda value: f'"timestamp":{AT + 2}' in str(value)), SETTLE_S)
    records = await changelog_of(settings)
    assert sum(r.value is None for r in records) == 1
