"""The newest row of each device, in memory that does not grow with devices of the past."""

import numpy as np

from tests.builders import NOON, a_row
from tests.web.latest.applied import apply_row
from web.latest.device_index import FIRST_CROWD
from web.latest.latest_view import LatestView


def a_view(*rows: dict[str, object]) -> LatestView:
    view = LatestView(partitions=1)
    for offset, row in enumerate(rows):
        apply_row(view.store, a_row(**row), 0, offset)
    return view


def test_the_newest_row_of_each_device_is_found_among_rows_of_both_kinds() -> None:
    view = a_view(
        {"shipmentId": "A", "deviceId": "phone-1", "timestamp": NOON},
        {"shipmentId": "B", "deviceId": "phone-1", "timestamp": NOON + 2},
        {"shipmentId": None, "deviceId": "phone-1", "timestamp": NOON + 1},
        {"shipmentId": "C", "deviceId": "phone-2", "timestamp": NOON},
        {"shipmentId": "D"},
    )
    devices, store = view.indexes.devices, view.store
    assert {name: store.id_at(slot) for name, slot in devices.newest().items()} == {"phone-1": "B", "phone-2": "C"}
    assert [store.id_at(slot) for slot in devices.slots_of("phone-1")] == ["B", "\x01Dave-007", "A"]
    assert devices.slots_of("phone-3") == []
    among = np.array([True, False, False, False, True])
    assert {name: store.id_at(slot) for name, slot in devices.newest(among).items()} == {"phone-1": "A"}


def test_a_row_that_another_device_sets_or_that_is_deleted_is_of_the_first_no_more() -> None:
    view = a_view({"deviceId": "phone-1"}, {"deviceId": "phone-2", "timestamp": NOON + 1})
    assert list(view.indexes.devices.newest()) == ["phone-2"]
    apply_row(
        view.store, {"shipmentId": "PKG-998877", "deleted": True, "timestamp": NOON + 2, "source": [0, 2, 0]}, 0, 2
    )
    assert view.indexes.devices.newest() == {}


def test_devices_that_no_row_names_any_more_are_forgotten() -> None:
    view = LatestView(partitions=1)
    apply_row(view.store, a_row(shipmentId="B", deviceId="stays"), 0, 0)
    for number in range(3 * FIRST_CROWD):
        apply_row(view.store, a_row(deviceId=f"phone-{number}", timestamp=NOON + number), 0, number + 1)
    devices = view.indexes.devices
    assert set(devices.newest()) == {"stays", f"phone-{3 * FIRST_CROWD - 1}"}
    assert len(devices._ids) <= FIRST_CROWD + 1
