"""Reports that a correct tracker refuses, one kind for each code that a device can cause."""

from collections.abc import Callable
from random import Random
from typing import Any

import orjson

from app.domain.fix_rules import FUTURE_TOLERANCE_S, GPS_ROLLOVER_S, ID_MAX_LENGTH, RejectCode
from app.simulator.schedule import Report

Fields = dict[str, Any]

_CORRUPTED_BYTES: dict[RejectCode, Callable[[bytes], bytes]] = {
    RejectCode.NOT_JSON: lambda body: body[: len(body) // 2],
    RejectCode.NOT_UTF8: lambda body: body[:-1] + b',"deviceId":"\xff"}',
    RejectCode.NOT_FINITE: lambda body: body[:-1] + b',"latitude":1e999}',
}
"""How to corrupt the bytes of a valid report, by the code that must refuse the result."""

_CORRUPTED_FIELDS: dict[RejectCode, Callable[[Fields], Fields]] = {
    RejectCode.MISSING_FIELD: lambda fix: {name: value for name, value in fix.items() if name != "longitude"},
    RejectCode.WRONG_TYPE: lambda fix: fix | {"latitude": str(fix["latitude"])},
    RejectCode.ID_EMPTY: lambda fix: fix | {"driverId": ""},
    RejectCode.ID_TOO_LONG: lambda fix: fix | {"shipmentId": "x" * (ID_MAX_LENGTH + 1)},
    RejectCode.ID_CONTROL_CHARACTER: lambda fix: fix | {"driverId": f"{fix['driverId']}\n"},
    RejectCode.LATITUDE_OUT_OF_RANGE: lambda fix: fix | {"latitude": 90.5},
    RejectCode.LONGITUDE_OUT_OF_RANGE: lambda fix: fix | {"longitude": -180.5},
    # An hour more than the tolerance, so that a report does not become valid while it waits in a queue.
    RejectCode.TIMESTAMP_IN_FUTURE: lambda fix: fix | {"timestamp": fix["timestamp"] + FUTURE_TOLERANCE_S + 3600},
    RejectCode.CLOCK_NOT_SET: lambda fix: fix | {"timestamp": 0},
    RejectCode.CLOCK_GPS_ROLLOVER: lambda fix: fix | {"timestamp": fix["timestamp"] - GPS_ROLLOVER_S},
    RejectCode.TIMESTAMP_IN_MILLISECONDS: lambda fix: fix | {"timestamp": int(fix["timestamp"] * 1000)},
}
"""How to corrupt the fields of a valid report, by the code that must refuse the result."""

INVALID_CODES = (*_CORRUPTED_BYTES, *_CORRUPTED_FIELDS)
"""Every code that a device can cause with one report of normal size."""


def invalid_copy_of(report: Report, rng: Random) -> Report:
    """Return a corrupted copy of a valid report, of a kind drawn from `rng`."""
    code = rng.choice(INVALID_CODES)
    if code in _CORRUPTED_BYTES:
        body = _CORRUPTED_BYTES[code](report.body)
    else:
        body = orjson.dumps(_CORRUPTED_FIELDS[code](orjson.loads(report.body)))
    return report._replace(body=body, refused_as=str(code))
