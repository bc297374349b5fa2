"""Group commit on a real Kafka: acknowledged means readable, and an outage ends by itself."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer, TopicPartition

from app.observability.metrics import Metrics
from app.settings import Settings
from tests.kafka.embedded import OwnKafka, unique_prefix
from tests.kafka.topics import ensure_all
from tests.waiting import eventually
from web.http.problem import ProblemError
from web.ingest.envelope_lane import Ack, Chunk
from web.ingest.log_producer import LogProducer
from web.ingest.position_log import PositionLog


@asynccontextmanager
async def a_log(settings: Settings) -> AsyncIterator[PositionLog]:
    metrics = Metrics()
    log = PositionLog(settings, metrics, LogProducer(settings, metrics))
    await log.start()
    try:
        yield log
    finally:
        await log.stop()


async def envelopes_of(settings: Settings) -> dict[tuple[int, int], list[str]]:
    """Return the fixes of every record of the topic, by partition and offset."""
    consumer = AIOKafkaConsumer(bootstrap_servers=settings.bootstrap)
    await consumer.start()
    try:
        partitions = [TopicPartition(settings.positions_topic, number) for number in range(settings.partitions)]
        consumer.assign(partitions)
        await consumer.seek_to_beginning(*partitions)
        ends = await consumer.end_offsets(partitions)
        found: dict[tuple[int, int], list[str]] = {}
        while sum(ends.values()) > len(found):
            for batch in (await consumer.getmany(timeout_ms=1000)).values():
                assert all(record.key is None for record in batch)
                found |= {(record.partition, record.offset): json.loads(record.value or b"") for record in batch}
        return found
    finally:
        await consumer.stop()


async def attempt(log: PositionLog, fix: str) -> Ack | str:
    """Return the ack of the fix or the code of the refusal."""
    try:
        [ack] = await log.append([Chunk(0, json.dumps(fix).encode(), 1)])
    except ProblemError as error:
        return error.code
    return ack


async def test_every_acknowledged_fix_is_at_its_place_and_company_shares_records(
    make_settings: Callable[..., Settings],
) -> None:
    settings = make_settings()
    await ensure_all(settings)
    acks: dict[str, Ack] = {}

    async def client(number: int) -> None:
        for turn in range(20):
            fix = f"{number}-{turn}"
            [acks[fix]] = await log.append([Chunk(number % settings.partitions, json.dumps(fix).encode(), 1)])

    async with a_log(settings) as log:
        await asyncio.gather(*(client(number) for number in range(64)))
    envelopes = await envelopes_of(settings)
    assert {fix: envelopes[ack.partition, ack.offset][ack.fix_index] for fix, ack in acks.items()} == {
        fix: fix for fix in acks
    }
    assert sum(len(envelope) for envelope in envelopes.values()) == len(acks) == 64 * 20
    assert len(envelopes) < len(acks) / 4


async def test_a_large_batch_over_all_partitions_is_stored_whole(make_settings: Callable[..., Settings]) -> None:
    settings = make_settings()
    await ensure_all(settings)
    batch = [Chunk(number % settings.partitions, json.dumps(f"{number:0100}").encode(), 1) for number in range(10_000)]
    async with a_log(settings) as log:
        acks = await log.append(batch)
    envelopes = await envelopes_of(settings)
    stored = [envelopes[ack.partition, ack.offset][ack.fix_index] for ack in acks]
    assert stored == [json.loads(chunk.fixes) for chunk in batch]
    assert max(len(envelope) for envelope in envelopes.values()) <= settings.envelope_max_fixes


async def test_a_producer_that_kafka_no_longer_follows_is_replaced(make_settings: Callable[..., Settings]) -> None:
    settings = make_settings(partitions=1, kafka_backoff_s=0.05)
    await ensure_all(settings)
    metrics = Metrics()
    producer = LogProducer(settings, metrics)
    log = PositionLog(settings, metrics, producer)
    await log.start()
    try:
        assert isinstance(await attempt(log, "in sequence"), Ack)
        first = producer._producer
        assert first is not None
        first._txn_manager.increment_sequence_number(TopicPartition(settings.positions_topic, 0), 5)
        assert await attempt(log, "out of sequence") == "kafka_unavailable"
        await eventually(lambda: producer._producer is not first)
        assert isinstance(await attempt(log, "in sequence again"), Ack)
        assert first._closed or producer._retiring
    finally:
        await log.stop()
    assert b"tracker_ingest_connects_total 2.0" in metrics.render()


async def test_before_kafka_is_up_requests_get_503_and_then_they_pass(own_kafka: OwnKafka) -> None:
    settings = Settings(kafka=own_kafka.address, prefix=unique_prefix(), partitions=1, kafka_backoff_max_s=0.5)
    await ensure_all(settings)
    await asyncio.to_thread(own_kafka.stop)
    async with a_log(settings) as log:
        assert await attempt(log, "early") == "kafka_unavailable"
        await asyncio.to_thread(own_kafka.start)
        await eventually(lambda: log.is_connected)
        assert isinstance(await attempt(log, "on time"), Ack)


async def test_an_outage_gives_503_within_the_deadline_and_ends_by_itself(own_kafka: OwnKafka) -> None:
    settings = Settings(
        kafka=own_kafka.address, prefix=unique_prefix(), partitions=1, ingest_deadline_s=1, kafka_backoff_max_s=0.5
    )
    await ensure_all(settings)
    loop = asyncio.get_running_loop()
    async with a_log(settings) as log:
        acknowledged = {"before": await attempt(log, "before")}
        await asyncio.to_thread(own_kafka.kill)
        for number in range(3):
            asked_at = loop.time()
            assert await attempt(log, f"during {number}") == "kafka_unavailable"
            assert loop.time() - asked_at < 5
        await asyncio.to_thread(own_kafka.start)
        async with asyncio.timeout(30):
            while not isinstance(acknowledged.setdefault("after", await attempt(log, "after")), Ack):
                del acknowledged["after"]
                await asyncio.sleep(0.05)
    envelopes = await envelopes_of(settings)
    for fix, ack in acknowledged.items():
        assert isinstance(ack, Ack)
        assert envelopes[ack.partition, ack.offset][ack.fix_index] == fix


async def test_a_short_outage_is_not_noticed_by_a_patient_request(own_kafka: OwnKafka) -> None:
    settings = Settings(kafka=own_kafka.address, prefix=unique_prefix(), partitions=1, ingest_deadline_s=30)
    await ensure_all(settings)
    async with a_log(settings) as log:
        assert isinstance(await attempt(log, "before"), Ack)
        await asyncio.to_thread(own_kafka.kill)
        waiting = asyncio.create_task(attempt(log, "during"))
        await asyncio.to_thread(own_kafka.start)
        assert isinstance(await waiting, Ack)


async def test_stopping_with_kafka_away_is_quick_and_answers_all(own_kafka: OwnKafka) -> None:
    settings = Settings(
        kafka=own_kafka.address, prefix=unique_prefix(), partitions=1, ingest_deadline_s=30, shutdown_s=2
    )
    await ensure_all(settings)
    loop = asyncio.get_running_loop()
    async with a_log(settings) as log:
        assert isinstance(await attempt(log, "before"), Ack)
        await asyncio.to_thread(own_kafka.kill)
        waiting = asyncio.create_task(attempt(log, "during"))
        await asyncio.sleep(0)
        stopping_at = loop.time()
    assert await waiting == "kafka_unavailable"
    assert loop.time() - stopping_at < 15
