"""What of a changelog is this worker's own, and up to where its RocksDB has all of it."""

from app.table.log_position import LogPlace, Segment


def test_appends_that_follow_each_other_move_the_offset() -> None:
    place = LogPlace()
    assert not place.append(5, [Segment(5, 8), Segment(8, 9)])
    assert (place.offset, place.gaps) == (8, ())


def test_somebody_elses_records_before_and_between_ours_are_gaps_that_hold_the_offset_back() -> None:
    place = LogPlace()
    assert place.append(5, [Segment(6, 8), Segment(10, 11)])
    assert (place.offset, place.gaps) == (None, (Segment(5, 6), Segment(8, 10)))
    assert not place.append(5, [Segment(11, 12)])
    place.close(Segment(5, 6))
    assert place.offset is None
    place.close(Segment(8, 10))
    assert place.offset == 11


def test_records_behind_our_last_are_a_gap_once() -> None:
    place = LogPlace()
    place.append(0, [Segment(0, 4)])
    place.reach(4, 6)
    place.reach(4, 6)
    assert (place.gaps, place.offset) == ((Segment(4, 6),), None)
    place.close(Segment(4, 6))
    place.close(Segment(4, 6))
    assert place.offset == 5


def test_before_the_first_append_rocksdb_itself_says_how_far_it_is() -> None:
    place = LogPlace()
    place.reach(7, 7)
    assert (place.offset, place.gaps) == (None, ())
    place.reach(7, 9)
    assert place.gaps == (Segment(7, 9),)
