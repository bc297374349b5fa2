"""Deliveries out of CSV files."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.builders import NOON
from tests.web.tracker_api import a_tracker
from web.dispatch.csv_items import read_csv
from web.dispatch.items import Items
from web.http.problem import ProblemError

BERLIN = ZoneInfo("Europe/Berlin")


def read(text: str | bytes, most: int = 100) -> Items[Any]:
    return read_csv(text if isinstance(text, bytes) else text.encode(), BERLIN, most)


def test_columns_come_in_any_order_and_case() -> None:
    items = read("Longitude,SHIPMENTID,latitude,note\n13.4,A,52.5,Hi\n13.5,B,52.6,\n")
    assert [item.shipmentId for item in items.good.values()] == ["A", "B"]
    assert (items.good[0].destination.longitude, items.good[0].note, items.good[1].note) == (13.4, "Hi", None)


def test_a_spreadsheet_with_decimal_commas_separates_with_semicolons_and_begins_with_a_mark() -> None:
    items = read(b"\xef\xbb\xbfshipmentId;latitude;longitude;radius\r\nA;52,5;13,4;80\r\n")
    assert (items.good[0].destination.latitude, items.good[0].destination.radius) == (52.5, 80)


def test_empty_lines_before_the_names_of_the_columns_do_not_matter() -> None:
    items = read("\n \r\nshipmentId;latitude;longitude\nA;52,5;13,4\n")
    assert [item.shipmentId for item in items.good.values()] == ["A"]


def test_a_local_time_is_that_of_the_line_or_of_the_installation() -> None:
    header = "shipmentId,latitude,longitude,windowStart,windowEnd,timeZone\n"
    items = read(
        f"{header}A,1,2,2024-01-17T15:00,2024-01-17 16:00,\n"
        "B,1,2,2024-01-17T09:00,2024-01-17T10:00,America/New_York\n"
        f"C,1,2,{NOON},2024-01-17T16:00:00+01:00,\n"
    )
    assert [item.window.start for item in items.good.values() if item.window] == [NOON] * 3
    assert items.good[1].destination.timeZone == "America/New_York"


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("A,91,2,,", "destination.latitude"),
        ("A,north,2,,", "latitude"),
        ("A,1,2,soon,2024-01-17", "windowStart"),
        ("A,1,2,2024-03-31T02:30,2024-03-31T04:00", "windowStart"),
        (",1,2,,", "shipmentId"),
        ("A,1,2", None),
        ("A,1,2,,,,", None),
    ],
)
def test_a_bad_line_costs_no_other(line: str, field: str | None) -> None:
    header = "shipmentId,latitude,longitude,windowStart,windowEnd\n"
    items = read(f"{header}X,1,2,,\n{line}\nY,1,2,,\n")
    assert [item.shipmentId for item in items.good.values()] == ["X", "Y"]
    assert (items.bad[1].code, items.bad[1].field) == ("bad_delivery", field)


def test_a_quoted_cell_may_hold_lines_and_separators() -> None:
    items = read('shipmentId,latitude,longitude,note\nA,1,2,"one,\ntwo"\n')
    assert items.good[0].note == "one,\ntwo"


@pytest.mark.parametrize(
    "text", ["", "shipmentId,latitude\nA,1\n", "shipmentId,latitude,longitude,lattitude\n", "latitude,latitude\n"]
)
def test_a_file_without_a_sound_first_line_is_refused_whole(text: str) -> None:
    with pytest.raises(ProblemError) as refused:
        read(text)
    assert refused.value.code == "bad_delivery"


def test_other_encodings_and_too_many_lines_are_refused_whole() -> None:
    with pytest.raises(ProblemError) as refused:
        read("shipmentId,latitude,longitude,note\nA,1,2,ä\n".encode("latin-1"))
    assert refused.value.code == "not_utf8"
    with pytest.raises(ProblemError) as refused:
        read("shipmentId,latitude,longitude\nA,1,2\nB,1,2\n", most=1)
    assert refused.value.code == "too_large"


async def test_an_exported_file_can_be_imported_again(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    plan = {
        "reference": "=1+1",
        "note": 'He said "ring", twice',
        "recipient": {"name": "Åke", "phone": "+46 1"},
        "window": {"start": NOON, "end": NOON + 3600},
        "sequence": 3,
    }
    tracker.put_delivery(shipmentId="A", **plan)
    async with tracker.client() as client:
        exported = await (await client.get("/api/deliveries?format=csv")).read()
        item = read(exported).good[0]
        assert item.model_dump(exclude_none=True, include=set(plan)) == plan
        answer = await client.post("/api/deliveries", data=exported, headers={"Content-Type": "text/csv"})
        assert (await answer.json())["accepted"] == 1
