"""The forms of a table answer. JSON and NDJSON splice row bytes as they are; GeoJSON and CSV have to decode them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from app.domain.fix_rules import INVISIBLE
from app.messages.shipment import Row
from web.http.accept import choose_media_type
from web.http.problem import ProblemError

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
LINE_END = "\r\n"
SEPARATORS = r",;|\t "
"""A spreadsheet asks which of these separates cells, or goes by the country, and then cuts texts at it, quoted or not."""
FORMULA_SIGNS = r"=+\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
"""A cell that begins like this runs as a formula; the signs after ASCII are their other widths and the minus sign."""
_formula_starts = re.compile(rf"((?:^|[{SEPARATORS}])[{INVISIBLE}'\"]*)(?=[{FORMULA_SIGNS}])")
_has_separator = re.compile(rf'[{SEPARATORS}"\r\n]').search
_is_plain = re.compile(rf'[0-9A-Za-z][^{SEPARATORS}"\r\n]*\Z').match


def _text_cell(text: str | None) -> str:
    """Return a text that begins no formula wherever it is cut: an apostrophe precedes each sign that could begin one."""
    if not text or _is_plain(text):
        return text or ""
    harmless = _formula_starts.sub(r"\1'", text)
    return '"' + harmless.replace('"', '""') + '"' if _has_separator(harmless) else harmless


def _number_cell(number: float | None) -> str:
    return "" if number is None else repr(number)


def _line(row: bytes, age_s: float) -> str:
    fields = orjson.loads(row)
    cells = [cell_of(fields.get(name)) for name, cell_of in _CELLS]
    return ",".join([*cells, *map(repr, fields["source"]), repr(age_s)]) + LINE_END


_CELLS: Sequence[tuple[str, Callable[[Any], str]]] = [
    (name, _text_cell if name in TEXT_FIELDS else _number_cell) for name in CSV_FIELDS
]


def csv_rows(rows: Rows, ages: Ages) -> bytes:
    """Return one line a row (RFC 4180) without a text that a spreadsheet would run."""
    return "".join([_line(row, age_s) for row, age_s in zip(rows, ages, strict=True)]).encode()


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


GEOJSON_HEAD = b'{"type":"FeatureCollection","features":['
DEFAULT_FORMAT = TableFormat("json", "application/json", True, b'{"shipments":[', b",", json_rows)
FORMATS = {
    form.name: form
    for form in (
        DEFAULT_FORMAT,
        TableFormat("geojson", "application/geo+json", True, GEOJSON_HEAD, b",", geojson_rows),
        TableFormat("csv", "text/csv", False, (",".join(CSV_COLUMNS) + LINE_END).encode(), b"", csv_rows),
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
