import asyncio
from collections.abc import Callable

from app.deliveries.deliveries_table import deliveries_table
from app.liveness.kafka_watch import KafkaWatch
from app.observability.metrics import Metrics
from app.readiness import Readiness
from app.settings import Settings
from tests.kafka.embedded import OwnKafka
from tests.kafka.topics import ensure_all
from tests.metric_values import value_of


async def test_a_process_without_readers_is_not_ready_while_kafka_does_not_answer(
    make_settings: Callable[..., Settings], own_kafka: OwnKafka
) -> None:
    settings = make_settings(kafka=own_kafka.address)
    await ensure_all(settings)
    metrics, readiness = Metrics(), Readiness()
    watch = KafkaWatch(settings, deliveries_table(settings), metrics, readiness)
    try:
        for is_away in (False, True, False):
            if is_away:
                await asyncio.to_thread(own_kafka.kill)
            elif not own_kafka.is_started:
                await asyncio.to_thread(own_kafka.start)
            await watch.look()
            assert (readiness.reason or "").startswith(f"Kafka at {own_kafka.address} does not answer") is is_away
            assert value_of(metrics, "tracker_kafka_connected") == (not is_away)
    finally:
        await watch._disconnect()
