"""What the sender of a request may do: the scopes of a key, and the rule that checks them."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """What a key allows; `admin` includes the others, and `drive` includes `ingest`."""

    INGEST = "ingest"
    READ = "read"
    DISPATCH = "dispatch"
    DRIVE = "drive"
    ADMIN = "admin"


OF_DRIVERS = frozenset({Scope.INGEST, Scope.DRIVE})
"""The scopes of keys that are bound to a driver or a device."""


@dataclass(frozen=True, slots=True)
class Access:
    """What the sender of a request may do; `driver` is the only driver it may report for, None for any."""

    key_id: str
    scopes: frozenset[Scope]
    driver: str | None = None
    fleet: str | None = None
    """The fleet that what it sends belongs to, and that alone it may read; None: no fleet, and all may be read."""
    device: str | None = None
    """The only device whose positions it may post; None: any."""
    is_key: bool = True
    """Whether the request sent the key itself, not a token or a cookie created from it."""
    expires_at: float | None = None
    """When a token or a cookie expires, Unix seconds."""

    @property
    def is_bound(self) -> bool:
        """Tell whether only some of all fixes may be posted."""
        return self.driver is not None or self.device is not None or self.fleet is not None


def may(access: Access, action: Scope, driver: str | None = None) -> bool:
    """Tell whether `access` allows the action, for `driver` if the action concerns one."""
    if not _includes(access.scopes, action):
        return False
    return access.driver is None or driver is None or driver == access.driver


def _includes(scopes: frozenset[Scope], action: Scope) -> bool:
    return action in scopes or Scope.ADMIN in scopes or (action is Scope.INGEST and Scope.DRIVE in scopes)


def reading_part(access: Access, expires_at: float) -> Access:
    """Return what a token created from `access` allows: reading, if `access` allows it, and nothing else."""
    scopes = frozenset({Scope.READ}) if may(access, Scope.READ) else frozenset()
    return Access(access.key_id, scopes, fleet=access.fleet, is_key=False, expires_at=expires_at)


def browser_part(access: Access, expires_at: float) -> Access:
    """Return what a browser that signed in with `access` allows: reading and dispatching, as far as `access` does."""
    scopes = frozenset(scope for scope in (Scope.READ, Scope.DISPATCH) if may(access, scope))
    return Access(access.key_id, scopes, fleet=access.fleet, is_key=False, expires_at=expires_at)


def check_grant(
    scopes: frozenset[Scope], driver: str | None, fleet: str | None = None, device: str | None = None
) -> str | None:
    """Return why no key can have these scopes and bounds, as one sentence, or None."""
    if not scopes:
        return "A key needs a scope: ingest, read, dispatch, drive or admin."
    if driver is not None and not scopes <= OF_DRIVERS:
        return "Only a key with no other scopes than ingest and drive can be bound to a driver."
    if device is not None and not scopes <= OF_DRIVERS:
        return "Only a key with no other scopes than ingest and drive can be bound to a device."
    if driver is None and Scope.DRIVE in scopes:
        return "A key with the scope drive must be bound to a driver."
    if fleet is not None and Scope.ADMIN in scopes:
        return "A key with the scope admin cannot be bound to a fleet, since it manages the keys of all fleets."
    return None
