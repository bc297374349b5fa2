"""Ends a worker that has work but makes no progress, so that it is restarted.

Reports of stalled Faust consumers name many causes: crashed agents, fetchers without requests, a recovery that waits for
a deleted record, a group that is never rejoined. From outside they all look alike. The watchdog asks Kafka itself, since
a stalled worker's own lag is stalled too. Read against faust-streaming 0.15.3 and aiokafka 0.14.0.
"""

import asyncio

from aiokafka import TopicPartition

from app.domain.liveness import Liveness, Observation, is_stalled, liveness_after
from app.engine.app import TrackerApp
from app.kafka.client import connected_admin, connected_consumer
from app.kafka.question import KafkaQuestion, NoAnswerError

CHECKS = 6
"""Checks within `stall_after_s`."""
MISSED_CHECKS = 3
"""After a pause of this many checks the time without progress starts again."""
LEAST_PATIENCE_S = 5.0
"""Shortest time limit for Kafka's answer: a broker that is busy for a moment should not count as silent."""


class StalledError(Exception):
    """This worker has made no progress with its work for too long; a new process continues at the last commit."""


class Watchdog:
    """Checks several times a minute how far the group's commits are behind the log."""

    def __init__(self, app: TrackerApp) -> None:
        self._app, self._context = app, app.context
        self._liveness = Liveness()
        stall_after_s = self._context.settings.stall_after_s
        self._question = KafkaQuestion("the lag", max(stall_after_s / CHECKS, LEAST_PATIENCE_S))
        self._stalls = self._context.metrics.counter("tracker_stalls_total").labels(self._context.spec.name)

    async def run(self) -> None:
        """Watch until cancelled; raises StalledError."""
        every_s = self._context.settings.stall_after_s / CHECKS
        while True:
            await asyncio.sleep(every_s)
            self.take(await self._observe(), every_s)

    def take(self, observation: Observation, every_s: float) -> None:
        """Judge an observation; raises StalledError, which ends the process, after too long without progress."""
        self._liveness = liveness_after(self._liveness, observation, MISSED_CHECKS * every_s)
        settings = self._context.settings
        if is_stalled(self._liveness, settings.stall_after_s + settings.commit_interval_s):
            self._stalls.inc()
            since_s = observation.at_s - (
                observation.at_s if self._liveness.since_s is None else self._liveness.since_s
            )
            what = (
                f"{observation.lag_records} records are pending"
                if observation.is_settled
                else "the table is not restored"
            )
            raise StalledError(f"no progress for {since_s:.0f} s although {what}; exiting to be restarted")

    async def _observe(self) -> Observation:
        app = self._app
        committed, lag = dict[int, int](), None
        try:
            async with self._question.asked():
                committed, lag = await self._ask_kafka()
        except NoAnswerError:
            pass
        mark = (tuple(sorted(committed.items())), app.restored_records, app.consumer_generation_id)
        return Observation(self._context.clock.monotonic(), lag, app.has_settled, mark)

    async def _ask_kafka(self) -> tuple[dict[int, int], int]:
        """Return the commits of this worker's partitions and the number of records after them."""
        settings, spec = self._context.settings, self._context.spec
        topic = spec.input_topic
        tps = [TopicPartition(topic, tp.partition) for tp in self._app.assignor.assigned_actives() if tp.topic == topic]
        if not tps:
            return {}, 0
        async with connected_admin(settings.bootstrap) as admin:
            found = await admin.list_consumer_group_offsets(spec.app_id, partitions=tps)
        async with connected_consumer(settings.bootstrap) as consumer:
            begins, ends = await consumer.beginning_offsets(tps), await consumer.end_offsets(tps)
        commits = {tp: found[tp].offset if tp in found else -1 for tp in tps}
        lag = sum(max(0, ends[tp] - max(begins[tp], commits[tp])) for tp in tps)
        return {tp.partition: offset for tp, offset in commits.items()}, lag
