"""Rows with marks of the worker: a contact since the position, and a suspect position."""

from tests.builders import NOON, a_row
from tests.web.latest.applied import apply_row
from web.latest.filters import EVERYTHING
from web.latest.formats import CSV
from web.latest.latest_view import LatestView


def test_a_contact_makes_a_row_newer_and_the_same_contact_again_does_not() -> None:
    view = LatestView(partitions=1)
    assert apply_row(view.store, a_row(), 0, 0)
    assert apply_row(view.store, a_row(contactAt=NOON + 60), 0, 1)
    assert not apply_row(view.store, a_row(contactAt=NOON + 60), 0, 2)
    assert not apply_row(view.store, a_row(contactAt=NOON + 30), 0, 3)
    assert not apply_row(view.store, a_row(), 0, 4)
    assert apply_row(view.store, a_row(timestamp=NOON + 1), 0, 5)


def test_a_row_that_was_heard_counts_as_updated() -> None:
    view = LatestView(partitions=1)
    apply_row(view.store, a_row(receivedAt=NOON), 0, 0)
    assert list(view.select(EVERYTHING, received_since=NOON + 50)) == []
    apply_row(view.store, a_row(receivedAt=NOON, contactAt=NOON + 60), 0, 1)
    assert list(view.select(EVERYTHING, received_since=NOON + 50)) == [0]


def test_csv_files_have_the_columns_that_they_had() -> None:
    assert not any(name in CSV.head for name in (b"contactAt", b"suspect", b"held"))
