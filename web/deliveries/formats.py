"""The forms of lists of deliveries that decode rows: GeoJSON and CSV."""

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any

import orjson

from web.lists.csv_cells import LINE_END, number_cell, text_cell
from web.lists.formats import NDJSON, Ages, Rows, TableFormat, TableForms, json_form


def _feature(row: bytes) -> dict[str, Any]:
    properties = orjson.loads(row)
    destination = properties["destination"]
    geometry = {"type": "Point", "coordinates": [destination["longitude"], destination["latitude"]]}
    return {"type": "Feature", "id": properties["shipmentId"], "geometry": geometry, "properties": properties}


def geojson_rows(rows: Rows, _ages: Ages) -> bytes:
    """Return the rows as members of a FeatureCollection's array, each at its destination (RFC 7946)."""
    return b",".join([orjson.dumps(_feature(row)) for row in rows])


Fields = Mapping[str, Any]
NO_FIELDS: Fields = {}


def _of(member: str, name: str) -> Callable[[Fields], Any]:
    return lambda row: (row.get(member) or NO_FIELDS).get(name)


def _own(name: str) -> Callable[[Fields], Any]:
    return lambda row: row.get(name)


def _eta(name: str) -> Callable[[Fields], Any]:
    return lambda row: ((row.get("progress") or NO_FIELDS).get("eta") or NO_FIELDS).get(name)


PLAN_COLUMNS: dict[str, Callable[[Fields], Any]] = {
    "shipmentId": itemgetter("shipmentId"),
    "kind": lambda row: row.get("kind", "delivery"),
    "latitude": _of("destination", "latitude"),
    "longitude": _of("destination", "longitude"),
    "radius": _of("destination", "radius"),
    "name": _of("destination", "name"),
    "address": _of("destination", "address"),
    "timeZone": _of("destination", "timeZone"),
    "windowStart": _of("window", "start"),
    "windowEnd": _of("window", "end"),
    "driverId": _own("driverId"),
    "sequence": _own("sequence"),
    "serviceSeconds": _own("serviceSeconds"),
    "reference": _own("reference"),
    "recipientName": _of("recipient", "name"),
    "recipientPhone": _of("recipient", "phone"),
    "recipientEmail": _of("recipient", "email"),
    "note": _own("note"),
}
"""The columns of a plan, which POST /api/deliveries takes too."""
STATE_COLUMNS: dict[str, Callable[[Fields], Any]] = {
    "status": _own("status"),
    "statusAt": _own("statusAt"),
    "attempts": _own("attempts"),
    "startAt": _own("startAt"),
    "risk": _of("progress", "risk"),
    "etaAt": _eta("at"),
    "etaEarliest": _eta("earliest"),
    "etaLatest": _eta("latest"),
    "createdAt": _own("createdAt"),
    "updatedAt": _own("updatedAt"),
}
"""The columns of what became of it, which an import passes over."""
CSV_COLUMNS = {**PLAN_COLUMNS, **STATE_COLUMNS}


def _cell(value: Any) -> str:
    return text_cell(value) if isinstance(value, str) else number_cell(value)


def _line(row: bytes) -> str:
    fields = orjson.loads(row)
    return ",".join([_cell(value_of(fields)) for value_of in CSV_COLUMNS.values()]) + LINE_END


def csv_rows(rows: Rows, _ages: Ages) -> bytes:
    """Return one line a delivery (RFC 4180) without a text that a spreadsheet would run."""
    return "".join([_line(row) for row in rows]).encode()


FORMS = TableForms(
    (
        json_form("deliveries"),
        TableFormat(
            "geojson", "application/geo+json", True, b'{"type":"FeatureCollection","features":[', b",", geojson_rows
        ),
        TableFormat("csv", "text/csv", False, (",".join(CSV_COLUMNS) + LINE_END).encode(), b"", csv_rows),
        NDJSON,
    )
)
