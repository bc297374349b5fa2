"""Records that no producer should write to the topic positions, each between two valid fixes."""

import json
from collections.abc import Iterator

from app.clock import SystemClock
from app.domain.partition import partition_of
from tests.builders import a_fix
from tests.chaos.history import Attempt, sent_of
from tests.chaos.world import PARTITIONS

BAD = (
    b"not json",
    b"\xff\xfe\x00 not utf-8",
    b"",
    b"null",
    b"[]",
    b"[[[[[[",
    b"[1, 2, null, {}, []]",
    b'{"shipmentId": 1, "driverId": [], "latitude": "x", "longitude": null, "timestamp": {}}',
    b'[{"shipmentId": "' + b"x" * 900_000 + b'", "driverId": "d", "latitude": 1, "longitude": 1, "timestamp": 1}]',
    b"[" * 100_000,
    b"9" * 5_000,
    b'[{"shipmentId": "\\ud800", "driverId": "d", "latitude": 1e400, "longitude": 1, "timestamp": -1}]',
)


def poison(now: float) -> Iterator[tuple[int, list[bytes], Attempt]]:
    """Yield a partition, the records to write there, and the fixes in them that must be kept."""
    for number, bad in enumerate(BAD):
        before, inside, after = (
            a_fix(shipmentId=f"poison-{number}-{where}", timestamp=round(SystemClock().now(), 3))
            for where in ("before", "inside", "after")
        )
        for fix, values in (
            (before, [json.dumps(before).encode(), bad]),
            (inside, [b"[1," + json.dumps(inside).encode() + b',{"shipmentId":7}]']),
            (after, [bad, b"[" + json.dumps(after).encode() + b"]"]),
        ):
            attempt = Attempt(now, "kafka", 202, (sent_of(fix),), (None,), (None,))
            yield partition_of(fix["shipmentId"], PARTITIONS), values, attempt
