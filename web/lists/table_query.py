"""The query parameters that lists of any table have, and what every question for a list says."""

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from web.http.parameters import Query
from web.http.problem import ProblemError
from web.http.route import Parameter
from web.lists.formats import Rows, TableFormat, TableForms
from web.replica.row_filter import RowFilter

DEFAULT_LIMIT = 1_000
MAX_LIMIT = 10_000

AFTER = Parameter("after", {"type": "string"}, "Begin after this id: `next` of the page before.")
LIMIT = Parameter(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT},
    f"Most rows of this answer. Without it JSON gives {DEFAULT_LIMIT}, every other form all; "
    f"nearest first, every form gives {DEFAULT_LIMIT}.",
)
PAGING = (AFTER, LIMIT)


@dataclass(frozen=True, slots=True)
class TableQuery:
    """Which rows, in which form, from where on, and at most how many."""

    filters: RowFilter[Any]
    form: TableFormat
    after: str | None = None
    limit: int | None = None
    extend: Callable[[Rows], Awaitable[Rows]] | None = None
    """Adds members to rows before they are encoded; None where they are shown as they are held."""

    @property
    def has_pages(self) -> bool:
        """Tell whether the rows come in order of id, so that a page can follow another."""
        return True


def format_parameter(forms: TableForms) -> Parameter:
    """Return the parameter that chooses among the forms."""
    schema = {"type": "string", "enum": list(forms.by_name), "default": forms.default.name}
    return Parameter("format", schema, "Form of the answer; wins over the Accept header.")


def parse_number(query: Query, name: str, unit: str) -> float | None:
    """Return a number that is not negative; raises bad_filter for anything else."""
    text = query.get(name)
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or value < 0:
        raise ProblemError("bad_filter", f"{name} must be a number of {unit}, not {text[:64]!r}.", field=name)
    return value


def parse_limit(query: Query) -> int | None:
    """Return the limit asked for; raises bad_filter outside 1..10 000."""
    text = query.get("limit")
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 6 and 1 <= int(text) <= MAX_LIMIT):
        raise ProblemError("bad_filter", f"limit must be 1 to {MAX_LIMIT}, not {text[:64]!r}.", field="limit")
    return int(text)
