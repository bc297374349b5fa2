"""The topics, declared as data."""

from collections.abc import Mapping
from types import MappingProxyType

from app.kafka.topic_spec import TopicSpec
from app.settings import Settings

DAY_MS = 24 * 3600 * 1000
TOMBSTONE_DAYS = 7
"""How long Kafka keeps a tombstone after it compacted the records before it; state that was away for longer is dropped."""


def topic_specs(settings: Settings) -> tuple[TopicSpec, ...]:
    """Return the topics of this installation: positions, the table's changelog, rejected fixes and keys."""
    insync = {"min.insync.replicas": str(settings.min_insync_replicas)}
    tombstones = {"delete.retention.ms": str(TOMBSTONE_DAYS * DAY_MS)}
    positions = TopicSpec(
        settings.positions_topic,
        settings.partitions,
        # With the broker's time, a replay judges a fix's age as the first reading did.
        MappingProxyType({"cleanup.policy": "delete", "message.timestamp.type": "LogAppendTime"}),
        MappingProxyType({"retention.ms": str(7 * DAY_MS), **insync}),
    )
    changelog = TopicSpec(
        settings.changelog_topic,
        settings.partitions,
        MappingProxyType({"cleanup.policy": "compact"}),
        # Small segments are compacted soon: with Kafka's defaults every edge would read up to 1 GiB of old rows per
        # partition at each start. The lag leaves time to repair a row that a paused worker has overwritten.
        MappingProxyType(
            {
                "segment.bytes": str(64 << 20),
                "segment.ms": "600000",
                "min.cleanable.dirty.ratio": "0.1",
                "min.compaction.lag.ms": "600000",
                "max.compaction.lag.ms": "1800000",
                **tombstones,
                **insync,
            }
        ),
        is_changelog=True,
        least=MappingProxyType({"delete.retention.ms": TOMBSTONE_DAYS * DAY_MS}),
    )
    rejected = TopicSpec(
        settings.rejected_topic,
        settings.partitions,
        MappingProxyType({"cleanup.policy": "delete"}),
        # Large enough for the largest record of `positions` and the reason of its rejection.
        MappingProxyType({"retention.ms": str(14 * DAY_MS), "max.message.bytes": str(2 << 20), **insync}),
    )
    return positions, changelog, rejected, _keys_spec(settings, {**tombstones, **insync})


def _keys_spec(settings: Settings, initial: Mapping[str, str]) -> TopicSpec:
    compacted = MappingProxyType({"cleanup.policy": "compact"})
    # One partition, since readers follow the whole topic and the records of a key stay in order.
    return TopicSpec(settings.keys_topic, 1, compacted, MappingProxyType(dict(initial)), is_sharded=False)
