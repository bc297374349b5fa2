"""The wrong clocks of the suite, each with its code in the contract."""

import pytest

from app.fixes.codec import decode_fix
from app.fixes.parser import FixError, parse_fix
from tests.builders import NOON
from tests.chaos.device_faults import odd_clocks


@pytest.mark.parametrize(("timestamp", "code"), odd_clocks(NOON), ids=lambda value: str(value)[:30])
def test_a_clock_is_refused_with_the_code_that_the_suite_expects(timestamp: str, code: str | None) -> None:
    fix = b'{"driverId":"d","shipmentId":"s","latitude":1,"longitude":1,"timestamp":%s}' % timestamp.encode()
    parsed = parse_fix(fix, NOON)
    assert (str(parsed.code) if isinstance(parsed, FixError) else None) == code
    assert (decode_fix(fix, NOON) is not None) == (code is None)
