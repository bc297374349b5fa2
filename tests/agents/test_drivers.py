"""The agent and fixes without a shipment: rows of drivers, which never mix with those of shipments."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.engine.delivery import ConsumedRecord
from app.fixes.control import Forget, encode_forget
from tests.agents.test_keeper import IN_0, IN_1, Agent, fix_of
from tests.builders import NOON, a_driver_deletion, a_driver_fix

OF_DRIVER = "\x01" + IN_0
"""The row id of a driver that is called like a shipment."""


def test_a_fix_without_a_shipment_becomes_the_drivers_own_row() -> None:
    agent = Agent()
    agent.take(a_driver_fix(IN_0, speed=3), offset=7)
    assert agent.row(OF_DRIVER) == {**a_driver_fix(IN_0, speed=3), "source": [0, 7, 0]}
    assert agent.row(IN_0) is None
    assert agent.decided("accepted") == 1


def test_a_fix_with_a_shipment_leaves_its_drivers_own_row_alone() -> None:
    agent = Agent()
    agent.take(a_driver_fix(IN_0, timestamp=NOON - 5), fix_of(IN_0, driverId=IN_0))
    assert agent.row(OF_DRIVER) == {**a_driver_fix(IN_0, timestamp=NOON - 5), "source": [0, 1, 0]}
    assert agent.row(IN_0) == {**fix_of(IN_0, driverId=IN_0), "source": [0, 1, 1]}


def test_a_late_fix_of_a_driver_changes_nothing_and_a_repeated_one_is_a_duplicate() -> None:
    agent = Agent()
    agent.take(a_driver_fix(IN_0), a_driver_fix(IN_0, timestamp=NOON - 1), a_driver_fix(IN_0))
    assert agent.row(OF_DRIVER) == {**a_driver_fix(IN_0), "source": [0, 1, 0]}
    assert (agent.decided("late"), agent.decided("duplicate")) == (1, 1)


def test_a_drivers_fix_in_another_partition_than_the_drivers_is_refused() -> None:
    agent = Agent()
    agent.take(a_driver_fix(IN_1))
    (refusal,) = agent.refusals
    assert (refusal["code"], refusal["detail"]) == ("wrong_partition", f"driver '{IN_1}' belongs to partition 1")


def test_a_fix_in_the_log_that_names_only_a_device_is_refused_as_only_the_edge_knows_its_driver() -> None:
    agent = Agent()
    agent.take({**a_driver_fix(IN_0), "driverId": None, "deviceId": IN_0})
    assert [refusal["code"] for refusal in agent.refusals] == ["missing_field"]


def forget(agent: Agent, row_id: str, at: float) -> None:
    agent.offset += 1
    agent.keeper.apply(0, [ConsumedRecord(agent.offset, NOON, encode_forget(Forget(row_id, at))[1])])


def test_a_forgotten_driver_has_a_deletion_that_refuses_older_fixes_and_spares_the_shipment_of_that_name() -> None:
    agent = Agent()
    agent.take(a_driver_fix(IN_0, timestamp=NOON - 2), fix_of(IN_0, timestamp=NOON - 2))
    forget(agent, OF_DRIVER, NOON - 1)
    assert agent.rows.get(0, OF_DRIVER.encode()) == a_driver_deletion(IN_0, NOON - 1, [0, 2, 0])
    agent.take(a_driver_fix(IN_0, timestamp=NOON - 1), fix_of(IN_0, timestamp=NOON - 1))
    assert agent.decided("forgotten") == 1
    assert agent.row(IN_0) == {**fix_of(IN_0, timestamp=NOON - 1), "source": [0, 3, 1]}
    agent.take(a_driver_fix(IN_0))
    assert agent.row(OF_DRIVER) == {**a_driver_fix(IN_0), "source": [0, 4, 0]}


def test_a_control_record_for_a_driver_in_another_partition_is_refused() -> None:
    agent = Agent()
    forget(agent, "\x01" + IN_1, NOON)
    (refusal,) = agent.refusals
    assert (refusal["code"], refusal["detail"]) == ("wrong_partition", f"driver '{IN_1}' belongs to partition 1")


names = st.sampled_from([IN_0, "\x01" + IN_0])
facts = st.lists(st.tuples(names, st.booleans()), min_size=1, max_size=12)


def record_of(row_id: str, *, is_forget: bool, timestamp: float) -> bytes:
    if is_forget:
        return encode_forget(Forget(row_id, timestamp))[1]
    name = row_id.removeprefix("\x01")
    fix = fix_of(name, timestamp=timestamp) if name == row_id else a_driver_fix(name, timestamp=timestamp)
    return json.dumps(fix).encode()


@given(facts=facts, data=st.data())
def test_shuffled_fixes_and_deletions_of_a_driver_and_a_shipment_of_one_name_end_in_the_same_rows(
    facts: list[tuple[str, bool]], data: st.DataObject
) -> None:
    timed = [(row_id, is_forget, NOON + number) for number, (row_id, is_forget) in enumerate(facts)]
    agent = Agent()
    for offset, (row_id, is_forget, timestamp) in enumerate(data.draw(st.permutations(timed))):
        value = record_of(row_id, is_forget=is_forget, timestamp=timestamp)
        agent.keeper.apply(0, [ConsumedRecord(offset, NOON + 60, value)])
    expected: dict[str, Any] = {row_id: (timestamp, is_forget) for row_id, is_forget, timestamp in timed}
    for row_id in (IN_0, OF_DRIVER):
        row = agent.row(row_id)
        assert (None if row is None else (row["timestamp"], row.get("deleted", False))) == expected.get(row_id)
