"""Names of topics and consumer groups, built from the prefix of an installation."""

from app.settings_location import LocationSettings


class TopicNames(LocationSettings):
    """Names of topics and consumer groups."""

    @property
    def app_id(self) -> str:
        """Return the Faust app id, which is also the consumer group."""
        return f"{self.prefix}tracker"

    @property
    def positions_topic(self) -> str:
        """Return the name of the topic that takes envelopes of fixes."""
        return f"{self.prefix}positions"

    @property
    def rejected_topic(self) -> str:
        """Return the name of the topic that takes rejected fixes."""
        return f"{self.prefix}positions-rejected"

    @property
    def changelog_topic(self) -> str:
        """Return the name of the compacted topic of the table `latest`, as Faust builds it."""
        return f"{self.app_id}-latest-changelog"

    @property
    def keys_topic(self) -> str:
        """Return the name of the compacted topic that holds the API keys, as hashes."""
        return f"{self.app_id}-keys"

    @property
    def commands_topic(self) -> str:
        """Return the name of the topic that takes commands for deliveries."""
        return f"{self.prefix}delivery-commands"

    @property
    def events_topic(self) -> str:
        """Return the name of the topic that takes events of deliveries."""
        return f"{self.app_id}-events"

    @property
    def deliveries_app_id(self) -> str:
        """Return the Faust app id that keeps the table `deliveries`, which is also its consumer group."""
        return f"{self.app_id}-deliveries"

    @property
    def deliveries_changelog_topic(self) -> str:
        """Return the name of the compacted topic of the table `deliveries`."""
        return f"{self.app_id}-deliveries-changelog"
