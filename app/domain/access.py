"""Who may do what: the scopes of a key, and the one rule that everything asks."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """What a key is for; `admin` includes the others."""

    INGEST = "ingest"
    READ = "read"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Access:
    """What whoever sent a request may do; `driver` is the only one that they may report for, None for any."""

    key_id: str
    scopes: frozenset[Scope]
    driver: str | None = None
    is_key: bool = True
    """Whether the key itself was sent, and not a token or a cookie made from it."""
    expires_at: float | None = None
    """When a token or a cookie ends, Unix seconds."""


def may(access: Access, action: Scope, driver: str | None = None) -> bool:
    """Tell whether `access` allows the action, for that driver where the action concerns one."""
    if action not in access.scopes and Scope.ADMIN not in access.scopes:
        return False
    return access.driver is None or driver is None or driver == access.driver


def reading_part(access: Access, expires_at: float) -> Access:
    """Return what a token or a cookie made from `access` allows: to read, if that may read, and nothing else."""
    scopes = frozenset({Scope.READ}) if may(access, Scope.READ) else frozenset()
    return Access(access.key_id, scopes, is_key=False, expires_at=expires_at)


def check_grant(scopes: frozenset[Scope], driver: str | None) -> str | None:
    """Return in one sentence why no key can have these scopes, or None."""
    if not scopes:
        return "A key needs a scope: ingest, read or admin."
    if driver is not None and scopes != {Scope.INGEST}:
        return "Only a key whose one scope is ingest can be bound to a driver: the others are not about one."
    return None
