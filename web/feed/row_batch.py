"""From the records of a changelog to rows: many at once where each is a plain row on one line, the others one by one."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, cast

from app.kafka.fetched_batches import LogRecords
from app.table.spec import is_row_key
from web.replica.row_kind import DELETED, UNREADABLE, R, RowKind

NOTHING_ENDED: Mapping[int, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Tombstone(Generic[R]):
    """A record without a value, which ends a deletion."""

    rows_before: int
    """The number of rows of the batch before it."""
    key: bytes
    offset: int
    raw: bytes
    deletion: R | None
    """The row that it ends, and `raw` its bytes; None if the null was written by another program."""


@dataclass(slots=True)
class RowBatch(Generic[R]):
    """Rows of a partition as parallel lists, in the order of their records."""

    ids: list[str] = field(default_factory=list)
    """Row ids, which are the texts of the records' keys."""
    rows: list[R] = field(default_factory=list)
    raws: list[bytes] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    tombstones: list[Tombstone[R]] = field(default_factory=list)
    ignored: dict[str, int] = field(default_factory=dict)
    """Records that are neither, by a word for the reason."""

    def runs(self) -> Iterator[tuple["RowBatch[R]", Tombstone[R] | None]]:
        """Yield the rows up to each tombstone with it, and those after the last without one."""
        begin = 0
        for tombstone in self.tombstones:
            yield self._between(begin, tombstone.rows_before), tombstone
            begin = tombstone.rows_before
        yield self._between(begin, len(self.rows)), None

    def _between(self, begin: int, end: int) -> "RowBatch[R]":
        if begin == 0 and end == len(self.rows):
            return self
        part = slice(begin, end)
        return RowBatch(self.ids[part], self.rows[part], self.raws[part], self.offsets[part])


def decode_rows(kind: RowKind[R], records: LogRecords) -> RowBatch[R] | None:
    """Decode many records at once; None unless each is a row written on one line, and its key an id."""
    offsets, keys, values = records
    if not all(keys) or not all(values):
        return None
    raws = cast("list[bytes]", values)
    names, lines = b"\n".join(cast("list[bytes]", keys)), b"\n".join(raws)
    # Each value is one line from { to }. A line end inside a value never stands between } and {, since a string holds
    # none, so then no value spans two lines; and as there are as many rows as lines, none has two. Reserved keys have a
    # zero byte.
    between = len(offsets) - 1
    if not lines.startswith(b"{") or not lines.endswith(b"}") or lines.count(b"}\n{") != between:
        return None
    if lines.count(b"\n") != between or names.count(b"\n") != between or b"\r" in lines or b"\0" in names:
        return None
    try:
        ids, rows = names.decode().split("\n"), kind.decode_lines(lines)
    except UNREADABLE:
        return None
    return RowBatch(ids, rows, raws, offsets) if len(rows) == len(raws) else None


def batch_of(kind: RowKind[R], records: LogRecords, ended: Mapping[int, bytes] = NOTHING_ENDED) -> RowBatch[R]:
    """Decode any records; `ended` holds the deletions that tombstones carry, by the offset of the tombstone."""
    if (batch := decode_rows(kind, records)) is not None:
        return batch
    # Deletions and tombstones are rare among plain rows.
    beside = kind.keys_beside
    is_plain = [
        value is not None
        and DELETED not in value
        and key is not None
        and is_row_key(key)
        and not key.startswith(beside)
        for key, value in zip(records.keys, records.values, strict=True)
    ]
    plain = decode_rows(kind, _chosen(records, is_plain)) if any(is_plain) else None
    decoded = iter(plain.rows) if plain is not None else None
    batch = RowBatch(ignored=Counter())
    for offset, key, value, may_be_decoded in zip(*records, is_plain, strict=True):
        if key is None or not is_row_key(key):
            batch.ignored["reserved_key"] += 1
        elif value is None:
            raw = ended.get(offset, b"")
            batch.tombstones.append(Tombstone(len(batch.rows), key, offset, raw, _row_of(kind, raw)))
        elif (row_id := _id_of(key)) is None or (
            row := next(decoded) if decoded is not None and may_be_decoded else _row_of(kind, value)
        ) is None:
            batch.ignored["undecodable"] += 1
        else:
            batch.ids.append(row_id)
            batch.rows.append(row)
            batch.raws.append(_one_line(value))
            batch.offsets.append(offset)
    return batch


def _chosen(records: LogRecords, is_wanted: list[bool]) -> LogRecords:
    wanted = [index for index, is_one in enumerate(is_wanted) if is_one]
    return LogRecords(*([column[index] for index in wanted] for column in records))  # type: ignore[arg-type]


def _id_of(key: bytes) -> str | None:
    try:
        return key.decode()
    except UnicodeDecodeError:
        return None


def _row_of(kind: RowKind[R], value: bytes) -> R | None:
    try:
        return kind.decode(value)
    except UNREADABLE:
        return None


def _one_line(raw: bytes) -> bytes:
    """Return the row without line ends, which may stand between JSON tokens and would end an SSE line early."""
    return raw.translate(None, b"\r\n") if b"\n" in raw or b"\r" in raw else raw
