"""Which driver a device belonged to from when to when; times are Unix seconds."""

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import Annotated

import msgspec

from app.domain.fix_rules import ID_MAX_LENGTH

MAX_BINDINGS = 50
"""Most bindings of a device that are kept; the oldest go first."""

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=ID_MAX_LENGTH)]


class Binding(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """A driver whom a device belonged to in `from_` ≤ time < `until`; without `until` it still does."""

    driverId: Id
    from_: float = msgspec.field(name="from")
    until: float | None = None


Bindings = tuple[Binding, ...]
"""Those of one device, in order of time and without overlap."""


def driver_at(bindings: Sequence[Binding], timestamp: float) -> str | None:
    """Return the driver of the device at that time, or None if it was bound to none."""
    place = bisect_right(bindings, timestamp, key=attrgetter("from_"))
    if place == 0:
        return None
    found = bindings[place - 1]
    return found.driverId if found.until is None or timestamp < found.until else None


def bound_to(bindings: Sequence[Binding]) -> str | None:
    """Return the driver that the device is bound to now, or None."""
    return bindings[-1].driverId if bindings and bindings[-1].until is None else None


def bind(bindings: Bindings, driver_id: str, at: float) -> Bindings | None:
    """Return the bindings once the device belongs to the driver from `at` on, or None if a later time is known already.

    Fixes were stored by what was known at their time, so the past cannot change.
    """
    if bound_to(bindings) == driver_id:
        return bindings
    before = unbind(bindings, at)
    return None if before is None else (*before, Binding(driverId=driver_id, from_=at))[-MAX_BINDINGS:]


def unbind(bindings: Bindings, at: float) -> Bindings | None:
    """Return the bindings once the device belongs to no driver from `at` on, or None if a later time is known already."""
    if not bindings:
        return bindings
    *earlier, last = bindings
    if last.until is not None:
        return None if at < last.until else bindings
    if at < last.from_:
        return None
    if at == last.from_:
        return tuple(earlier)
    return (*earlier, msgspec.structs.replace(last, until=at))
