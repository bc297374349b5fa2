"""What of a changelog is this worker's own, and up to where its RocksDB has all of it."""

from app.table.log_position import LogPosition, OffsetRange


def test_appends_that_follow_each_other_move_the_offset() -> None:
    log_position = LogPosition()
    assert not log_position.append(5, [OffsetRange(5, 8), OffsetRange(8, 9)])
    assert (log_position.offset, log_position.gaps) == (8, ())


def test_foreign_records_before_and_between_ours_are_gaps_that_hold_the_offset_back() -> None:
    log_position = LogPosition()
    assert log_position.append(5, [OffsetRange(6, 8), OffsetRange(10, 11)])
    assert (log_position.offset, log_position.gaps) == (None, (OffsetRange(5, 6), OffsetRange(8, 10)))
    assert not log_position.append(5, [OffsetRange(11, 12)])
    log_position.close(OffsetRange(5, 6))
    assert log_position.offset is None
    log_position.close(OffsetRange(8, 10))
    assert log_position.offset == 11


def test_records_after_our_last_are_a_gap_once() -> None:
    log_position = LogPosition()
    log_position.append(0, [OffsetRange(0, 4)])
    log_position.reach(4, 6)
    log_position.reach(4, 6)
    assert (log_position.gaps, log_position.offset) == ((OffsetRange(4, 6),), None)
    log_position.close(OffsetRange(4, 6))
    log_position.close(OffsetRange(4, 6))
    assert log_position.offset == 5


def test_before_the_first_append_rocksdb_itself_says_how_far_it_is() -> None:
    log_position = LogPosition()
    log_position.reach(7, 7)
    assert (log_position.offset, log_position.gaps) == (None, ())
    log_position.reach(7, 9)
    assert log_position.gaps == (OffsetRange(7, 9),)
