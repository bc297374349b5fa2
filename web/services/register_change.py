"""A change of a register as the answer to a request: who may change a record, which one it must be, and failures."""

from collections.abc import Callable, Collection
from hashlib import blake2b
from typing import NamedTuple, Protocol, TypeVar

from aiohttp import web
from aiokafka.errors import KafkaError

from app.devices.registers import Changes
from app.domain.fix_rules import check_id
from app.domain.fleet import may_write
from web.access.sender import fleet_of
from web.http.problem import ProblemError


class OfFleet(Protocol):
    """A record that may be of a fleet."""

    @property
    def fleet(self) -> str | None:
        """Return its fleet."""
        ...


R = TypeVar("R", bound=OfFleet)


class RowFleet(NamedTuple):
    """The fleet of the newest row of an id."""

    fleet: str | None


Known = RowFleet | None
"""None: no row of that id is known."""


def id_in_path(request: web.Request, code: str) -> str:
    """Return the id in the path; raises ProblemError `code`."""
    found = request.match_info["id"]
    if (reason := check_id(found)) is not None:
        raise ProblemError(code, f"The id in the address is no valid id: {reason}.")
    return found


def etag_of(encoded: bytes) -> str:
    """Return the ETag of a record: it changes with all that it holds."""
    return f'"{blake2b(encoded, digest_size=12).hexdigest()}"'


def require_match(request: web.Request, encoded: bytes | None) -> None:
    """Raise `version_mismatch` where the record (None: there is none) is not the one that the request expects."""
    wanted, unwanted = request.headers.get("If-Match"), request.headers.get("If-None-Match")
    if unwanted is not None and (unwanted.strip() != "*" or wanted is not None):
        raise ProblemError("bad_header", "If-None-Match must be *, without If-Match.", field="If-None-Match")
    is_met = encoded is None if unwanted is not None else encoded is not None
    if wanted is not None and wanted.strip() != "*":
        is_met = encoded is not None and wanted.strip() == etag_of(encoded)
    if (wanted is not None or unwanted is not None) and not is_met:
        raise ProblemError("version_mismatch", "It has changed since; read it again.")


def require_fleet(request: web.Request, record: OfFleet | None) -> None:
    """Raise `forbidden` where the record is of another fleet than the sender."""
    if record is not None and not may_write(record.fleet, fleet_of(request)):
        raise ProblemError("forbidden", "This id is of another fleet.")


def require_fleet_of_rows(request: web.Request, record: OfFleet | None, rows: Known) -> None:
    """Raise `forbidden` where an id without a record has a newest row that the sender may not write."""
    if record is None and rows is not None and not may_write(rows.fleet, fleet_of(request)):
        raise ProblemError("forbidden", "This id has positions of another fleet, or of none.")


def require_own_fleet(request: web.Request, change: OfFleet, named: Collection[str]) -> None:
    """Raise `forbidden` where a sender of a fleet names another fleet; `named` are the members that a change sets."""
    own = fleet_of(request)
    if "fleet" in named and own is not None and change.fleet != own:
        raise ProblemError("forbidden", "This key may name its own fleet only.", field="fleet")


def fleet_of_new(request: web.Request, rows: Known) -> str | None:
    """Return the fleet of what is in none: the sender's, else that of its newest row."""
    return fleet_of(request) or (None if rows is None else rows.fleet)


async def change_record(changes: Changes[R], name: str, decide: Callable[[R | None], R | None]) -> R | None:
    """Change a record; raises ProblemError `kafka_unavailable` where it is uncertain whether Kafka holds the change."""
    try:
        return await changes.change(name, decide)
    except (KafkaError, OSError):
        raise ProblemError("kafka_unavailable", "Kafka, which stores this, did not answer in time.") from None
