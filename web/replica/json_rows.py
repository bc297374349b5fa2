"""Rows whose records are JSON: most are rows, and a few say that the row is gone."""

from collections.abc import Callable
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
) -> RowKind[E]:
    """Return the kind of rows that are structs of `row`, and of `deletion` where they are gone."""
    rows: Any = msgspec.json.Decoder(row)
    deletions = msgspec.json.Decoder(deletion)

    def decode(raw: bytes) -> E:
        try:
            decoded: E = rows.decode(raw)
        except msgspec.ValidationError as error:
            try:
                return deletions.decode(raw)
            except msgspec.ValidationError:
                raise error from None
        return decoded

    return RowKind(decode, rows.decode_lines, version_of, leading_of, leading_dtype, sections)
