"""`python -m app topics`: creates and checks the topics before any process starts."""

import asyncio

from aiokafka.errors import KafkaError

from app.kafka.topic_admin import TopicMismatchError, ensure_topics
from app.processes.topics import topic_specs
from app.settings import Settings


def main(settings: Settings) -> int:
    """Create and check the topics, print what they are, and return the exit code."""
    try:
        epochs = asyncio.run(ensure_topics(settings, topic_specs(settings)))
    except (KafkaError, TopicMismatchError) as error:
        print(error)  # noqa: T201  # the output of a command
        return 1
    for spec in topic_specs(settings):
        epoch = f", epoch {epochs[spec.name]}" if spec.is_changelog else ""
        print(f"{spec.name}: {spec.partitions} partitions, {spec.fixed['cleanup.policy']}{epoch}")  # noqa: T201
    return 0
