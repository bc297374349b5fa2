"""What devices might send, for property tests: from a clean fix to anything that JSON can say."""

from hypothesis import strategies as st

any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)
any_fix = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(["driverId", "shipmentId", "deviceId"], st.just("D-7") | st.text(max_size=140) | any_json),
        **dict.fromkeys(["latitude", "longitude"], st.floats(-100, 100) | any_json),
        "timestamp": st.floats(9e8, 2e9) | any_json,
        **dict.fromkeys(["speed", "heading", "accuracy", "altitude", "battery"], st.floats(0, 1) | any_json),
        "extra": any_json,
    },
)
