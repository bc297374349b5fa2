"""The versions of all rows by slot, one column a field."""

from typing import Generic

import numpy as np

from web.replica.change_ring import Values
from web.replica.column import Column, Vector
from web.replica.row_kind import R, RowKind


class VersionColumns(Generic[R]):
    """Tells what is newer than the row in a slot."""

    def __init__(self, kind: RowKind[R]) -> None:
        self.columns = tuple(Column(dtype) for dtype in kind.version_dtypes)
        self._first = self.columns[0]

    def is_newer(self, slots: Vector, versions: Values) -> Vector:
        """Tell for each of these versions whether it is greater than the one in its slot."""
        shown = self.columns[0].vector[slots]
        is_newer, is_equal = versions[0] > shown, versions[0] == shown
        for column, theirs in zip(self.columns[1:], versions[1:], strict=True):
            if not is_equal.any():
                break
            shown = column.vector[slots]
            is_newer |= is_equal & (theirs > shown)
            is_equal &= theirs == shown
        return np.asarray(is_newer)

    def is_newer_than(self, slot: int, version: tuple[float, ...]) -> bool:
        """Tell whether one version is greater than the one in a slot."""
        shown = self._first.cells[slot]
        if version[0] != shown:
            return bool(version[0] > shown)
        return version > tuple(column.cells[slot] for column in self.columns)

    def write(self, slots: Vector, versions: Values) -> None:
        """Set the versions of these different slots."""
        for column, theirs in zip(self.columns, versions, strict=True):
            column.vector[slots] = theirs

    def write_one(self, slot: int, version: tuple[float, ...]) -> None:
        """Set the version of one slot."""
        # The columns and the fields are as many; asking makes the row of a quiet system a tenth dearer.
        for column, field in zip(self.columns, version):  # noqa: B905
            column.cells[slot] = field
