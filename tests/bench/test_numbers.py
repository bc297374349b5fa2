import json

import pytest

from tests.bench.contenders import last_count
from tests.bench.drain import Drain, Sample, drain_between
from tests.bench.figures import as_json, as_table, at_least, at_most, figure
from tests.bench.million import growth
from tests.bench.spread import Spread, percentile, ratios_of, spread_of
from tests.bench.wrk import load_from


def test_a_spread_has_the_least_the_median_and_the_greatest() -> None:
    assert spread_of([3, 1, 2]) == Spread(1, 2, 3)
    assert spread_of([7]) == Spread(7, 7, 7)


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(n) for n in range(1, 101)]
    assert [percentile(values, share) for share in (0.5, 0.99, 1.0)] == [50, 99, 100]
    assert percentile([5.0], 0.99) == 5


def test_ratios_are_taken_within_a_round() -> None:
    assert ratios_of([100, 50], [50, 25]) == [2, 2]


def test_a_bar_is_a_floor_or_a_ceiling() -> None:
    assert [at_least(3).holds(3), at_least(3).holds(2.9), at_most(3).holds(3), at_most(3).holds(3.1)] == [
        True,
        False,
        True,
        False,
    ]
    assert figure("1", "only to explain", 5, "s").holds is None


def test_the_median_decides_whether_a_figure_holds() -> None:
    assert figure("4", "rate", [1, 10, 100], "1/s", at_least(10)).holds


def test_a_drain_is_measured_from_the_first_thing_done_to_the_last() -> None:
    samples = [Sample(0, 0, 1.0, 0), Sample(5, 0, 2.0, 0), Sample(6, 100, 2.1, 50), Sample(8, 300, 2.5, 250)]
    assert drain_between(samples) == pytest.approx(Drain(per_s=100, cpu_us=2000, written_share=1.0))


def test_of_several_workers_the_time_counts_in_which_all_work() -> None:
    alone, both, end = Sample(1, 100, 1, 100, 0, False), Sample(2, 200, 2, 200), Sample(4, 600, 3, 600)
    assert drain_between([alone, both, end]).per_s == 200


def test_a_backlog_that_ends_at_once_gives_no_figure() -> None:
    with pytest.raises(RuntimeError, match="make it longer"):
        drain_between([Sample(0, 0, 0, 0), Sample(1, 10, 1, 10)])


def test_the_last_count_of_a_peer_counts_among_its_other_words() -> None:
    assert last_count("12 warnings\n100\n[info] 7\n250\nbye") == 250
    assert last_count("nothing yet") == 0


def test_growth_leaves_the_warming_up_out() -> None:
    assert growth([10, 100, 100, 100, 110]) == pytest.approx(10)
    assert growth([100]) == 0


def test_the_output_of_wrk_gives_rate_latency_and_its_own_cpu_share() -> None:
    said = (
        'Running 2s test\n{"requests": 1000, "duration_us": 2000000, "p50_us": 1500, "p99_us": 9000, "max_us": 20000, '
        '"bad_status": 2, "broken": 1}\n'
    )
    found = load_from(said, cpu_s=0.5)
    assert (found.per_s, found.p50_ms, found.p99_ms, found.refused, found.loader_cpu) == (500, 1.5, 9, 3, 0.25)
    assert "25% of a core" in found.note
    assert "3 REFUSED" in found.note


def test_bench_json_has_a_member_for_each_figure() -> None:
    figures = [figure("2", "p50", [4, 6, 5], "ms", at_most(5)), figure("1", "rate", 12_000, "requests/s")]
    first, second = json.loads(as_json(figures))
    assert {name: first[name] for name in ("measure", "value", "unit", "bar", "holds", "min", "max")} == {
        "measure": "p50",
        "value": 5,
        "unit": "ms",
        "bar": "≤ 5",
        "holds": True,
        "min": 4,
        "max": 6,
    }
    assert (second["bar"], second["holds"]) == ("", None)


def test_the_table_shows_what_was_missed() -> None:
    held, missed = as_table(
        [figure("2", "p50", 4, "ms", at_most(5)), figure("1", "rate", 12_345.6, "requests/s", at_least(20_000))]
    ).splitlines()[1:]
    assert held.split() == ["2", "p50", "4", "4", "4", "ms", "≤", "5", "holds"]
    assert missed.split()[:4] == ["1", "rate", "12", "346"]
    assert missed.endswith("MISSED")
