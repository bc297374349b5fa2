"""The topic `tracker-keys`."""

from app.kafka.register_log import RegisterTopic
from app.keys.record import KeyRecord, decode_record, encode_record
from app.settings import Settings


def key_topic(settings: Settings) -> RegisterTopic[KeyRecord]:
    """Return the topic of keys."""
    return RegisterTopic(settings.keys_topic, encode_record, decode_record)
