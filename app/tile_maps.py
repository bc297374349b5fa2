"""The raster maps that an operator configures: one address, or a list of names with their addresses."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

NAME_MAX = 40
SUBDOMAINS = "abc"
"""What Leaflet puts in place of {s}."""
_ADDRESS = re.compile(r"(https?://([A-Za-z0-9.:_-]|\{s\})+)?/\S*\{z\}\S*")
_BEGINS_AS_ADDRESS = re.compile(r"https?://|/")
_OPTIONS = ("photo", "referrer")


@dataclass(frozen=True, slots=True)
class TileMap:
    """One map of raster tiles; `name` is empty where the setting is a single address."""

    name: str
    url: str
    credit: str
    is_photo: bool = False
    """Whether its colours stay as they are in the dark theme."""
    sends_origin: bool = False
    """Whether requests for its tiles name the origin of the page."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Return each scheme and host of the tiles; none for the tracker's own host."""
        url = urlsplit(self.url)
        if not url.netloc:
            return ()
        hosts = [url.netloc.replace("{s}", letter) for letter in SUBDOMAINS]
        return tuple(f"{url.scheme}://{host}" for host in dict.fromkeys(hosts))


def tile_maps(text: str, attribution: str = "") -> tuple[TileMap, ...]:
    """Return the maps of the setting, `attribution` being the credit of a single address; raises ValueError."""
    text = text.strip()
    # A single address may contain what separates the parts of a list.
    if _ADDRESS.fullmatch(text) and "|" not in text:
        return (TileMap("", text, attribution),)
    maps = tuple(_tile_map(entry.strip()) for entry in text.split(";") if entry.strip())
    if len(maps) == 1 and not maps[0].name:
        return (replace(maps[0], credit=maps[0].credit or attribution),)
    _require_names(maps)
    return maps


def _tile_map(entry: str) -> TileMap:
    """Return the map of one entry, [Name=]address[|credit[|options]]."""
    if _BEGINS_AS_ADDRESS.match(entry):
        name, rest = "", entry
    else:
        name, _, rest = (part.strip() for part in entry.partition("="))
    address, credit, listed, *more = (part.strip() for part in [*rest.split("|"), "", ""])
    if len(more) > 2:  # the two that were added
        raise ValueError(f"the entry {entry!r} has more parts than Name=address|credit|options")
    if len(name) > NAME_MAX or not name.isprintable():
        raise ValueError(f"the name in {entry!r} has more than {NAME_MAX} characters, or unprintable ones")
    if not _ADDRESS.fullmatch(address):
        raise ValueError(f"the entry {entry!r} has no address of the form https://host/…/{{z}}/{{x}}/{{y}}.png")
    options = listed.replace(",", " ").split()
    for option in options:
        if option not in _OPTIONS:
            raise ValueError(f"the entry {entry!r} has the unknown option {option!r}; known are {', '.join(_OPTIONS)}")
    return TileMap(name, address, credit, is_photo="photo" in options, sends_origin="referrer" in options)


def _require_names(maps: tuple[TileMap, ...]) -> None:
    """Raise ValueError unless each map has a name of its own."""
    known: set[str] = set()
    for tiles in maps:
        if not tiles.name:
            raise ValueError(f"the entry {tiles.url!r} has no name; with several maps each needs one: Name={tiles.url}")
        if tiles.name.casefold() in known:
            raise ValueError(f"the name {tiles.name!r} occurs more than once")
        known.add(tiles.name.casefold())
