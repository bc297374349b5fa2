"""The street maps that a process serves."""

from dataclasses import dataclass
from pathlib import Path

from app.start_error import StartError
from app.street_maps.archive import Archive, BrokenArchiveError, open_archive

WASHINGTON = Path(__file__).parent / "data" / "washington.pmtiles"
"""The street map of the demo, which is served where no other is configured."""
SUFFIX = ".pmtiles"
DEFAULT_CREDIT = '<a href="https://www.openstreetmap.org/copyright">© OpenStreetMap contributors</a>'
"""For a file that names no source: nearly all are made from OpenStreetMap."""


@dataclass(frozen=True, slots=True)
class StreetMap:
    """One file, and what the dashboard needs to know before it reads it."""

    name: str
    path: Path
    bounds: tuple[float, float, float, float]
    zooms: tuple[int, int]
    attribution: str
    """HTML from the file, which no one has checked."""


def street_maps(setting: str) -> tuple[StreetMap, ...]:
    """Return the street maps of TRACKER_MAP_FILE, Washington if it is empty; raises StartError for a bad file."""
    paths = [Path(part.strip()).expanduser() for part in setting.split(",") if part.strip()] or [WASHINGTON]
    maps = [_street_map(path) for path in paths]
    names = [street_map.path.name for street_map in maps]
    if len(set(names)) < len(names):
        raise StartError(f"TRACKER_MAP_FILE={setting}: two files have the same name. Rename one of them.")
    return tuple(maps)


def _street_map(path: Path) -> StreetMap:
    if path.suffix != SUFFIX:
        raise StartError(f"TRACKER_MAP_FILE: {path} does not end in {SUFFIX}.")
    try:
        with open_archive(path) as archive:
            if (problem := archive.unusable_because) is not None:
                raise StartError(f"TRACKER_MAP_FILE: {path} cannot be shown: {problem}.")
            return describe(path, archive)
    except OSError as error:
        raise StartError(f"TRACKER_MAP_FILE: {path} cannot be read: {error.strerror}.") from error
    except BrokenArchiveError as error:
        raise StartError(f"TRACKER_MAP_FILE: {path} cannot be shown: {error}.") from error


def describe(path: Path, archive: Archive) -> StreetMap:
    """Return what the dashboard needs to know of an open file."""
    header, metadata = archive.header, archive.metadata
    return StreetMap(
        name=str(metadata.get("name") or path.stem)[:64],
        path=path.resolve(),
        bounds=archive.bounds,
        zooms=(header["min_zoom"], header["max_zoom"]),
        attribution=str(metadata.get("attribution") or DEFAULT_CREDIT),
    )
