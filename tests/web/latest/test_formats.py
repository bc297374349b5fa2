import csv
import io
import re
from pathlib import Path
from urllib.parse import unquote

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.fix_rules import INVISIBLE
from tests.builders import NOON, a_row
from tests.web.tracker_api import a_tracker
from web.http.accept import choose_media_type, takes_gzip
from web.latest.formats import CSV_COLUMNS, FORMS, csv_rows
from web.lists.csv_cells import FORMULA_SIGNS, SEPARATORS


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "json"),
        ("application/geo+json", "geojson"),
        ("application/geo+json, application/json;q=0.5", "geojson"),
        ("application/json, application/geo+json", "json"),
        ("text/csv;q=0.9, application/x-ndjson", "ndjson"),
        ("TEXT/CSV", "csv"),
        ("text/*", "csv"),
        ("application/json;q=0, text/csv;q=0.1", "csv"),
        ("image/png", "json"),
        ("text/csv;q=much, application/json;q=0.1", "json"),
    ],
)
def test_the_accept_header_chooses_the_form(accept: str, name: str) -> None:
    assert FORMS.chosen(None, accept).name == name


def test_the_parameter_wins_over_the_accept_header() -> None:
    assert FORMS.chosen("csv", "application/geo+json").name == "csv"


@settings(deadline=None)
@given(st.text())
def test_no_accept_header_is_an_error(header: str) -> None:
    assert choose_media_type(header, ("a/b", "c/d")) in {"a/b", "c/d"}
    takes_gzip(header)


def test_gzip_is_taken_only_where_it_is_wanted() -> None:
    assert takes_gzip("gzip, deflate, br")
    assert takes_gzip("*")
    assert not takes_gzip("gzip;q=0, *")
    assert not takes_gzip("")


async def test_geojson_puts_longitude_first_and_keeps_the_members_of_the_page(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put(shipmentId="a")
    tracker.put(shipmentId="b")
    async with tracker.client() as client:
        answer = await client.get("/api/shipments?limit=1", headers={"Accept": "application/geo+json"})
        assert answer.content_type == "application/geo+json"
        body = orjson.loads(await answer.read())
    properties = {**a_row(shipmentId="a"), "ageSeconds": 60}
    del properties["latitude"], properties["longitude"]
    assert body.pop("cursor")
    assert body == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": "a",
                "geometry": {"type": "Point", "coordinates": [-79.9855, 40.758]},
                "properties": properties,
            }
        ],
        "next": "a",
        "complete": False,
        "asOf": NOON + 60,
        "stale": False,
    }


async def test_csv_has_the_same_columns_for_any_rows(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put(shipmentId="a", speed=3.5, source=[1, 2, 3])
    tracker.put(shipmentId="b", receivedAt=None)
    async with tracker.client() as client:
        answer = await client.get("/api/shipments?format=csv")
        text = (await answer.read()).decode()
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    first, second = csv.DictReader(io.StringIO(text, newline=""))
    assert tuple(first) == CSV_COLUMNS
    assert (first["speed"], first["sourcePartition"], first["sourceOffset"], first["sourceIndex"]) == (
        "3.5",
        "1",
        "2",
        "3",
    )
    assert (second["speed"], second["receivedAt"], second["ageSeconds"]) == ("", "", "60.0")


def csv_line(**fields: object) -> str:
    encoded = csv_rows([orjson.dumps(a_row(**fields))], [1.0]).decode()
    assert encoded.endswith("\r\n")
    return encoded.removesuffix("\r\n")


def cells_of(line: str) -> dict[str, str]:
    [cells] = csv.reader(io.StringIO(line, newline=""))
    return dict(zip(CSV_COLUMNS, cells, strict=True))


def sent_text(cell: str) -> str:
    """Return what a device sent, as docs/api.md says: without one apostrophe before each sign at the start of a part."""
    return re.sub(rf"((?:^|[{SEPARATORS}])[{INVISIBLE}'\"]*)'(?=[{FORMULA_SIGNS}])", r"\1", cell)


def is_a_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def formulas_in(line: str) -> list[str]:
    """Return the cells that some spreadsheet would run, whichever separator it uses, whether or not it knows quotes."""
    cells = [
        cell
        for separator in ",;|\t "
        for cell in [*line.split(separator), *next(csv.reader([line], delimiter=separator))]
    ]
    started = [re.sub(rf"^[{INVISIBLE}\"]*", "", cell) for cell in cells]
    return [cell for cell in started if re.match(f"[{FORMULA_SIGNS}]", cell) and not is_a_number(cell)]


SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20\u2212\ufe66"
odd_ids = st.text(
    st.sampled_from(SIGNS + ",;| \"'\xa0\u200b\ufeffx1") | st.characters(exclude_categories=("Cc", "Cs")), min_size=1
)


@settings(deadline=None)
@given(odd_ids, odd_ids, odd_ids)
def test_no_text_of_a_csv_runs_as_a_formula_and_all_can_be_read_back(driver: str, shipment: str, device: str) -> None:
    line = csv_line(driverId=driver, shipmentId=shipment, deviceId=device)
    assert formulas_in(line) == []
    cells = cells_of(line)
    assert [sent_text(cells[name]) for name in ("driverId", "shipmentId", "deviceId")] == [driver, shipment, device]
    assert float(cells["longitude"]) == -79.9855


@pytest.mark.parametrize(
    ("shipment_id", "written"),
    [
        ("=1+1", "'=1+1"),
        ("'=1+1", "''=1+1"),
        ("x;=1+1", '"x;\'=1+1"'),
        ("x|@SUM(1)", '"x|\'@SUM(1)"'),
        ("x,-1", '"x,\'-1"'),
        ('x;"=1', '"x;""\'=1"'),
        ("\u200b=1", "\u200b'=1"),
        ("\uff1d1", "'\uff1d1"),
        ("PKG-998877", "PKG-998877"),
        ("PKG 7", '"PKG 7"'),
        ("a=b+c", "a=b+c"),
    ],
)
def test_an_apostrophe_precedes_a_sign_that_could_begin_a_cell(shipment_id: str, written: str) -> None:
    assert csv_line(shipmentId=shipment_id).startswith(f"Dave-007,{written},40.758,-79.9855,")


def test_a_negative_number_of_a_csv_stays_a_number() -> None:
    line = csv_line(altitude=-12, latitude=-0.5)
    assert cells_of(line)["altitude"] == "-12"
    assert ",-0.5,-79.9855," in line


@pytest.mark.parametrize("name", ["csv", "ndjson"])
async def test_lines_give_the_whole_result_and_freshness_in_headers(tmp_path: Path, name: str) -> None:
    tracker = a_tracker(tmp_path, table_chunk_rows=7)
    for number in range(30):
        tracker.put(shipmentId=f"{number:03}", driverId="Ann" if number % 2 else "Bob")
    async with tracker.client() as client:
        answer = await client.get(f"/api/shipments?format={name}&driverId=Ann")
        lines = (await answer.text()).splitlines()
    assert len(lines) == 15 + (name == "csv")
    assert "X-Tracker-Next" not in answer.headers
    assert (answer.headers["X-Tracker-Stale"], answer.headers["X-Tracker-As-Of"]) == ("false", f"{NOON + 60:.3f}")
    assert answer.headers["X-Tracker-Cursor"].startswith("epoch.")


async def test_lines_with_a_limit_name_the_next_page_in_a_header(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path, table_chunk_rows=2)
    for shipment_id in ("a", "b", "Łódź & Co", "z"):
        tracker.put(shipmentId=shipment_id)
    async with tracker.client() as client:
        answer = await client.get("/api/shipments?format=ndjson&limit=3")
        rows = [orjson.loads(line) for line in (await answer.text()).splitlines()]
    assert [row["shipmentId"] for row in rows] == ["a", "b", "z"]
    assert rows[0] == {**a_row(shipmentId="a"), "ageSeconds": 60}
    assert unquote(answer.headers["X-Tracker-Next"]) == "z"


async def test_every_form_shows_the_same_rows(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path, table_chunk_rows=3)
    expected = sorted(f"PKG {number}, \u201e{number}\u201c" for number in range(10))
    for shipment_id in expected:
        tracker.put(shipmentId=shipment_id)
    async with tracker.client() as client:
        bodies = {name: await (await client.get(f"/api/shipments?format={name}")).read() for name in FORMS.by_name}
    lines = bodies["ndjson"].splitlines()
    cells = csv.DictReader(io.StringIO(bodies["csv"].decode(), newline=""))
    assert [row["shipmentId"] for row in orjson.loads(bodies["json"])["shipments"]] == expected
    assert [feature["id"] for feature in orjson.loads(bodies["geojson"])["features"]] == expected
    assert [orjson.loads(line)["shipmentId"] for line in lines] == expected
    assert [row["shipmentId"] for row in cells] == expected


async def test_a_form_without_rows_is_still_whole(tmp_path: Path) -> None:
    async with a_tracker(tmp_path).client() as client:
        assert orjson.loads(await (await client.get("/api/shipments?format=geojson")).read())["features"] == []
        assert (await (await client.get("/api/shipments?format=csv")).text()).split(",")[0] == CSV_COLUMNS[0]
        assert await (await client.get("/api/shipments?format=ndjson")).read() == b""
