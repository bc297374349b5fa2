"""Keeps a process's keyring up to date with the topic `tracker-keys`, and writes new and revoked keys."""

from collections.abc import Callable

from app.clock import Clock
from app.kafka.register_feed import RegisterFeed, Reported
from app.kafka.register_log import connect_reader
from app.kafka.topic_reader import TopicReader
from app.keys.key_log import key_topic
from app.keys.keyring import Keyring
from app.keys.record import KeyRecord
from app.observability.metrics import Metrics
from app.readiness import Readiness
from app.settings import Settings


def create_key_feed(
    settings: Settings,
    clock: Clock,
    metrics: Metrics,
    readiness: Readiness,
    keyring: Keyring,
    connect: Callable[[Settings, str, int], TopicReader] = connect_reader,
) -> RegisterFeed[KeyRecord]:
    """Return a feed that is not started."""
    reported = Reported(
        "keys",
        risk="revoked keys may still be valid",
        when_lost="known keys stay valid",
        count=metrics.gauge("tracker_keys_valid"),
        as_of=metrics.gauge("tracker_keys_as_of_seconds"),
    )
    return RegisterFeed(settings, clock, readiness, key_topic(settings), keyring, reported, connect)
