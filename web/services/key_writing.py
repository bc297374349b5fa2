"""Writes and revokes keys, with failures as answers."""

from aiokafka.errors import KafkaError

from app.keys.record import KeyRecord
from web.http.problem import ProblemError
from web.services.services import Services


async def revoke(services: Services, record: KeyRecord) -> KeyRecord:
    """Return the key once it is revoked; a second revocation changes nothing. Raises `kafka_unavailable`."""
    if record.revokedAt is not None:
        return record
    revoked = record.model_copy(update={"revokedAt": round(services.clock.now(), 3)})
    await write_key(services, revoked)
    return revoked


async def write_key(services: Services, record: KeyRecord) -> None:
    """Write a key; raises ProblemError `kafka_unavailable`."""
    try:
        await services.keys.write(record.id, record)
    except (KafkaError, OSError):
        raise ProblemError("kafka_unavailable", "Kafka, which stores the keys, did not answer in time.") from None
