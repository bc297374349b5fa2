"""Keys for tests that need some: written as `python -m app keys create` writes them, without a process for each."""

import time

from app.domain.access import Scope
from app.kafka.register_log import append
from app.kafka.topic_admin import ensure_topics
from app.keys.key_log import key_topic
from app.keys.record import new_record
from app.processes.topics import topic_specs
from app.settings import Settings


async def created_key(settings: Settings, name: str, *scopes: str, fleet: str | None = None) -> str:
    """Write a key into the log of an installation and return its text."""
    await ensure_topics(settings, topic_specs(settings))
    record, text = new_record(name, frozenset(map(Scope, scopes)), None, time.time(), fleet)
    await append(settings, key_topic(settings), record.id, record)
    return text
