"""Settings of what clients write: the demo, positions, and commands about deliveries."""

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings

from app.domain.moments import zone_of


class WritingSettings(BaseSettings):
    """What clients write."""

    # The demo that the dashboard of an empty tracker can start
    demo: bool = Field(
        False, description="Let the dashboard start the demo; works only on the loopback address and without keys."
    )
    demo_vehicles: int = Field(
        300, ge=1, le=2_000, description="Vehicles of the demo beside its company, one position a second each."
    )
    demo_s: float = Field(3_600.0, gt=0, le=86_400, description="Seconds after which the demo stops.")

    # Ingest
    ingest_deadline_s: float = Field(10.0, gt=0, description="Longest wait for Kafka's ack before a request gets 503.")
    ingest_linger_s: float = Field(
        0.001, ge=0, description="Delay before sending, so that fixes can be batched; none for a single client."
    )
    ingest_linger_loaded_s: float = Field(0.01, ge=0, description="The same delay while envelopes run full.")
    kafka_backoff_s: float = Field(0.25, gt=0, description="First pause between attempts to reach Kafka; it doubles.")
    kafka_backoff_max_s: float = Field(4.0, gt=0, description="Longest pause between attempts to reach Kafka.")
    partition_cache_size: int = Field(100_000, ge=0, description="Shipments whose partition an edge keeps in memory.")
    max_inflight_fixes: int = Field(
        100_000, ge=1, description="Most fixes that wait for an ack; above it requests get 503."
    )
    max_body_bytes: int = Field(4 << 20, ge=1024, description="Largest request body.")
    max_batch_fixes: int = Field(10_000, ge=1, description="Most fixes in one batch request.")
    envelope_max_fixes: int = Field(512, ge=1, description="Most fixes in one Kafka record.")
    envelope_max_bytes: int = Field(128 << 10, ge=4096, description="Largest Kafka record of the topic positions.")

    # Commands about deliveries
    command_wait_s: float = Field(
        5.0, gt=0, description="Longest wait for the decision on a command, after which a request gets 202."
    )
    max_waiting_commands: int = Field(
        50_000, ge=1, description="Most commands that wait for their decision; above it requests get 503."
    )
    max_inflight_command_bytes: int = Field(
        32 << 20, ge=1024, description="Most bytes of commands that wait for an ack; above it requests get 503."
    )
    max_bulk_deliveries: int = Field(10_000, ge=1, description="Most deliveries in one request.")
    max_batch_statuses: int = Field(500, ge=1, description="Most statuses in one request.")
    max_route_deliveries: int = Field(500, ge=1, description="Most deliveries of one driver's route.")
    time_zone: str = Field(
        "UTC", description="IANA time zone of local times in CSV files, and of the days of drivers' stops."
    )

    @field_validator("time_zone")
    @classmethod
    def _is_a_zone(cls, text: str) -> str:
        zone_of(text)
        return text
