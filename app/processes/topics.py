"""The topics, declared as data."""

from collections.abc import Mapping
from types import MappingProxyType

from app.kafka.topic_spec import TopicSpec
from app.settings import Settings

DAY_MS = 24 * 3600 * 1000
TOMBSTONE_DAYS = 7
"""How long Kafka keeps a tombstone after it compacted the records before it; state that was away for longer is dropped."""


COMPACTED_SOON = MappingProxyType(
    {
        # With Kafka's defaults every edge would read up to 1 GiB of old rows per partition at each start.
        "segment.bytes": str(64 << 20),
        "segment.ms": "600000",
        "min.cleanable.dirty.ratio": "0.1",
        # The lag leaves time to repair a row that a paused worker has overwritten.
        "min.compaction.lag.ms": "600000",
        "max.compaction.lag.ms": "1800000",
    }
)
# With the broker's time, a replay judges a fix's age as the first reading did, and no sender's clock decides the retention.
DATED_BY_KAFKA = MappingProxyType({"cleanup.policy": "delete", "message.timestamp.type": "LogAppendTime"})
COMPACTED = MappingProxyType({"cleanup.policy": "compact"})


def topic_specs(settings: Settings) -> tuple[TopicSpec, ...]:
    """Return the topics of this installation, those of positions first."""
    insync = {"min.insync.replicas": str(settings.min_insync_replicas)}
    tombstones = {"delete.retention.ms": str(TOMBSTONE_DAYS * DAY_MS)}

    def sharded(name: str, fixed: Mapping[str, str], **initial: str) -> TopicSpec:
        return TopicSpec(name, settings.partitions, fixed, MappingProxyType({**initial, **insync}))

    def changelog(name: str) -> TopicSpec:
        initial = MappingProxyType({**COMPACTED_SOON, **tombstones, **insync})
        least = MappingProxyType({"delete.retention.ms": TOMBSTONE_DAYS * DAY_MS})
        return TopicSpec(name, settings.partitions, COMPACTED, initial, is_changelog=True, least=least)

    # Large enough for the largest record of `positions` and the reason of its rejection.
    rejected = {"retention.ms": str(14 * DAY_MS), "max.message.bytes": str(2 << 20)}

    def register(name: str) -> TopicSpec:
        # One partition, since readers follow the whole topic and the records of a name stay in order.
        return TopicSpec(name, 1, COMPACTED, MappingProxyType({**tombstones, **insync}), is_sharded=False)

    return (
        sharded(settings.positions_topic, DATED_BY_KAFKA, **{"retention.ms": str(7 * DAY_MS)}),
        changelog(settings.changelog_topic),
        sharded(settings.rejected_topic, MappingProxyType({"cleanup.policy": "delete"}), **rejected),
        sharded(settings.commands_topic, DATED_BY_KAFKA, **{"retention.ms": str(7 * DAY_MS)}),
        changelog(settings.deliveries_changelog_topic),
        sharded(settings.events_topic, DATED_BY_KAFKA, **{"retention.ms": str(14 * DAY_MS)}),
        register(settings.keys_topic),
        register(settings.devices_topic),
        register(settings.drivers_topic),
    )
