from collections import defaultdict
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from app.simulator.street_joints import Line, Point, Segments, join, largest_network
from app.simulator.street_map import load_street_map

MAIN: Line = (10.0, [(0.0, 0.0), (1000.0, 0.0)])


def neighbours_in(segments: Segments) -> dict[Point, set[Point]]:
    neighbours: defaultdict[Point, set[Point]] = defaultdict(set)
    for one, other in segments:
        neighbours[one].add(other)
        neighbours[other].add(one)
    return neighbours


def test_the_city_is_one_network_of_nearly_all_its_kilometres_read_in_a_moment() -> None:
    began_s = process_time()
    streets = load_street_map()
    assert process_time() - began_s < 2.0
    assert streets.connected_share >= 0.99
    neighbours = neighbours_in(dict(streets.limits_mps))
    seen, waiting = set[Point](), [min(neighbours)]
    while waiting:
        point = waiting.pop()
        if point not in seen:
            seen.add(point)
            waiting.extend(neighbours[point])
    assert seen == set(neighbours)


@given(along=st.floats(4.0, 996.0), beside=st.floats(-2.9, 2.9))
def test_an_end_beside_a_line_cuts_it_wherever_that_is(along: float, beside: float) -> None:
    end = (along, beside)
    segments = join([MAIN, (8.0, [end, (along, 300.0)])])
    assert neighbours_in(segments)[end] == {(0.0, 0.0), (1000.0, 0.0), (along, 300.0)}


def test_an_end_beside_a_corner_becomes_the_corner() -> None:
    segments = join([MAIN, (8.0, [(1001.0, 1.0), (1001.0, 300.0)])])
    assert set(segments) == {((0.0, 0.0), (1000.0, 0.0)), ((1000.0, 0.0), (1001.0, 300.0))}


def test_an_end_farther_away_stays_apart() -> None:
    segments = join([MAIN, (8.0, [(500.0, 3.1), (500.0, 300.0)])])
    assert len(segments) == 2


def test_lines_that_cross_without_an_end_are_a_bridge() -> None:
    segments = join([MAIN, (8.0, [(500.0, -300.0), (500.0, 300.0)])])
    assert len(segments) == 2


def test_a_piece_of_two_lines_has_the_higher_limit() -> None:
    assert join([MAIN, (20.0, MAIN[1]), (5.0, MAIN[1])]) == {((0.0, 0.0), (1000.0, 0.0)): 20.0}


def test_the_longest_network_is_kept_and_its_share_returned() -> None:
    island = ((0.0, 500.0), (250.0, 500.0))
    kept, share = largest_network({island: 8.0, ((0.0, 0.0), (750.0, 0.0)): 8.0})
    assert kept == {((0.0, 0.0), (750.0, 0.0)): 8.0}
    assert share == 0.75
