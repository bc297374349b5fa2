"""Small inputs for tests of the simulator."""

from collections.abc import Sequence
from io import StringIO

import orjson

from app.simulator.console import Console
from app.simulator.schedule import Report, encode_report
from app.simulator.source import TimedFix


def a_timed_fix(at_s: float = 0.0, driver: str = "Dave-007", shipment: str = "PKG-1") -> TimedFix:
    """Return a fix at a made-up place."""
    fields = {"driverId": driver, "shipmentId": shipment, "latitude": 40.758, "longitude": -79.9855}
    return TimedFix(at_s, driver, orjson.dumps(fields)[:-1] + b',"timestamp":')


def a_report(due_s: float = 0.0, driver: str = "Dave-007", timestamp: float = 1_705_500_000.0) -> Report:
    """Return a report that a correct tracker accepts."""
    return Report(due_s, driver, encode_report(a_timed_fix(driver=driver).head, timestamp))


def a_fleet(vehicles: int, rounds: int) -> list[Report]:
    """Return reports of vehicles that take turns, one report a second in total."""
    return [
        a_report(due_s=float(number), driver=f"d{number % vehicles}", timestamp=1_705_500_000.0 + number)
        for number in range(vehicles * rounds)
    ]


def timestamps(reports: Sequence[Report]) -> list[float]:
    """Return the time that each report carries."""
    return [orjson.loads(report.body)["timestamp"] for report in reports]


def a_console() -> tuple[Console, StringIO, StringIO]:
    """Return a console that is not a terminal, with its two outputs."""
    results, progress = StringIO(), StringIO()
    return Console(results, progress), results, progress
