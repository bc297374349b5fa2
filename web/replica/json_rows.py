"""Rows whose records are JSON: most are rows, and a few say that the row is gone."""

from collections.abc import Callable, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec

from web.replica.row_kind import ChangelogEntry, RowKind

E = TypeVar("E", bound=ChangelogEntry)


def json_rows(
    row: type[E],
    deletion: type[E],
    version_of: Callable[[E], tuple[float, ...]],
    leading_of: Callable[[E], float],
    leading_dtype: str,
    sections: tuple[str, ...] = ("",),
    beside: Mapping[type[E], tuple[str, ...]] = MappingProxyType({}),
    hidden: str = "",
) -> RowKind[E]:
    """Return the kind of rows that are structs of `row`, and of `deletion` where they are gone, or kept beside them.

    `beside` says what the ids of such rows begin with, `hidden` names the last member, which readers are not shown.
    """
    rows: Any = msgspec.json.Decoder(row)
    others: list[Any] = [msgspec.json.Decoder(other) for other in (deletion, *beside)]

    def decode(raw: bytes) -> E:
        try:
            decoded: E = rows.decode(raw)
        except msgspec.ValidationError as error:
            for other in others:
                try:
                    decoded = other.decode(raw)
                except msgspec.ValidationError:
                    continue
                return decoded
            raise error from None
        return decoded

    return RowKind(
        decode,
        rows.decode_lines,
        version_of,
        leading_of,
        leading_dtype,
        sections,
        tuple(chain(*beside.values())),
        f',"{hidden}":'.encode() if hidden else b"",  # no text looks like it, since JSON escapes quotes
    )
