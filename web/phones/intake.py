"""One way through every phone door: what an app says is judged, stored or put aside, and only then answered.

Apps keep a point until the answer is 200 and send the oldest first, so one point that no one accepts would block the rest.
It is put into `positions-rejected` and answered as taken. What the settings of the app cause, such as a missing device or a
key of another driver, is answered with an error, so that the app keeps its points until a person corrects it.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from app.clock import Clock
from app.domain.access import Access
from app.domain.fix_rules import RejectCode
from app.fixes.codec import EnvelopeFix
from app.fixes.parser import FixError, ParsedFix, parse_item, too_many
from app.observability.metrics import Metrics
from app.phones.body import kept_text
from app.phones.said import Heard, Position, Reading, Said
from app.settings import Settings
from web.ingest.answers import refused
from web.ingest.decision import AcceptedBatch, IngestDecision
from web.ingest.envelope_lane import Ack, Chunk
from web.phones.rejected_log import RejectedItem


class ChunkLog(Protocol):
    """Stores chunks of fixes."""

    async def append(self, chunks: Sequence[Chunk]) -> list[Ack]:
        """Return the acks of the chunks, or raise ProblemError."""
        ...


class ItemLog(Protocol):
    """Stores refused items."""

    async def append(self, items: Sequence[RejectedItem]) -> None:
        """Return when Kafka holds all of them, or raise ProblemError."""
        ...


class Judged(NamedTuple):
    """What becomes of the items of a request."""

    chunks: list[Chunk]
    fixes: int
    contacts: int
    refused: list[tuple[Said, int, FixError]]
    """With their place in the request."""


class Intake:
    """Judges and stores what apps say."""

    def __init__(
        self,
        log: ChunkLog,
        rejected: ItemLog,
        decision: IngestDecision,
        settings: Settings,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._log, self._rejected, self._clock = log, rejected, clock
        self.decision = decision
        self._most = settings.max_batch_fixes
        self._ack_seconds = metrics.histogram("tracker_ingest_ack_seconds")
        self._fixes = metrics.counter("tracker_phone_fixes_total")
        self._contacts = metrics.counter("tracker_phone_contacts_total")
        self._refused = metrics.counter("tracker_phone_rejected_total")

    async def take(self, protocol: str, reading: Reading, now: float, access: Access | None) -> None:
        """Return once Kafka holds all that a request says; raises ProblemError where the app must send it again."""
        if isinstance(reading, FixError):
            raise refused(reading)
        if len(reading) > self._most:
            raise refused(too_many(self._most))
        judged = judge(self.decision, reading, now, access)
        if (fault := fault_of_settings(judged)) is not None:
            raise refused(fault)
        await self._store(protocol, judged)

    async def take_certain(
        self, protocol: str, fixes: Sequence[EnvelopeFix], now: float, access: Access | None
    ) -> bool:
        """Store believable fixes of one subject and return True, or store none and return False if `take` must tell why."""
        chunks = self.decision.accept_subject(fixes, now, access) if len(fixes) <= self._most else None
        if chunks is None:
            return False
        await self._store(protocol, Judged(chunks, len(fixes), 0, []))
        return True

    async def _store(self, protocol: str, judged: Judged) -> None:
        """Return once Kafka holds the fixes and the refused items."""
        began_at = self._clock.monotonic()
        if judged.chunks:
            await self._log.append(judged.chunks)
            self._ack_seconds.observe(self._clock.monotonic() - began_at)
        await self._rejected.append([_item(protocol, *each) for each in judged.refused])
        self._fixes.labels(protocol).inc(judged.fixes)
        self._contacts.labels(protocol).inc(judged.contacts)
        for _, _, error in judged.refused:
            self._refused.labels(protocol, error.code.value).inc()


def judge(decision: IngestDecision, reading: Sequence[Said], now: float, access: Access | None) -> Judged:
    """Decide on each item by the one decision on fixes."""
    parsed: list[ParsedFix | FixError] = []
    indexes: list[int] = []
    contacts: dict[bytes, Chunk] = {}
    refusals: list[tuple[Said, int, FixError]] = []
    for index, said in enumerate(reading):
        match said.what:
            case Position(values):
                parsed.append(parse_item(values, now))
                indexes.append(index)
            case Heard():
                contact = decision.accept_contact(said.what.values, now, access)
                if isinstance(contact, FixError):
                    refusals.append((said, index, contact))
                else:
                    contacts[contact.fixes] = contact
            case FixError():
                refusals.append((said, index, said.what))
    batch = decision.accept_batch(b"", now, access, lambda *_: parsed)
    assert isinstance(batch, AcceptedBatch)  # only a reader of bytes refuses a whole batch
    for rejection in batch.rejected:
        index = indexes[rejection.index]
        error = FixError(RejectCode(rejection.code), rejection.detail, rejection.field)
        refusals.append((reading[index], index, error))
    return Judged([*batch.chunks, *contacts.values()], batch.size, len(contacts), refusals)


def fault_of_settings(judged: Judged) -> FixError | None:
    """Return what the settings of the app or its key cause, if nothing was accepted.

    Where a part was accepted the settings are right now, and no correction changes what was recorded before.
    """
    first = next((error for *_, error in judged.refused if _is_of_settings(error)), None)
    if judged.chunks or first is None:
        return None
    return _UNNAMED if first.code is RejectCode.MISSING_FIELD else first


_UNNAMED = FixError(
    RejectCode.MISSING_FIELD,
    "The request names no device. Set the device id in the app, or add id=<device> to its address",
    "deviceId",
)
_OF_SETTINGS = frozenset({"driverId", "shipmentId", "deviceId"})
"""What a point names comes from the settings of the app, never from its receiver."""


def _is_of_settings(error: FixError) -> bool:
    return error.code is RejectCode.FORBIDDEN or error.field in _OF_SETTINGS


def _item(protocol: str, said: Said, index: int, error: FixError) -> RejectedItem:
    return RejectedItem(kept_text(said.sent).encode(errors="replace"), error, f"{protocol}/{index}")
