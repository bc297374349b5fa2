"""Tells how far the input of this worker's partitions was processed, compared with what Kafka holds."""

import asyncio
from collections.abc import Collection
from typing import TYPE_CHECKING

from aiokafka import TopicPartition

from app.kafka.client import connected_consumer
from app.kafka.question import KafkaQuestion, NoAnswerError

if TYPE_CHECKING:
    from app.engine.app import TrackerApp

ATTEMPT_S = 10.0
WAIT_S = 5.0
"""Longest wait for the agent to reach the end that Kafka named."""
LOOK_EVERY_S = 0.05


class InputProgress:
    """Compares what the agent processed with the end of the input."""

    def __init__(self, app: "TrackerApp", wait_s: float = WAIT_S) -> None:
        self._wait_s = wait_s
        self._app, self._question = app, KafkaQuestion("the end of the input", ATTEMPT_S)

    async def read_to_the_end(self, partitions: Collection[int]) -> set[int]:
        """Return those of the partitions whose input was processed up to its end at the call; none without an answer."""
        settings, spec = self._app.context.settings, self._app.context.spec
        tps = [TopicPartition(spec.input_topic, partition) for partition in partitions]
        try:
            async with self._question.asked(), connected_consumer(settings.bootstrap) as consumer:
                begins, ends = await consumer.beginning_offsets(tps), await consumer.end_offsets(tps)
        except NoAnswerError:
            return set()
        left = {tp.partition: ends[tp] for tp in tps if begins[tp] < ends[tp]}
        reached = set(partitions) - left.keys()  # Kafka holds no input of these
        deadline = asyncio.get_running_loop().time() + self._wait_s
        while True:
            reached |= {partition for partition, end in left.items() if self._app.processed_offset(partition) >= end}
            if len(reached) == len(set(partitions)) or asyncio.get_running_loop().time() > deadline:
                return reached
            await asyncio.sleep(LOOK_EVERY_S)
