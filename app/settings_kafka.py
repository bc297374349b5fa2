"""Settings of Kafka, of the embedded one, and of the supervisor that starts it."""

from pydantic import Field
from pydantic_settings import BaseSettings


class KafkaSettings(BaseSettings):
    """Kafka, the embedded Kafka, and the supervisor."""

    # Kafka
    partitions: int = Field(
        8, ge=1, le=1024, description="Partitions of each topic; fixed for the life of an installation."
    )
    replication: int = Field(1, ge=1, le=7, description="Replicas of each topic.")
    min_insync_replicas: int = Field(1, ge=1, le=7, description="Replicas that must hold a record before its ack.")
    session_timeout_s: float = Field(
        6.0, ge=1, description="Silence after which Kafka reassigns a worker's partitions."
    )
    commit_interval_s: float = Field(1.0, gt=0, description="Seconds between commits of processed offsets.")

    # The embedded Kafka and the supervisor
    broker_heap_mb: int = Field(512, ge=128, description="Largest heap of the embedded Kafka's JVM.")
    broker_java_options: str = Field("", description="Further options of this JVM, separated by spaces.")
    broker_start_s: float = Field(60.0, gt=0, description="Longest wait for the embedded Kafka to answer.")
    broker_fast_start: bool = Field(
        True, description="Rehearse a start once, so that later starts take a third of the time."
    )
    broker_min_free_bytes: int = Field(64 << 20, ge=0, description="Free disk space below which Kafka is not started.")
    download_timeout_s: float = Field(
        20.0, ge=1, description="Time without data after which a download of Kafka's jars fails."
    )
    takeover_wait_s: float = Field(
        10.0, ge=0, description="Wait for ports and data that a stopping tracker still holds."
    )
    restart_first_s: float = Field(0.5, gt=0, description="Pause before a crashed process is restarted.")
    restart_most_s: float = Field(10.0, gt=0, description="Longest such pause; it doubles with each consecutive crash.")
    restart_max: int = Field(20, ge=1, description="Consecutive crashes after which `run` gives up.")
    restart_stable_s: float = Field(30.0, gt=0, description="Uptime after which the crash count resets.")
