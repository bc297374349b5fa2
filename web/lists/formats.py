"""The forms of a list. JSON and NDJSON splice row bytes as they are; a table may add forms that decode them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import orjson

from web.http.accept import choose_media_type
from web.http.problem import ProblemError

Rows = Sequence[bytes]
"""Rows as JSON objects, in compact form."""
Ages = Sequence[float]
"""The age of each row in seconds, rounded as it is shown; none where the table's rows have no age."""
AGE = b',"ageSeconds":'


def with_age(row: bytes, age_s: float) -> bytes:
    """Return the row with the member ageSeconds."""
    return b"%s%s%.3f}" % (row[:-1], AGE, age_s)


def _spliced(rows: Rows, ages: Ages, end: bytes) -> bytes:
    """Return the rows with their ages, `end` after each; twice as quick as one by one."""
    pieces = [AGE] * (3 * len(rows))
    pieces[::3] = [row[:-1] for row in rows]
    pieces[2::3] = [age + end for age in orjson.dumps(ages)[1:-1].split(b",")] if rows else []
    return b"".join(pieces)


def json_rows(rows: Rows, ages: Ages) -> bytes:
    """Return the rows as members of a JSON array."""
    return _spliced(rows, ages, b"},")[:-1] if ages else b",".join(rows)


def ndjson_rows(rows: Rows, ages: Ages) -> bytes:
    """Return one JSON object a line."""
    return _spliced(rows, ages, b"}\n") if ages else b"".join([row + b"\n" for row in rows])


@dataclass(frozen=True, slots=True)
class TableFormat:
    """How rows become a body: `head`, then pieces of rows with `separator` between them.

    A document ends with the members of freshness. Lines hold nothing but rows; their freshness is in headers alone.
    """

    name: str
    media_type: str
    is_document: bool
    head: bytes
    separator: bytes
    encode: Callable[[Rows, Ages], bytes]

    @property
    def content_type(self) -> str:
        """Return the media type as a header has it; JSON is UTF-8 without saying so."""
        return self.media_type if self.is_document else f"{self.media_type}; charset=utf-8"


@dataclass(frozen=True)
class TableForms:
    """The forms that one table's lists have, the first is the default."""

    forms: tuple[TableFormat, ...]

    @property
    def default(self) -> TableFormat:
        """Return the form of an answer to a client that asks for none."""
        return self.forms[0]

    @cached_property
    def by_name(self) -> dict[str, TableFormat]:
        """Return the forms as ?format= takes them."""
        return {form.name: form for form in self.forms}

    @cached_property
    def by_media_type(self) -> dict[str, TableFormat]:
        """Return the forms as the Accept header takes them."""
        return {form.media_type: form for form in self.forms}

    def chosen(self, name: str | None, accept: str) -> TableFormat:
        """Return the form asked for by name or, without one, by the Accept header; raises bad_filter for another name."""
        if name is None:
            if not accept:
                return self.default
            return self.by_media_type[choose_media_type(accept, tuple(self.by_media_type))]
        if name not in self.by_name:
            detail = f"format must be one of {', '.join(self.by_name)}, not {name[:64]!r}."
            raise ProblemError("bad_filter", detail, field="format")
        return self.by_name[name]


def json_form(member: str) -> TableFormat:
    """Return the form of a page: rows under the member of that name."""
    return TableFormat("json", "application/json", True, b'{"%b":[' % member.encode("ascii"), b",", json_rows)


NDJSON = TableFormat("ndjson", "application/x-ndjson", False, b"", b"", ndjson_rows)
