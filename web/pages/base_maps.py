"""The base maps that the dashboard may show: its list of them, and the hosts that its policy names."""

from html import escape

import orjson

from app.settings import Settings
from app.tile_maps import TileMap, tile_maps

COOKIE = "tracker-base-map"
"""Set by frontend/src/map/base-maps/osm-permission.ts, since the policy of a page cannot change after its header."""
OSM = "osm"
OSM_SOURCE = "https://tile.openstreetmap.org"


class BaseMaps:
    """The maps of one page; `chosen` is the value of the browser's cookie."""

    def __init__(self, settings: Settings, chosen: str | None) -> None:
        self._tiles = tile_maps(settings.map_tiles, settings.map_attribution)
        self._offers_osm = settings.map_offer
        self._has_osm = settings.map_offer and chosen == OSM

    @property
    def image_sources(self) -> tuple[str, ...]:
        """Return the hosts of the tiles, each once; openstreetmap.org only where the browser chose it."""
        sources = [source for tiles in self._tiles for source in tiles.sources]
        return tuple(dict.fromkeys([*sources, OSM_SOURCE] if self._has_osm else sources))

    def put_into(self, html: str) -> str:
        """Return the page with a meta tag for its script; page-maps.ts describes its JSON."""
        maps = [_encode(tiles) for tiles in self._tiles] + ([{"kind": OSM}] if self._has_osm else [])
        if not maps and not self._offers_osm:
            return html
        text = orjson.dumps({"maps": maps, "offersOsm": self._offers_osm}).decode()
        return html.replace("</head>", f'<meta name="tracker-base-maps" content="{escape(text)}" /></head>', 1)


def _encode(tiles: TileMap) -> dict[str, object]:
    return {
        "kind": "tiles",
        "name": tiles.name,
        "url": tiles.url,
        "credit": tiles.credit,
        "isPhoto": tiles.is_photo,
        "sendsOrigin": tiles.sends_origin,
    }
