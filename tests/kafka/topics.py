"""The topics of an installation, for tests."""

from app.kafka.topic_admin import ensure_topics
from app.processes.topics import topic_specs
from app.settings import Settings


async def ensure_all(settings: Settings) -> dict[str, str]:
    """Create the topics of an installation that are missing and return the epochs of its changelogs."""
    return await ensure_topics(settings, topic_specs(settings))


async def latest_epoch(settings: Settings) -> str:
    """Create the topics that are missing and return the epoch of the table `latest`."""
    return (await ensure_all(settings))[settings.changelog_topic]
