"""Filter values that several tables take: ids, a fleet, and a bounding box."""

import base64
import hashlib
from typing import Protocol

from app.domain.fix_rules import check_id
from app.domain.fleet import check_fleet
from app.domain.geo import BBox
from web.http.problem import ProblemError

BBOX_EDGES = 4


class Query(Protocol):
    """The part of a query string that filters need; aiohttp's `request.query` is one."""

    def getall(self, key: str, default: list[str], /) -> list[str]:
        """Return every value of a parameter."""
        ...


def parse_ids(query: Query, parameter: str) -> frozenset[str]:
    """Return the ids of a parameter; raises ProblemError `bad_filter` with its name."""
    ids = frozenset(query.getall(parameter, []))
    for value in ids:
        if (code := check_id(value)) is not None:
            raise ProblemError("bad_filter", f"{value[:64]!r} is no id: {code}.", field=parameter)
    return ids


def parse_bbox(values: list[str]) -> BBox | None:
    """Return the box in the values of `bbox`; raises ProblemError `bad_filter`."""
    if not values:
        return None
    if len(values) > 1:
        raise ProblemError("bad_filter", "Give one bbox; it cannot be repeated.", field="bbox")
    edges = values[0].split(",")
    if len(edges) != BBOX_EDGES:
        raise ProblemError("bad_filter", "A bbox is four numbers: west,south,east,north.", field="bbox")
    try:
        west, south, east, north = (float(edge) for edge in edges)
    except ValueError:
        raise ProblemError("bad_filter", "A bbox is four numbers: west,south,east,north.", field="bbox") from None
    try:
        return BBox(west, south, east, north)
    except ValueError as error:
        raise ProblemError("bad_filter", f"This bbox cannot be: {error}.", field="bbox") from None


def parse_fleet(values: list[str]) -> str | None:
    """Return the fleet in the values of `fleet`; raises ProblemError `bad_filter`."""
    if not values:
        return None
    if len(values) > 1 or check_fleet(values[0]) is not None:
        raise ProblemError("bad_filter", "fleet is the name of one fleet.", field="fleet")
    return values[0]


def within_fleet(asked: str | None, own: str | None) -> str | None:
    """Return the fleet to read where the sender's is `own`; raises ProblemError `forbidden` where it asks for another."""
    if own is None or asked in (None, own):
        return own or asked
    raise ProblemError("forbidden", f"This key reads the rows of fleet {own!r} alone.", field="fleet")


def short_hash(text: str) -> str:
    """Return eight characters that name a choice, for cursors."""
    return base64.urlsafe_b64encode(hashlib.blake2b(text.encode(), digest_size=6).digest()).decode("ascii")
