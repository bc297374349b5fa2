"""What devices might send, for property tests: from a clean fix to anything that JSON can say."""

from hypothesis import strategies as st

from app.domain.fix_rules import GPS_ROLLOVER_S
from tests.builders import NOON

any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)
odd_id = st.text(st.sampled_from(" \xa0\u200b\u2800\u3164\x7fa"), max_size=4)
"""Ids of which some show nothing."""
any_measurement = st.floats(-2, 1) | st.sampled_from([-1, 0, 87, 255, 360, 511, 1023, -32_768]) | any_json
any_time = st.floats(9e8, 2e9) | st.sampled_from([0, -1, 315_964_800, 946_684_800, NOON - GPS_ROLLOVER_S]) | any_json
any_fix = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(
            ["driverId", "shipmentId", "deviceId"], st.just("D-7") | st.text(max_size=140) | odd_id | any_json
        ),
        **dict.fromkeys(["latitude", "longitude"], st.floats(-100, 100) | any_json),
        "timestamp": any_time,
        **dict.fromkeys(["speed", "heading", "accuracy", "altitude", "battery"], any_measurement),
        "extra": any_json,
    },
)
