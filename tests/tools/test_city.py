"""The street map of Washington is what its script writes from the data in the project."""

import gzip
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from app.street_maps.archive import open_archive
from tools.city import TARGET, main
from tools.street_tiles.clip import clip_line, clip_ring

Tiles = Mapping[tuple[int, int, int], bytes]


def tiles_of(path: Path) -> Tiles:
    with open_archive(path) as archive:
        return {place: gzip.decompress(stored) for place, stored in archive.tiles()}


def test_the_file_of_washington_is_what_the_script_writes(tmp_path: Path) -> None:
    written = tmp_path / "washington.pmtiles"
    assert main(written) == 0
    # Compressed bytes depend on the version of zlib, the content of the tiles does not.
    assert tiles_of(written) == tiles_of(TARGET), "run make city"
    with open_archive(written) as new, open_archive(TARGET) as held:
        assert (new.bounds, new.metadata) == (held.bounds, held.metadata)


def test_the_file_is_small_enough_for_the_repository() -> None:
    assert TARGET.stat().st_size < 1_500_000


def test_a_line_is_cut_where_it_leaves_the_square_and_resumes_where_it_returns() -> None:
    line = [(5.0, 5.0), (15.0, 5.0), (15.0, 8.0), (5.0, 8.0)]
    assert list(clip_line(line, 0, 10)) == [[(5.0, 5.0), (10.0, 5.0)], [(10.0, 8.0), (5.0, 8.0)]]
    assert list(clip_line([(11.0, -4.0), (14.0, 20.0)], 0, 10)) == []


@pytest.mark.parametrize(("reach", "area"), [(5.0, 25.0), (50.0, 100.0)])
def test_a_ring_is_cut_at_the_sides_of_the_square(reach: float, area: float) -> None:
    ring = clip_ring([(0.0, 0.0), (reach, 0.0), (reach, reach), (0.0, reach), (0.0, 0.0)], 0, 10)
    assert ring[0] == ring[-1]
    assert abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2 == area
    assert clip_ring([(20.0, 20.0), (30.0, 20.0), (30.0, 30.0), (20.0, 20.0)], 0, 10) == []
