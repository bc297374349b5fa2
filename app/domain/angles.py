"""A pair of angles as people write them: decimal degrees, minutes, seconds, with or without signs and letters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.angle_tokens import Axis, Token, tidy, tokens_of

_EAST_FOR, _WEST_FOR = ("de",), ("fr", "es", "it", "pt", "ca", "gl")
"""Languages in which the letter O is east (Ost), or west (ouest, oeste)."""
SWAPPED = "The first number cannot be a latitude, so it is read as the longitude."


@dataclass(frozen=True, slots=True)
class Pair:
    """A place on the globe; `note` says what was assumed."""

    latitude: float
    longitude: float
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """Text that is written like coordinates and cannot be taken for one place; the reason never quotes it."""

    reason: str


@dataclass(frozen=True, slots=True)
class _Angle:
    degrees: float
    numbers: int
    axis: Axis | None
    has_sign: bool
    is_bare: bool
    """Whether it is whole numbers and nothing else, as in an address."""


def parse_pair(text: str, language: str = "") -> Pair | Unclear | None:
    """Return the place that two angles name, why they name none, or None for text that is no coordinates.

    `language` (`de`, `fr`) decides what the letter O means.
    """
    plain = tidy(text).removeprefix("(").removesuffix(")").strip(" ,;")
    readings = [
        reading
        for decimal in (".", ",")
        if (tokens := tokens_of(plain, decimal)) is not None
        if (reading := _read(tokens, language)) is not None
    ]
    pairs = {reading for reading in readings if isinstance(reading, Pair)}
    if len(pairs) > 1:
        return Unclear("The commas can be decimal marks or separators. Write decimal points: 40.44, -79.99.")
    return pairs.pop() if pairs else next(iter(readings), None)


def _read(tokens: Sequence[Token], language: str) -> Pair | Unclear | None:
    if any(token.is_either for token in tokens):
        sign = 1 if language in _EAST_FOR else -1 if language in _WEST_FOR else 0
        if sign == 0:
            return Unclear("The letter O means east in German and west in French and Spanish. Write E or W.")
        tokens = [replace(token, value=sign) if token.is_either else token for token in tokens]
    halves = _halves(tokens)
    if halves is None or isinstance(halves, Unclear):
        return halves
    first, second = halves
    if isinstance(first, Unclear):
        return first
    if isinstance(second, Unclear):
        return second
    pair = _placed(first, second)
    if not (first.is_bare and second.is_bare):
        return pair
    if first.numbers == 1 and any(token.kind == "separator" for token in tokens) and tokens[-1].is_close:
        return Unclear("This can be one number with a decimal comma. Write both numbers with a blank between them.")
    # Numbers of an address or of a telephone may look like coordinates beyond the globe.
    return pair if isinstance(pair, Pair) else None


def _halves(tokens: Sequence[Token]) -> tuple[_Angle | Unclear, _Angle | Unclear] | Unclear | None:
    separators = [place for place, token in enumerate(tokens) if token.kind == "separator"]
    if len(separators) > 1:
        return None
    if separators:
        splits = [(tokens[: separators[0]], tokens[separators[0] + 1 :])]
    else:
        splits = [(tokens[:place], tokens[place:]) for place in range(1, len(tokens)) if _may_begin(tokens, place)]
    found = [
        (first, second)
        for left, right in splits
        if (first := _angle(left)) is not None and (second := _angle(right)) is not None
    ]
    if len(found) > 1:
        found = [
            (first, second)
            for first, second in found
            if isinstance(first, _Angle) and isinstance(second, _Angle) and first.numbers == second.numbers
        ] or found
    if len(found) > 1:
        has_letters = any(token.kind == "hemisphere" for token in tokens)
        return Unclear("It is not clear where the first angle ends. Write a comma there.") if has_letters else None
    return found[0] if found else None


def _may_begin(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether the second angle may begin here: 10-12 is rather a range than two angles."""
    token, before = tokens[place], tokens[place - 1]
    return not (token.kind == "sign" and token.is_close and before.kind == "number" and not before.is_fraction)


def _angle(tokens: Sequence[Token]) -> _Angle | Unclear | None:
    rest = list(tokens)
    hemispheres = []
    if rest and rest[0].kind == "hemisphere":
        hemispheres.append(rest.pop(0))
    sign = rest.pop(0).value if rest and rest[0].kind == "sign" else 0
    if rest and rest[-1].kind == "hemisphere":
        hemispheres.append(rest.pop())
    numbers = _numbers(rest)
    if numbers is None or len(hemispheres) > 1:
        return None
    if any(number.value >= 60 for number in numbers[1:]):
        return Unclear("Minutes and seconds must be below 60.")
    if any(number.is_fraction and number.value % 1 for number in numbers[:-1]):
        return Unclear("Only the last number of an angle can have decimals.")
    hemisphere = hemispheres[0] if hemispheres else None
    if hemisphere and hemisphere.value and sign < 0:
        return Unclear("A minus sign and a letter for the hemisphere contradict each other. Write one of them.")
    size = sum(number.value / 60**level for level, number in enumerate(numbers))
    direction = (hemisphere.value if hemisphere else 0) or sign or 1
    is_bare = not (hemisphere or sign or len(rest) > len(numbers) or any(number.is_fraction for number in numbers))
    return _Angle(direction * size, len(numbers), hemisphere.axis if hemisphere else None, sign != 0, is_bare)


def _numbers(tokens: Sequence[Token]) -> list[Token] | None:
    """Return the degrees, minutes and seconds, each with its own unit or none."""
    numbers: list[Token] = []
    may_have_unit = False
    for token in tokens:
        if token.kind == "number" and len(numbers) < 3:
            numbers.append(token)
            may_have_unit = True
        elif token.kind == "unit" and may_have_unit and token.value == len(numbers) - 1:
            may_have_unit = False
        else:
            return None
    return numbers or None


def _placed(first: _Angle, second: _Angle) -> Pair | Unclear:
    axis, other = first.axis, second.axis
    if axis is not None and axis == other:
        return Unclear(f"Both angles are a {axis}.")
    if (axis is None) != (other is None) and not (first if axis is None else second).has_sign:
        return Unclear("Only one of the angles says its hemisphere. Write a letter or a sign for both.")
    if axis == "longitude" or other == "latitude":
        return on_globe(second.degrees, first.degrees)
    if axis is None and other is None and abs(first.degrees) > 90 >= abs(second.degrees):
        return on_globe(second.degrees, first.degrees, SWAPPED)
    return on_globe(first.degrees, second.degrees)


def on_globe(latitude: float, longitude: float, note: str | None = None) -> Pair | Unclear:
    """Return the place, unless it is none."""
    if not abs(latitude) <= 90:
        return Unclear("A latitude must lie between -90 and 90.")
    if not abs(longitude) <= 180:
        return Unclear("A longitude must lie between -180 and 180.")
    return Pair(latitude, longitude, note)
