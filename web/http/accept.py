"""Content negotiation: the media types and encodings that a client accepts, by preference (RFC 9110, 12.5)."""

from collections.abc import Sequence


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def parse_accept(header: str) -> dict[str, float]:
    """Return the weight of each item of an Accept header, from 0 (never) to 1; an unreadable weight counts as 0."""
    weights: dict[str, float] = {}
    for item in header.split(","):
        name, *parameters = item.split(";")
        if name.strip():
            weights[name.strip().lower()] = _quality(parameters)
    return weights


def _weight_for(weights: dict[str, float], media_type: str) -> float:
    for key in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        if key in weights:
            return weights[key]
    return 0.0


def choose_media_type(header: str, offers: Sequence[str]) -> str:
    """Return the offer that the client prefers; the first offer on a tie, or if it accepts none."""
    weights = parse_accept(header)
    return max(offers, key=lambda offer: _weight_for(weights, offer))


def takes_gzip(accept_encoding: str) -> bool:
    """Tell whether the client accepts gzip."""
    weights = parse_accept(accept_encoding)
    return weights.get("gzip", weights.get("*", 0.0)) > 0
