"""Every setting of the tracker; each comes from the environment variable TRACKER_<NAME>, listed in docs/settings.md."""

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from app.settings_access import AccessSettings
from app.settings_kafka import KafkaSettings
from app.settings_processing import ProcessingSettings
from app.settings_reading import ReadingSettings
from app.settings_topics import TopicNames
from app.settings_upstream import UpstreamSettings
from app.settings_writing import WritingSettings

AUTO_NAME = "auto"
"""With this name a worker or dispatcher takes the first free state folder."""


# The reference lists the settings of the last base first.
class Settings(
    UpstreamSettings, AccessSettings, ReadingSettings, ProcessingSettings, WritingSettings, KafkaSettings, TopicNames
):
    """The settings of an operator; the defaults suit a laptop, and names contain units."""

    model_config = SettingsConfigDict(env_prefix="TRACKER_", frozen=True, extra="ignore")

    log_level: str = Field("info", pattern="^(debug|info|warning|error)$", description="Least severe message logged.")
    log_format: str = Field("text", pattern="^(text|json)$", description="Form of a log line.")
    log_process: str = Field(
        "",
        pattern=r"^[A-Za-z0-9_.-]{0,64}$",
        description="Name of the process in each of its log lines; `run` sets it for its children.",
    )
    shutdown_s: float = Field(10.0, gt=0, description="Longest time a clean stop may take.")

    @property
    def bootstrap(self) -> str:
        """Return the Kafka addresses to use: the cluster's, or the embedded broker's."""
        return self.kafka or f"127.0.0.1:{self.broker_port}"

    @property
    def requires_keys(self) -> bool:
        """Tell whether a request needs a key."""
        return self.auth == "on"

    @property
    def state_dir(self) -> Path:
        """Return the folder of this process's RocksDB files."""
        return self.data / "state" / self.worker


def environment_with(changed: Mapping[str, object]) -> dict[str, str]:
    """Return this process's environment for a child, with the given settings changed."""
    return {**os.environ, **{f"TRACKER_{name.upper()}": str(value) for name, value in changed.items()}}
