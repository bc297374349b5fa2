"""People with keys of every kind, at a tracker that asks for them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.domain.access import Scope
from app.keys.record import KeyRecord, new_record
from tests.builders import NOON
from tests.web.ingest.fake_log import FakeLog
from tests.web.tracker_api import TrackerApi, a_tracker
from web.ingest.decision import IngestDecision
from web.ingest.handlers import Ingest


@dataclass
class Guarded:
    """A tracker with keys, and what is in its log."""

    tracker: TrackerApi
    log: FakeLog
    records: dict[str, KeyRecord] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def give(self, who: str, *scopes: Scope, driver: str | None = None, fleet: str | None = None) -> str:
        """Make a key, and return it."""
        record, text = new_record(who, frozenset(scopes), driver, NOON + len(self.keys), fleet)
        self.tracker.services.guard.keyring.apply(record.id, record)
        self.records[who], self.keys[who] = record, text
        return text

    def revoke(self, who: str) -> None:
        """Make a key void."""
        record = self.records[who].model_copy(update={"revokedAt": NOON})
        self.tracker.services.guard.keyring.apply(record.id, record)

    def bearer(self, who: str) -> dict[str, str]:
        """Return the headers of a key holder."""
        return {"Authorization": f"Bearer {self.keys[who]}"}


def guarded(folder: Path, **settings: Any) -> Guarded:
    """Return a tracker that asks for keys, and knows a device, one of Dave's, a reader and an administrator."""
    tracker, log = a_tracker(folder, auth="on", **settings), FakeLog()
    services = tracker.services
    tracker.set(
        ingest=Ingest(log, IngestDecision(services.settings), services.settings, services.clock, services.metrics)
    )
    keyring = services.guard.keyring
    keyring.replace_all({})
    made = Guarded(tracker, log)
    made.give("device", Scope.INGEST)
    made.give("dave", Scope.INGEST, driver="Dave-007")
    made.give("reader", Scope.READ)
    made.give("admin", Scope.ADMIN)
    return made
