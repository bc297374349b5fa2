"""The keys that a process holds in memory: what the sender of a credential may do, and callbacks for revoked keys."""

import hashlib
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from app.clock import Clock
from app.domain.access import Access, browser_part, reading_part
from app.keys.record import KeyRecord
from app.keys.secret_forms import TokenKind, is_secret, is_signed, parse_key, parse_token, sign

log = logging.getLogger(__name__)


class Keyring:
    """Checks credentials, and notifies holders of a key when the key is revoked."""

    def __init__(self, clock: Clock, known_credentials: int) -> None:
        self._clock, self._most_known = clock, known_credentials
        self._records: dict[str, KeyRecord] = {}
        self._known: dict[bytes, Access] = {}
        """Checked credentials by their hash, so that no secret stays in memory."""
        self._held: defaultdict[str, dict[Callable[[], None], None]] = defaultdict(dict)
        self.is_complete = False
        """Whether the topic of keys was read to its end once."""

    @property
    def records(self) -> tuple[KeyRecord, ...]:
        """Return all keys, also revoked ones, in order of creation."""
        return tuple(sorted(self._records.values(), key=lambda record: (record.createdAt, record.id)))

    def find(self, key_id: str) -> KeyRecord | None:
        """Return the key with that id, also a revoked one."""
        return self._records.get(key_id)

    # From the log

    def apply(self, key_id: str, record: KeyRecord | None) -> None:
        """Apply the newest record of a key; None removes the key."""
        if record is None:
            self._records.pop(key_id, None)
        else:
            self._records[key_id] = record
        self._known.clear()
        if self._valid(key_id) is None:
            self._notify_revoked(key_id)

    def replace_all(self, records: Mapping[str, KeyRecord]) -> None:
        """Replace all keys, after the topic was read from its beginning."""
        before, self._records = self._records, dict(records)
        self._known.clear()
        self.is_complete = True
        for key_id in before:
            if self._valid(key_id) is None:
                self._notify_revoked(key_id)

    # From requests

    def access_of_key(self, sent: str, read: Callable[[str], str | None] = str) -> Access | None:
        """Return what the sender of a key may do, or None if the key is not valid; `read` extracts the key from `sent`."""
        fingerprint = hashlib.sha256(sent.encode("utf-8", "surrogatepass")).digest()
        access = self._known.get(fingerprint)
        if access is None:
            access = self._check(read(sent) or "")
            if access is not None:
                if len(self._known) >= self._most_known:
                    self._known.clear()
                self._known[fingerprint] = access
        return access

    def access_of_token(self, text: str, kind: TokenKind) -> Access | None:
        """Return what the sender of a token may do, or None if the token is invalid, of another kind, or expired."""
        token = parse_token(text)
        if token is None or token.kind != kind or token.expires_at <= self._clock.now():
            return None
        record = self._valid(token.key_id)
        if record is None or not is_signed(token, record.hash):
            return None
        part_of = browser_part if kind == "ses" else reading_part
        return part_of(record.access, token.expires_at)

    def mint(self, access: Access, kind: TokenKind, life_s: float) -> tuple[str, int] | None:
        """Return a token and when it expires, or None if the key is not valid; it never outlives what it is created from."""
        record = self._valid(access.key_id)
        if record is None:
            return None
        ends = self._clock.now() + life_s
        expires_at = int(ends if access.expires_at is None else min(ends, access.expires_at))
        return sign(kind, record.id, record.hash, expires_at), expires_at

    @contextmanager
    def hold(self, access: Access, on_revoked: Callable[[], None]) -> Iterator[None]:
        """Call `on_revoked` if the key is revoked while the block runs."""
        held = self._held[access.key_id]
        held[on_revoked] = None
        try:
            # The key may have been revoked since it was checked.
            if self._valid(access.key_id) is None:
                on_revoked()
            yield
        finally:
            held.pop(on_revoked, None)
            if not held and self._held.get(access.key_id) is held:
                del self._held[access.key_id]

    def _notify_revoked(self, key_id: str) -> None:
        holders: Iterable[Callable[[], None]] = tuple(self._held.get(key_id, ()))
        for on_revoked in holders:
            try:
                on_revoked()
            except Exception:  # the other holders must be notified too
                log.exception("a holder of a revoked key could not be notified")

    def _check(self, text: str) -> Access | None:
        parts = parse_key(text)
        record = None if parts is None else self._valid(parts.key_id)
        if parts is None or record is None or not is_secret(parts.secret, record.salt, record.hash):
            return None
        return record.access

    def _valid(self, key_id: str) -> KeyRecord | None:
        record = self._records.get(key_id)
        return None if record is None or record.revokedAt is not None else record

    @property
    def count(self) -> int:
        """Return the number of valid keys."""
        return sum(record.revokedAt is None for record in self._records.values())
