"""The forms of lists of `latest` that decode rows: GeoJSON and CSV."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import orjson

from app.messages.shipment import DriverRow
from web.lists.csv_cells import LINE_END, number_cell, text_cell
from web.lists.formats import NDJSON, Ages, Rows, TableFormat, TableForms, json_form


def _feature(row: bytes, age_s: float) -> dict[str, Any]:
    properties = orjson.loads(row)
    lon, lat = properties.pop("longitude"), properties.pop("latitude")
    properties["ageSeconds"] = age_s
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    # A driver may be called like a shipment, so the feature of a driver has no id.
    name = {"id": properties["shipmentId"]} if "shipmentId" in properties else {}
    return {"type": "Feature", **name, "geometry": geometry, "properties": properties}


def geojson_rows(rows: Rows, ages: Ages) -> bytes:
    """Return the rows as members of a FeatureCollection's array (RFC 7946)."""
    return b",".join(orjson.dumps(_feature(row, age_s)) for row, age_s in zip(rows, ages, strict=True))


SOURCE_COLUMNS = ("sourcePartition", "sourceOffset", "sourceIndex")
MARKS = ("contactAt", "suspect", "held")
"""What few rows have; JSON, NDJSON and GeoJSON show it."""
CSV_FIELDS = (
    "driverId",
    "shipmentId",
    *(name for name in DriverRow.model_fields if name not in {"driverId", "fleet", "source", *MARKS}),
)
FLEET = "fleet"
CSV_COLUMNS = (*CSV_FIELDS, *SOURCE_COLUMNS, "ageSeconds", FLEET)
"""The fleet came last, so that readers who count columns find the others where they were."""
PLACE = "place"
"""The member with the place in words, for clients that ask for it."""
TEXT_FIELDS = ("driverId", "shipmentId", "deviceId")


def _cells(fields: Mapping[str, Any], age_s: float) -> list[str]:
    cells = [cell_of(fields.get(name)) for name, cell_of in _CELLS]
    return [*cells, *map(repr, fields["source"]), repr(age_s), text_cell(fields.get(FLEET))]


def _line(row: bytes, age_s: float) -> str:
    return ",".join(_cells(orjson.loads(row), age_s)) + LINE_END


def _line_with_place(row: bytes, age_s: float) -> str:
    fields = orjson.loads(row)
    return ",".join([*_cells(fields, age_s), text_cell(fields[PLACE])]) + LINE_END


_CELLS: Sequence[tuple[str, Callable[[Any], str]]] = [
    (name, text_cell if name in TEXT_FIELDS else number_cell) for name in CSV_FIELDS
]


def csv_rows(rows: Rows, ages: Ages) -> bytes:
    """Return one line a row (RFC 4180) without a text that a spreadsheet would run."""
    return "".join([_line(row, age_s) for row, age_s in zip(rows, ages, strict=True)]).encode()


def csv_rows_with_place(rows: Rows, ages: Ages) -> bytes:
    """Return the same lines, each with the place in words as its last cell."""
    return "".join([_line_with_place(row, age_s) for row, age_s in zip(rows, ages, strict=True)]).encode()


GEOJSON_HEAD = b'{"type":"FeatureCollection","features":['
CSV = TableFormat("csv", "text/csv", False, (",".join(CSV_COLUMNS) + LINE_END).encode(), b"", csv_rows)
CSV_WITH_PLACE = replace(CSV, head=(",".join((*CSV_COLUMNS, PLACE)) + LINE_END).encode(), encode=csv_rows_with_place)
FORMS = TableForms(
    (
        json_form("shipments"),
        TableFormat("geojson", "application/geo+json", True, GEOJSON_HEAD, b",", geojson_rows),
        CSV,
        NDJSON,
    )
)
