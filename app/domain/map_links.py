"""The place in a link of a map: Google, OpenStreetMap, Apple, Bing, HERE, Waze."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote_plus, urlsplit

from app.domain.angles import Pair, Unclear, on_globe, parse_pair

NUMBER = r"[-+]?[0-9]{1,3}(?:\.[0-9]{1,20})?"
_LINK = re.compile(r"[a-z][a-z0-9+.-]{1,30}://\S+|(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,10}[/?#]\S*", re.IGNORECASE)
_PIN = re.compile(rf"!3d({NUMBER})!4d({NUMBER})")
_VIEW = re.compile(rf"@({NUMBER}),({NUMBER})")
_TWO_NUMBERS = re.compile(rf"(?:loc:|ll\.)? ?({NUMBER}) ?[,~] ?({NUMBER})(?:[,(_ ].*)?", re.DOTALL)
_PLUS_CODE = re.compile(r"[23456789CFGHJMPQRVWX]{8}\+[23456789CFGHJMPQRVWX]{2,7}", re.IGNORECASE)
_OSM_VIEW = re.compile(rf"map=[0-9.]{{1,5}}/({NUMBER})/({NUMBER})")
VIEW_NOTE = "The link names no point, so this is the centre of its map."
_SHORTENED = ("maps.app.goo.gl", "goo.gl", "osm.org", "her.is", "apple.co", "bit.ly", "t.co", "maps.apple")


@dataclass(frozen=True, slots=True)
class _Service:
    """How the links of one service name a point; earlier parameters count more."""

    hosts: re.Pattern[str]
    points: tuple[str, ...]
    centres: tuple[str, ...] = ()


_SERVICES = (
    _Service(
        re.compile(r"(?:(?:www|maps)\.)?google\.(?:[a-z]{2,3}|com?\.[a-z]{2})|comgooglemaps"),
        ("q", "query", "daddr", "destination", "ll"),
        ("center", "sll", "viewpoint", "cbll"),
    ),
    _Service(re.compile(r"maps\.apple\.com|maps"), ("coordinate", "ll", "q", "daddr", "address"), ("center", "sll")),
    _Service(re.compile(r"(?:www\.)?bing\.com"), ("where1", "q"), ("cp",)),
    _Service(re.compile(r"(?:www\.|ul\.|embed\.)?waze\.com|waze"), ("ll", "to", "latlng", "q")),
    _Service(re.compile(r"(?:www\.|share\.|wego\.)?here\.com"), ("ll",), ("map",)),
    _Service(re.compile(r"(?:www\.)?openstreetmap\.org"), ()),
)


def is_link(text: str) -> bool:
    """Tell whether a text is an address of the web or of an application."""
    return _LINK.fullmatch(text) is not None


def parse_link(text: str) -> Pair | Unclear | str:
    """Return the place that a link names, a full Plus Code that it holds, or why it names none."""
    try:
        url = urlsplit(text if "://" in text else f"https://{text}")
        host = (url.hostname or "").lower()
        query = dict(reversed(parse_qsl(url.query, max_num_fields=100)))
    except ValueError:
        return Unclear("This link cannot be read.")
    if url.scheme.lower() in ("comgooglemaps", "waze", "maps"):
        host = url.scheme.lower()
    if host == "plus.codes" and _PLUS_CODE.fullmatch(unquote_plus(url.path.strip("/")).replace(" ", "+")):
        return unquote_plus(url.path.strip("/")).replace(" ", "+")
    if host.endswith(("what3words.com", "w3w.co")):
        return Unclear("what3words addresses can only be resolved by their owner's service.")
    if host in _SHORTENED:
        return Unclear(
            "A shortened link does not hold the place. Open it and copy the address of the page it leads to."
        )
    for service in _SERVICES:
        if service.hosts.fullmatch(host):
            return _place_in(service, url, query)
    return Unclear("Links of this site are not supported. Use coordinates or a link of a well-known map.")


def _place_in(service: _Service, url: SplitResult, query: Mapping[str, str]) -> Pair | Unclear | str:
    # A route has a pin for each of its stops, the destination last.
    if pins := _PIN.findall(url.path):
        return on_globe(float(pins[-1][0]), float(pins[-1][1]))
    if "mlat" in query and "mlon" in query:
        return _first_place([f"{query['mlat']},{query['mlon']}"]) or Unclear("This link cannot be read.")
    segments = [unquote_plus(segment.replace("%2B", "\0").replace("%2b", "\0")) for segment in url.path.split("/")]
    points = [*(query[name] for name in service.points if name in query), *_spoken(reversed(segments))]
    if (place := _first_place(points)) is not None:
        return place
    centres = [query[name] for name in service.centres if name in query]
    views = [",".join(found.groups()) for pattern in (_VIEW, _OSM_VIEW) if (found := _view_in(pattern, url))]
    place = _first_place((*views, *centres))
    if isinstance(place, Pair):
        return Pair(place.latitude, place.longitude, VIEW_NOTE)
    return place or Unclear("This link holds no coordinates. Copy the address or the coordinates of the place.")


def _view_in(pattern: re.Pattern[str], url: SplitResult) -> re.Match[str] | None:
    return pattern.search(url.path) or pattern.search(url.fragment)


def _spoken(segments: Iterable[str]) -> Iterable[str]:
    """Yield the parts of a path that may be places; HERE writes `name:lat,lon`, a view begins with @."""
    for segment in segments:
        text = segment.replace("\0", "+")
        if text and not text.startswith("@"):
            yield text.rpartition(":")[2] if re.search(rf":{NUMBER},", text) else text


def _first_place(texts: Iterable[str]) -> Pair | Unclear | str | None:
    for text in texts:
        trimmed = text.strip()[:200]
        if code := _PLUS_CODE.match(trimmed):
            return code[0]
        if two := _TWO_NUMBERS.fullmatch(trimmed):
            return on_globe(float(two[1]), float(two[2]))
        place = parse_pair(trimmed)
        if place is not None:
            return place
    return None
