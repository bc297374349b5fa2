import gzip
from pathlib import Path

import pytest
from pmtiles.tile import TileType
from pmtiles.writer import write

from app.__main__ import main
from app.start_error import StartError
from app.street_maps.street_map import DEFAULT_CREDIT, WASHINGTON, street_maps
from app.street_maps.vector_tile import BrokenTileError, features_by_layer
from tests.protomaps_basemap import write_basemap
from tests.synthetic_city import CREDIT, write_city
from tools.street_tiles.archive import MapFeature, write_archive
from tools.street_tiles.encode import LINE


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_city(tmp_path_factory.mktemp("city") / "gridville.pmtiles")


def archive_of(path: Path, tile: bytes, tile_type: TileType = TileType.MVT) -> Path:
    """Write a file with one tile."""
    from pmtiles.tile import Compression

    with write(path) as writer:
        writer.write_tile(0, gzip.compress(tile))
        writer.finalize({"tile_type": tile_type, "tile_compression": Compression.GZIP}, {})
    return path


def test_without_a_setting_the_map_is_that_of_the_demo_with_its_credit() -> None:
    [washington] = street_maps("")
    assert (washington.name, washington.path) == ("Washington", WASHINGTON.resolve())
    assert "Open Data DC" in washington.attribution


def test_several_files_are_separated_by_commas_and_each_knows_its_area(city: Path) -> None:
    gridville, washington = street_maps(f"{city}, {WASHINGTON}")
    assert (gridville.name, gridville.zooms, gridville.attribution) == ("Gridville", (6, 13), CREDIT)
    assert gridville.bounds == pytest.approx((-80.03, 40.40, -79.95, 40.48))
    assert washington.name == "Washington"


def test_a_file_without_a_credit_is_taken_for_openstreetmap(tmp_path: Path) -> None:
    [street_map] = street_maps(str(archive_of(tmp_path / "a.pmtiles", b"")))
    assert (street_map.name, street_map.attribution) == ("a", DEFAULT_CREDIT)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "No such file"),
        (b"", "it is not a PMTiles file"),
        (b"GIF89a" * 100, "it is not a PMTiles file"),
        (WASHINGTON.read_bytes()[:200_000], "it is shorter than"),
        (b"PMTiles\x02" + bytes(200), "it is not a PMTiles file of version 3"),
    ],
)
def test_a_missing_or_broken_file_stops_the_start_with_one_sentence(
    tmp_path: Path, content: bytes | None, reason: str
) -> None:
    path = tmp_path / "broken.pmtiles"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StartError, match=reason) as raised:
        street_maps(str(path))
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_pictures_other_suffixes_and_equal_names_are_refused(tmp_path: Path, city: Path) -> None:
    with pytest.raises(StartError, match="PNG, not vector tiles"):
        street_maps(str(archive_of(tmp_path / "raster.pmtiles", b"", TileType.PNG)))
    with pytest.raises(StartError, match=r"does not end in \.pmtiles"):
        street_maps(str(tmp_path / "city.mbtiles"))
    other = tmp_path / city.name
    other.write_bytes(city.read_bytes())
    with pytest.raises(StartError, match="two files have the same name"):
        street_maps(f"{city},{other}")


def test_info_shows_what_a_file_contains(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", "info", str(city)]) == 0
    shown = capsys.readouterr().out
    for fact in ("-80.03000,40.40000,-79.95000,40.48000", "6 to 13", "MVT", "gzip", "earth, landuse, places", CREDIT):
        assert fact in shown


def test_check_accepts_a_file_and_names_the_layers_that_it_lacks(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["map", "check", str(city)]) == 0
    shown = capsys.readouterr()
    assert "can be shown" in shown.out
    assert [line.split(":")[0] for line in shown.out.splitlines()[:-1]] == ["lacks boundaries", "lacks buildings"]
    assert shown.err == ""


def test_check_refuses_a_file_of_another_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "other.pmtiles"
    road = MapFeature("transportation", LINE, {"class": "street"}, [[(8.0, 50.0), (8.1, 50.0)]], 8)
    write_archive(path, [road], zooms=range(8, 10), metadata={})
    assert main(["map", "check", str(path)]) == 1
    assert "no layer `roads`; its layers are: transportation" in capsys.readouterr().err


@pytest.mark.parametrize("tile", [b"\x1a\x7f", b"\x1a\x05\x12\x03\x22\x01\x09", b"\x1b\x00"])
def test_check_refuses_a_file_with_a_tile_that_is_not_one(
    tmp_path: Path, tile: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["map", "check", str(archive_of(tmp_path / "bad.pmtiles", tile))]) == 1
    assert "the tile 0/0/0 cannot be decoded" in capsys.readouterr().err
    with pytest.raises(BrokenTileError):
        features_by_layer(tile)


def test_check_refuses_a_file_whose_directory_is_destroyed(
    tmp_path: Path, city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = bytearray(city.read_bytes())
    content[140:160] = bytes(20)
    path = tmp_path / "bad.pmtiles"
    path.write_bytes(content)
    assert main(["map", "check", str(path)]) == 1
    assert "a directory cannot be read" in capsys.readouterr().err


def test_a_missing_file_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", "info", str(tmp_path / "none.pmtiles")]) == 78
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_in_the_schema_of_the_protomaps_basemap_lacks_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_basemap(tmp_path / "firenze.pmtiles")
    assert main(["map", "check", str(path)]) == 0
    said = capsys.readouterr().out
    assert "can be shown" in said
    assert "lacks" not in said
    assert main(["map", "info", str(path)]) == 0
    layers = "boundaries, buildings, earth, landcover, landuse, places, pois, roads, water"
    assert f"layers        {layers}" in capsys.readouterr().out
