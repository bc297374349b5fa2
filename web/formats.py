"""The forms of a table answer. JSON and NDJSON splice row bytes as they are; GeoJSON and CSV have to decode them."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from app.messages import Row
from web.accept import choose_media_type
from web.problem import ProblemError

Rows = Sequence[bytes]
"""Rows as JSON objects, in compact form."""
Ages = Sequence[float]
"""The age of each row's position in seconds, rounded as it is shown."""
AGE = b',"ageSeconds":'


def with_age(row: bytes, age_s: float) -> bytes:
    """Return the row with the member ageSeconds."""
    return b"%s%s%.3f}" % (row[:-1], AGE, age_s)


def _spliced(rows: Rows, ages: Ages, end: bytes) -> bytes:
    """Return the rows with their ages, `end` behind each; twice as quick as one by one."""
    pieces = [AGE] * (3 * len(rows))
    pieces[::3] = [row[:-1] for row in rows]
    pieces[2::3] = [age + end for age in orjson.dumps(ages)[1:-1].split(b",")] if rows else []
    return b"".join(pieces)


def json_rows(rows: Rows, ages: Ages) -> bytes:
    """Return the rows as members of a JSON array."""
    return _spliced(rows, ages, b"},")[:-1]


def ndjson_rows(rows: Rows, ages: Ages) -> bytes:
    """Return one JSON object a line."""
    return _spliced(rows, ages, b"}\n")


def _feature(row: bytes, age_s: float) -> dict[str, Any]:
    properties = orjson.loads(row)
    lon, lat = properties.pop("longitude"), properties.pop("latitude")
    properties["ageSeconds"] = age_s
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": properties["shipmentId"], "geometry": geometry, "properties": properties}


def geojson_rows(rows: Rows, ages: Ages) -> bytes:
    """Return the rows as members of a FeatureCollection's array (RFC 7946)."""
    return b",".join(orjson.dumps(_feature(row, age_s)) for row, age_s in zip(rows, ages, strict=True))


SOURCE_COLUMNS = ("sourcePartition", "sourceOffset", "sourceIndex")
CSV_FIELDS = tuple(name for name in Row.model_fields if name != "source")
CSV_COLUMNS = (*CSV_FIELDS, *SOURCE_COLUMNS, "ageSeconds")
TEXT_FIELDS = ("driverId", "shipmentId", "deviceId")
FORMULA_STARTS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""A cell of text that begins like this runs as a formula when a spreadsheet opens the file."""


def _line(row: bytes, age_s: float) -> list[Any]:
    fields = orjson.loads(row)
    for name in TEXT_FIELDS:
        if (fields.get(name) or "")[:1] in FORMULA_STARTS:
            fields[name] = f"'{fields[name]}"
    return [*map(fields.get, CSV_FIELDS), *fields["source"], age_s]


def _csv_lines(lines: Sequence[Sequence[Any]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode()


def csv_rows(rows: Rows, ages: Ages) -> bytes:
    """Return one line a row (RFC 4180), with text that a spreadsheet would run set behind an apostrophe."""
    return _csv_lines([_line(row, age_s) for row, age_s in zip(rows, ages, strict=True)])


@dataclass(frozen=True, slots=True)
class TableFormat:
    """How rows become a body: `head`, then pieces of rows with `separator` between them.

    A document ends with the members of freshness and is sent whole. Lines carry nothing but rows; freshness goes into
    headers, and they are sent piece by piece, however many there are.
    """

    name: str
    media_type: str
    is_document: bool
    head: bytes
    separator: bytes
    encode: Callable[[Rows, Ages], bytes]


GEOJSON_HEAD = b'{"type":"FeatureCollection","features":['
DEFAULT_FORMAT = TableFormat("json", "application/json", True, b'{"shipments":[', b",", json_rows)
FORMATS = {
    form.name: form
    for form in (
        DEFAULT_FORMAT,
        TableFormat("geojson", "application/geo+json", True, GEOJSON_HEAD, b",", geojson_rows),
        TableFormat("csv", "text/csv", False, _csv_lines([CSV_COLUMNS]), b"", csv_rows),
        TableFormat("ndjson", "application/x-ndjson", False, b"", b"", ndjson_rows),
    )
}
"""By name, as ?format= takes them."""
_BY_MEDIA_TYPE = {form.media_type: form for form in FORMATS.values()}


def format_for(name: str | None, accept: str) -> TableFormat:
    """Return the form asked for by name or, without one, by the Accept header; raises bad_filter for another name."""
    if name is None:
        if not accept:
            return DEFAULT_FORMAT
        return _BY_MEDIA_TYPE[choose_media_type(accept, tuple(_BY_MEDIA_TYPE))]
    if name not in FORMATS:
        detail = f"format must be one of {', '.join(FORMATS)}, not {name[:64]!r}."
        raise ProblemError("bad_filter", detail, field="format")
    return FORMATS[name]
