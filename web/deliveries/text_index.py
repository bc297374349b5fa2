"""The texts by which people look for a delivery, by slot."""

from collections.abc import Sequence

import numpy as np

from web.deliveries.changelog_row import ChangelogRow, DeliveryEntry
from web.replica.column import Column, Vector
from web.replica.row_store import RowStore


def _text_of(row: ChangelogRow) -> str:
    recipient = None if row.recipient is None else row.recipient.name
    parts = (row.shipmentId, row.reference, recipient, row.destination.name, row.destination.address)
    return "\n".join([part for part in parts if part]).casefold()


def words_of(text: str) -> tuple[str, ...]:
    """Return what a text asks for: words that all have to occur, whatever their case."""
    return tuple(text.casefold().split())


class TextIndex:
    """Shipment id, reference, recipient's name and address of each delivery, in one text."""

    def __init__(self, store: RowStore[DeliveryEntry]) -> None:
        self._store = store
        self._texts: list[str] = []
        self.columns: Sequence[Column] = ()
        self.watched: Sequence[Column] = ()
        store.attach(self)

    def clear(self) -> None:
        """Forget all texts."""
        self._texts.clear()

    def settle(self) -> None:
        """Do nothing: texts are not sorted."""

    def write(self, slots: Vector, rows: Sequence[DeliveryEntry]) -> None:
        """Set the texts of these rows."""
        for slot, row in zip(slots.tolist(), rows, strict=True):
            self.write_one(slot, row)

    def write_one(self, slot: int, row: DeliveryEntry) -> None:
        """Set one text."""
        missing = slot + 1 - len(self._texts)
        if missing > 0:
            self._texts += [""] * missing
        self._texts[slot] = _text_of(row)  # type: ignore[arg-type]  # no deletion

    def contains(self, words: Sequence[str], slots: Vector | None) -> Vector:
        """Tell for each of these slots (None: all) whether its text contains all of the words."""
        texts = self._texts
        count = self._store.slot_count if slots is None else len(slots)
        chosen = texts if slots is None else [texts[slot] if slot < len(texts) else "" for slot in slots.tolist()]
        first, *others = words
        found = np.zeros(count, np.bool_)
        found[: len(chosen)] = [first in text and all(word in text for word in others) for text in chosen]
        return found
