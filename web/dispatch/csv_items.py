"""Deliveries out of CSV files as spreadsheets write them: any order of columns, comma or semicolon, local times."""

import csv
import io
import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from pydantic import ValidationError

from app.domain.moments import moment_of, zone_of
from app.messages.delivery_plan import DeliveryItem
from web.deliveries.formats import PLAN_COLUMNS, STATE_COLUMNS
from web.dispatch.items import Bad, Items, bad_of, require_at_most
from web.http.problem import ProblemError
from web.lists.csv_cells import FORMULA_SIGNS

DELIMITERS = ",;\t"
NUMBERS = ("latitude", "longitude", "radius")
WHOLE_NUMBERS = ("sequence", "serviceSeconds")
OF_DESTINATION = ("latitude", "longitude", "radius", "name", "address", "timeZone")
OF_RECIPIENT = {"recipientName": "name", "recipientPhone": "phone", "recipientEmail": "email"}
WINDOW = {"windowStart": "start", "windowEnd": "end"}
PLAIN = ("shipmentId", "kind", "driverId", "reference", "note", "sequence", "serviceSeconds")
REQUIRED = ("shipmentId", "latitude", "longitude")
_harmless = re.compile(rf"'(?=[{FORMULA_SIGNS}])")
Cells = Mapping[str, str]


def read_csv(raw: bytes, zone: ZoneInfo, most: int) -> Items[DeliveryItem]:
    """Return each line as an item; raises ProblemError for a file without a header that can be read.

    A time without an offset is local time of the line's `timeZone`, else of `zone`.
    """
    lines = _table_of(raw)
    header = _columns_of(next(lines, []))
    rows = [line for line in lines if any(cell.strip() for cell in line)]
    require_at_most(len(rows), most)
    items: Items[DeliveryItem] = Items()
    for index, line in enumerate(rows):
        item = _item_of(header, line, zone)
        if isinstance(item, Bad):
            items.bad[index] = item
        else:
            items.good[index] = item
    return items


def _table_of(raw: bytes) -> Any:
    try:
        text = raw.decode("utf-8-sig").lstrip("\r\n ")  # a body typed in a shell often begins with an empty line
    except UnicodeDecodeError:
        raise ProblemError("not_utf8", "The file is not UTF-8; save it as CSV UTF-8.") from None
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _columns_of(line: list[str]) -> list[str]:
    known = {name.casefold(): name for name in (*PLAN_COLUMNS, *STATE_COLUMNS)}
    columns = [known.get(cell.strip().casefold(), cell.strip()) for cell in line]
    for name in columns:
        if name not in known.values():
            detail = f"There is no column {name[:64]!r}; the columns are {', '.join(PLAN_COLUMNS)}."
            raise ProblemError("bad_delivery", detail, field=name[:64])
        if columns.count(name) > 1:
            raise ProblemError("bad_delivery", f"The column {name} is there twice.", field=name)
    for name in REQUIRED:
        if name not in columns:
            raise ProblemError("bad_delivery", f"The first line lacks the column {name}.", field=name)
    return columns


def _item_of(columns: list[str], line: list[str], zone: ZoneInfo) -> DeliveryItem | Bad:
    cells = {name: _text_of(cell) for name, cell in zip(columns, line, strict=False) if cell.strip()}
    shipment_id = cells.get("shipmentId")
    if len(line) != len(columns):
        detail = f"The line has {len(line)} cells, and the first line has {len(columns)}."
        return Bad("bad_delivery", detail, None, shipment_id)
    try:
        plan = _plan_of(cells, zone)
    except CellError as error:
        return Bad("bad_delivery", f"{error.column}: {error}.", error.column, shipment_id)
    text = orjson.dumps(plan)
    try:
        return DeliveryItem.model_validate_json(text)
    except ValidationError as error:
        return bad_of(error, text, "bad_delivery")


class CellError(ValueError):
    """A cell that cannot be read; its text is not quoted, since it may be personal."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column


def _plan_of(cells: Cells, zone: ZoneInfo) -> dict[str, Any]:
    plan: dict[str, Any] = {name: _value_of(name, cells[name]) for name in PLAIN if name in cells}
    plan["destination"] = {name: _value_of(name, cells[name]) for name in OF_DESTINATION if name in cells}
    window = {member: _moment_of(name, cells, zone) for name, member in WINDOW.items() if name in cells}
    recipient = {member: cells[name] for name, member in OF_RECIPIENT.items() if name in cells}
    return {**plan, **({"window": window} if window else {}), **({"recipient": recipient} if recipient else {})}


def _value_of(name: str, text: str) -> float | int | str:
    try:
        if name in WHOLE_NUMBERS:
            return int(text)
        # Where the decimal sign is a comma, spreadsheets write it, and separate cells by semicolons.
        return float(text.replace(",", ".")) if name in NUMBERS else text
    except ValueError:
        raise CellError(name, "not a number") from None


def _moment_of(name: str, cells: Cells, zone: ZoneInfo) -> float:
    own = cells.get("timeZone")
    try:
        return moment_of(cells[name], zone if own is None else zone_of(own))
    except ValueError as error:
        raise CellError(name, str(error)) from None


def _text_of(cell: str) -> str:
    """Return the text of a cell without the apostrophes that exports put before what a spreadsheet would run."""
    return _harmless.sub("", cell.strip())
