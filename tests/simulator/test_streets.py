"""The moving city from outside: only its fixes, and the file of streets that they must follow."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from math import hypot
from time import process_time

import pytest

from app.simulator.device_faults import DeviceFaults
from app.simulator.schedule import replay
from app.simulator.source import TimedFix
from app.simulator.street_map import WASHINGTON, Projection, StreetMap, load_street_map
from app.simulator.streets import Streets
from tests.simulator.helpers import timestamps
from tests.simulator.street_oracle import LIMITS_MPS, Seen, SourceStreets, bearing, metres_between, see

PERFECT = DeviceFaults(noise_m=0.0, tunnels=0.0, dead_batteries=0.0)
VEHICLES = 25
SECONDS = 1800
Tracks = Mapping[str, Sequence[Seen]]


@pytest.fixture(scope="module")
def washington() -> StreetMap:
    return load_street_map()


@pytest.fixture(scope="module")
def perfect(washington: StreetMap) -> Tracks:
    """Half an hour of a fleet without device faults, by driver."""
    return tracks_of(first(Streets(washington, VEHICLES, device_faults=PERFECT), VEHICLES * SECONDS))


def first(streets: Streets, fixes: int) -> list[TimedFix]:
    return list(islice(streets.fixes(), fixes))


def tracks_of(fixes: Sequence[TimedFix]) -> Tracks:
    tracks: defaultdict[str, list[Seen]] = defaultdict(list)
    for fix in fixes:
        tracks[fix.driver_id].append(see(fix))
    return tracks


def turned_by(one: Seen, other: Seen) -> float:
    turned: float = (other.fields["heading"] - one.fields["heading"] + 180) % 360 - 180
    return abs(turned)


def test_the_streets_are_the_file_that_its_notice_describes() -> None:
    digest = hashlib.sha256(WASHINGTON.read_bytes()).hexdigest()
    assert digest.startswith("c6822a84e2f8254a")
    assert "c6822a84e2f8254a" in (WASHINGTON.parent / "NOTICE.md").read_text()


def test_every_fix_lies_on_a_street_and_keeps_its_speed_limit(perfect: Tracks) -> None:
    streets = SourceStreets()
    for track in perfect.values():
        for seen in track[::3]:
            classes = streets.within(seen.place, 5.0)
            assert classes, f"no street within 5 m of {seen}"
            assert seen.fields["speed"] <= max(LIMITS_MPS[kind] for kind in classes) + 0.1


def test_every_class_of_street_is_driven_on(perfect: Tracks) -> None:
    streets = SourceStreets()
    driven = {kind for track in perfect.values() for seen in track[::20] for kind in streets.within(seen.place, 1.0)}
    assert driven == set(LIMITS_MPS)


def test_a_vehicle_never_jumps_and_moves_at_its_reported_speed(perfect: Tracks) -> None:
    for track in perfect.values():
        for before, after in pairwise(track):
            moved_m = hypot(*metres_between(before.place, after.place))
            assert moved_m <= max(LIMITS_MPS.values()) * (after.at_s - before.at_s) + 1.0
            # Between two fixes it may speed up and brake again, but not by more than a second allows.
            assert moved_m <= max(before.fields["speed"], after.fields["speed"]) + 3.0
            assert abs(after.fields["speed"] - before.fields["speed"]) <= 2.6


def test_the_heading_is_the_way_it_moves(perfect: Tracks) -> None:
    straight = 0
    for track in perfect.values():
        for before, after in pairwise(track):
            if hypot(*metres_between(before.place, after.place)) > 5.0 and turned_by(before, after) < 2.0:
                off = abs((bearing(before.place, after.place) - after.fields["heading"] + 180) % 360 - 180)
                straight += off < 10.0
                assert off < 45.0
    assert straight > 0.6 * VEHICLES * SECONDS * 0.5


def test_a_vehicle_slows_down_before_it_turns_off(perfect: Tracks) -> None:
    speeds = [
        min(before.fields["speed"], after.fields["speed"])
        for track in perfect.values()
        for before, after in pairwise(track)
        if 80.0 <= turned_by(before, after) <= 100.0 and before.fields["speed"] and after.fields["speed"]
    ]
    assert len(speeds) > VEHICLES
    assert max(speeds) < 6.0


def test_a_driver_delivers_several_shipments_one_after_the_other(perfect: Tracks) -> None:
    owner: dict[str, str] = {}
    for driver, track in perfect.items():
        order = list(dict.fromkeys(seen.fields["shipmentId"] for seen in track))
        changes = sum(one.fields["shipmentId"] != other.fields["shipmentId"] for one, other in pairwise(track))
        assert len(order) >= 2
        assert changes == len(order) - 1, "a shipment once delivered is not taken up again"
        for shipment in order:
            assert owner.setdefault(shipment, driver) == driver
    assert all(shipment.startswith("DC-") for shipment in owner)


def test_each_shipment_is_handed_over_standing_for_half_a_minute_to_two(perfect: Tracks) -> None:
    for track in perfect.values():
        for number, (before, after) in enumerate(pairwise(track)):
            if before.fields["shipmentId"] != after.fields["shipmentId"]:
                stood = next(back for back in range(number + 1) if track[number - back].place != before.place)
                assert 30 <= stood <= 123


def test_each_vehicle_takes_a_fix_a_second_and_the_fleet_spreads_over_it(perfect: Tracks) -> None:
    assert len(perfect) == VEHICLES
    for number, driver in enumerate(sorted(perfect)):
        assert [seen.at_s for seen in perfect[driver]] == [second + number / VEHICLES for second in range(SECONDS)]


def test_the_seed_makes_the_day(washington: StreetMap) -> None:
    fleet = Streets(washington, 5)
    day = first(fleet, 2000)
    assert first(fleet, 2000) == day
    assert first(Streets(washington, 5), 2000) == day
    assert first(Streets(washington, 5, seed=2), 2000) != day


def test_20_000_fixes_take_less_than_a_second_of_cpu(washington: StreetMap) -> None:
    fleet = Streets(washington, VEHICLES).fixes()
    for _ in range(VEHICLES):  # each has begun its first trip
        next(fleet)
    began_s = process_time()
    assert sum(1 for _ in islice(fleet, 20_000)) == 20_000
    assert process_time() - began_s < 1.0


def test_a_fleet_on_the_antimeridian_reports_longitudes_of_both_sides(washington: StreetMap) -> None:
    fiji = replace(washington, projection=Projection(latitude=-17.0, longitude=180.0))
    longitudes = [see(fix).fields["longitude"] for fix in first(Streets(fiji, VEHICLES), VEHICLES * 60)]
    assert all(179 < abs(longitude) <= 180 for longitude in longitudes)
    assert {longitude > 0 for longitude in longitudes} == {True, False}


def test_a_tunnel_is_a_gap_and_then_late_fixes_after_the_live_one(washington: StreetMap) -> None:
    fixes = first(
        Streets(washington, 10, device_faults=DeviceFaults(noise_m=0.0, tunnels=1.0, dead_batteries=0.0)), 10 * 900
    )
    assert [fix.at_s for fix in fixes] == sorted(fix.at_s for fix in fixes)
    late = sum(fix.late_by_s > 0 for fix in fixes)
    assert late > 10 * 20
    for track in tracks_of(fixes).values():
        live = [seen for seen in track if not seen.late_by_s]
        assert all(one.at_s < other.at_s for one, other in pairwise(live))
        taken = [seen.at_s - seen.late_by_s for seen in track]
        assert len({round(at_s, 6) for at_s in taken}) == len(taken)
        gaps = [round(other.at_s - one.at_s) - 1 for one, other in pairwise(live) if other.at_s - one.at_s > 1.5]
        assert all(20 <= gap <= 60 for gap in gaps)
        assert sum(gaps) == len(track) - len(live), "what was taken in a tunnel is sent after it, all of it"
        in_order = sorted(track, key=lambda seen: seen.at_s - seen.late_by_s)
        assert all(hypot(*metres_between(a.place, b.place)) <= 25.6 for a, b in pairwise(in_order))


def test_device_faults_do_not_change_the_trips(washington: StreetMap, perfect: Tracks) -> None:
    with_faults = first(
        Streets(washington, VEHICLES, device_faults=DeviceFaults(noise_m=0.0, tunnels=1.0, dead_batteries=1.0)), 10_000
    )
    compared = 0
    for driver, track in tracks_of(with_faults).items():
        true = {seen.at_s: seen.place for seen in perfect[driver]}
        for seen in track:
            compared += not seen.late_by_s
            assert seen.late_by_s or true.get(seen.at_s, seen.place) == seen.place
    assert compared > 5000


def test_a_late_fix_carries_the_moment_it_was_taken() -> None:
    fixes = [TimedFix(10.0, "driver-001", b'{"timestamp":', late_by_s) for late_by_s in (0.0, 4.0, 2.0)]
    assert timestamps(list(replay(fixes, start=1000.0, speed_up=2.0))) == [1005.0, 1003.0, 1004.0]


def test_a_dead_battery_silences_a_vehicle_for_a_while(washington: StreetMap) -> None:
    tracks = tracks_of(
        first(Streets(washington, 10, device_faults=DeviceFaults(tunnels=0.0, dead_batteries=1.0)), 10 * 1200)
    )
    for track in tracks.values():
        gaps = [(one, other) for one, other in pairwise(track) if other.at_s - one.at_s > 1.5]
        for one, other in gaps:
            assert one.fields["battery"] <= 0.001
            assert 300 <= other.at_s - one.at_s <= 902
            assert other.fields["battery"] >= 0.39
            moved_m = hypot(*metres_between(one.place, other.place))
            assert moved_m <= 25.6 * (other.at_s - one.at_s)
    assert sum(track[-1].at_s > 1.5 * len(track) for track in tracks.values()) >= 1


def test_a_battery_falls_while_it_lasts(perfect: Tracks) -> None:
    for track in perfect.values():
        levels = [seen.fields["battery"] for seen in track]
        assert all(before >= after for before, after in pairwise(levels))
        assert levels[0] - levels[-1] == pytest.approx(SECONDS / 21_600, abs=0.002)


def test_noise_is_as_large_as_asked_for_and_wanders(washington: StreetMap, perfect: Tracks) -> None:
    noisy = tracks_of(
        first(
            Streets(washington, VEHICLES, device_faults=DeviceFaults(noise_m=6.0, tunnels=0.0, dead_batteries=0.0)),
            VEHICLES * 600,
        )
    )
    errors = [
        [metres_between(true.place, seen.place) for true, seen in zip(perfect[driver], track, strict=False)]
        for driver, track in noisy.items()
    ]
    flat = [axis for track in errors for error in track for axis in error]
    assert (sum(axis * axis for axis in flat) / len(flat)) ** 0.5 == pytest.approx(6.0, rel=0.2)
    steps = [hypot(b[0] - a[0], b[1] - a[1]) for track in errors for a, b in pairwise(track)]
    assert sum(steps) / len(steps) < 4.0
