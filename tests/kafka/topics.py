"""The topics of an installation, for tests."""

from app.settings import Settings
from app.topic_admin import ensure_topics


async def latest_epoch(settings: Settings) -> str:
    """Create the topics that are missing and return the epoch of the table `latest`."""
    return (await ensure_topics(settings))[settings.changelog_topic]
