import hashlib
from collections import Counter
from itertools import islice, pairwise

import orjson
import pytest

from app.simulator.tracks import RECORDED_DAY, ROUND_GAP_S, StartsAfterEndError, Tracks, load_tracks
from tests.simulator.helpers import a_timed_fix


def test_the_recorded_day_is_the_file_that_its_notice_describes() -> None:
    digest = hashlib.sha256(RECORDED_DAY.read_bytes()).hexdigest()
    assert digest.startswith("892375b2178aedec")
    assert "892375b2178aedec" in (RECORDED_DAY.parent / "NOTICE.md").read_text()


def test_every_fix_of_the_recorded_day_comes_out_once_and_in_order() -> None:
    fixes = list(Tracks(load_tracks()).fixes())
    assert len(fixes) == 44_300
    assert len({fix.driver_id for fix in fixes}) == 320
    assert len({orjson.loads(fix.head + b"0}")["shipmentId"] for fix in fixes}) == 1_450
    assert len({(fix.at_s, fix.head) for fix in fixes}) == 44_300
    assert fixes[0].at_s == 0
    assert fixes[-1].at_s == 24_620
    assert all(before.at_s <= after.at_s for before, after in pairwise(fixes))


def test_a_limit_keeps_the_vehicles_that_report_most() -> None:
    day, kept = load_tracks(), load_tracks(vehicles=3)
    reports_of = Counter(fix.driver_id for fix in day)
    chosen = {fix.driver_id for fix in kept}
    assert len(chosen) == 3
    assert min(reports_of[driver] for driver in chosen) >= sorted(reports_of.values())[-3]
    assert len(kept) == sum(reports_of[driver] for driver in chosen)


def test_a_later_start_leaves_out_what_came_before_and_begins_at_zero() -> None:
    recorded = [a_timed_fix(0), a_timed_fix(10), a_timed_fix(25)]
    assert [fix.at_s for fix in Tracks(recorded, start_at_s=5).fixes()] == [0, 15]


def test_a_loop_starts_over_later_than_the_round_before() -> None:
    recorded = [a_timed_fix(0), a_timed_fix(10), a_timed_fix(25)]
    again = 15 + ROUND_GAP_S
    times = [fix.at_s for fix in islice(Tracks(recorded, start_at_s=5, loop=True).fixes(), 8)]
    assert times == [0, 15, again, again + 10, again + 25, *(again + 25 + ROUND_GAP_S + at_s for at_s in (0, 10, 25))]


def test_a_start_after_the_recordings_end_is_refused() -> None:
    with pytest.raises(StartsAfterEndError, match="25 s long"):
        Tracks([a_timed_fix(25)], start_at_s=26)
