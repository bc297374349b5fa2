from math import inf, isnan, nan

from app.sweep.members import Member, route_of

OUT = 1_000.0


def member(visited_at: float = nan, sequence: float = inf, out_since: float = nan, held_since: float = nan) -> Member:
    return Member(out_since, held_since, visited_at, sequence, nan)


def test_a_driver_holds_goods_since_the_first_custody_that_is_open() -> None:
    assert route_of([member(held_since=20), member(held_since=10), member()]).held_since == 10
    assert isnan(route_of([member()]).held_since)


def test_the_last_two_visits_say_which_stops_were_passed() -> None:
    found = route_of([member(1_100, 4), member(1_200, 2), member(1_050, 1), member(out_since=OUT)])
    assert (found.last_sequence, found.passed_sequence) == (2, 2)


def test_visits_before_the_present_load_went_out_do_not_count() -> None:
    found = route_of([member(900, 7), member(1_100, 1), member(out_since=OUT)])
    assert (found.last_sequence, found.passed_sequence) == (1, -inf)


def test_a_driver_with_nothing_out_has_visited_nothing() -> None:
    assert route_of([member(900, 7)]).last_sequence == -inf
