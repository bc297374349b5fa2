"""`python -m app map info | check FILE`: shows what a street map contains, and whether the dashboard can draw it."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from app.start_error import StartError
from app.street_maps.archive import Archive, BrokenArchiveError, open_archive
from app.street_maps.check import check
from app.street_maps.street_map import describe


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the commands of `map`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in (
        ("info", "show the area, zooms, size, tiles, layers and credit of a PMTiles file"),
        ("check", "decode some of its tiles and look for the layers that the dashboard draws"),
    ):
        actions.add_parser(name, help=text, description=text).add_argument("file", type=Path, help="the file")


def main(args: argparse.Namespace) -> int:
    """Run the command of the arguments; returns 1 if the dashboard cannot draw the file."""
    path: Path = args.file
    try:
        with open_archive(path) as archive:
            if args.action == "check":
                return _check(path, archive)
            for line in info(path, archive):
                print(line)
    except OSError as error:
        raise StartError(f"{path} cannot be read: {error.strerror}.") from error
    except BrokenArchiveError as error:
        print(f"{path} cannot be shown: {error}.", file=sys.stderr)
        return 1
    return 0


def info(path: Path, archive: Archive) -> Iterable[str]:
    """Return what a file contains, one fact a line."""
    header, described = archive.header, describe(path, archive)
    west, south, east, north = described.bounds
    size = path.stat().st_size
    form = "{:14}{}".format
    yield form("name", described.name)
    yield form("bounds", f"{west:.5f},{south:.5f},{east:.5f},{north:.5f} (west, south, east, north)")
    yield form("zooms", f"{header['min_zoom']} to {header['max_zoom']}")
    yield form("size", f"{size:,} bytes")
    yield form("tiles", f"{header['addressed_tiles_count']:,} ({header['tile_contents_count']:,} different)")
    yield form("tile type", archive.tile_type.name)
    yield form("compression", header["tile_compression"].name.lower())
    yield form("layers", ", ".join(archive.layers) or "not listed")
    yield form("attribution", described.attribution)


def _check(path: Path, archive: Archive) -> int:
    findings = check(archive)
    for lack in findings.lacks:
        print(f"lacks {lack}")
    for problem in findings.problems:
        print(f"{path} cannot be shown: {problem}.", file=sys.stderr)
    if findings.problems:
        return 1
    print(f"{path} can be shown: {findings.tiles:,} tiles, {findings.decoded} of them decoded")
    return 0
