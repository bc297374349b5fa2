"""The agent and control records: deletions, what they refuse, and what comes back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.delivery import ConsumedRecord
from app.fixes.control import Forget, encode_forget
from app.fixes.latest_row import deleted_at
from tests.agents.test_keeper import IN_0, IN_1, Agent, fix_of
from tests.builders import NOON, a_deletion, a_fix, an_envelope
from tests.metric_values import value_of


def forget(agent: Agent, at: float = NOON, shipment_id: str = IN_0, partition: int = 0) -> None:
    """Apply a control record at the next offset."""
    agent.offset += 1
    _, value = encode_forget(Forget(shipment_id, at))
    agent.keeper.apply(partition, [ConsumedRecord(agent.offset, NOON, value)])


def forgets(agent: Agent, decision: str) -> float:
    return value_of(agent.metrics, "tracker_forgets_decided_total", decision=decision)


def test_a_forgotten_shipment_has_a_deletion_as_its_row() -> None:
    agent = Agent()
    agent.take(fix_of(timestamp=NOON - 1))
    forget(agent, at=NOON)
    assert agent.rows.get(0, IN_0.encode()) == a_deletion(IN_0, NOON, [0, 2, 0])
    assert forgets(agent, "deleted") == 1


@pytest.mark.parametrize("is_flushed", [True, False])
def test_fixes_that_are_not_newer_are_forgotten_and_a_newer_one_brings_the_shipment_back(is_flushed: bool) -> None:
    agent = Agent()
    agent.take(fix_of(timestamp=NOON - 1))
    forget(agent, at=NOON)
    if is_flushed:
        agent.rows.flush()
    agent.take(fix_of(timestamp=NOON - 5), fix_of(timestamp=NOON), fix_of(timestamp=NOON - 6))
    assert agent.decided("forgotten") == 3
    assert (agent.row() or {})["deleted"] is True
    agent.take(fix_of(timestamp=NOON + 1), fix_of(timestamp=NOON + 2), fix_of(timestamp=NOON))
    assert agent.row() == {**fix_of(timestamp=NOON + 2), "source": [0, 4, 1]}
    assert (agent.decided("accepted"), agent.decided("late")) == (3, 1)


def test_a_shipment_that_is_not_known_is_forgotten_too() -> None:
    agent = Agent()
    forget(agent, at=NOON)
    agent.take(fix_of(timestamp=NOON - 1))
    assert (agent.row() or {})["deleted"] is True
    assert agent.decided("forgotten") == 1


def test_a_row_that_is_newer_than_the_deletion_stays() -> None:
    agent = Agent()
    agent.take(fix_of(timestamp=NOON + 1))
    forget(agent, at=NOON)
    assert agent.row() == {**fix_of(timestamp=NOON + 1), "source": [0, 1, 0]}
    assert forgets(agent, "outdated") == 1
    agent.take(fix_of(timestamp=NOON + 2))
    assert agent.decided("accepted") == 2


def test_a_control_record_that_is_read_again_is_a_replay() -> None:
    agent = Agent()
    forget(agent)
    agent.rows.flush()
    agent.offset -= 1
    forget(agent)
    assert forgets(agent, "replay") == 1
    assert agent.rows.pending[0] == {}


def test_control_records_are_applied_in_the_order_of_the_log_within_one_delivery() -> None:
    agent = Agent()
    _, value = encode_forget(Forget(IN_0, NOON))
    records = [an_envelope(fix_of(timestamp=NOON - 1)), value, an_envelope(fix_of(timestamp=NOON + 1))]
    agent.keeper.apply(0, [ConsumedRecord(offset, NOON, record) for offset, record in enumerate(records)])
    assert agent.row() == {**fix_of(timestamp=NOON + 1), "source": [0, 2, 0]}


def test_a_control_record_in_another_partition_than_its_shipments_is_refused() -> None:
    agent = Agent()
    forget(agent, shipment_id=IN_1)
    (refusal,) = agent.refusals
    detail = f"shipment '{IN_1}' belongs to partition 1"
    assert (refusal["code"], refusal["detail"], refusal["source"]) == ("wrong_partition", detail, "0/1/0")
    assert json.loads(refusal["value"]) == {"forget": IN_1, "at": NOON}
    assert agent.rows.get(0, IN_1.encode()) is None


def test_a_malformed_control_record_is_refused_with_its_reason() -> None:
    agent = Agent()
    value = json.dumps({"forget": IN_0, "at": NOON * 2}).encode()
    agent.keeper.apply(0, [ConsumedRecord(4, NOON, value)])
    (refusal,) = agent.refusals
    assert (refusal["code"], refusal["value"], refusal["source"]) == ("timestamp_in_future", value, "0/4/0")
    assert "ahead of our clock" in refusal["detail"]


def test_no_device_can_forget_a_shipment_through_an_envelope() -> None:
    agent = Agent()
    agent.take(fix_of(timestamp=NOON - 1))
    agent.take({"forget": IN_0, "at": NOON}, json.dumps({"forget": IN_0, "at": NOON}).encode())
    assert [refusal["code"] for refusal in agent.refusals] == ["missing_field", "missing_field"]
    assert agent.row() == {**fix_of(timestamp=NOON - 1), "source": [0, 1, 0]}


Items = list[tuple[bool, int, int]]
items = st.lists(st.tuples(st.booleans(), st.integers(0, 4), st.integers(0, 1)), min_size=1, max_size=10)


def _records(log: Items) -> list[ConsumedRecord]:
    records = []
    for offset, (is_forget, seconds, variant) in enumerate(log):
        fix = a_fix(shipmentId=IN_0, timestamp=NOON + seconds, latitude=variant)
        value = encode_forget(Forget(IN_0, NOON + seconds))[1] if is_forget else an_envelope(fix)
        records.append(ConsumedRecord(offset, NOON, value))
    return records


@given(log=items, data=st.data())
def test_crashes_lost_rows_and_repetition_end_in_the_row_of_one_reading(log: Items, data: st.DataObject) -> None:
    records, once, agent = _records(log), Agent(), Agent()
    once.keeper.apply(0, records)
    durable = 0
    for _ in range(data.draw(st.integers(0, 4), label="crashes")):
        begin = data.draw(st.integers(0, durable), label="committed")
        flushed = data.draw(st.integers(begin, len(records)), label="flushed")
        agent.keeper.apply(0, records[begin:flushed])
        agent.rows.flush()
        agent.keeper.apply(0, records[flushed : data.draw(st.integers(flushed, len(records)), label="read")])
        agent.rows.crash()
        agent.keeper.forget()
        durable = max(durable, flushed)
    agent.keeper.apply(0, records[data.draw(st.integers(0, durable), label="last start") :])
    assert agent.row() == once.row()


@pytest.mark.parametrize(
    "row", [b"", b"rubbish", b'{"deleted":true}', b'{"timestamp":1,"source":[0,0,0],"note":"\\"deleted\\""}']
)
def test_what_is_no_deletion_is_not_taken_for_one(row: bytes) -> None:
    assert deleted_at(row) is None


def test_a_deletion_says_up_to_when_the_shipment_is_forgotten() -> None:
    assert deleted_at(a_deletion(at=NOON)) == NOON
    assert deleted_at(a_deletion(at=NOON).replace(b"true", b"false")) is None


def test_a_shipment_whose_id_is_the_word_deleted_is_a_shipment() -> None:
    assert deleted_at(json.dumps({**a_fix(shipmentId="deleted"), "source": [0, 0, 0]}).encode()) is None
