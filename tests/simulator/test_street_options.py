import argparse
from dataclasses import replace
from itertools import islice

import pytest

from app.simulator.bad_data import BadData
from app.simulator.command import add_arguments, main
from app.simulator.device_faults import DeviceFaults
from app.simulator.options import SPEED_UP, Options, options_from
from app.simulator.simulate import SOURCES
from app.simulator.streets import Streets
from tests.simulator.fake_tracker import FakeTracker, serving_beside

FEW = Options(
    source="streets",
    speed_up=1.0,
    vehicles=2,
    device_faults=DeviceFaults(noise_m=1.0, tunnels=0.5, dead_batteries=0.25),
)


def arguments(*given: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(given)


def streets_of(options: Options) -> Streets:
    source = SOURCES[options.source](options)
    assert isinstance(source, Streets)
    return source


def test_every_source_has_its_own_pace() -> None:
    assert SPEED_UP.keys() == SOURCES.keys()
    assert options_from(arguments("--source", "streets")).speed_up == 1.0
    assert options_from(arguments("--source", "tracks")).speed_up == 20.0
    assert options_from(arguments("--source", "streets", "--speed-up", "3")).speed_up == 3.0


def test_the_options_reach_the_fleet() -> None:
    given = arguments(
        *("--source", "streets", "--vehicles", "2", "--seed", "5"),
        *("--noise", "1", "--tunnels", "0.5", "--dead-batteries", "0.25"),
    )
    assert options_from(given) == replace(FEW, bad_data=BadData(seed=5))
    streets = streets_of(options_from(given))
    assert (streets.vehicles, streets.seed, streets.device_faults) == (2, 5, FEW.device_faults)


@pytest.mark.parametrize("options", [replace(FEW, rate_per_s=50.0), replace(FEW, as_fast_as_possible=True)])
def test_at_another_pace_than_its_own_the_fleet_meets_no_tunnels(options: Options) -> None:
    # At such a rate a fix carries the moment it is due, so a late one would move its vehicle back.
    assert streets_of(options).device_faults == replace(FEW.device_faults, tunnels=0.0)


@pytest.mark.parametrize("given", [["--noise", "-1"], ["--noise", "nan"], ["--tunnels", "2"], ["--source", "rails"]])
def test_an_impossible_option_is_refused(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        arguments(*given)
    assert "error: " in capsys.readouterr().err


def test_the_tracker_accepts_all_that_a_fleet_sends() -> None:
    tracker = FakeTracker()
    with serving_beside(tracker) as url:
        code = main(
            arguments(
                *("--source", "streets", "--vehicles", "20", "--url", url),
                *("--as-fast-as-possible", "--batch", "500", "--duration", "1"),
            )
        )
    assert code == 0
    assert {fix["driverId"] for fix in tracker.accepted} == {f"driver-{number:03d}" for number in range(1, 21)}
    assert {"speed", "heading", "accuracy", "battery"} <= tracker.accepted[0].keys()


def test_so_many_of_the_vehicles_name_no_shipment() -> None:
    source = streets_of(replace(FEW, vehicles=5, drivers=2))
    named = {}
    for fix in islice(source.fixes(), 50):
        named[fix.driver_id] = b"shipmentId" in fix.head
    assert named == {f"driver-00{number}": number > 2 for number in range(1, 6)}
    assert options_from(arguments("--source", "streets", "--drivers", "2")).drivers == 2
