import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.delivery_keeper import DeliveryKeeper
from app.deliveries.codec import decode_driver_row, decode_row, encode_command
from app.deliveries.deliveries_table import deleted_at
from app.domain.deliveries.change import AnyRow
from app.domain.deliveries.command import AlertStep, ChangeAlert, Command
from app.domain.deliveries.row import DeliveryRow
from app.domain.deliveries.status import Status
from app.domain.partition import partition_of
from app.engine.delivery import ConsumedRecord
from app.observability.metrics import Metrics
from tests.domain.deliveries.commands import T0, a_plan, a_status, a_withdrawal
from tests.fakes import FakeRows, FixedClock
from tests.metric_values import value_of

PARTITIONS = 2
IN_0, ALSO_IN_0 = [id_ for id_ in map(str, range(99)) if partition_of(id_, PARTITIONS) == 0][:2]
IN_1 = next(id_ for id_ in map(str, range(99)) if partition_of(id_, PARTITIONS) == 1)


class BrokenRows(FakeRows):
    """Rows that cannot be read."""

    def get_all(self, partition: int, keys: Sequence[bytes]) -> list[bytes | None]:
        raise OSError("the disk is broken")


class CountedRows(FakeRows):
    """Rows that count how often they are asked."""

    reads = 0

    def get_all(self, partition: int, keys: Sequence[bytes]) -> list[bytes | None]:
        self.reads += 1
        return super().get_all(partition, keys)


class Agent:
    """A keeper with the rows and metrics that it works on."""

    def __init__(self, rows: FakeRows | None = None) -> None:
        self.rows, self.metrics = rows or FakeRows(PARTITIONS), Metrics()
        self.keeper = DeliveryKeeper(
            self.rows, partitions=PARTITIONS, events_topic="events", clock=FixedClock(T0 + 1), metrics=self.metrics
        )
        self.offset = 0

    def take(self, *commands: tuple[str | bytes | None, Command | bytes | None], partition: int = 0) -> None:
        """Apply records as one group at the next offsets."""
        records = []
        for key, command in commands:
            self.offset += 1
            value = command if command is None or isinstance(command, bytes) else encode_command(command)
            raw = key.encode() if isinstance(key, str) else key
            records.append(ConsumedRecord(self.offset, T0, value, raw))
        self.keeper.apply(partition, records)

    def row(self, shipment_id: str = IN_0, partition: int = 0) -> AnyRow | None:
        raw = self.rows.get(partition, shipment_id.encode())
        return None if raw is None else decode_row(raw)

    @property
    def events(self) -> list[dict[str, Any]]:
        """Return all events, each with where it went."""
        return [
            {**json.loads(r.value), "partition": r.partition, "key": (r.key or b"").decode(), "source": source}
            for source, r in self.rows.emitted
        ]

    def decided(self, decision: str) -> float:
        return value_of(self.metrics, "tracker_commands_decided_total", decision=decision)

    def refused(self, code: str) -> float:
        return value_of(self.metrics, "tracker_commands_refused_total", code=code)


def test_commands_of_one_group_are_decided_in_order_with_one_read() -> None:
    rows = CountedRows(PARTITIONS)
    agent = Agent(rows)
    agent.take((IN_0, a_plan()), (ALSO_IN_0, a_plan()), (IN_0, a_status("out_for_delivery", 5)))
    assert rows.reads == 1
    row = agent.row()
    assert isinstance(row, DeliveryRow)
    assert (row.status, row.offset) == ("out_for_delivery", 3)
    assert [(e["type"], e["subject"]) for e in agent.events] == [
        ("delivery.created", IN_0),
        ("delivery.created", ALSO_IN_0),
        ("delivery.out_for_delivery", IN_0),
    ]
    assert all(e["key"] == e["subject"] and e["partition"] == e["source"] == 0 for e in agent.events)
    assert agent.decided("accepted") == 3
    assert value_of(agent.metrics, "tracker_events_told_total", type="delivery.created") == 2


def test_a_command_is_decided_against_what_is_pending() -> None:
    agent = Agent()
    agent.take((IN_0, a_plan()))
    agent.take((IN_0, a_status("delivered", 5)))
    row = agent.row()
    assert isinstance(row, DeliveryRow)
    assert row.status == "delivered"


def test_after_a_crash_before_the_flush_the_same_events_are_told_again() -> None:
    agent = Agent()
    first, second = a_plan(), a_status("delivered", 5)
    agent.take((IN_0, first), (IN_0, second))
    before = agent.events
    agent.rows.crash()
    agent.offset = 0
    agent.take((IN_0, first), (IN_0, second))
    assert agent.events == before * 2
    agent.rows.flush()
    agent.offset = 0
    agent.take((IN_0, first), (IN_0, second))
    assert agent.events == before * 2, "the rows are durable, so the events were told"
    assert agent.decided("repeated") == 2


def test_a_sender_whose_clock_is_ahead_of_kafkas_is_refused() -> None:
    agent = Agent()
    agent.take((IN_0, a_plan(300)), (IN_0, a_status("delivered", 301)))
    row = agent.row()
    assert isinstance(row, DeliveryRow)
    assert (row.status, row.verdicts[-1].code) == ("created", "time_in_future")


def test_a_deletion_is_entered_as_one() -> None:
    deleted: list[bytes] = []

    class Rows(FakeRows):
        def put_deletion(self, partition: int, key: bytes, row: bytes) -> None:
            deleted.append(key)
            super().put_deletion(partition, key, row)

    agent = Agent(Rows(PARTITIONS))
    agent.take((IN_0, a_plan()), (ALSO_IN_0, a_plan()), (IN_0, a_withdrawal(5)))
    assert deleted == [IN_0.encode()]
    agent.take((IN_0, a_plan(6)))
    assert isinstance(agent.row(), DeliveryRow)


@pytest.mark.parametrize("value", [None, b"", b"{}", b"\xff", b'{"kind":"plan","id":"x"}', b"[" * 5_000])
def test_what_is_no_command_is_told_without_its_content(value: bytes | None) -> None:
    agent = Agent()
    agent.take((IN_0, value), (ALSO_IN_0, a_plan()))
    refused = agent.events[0]
    assert (refused["type"], refused["subject"], refused["data"]["code"]) == (
        "command.refused",
        IN_0,
        "invalid_command",
    )
    assert refused["data"]["source"] == "0/1"
    assert agent.refused("invalid_command") == 1
    assert agent.row(ALSO_IN_0) is not None


def test_personal_data_of_an_unreadable_command_is_in_no_event() -> None:
    agent = Agent()
    agent.take((IN_0, b'{"kind":"plan","id":1,"set":{"recipient":{"name":"Ada Lovelace"}}}'))
    assert b"Ada" not in agent.rows.emitted[0][1].value


@pytest.mark.parametrize("key", [None, b"", b"\xff", "\x02north", "a\nb", "x" * 200])
def test_a_key_that_is_no_shipment_is_refused(key: str | bytes | None) -> None:
    agent = Agent()
    agent.take((key, a_plan()))
    (refused,) = agent.events
    assert (refused["type"], refused["subject"], refused["data"]["code"]) == ("command.refused", "", "invalid_command")
    assert agent.rows.pending == [{}, {}]


def test_a_command_in_the_wrong_partition_is_refused_where_its_subject_belongs() -> None:
    agent = Agent()
    command = a_plan()
    agent.take((IN_1, command))
    (refused,) = agent.events
    assert (refused["partition"], refused["subject"]) == (1, IN_1)
    assert refused["data"] == {"commandId": command.id, "code": "wrong_partition"}
    assert agent.refused("wrong_partition") == 1
    assert agent.rows.pending == [{}, {}]


def test_a_row_that_cannot_be_read_is_never_overwritten() -> None:
    agent = Agent()
    agent.rows.durable[0][IN_0.encode()] = b"broken"
    agent.take((IN_0, a_plan()), (ALSO_IN_0, a_plan()))
    assert agent.refused("internal") == 1
    assert agent.rows.pending[0].keys() == {ALSO_IN_0.encode()}


def test_rows_that_cannot_be_read_refuse_every_command() -> None:
    agent = Agent(BrokenRows(PARTITIONS))
    agent.take((IN_0, a_plan()), (ALSO_IN_0, a_plan()))
    assert agent.refused("internal") == 2
    assert agent.rows.pending == [{}, {}]


RECORDS = st.tuples(
    st.sampled_from([IN_0, ALSO_IN_0, IN_1]) | st.none() | st.binary(max_size=3),
    st.binary(max_size=9)
    | st.none()
    | st.builds(a_status, st.sampled_from(Status), st.integers(0, 9).map(float))
    | st.builds(a_plan, st.integers(0, 9).map(float), driverId=st.sampled_from([None, "ann"]))
    | st.builds(a_withdrawal),
)


@settings(max_examples=40)
@given(st.lists(RECORDS, max_size=12), st.data())
def test_groups_of_any_size_give_the_same_rows_and_events(records: list[Any], data: st.DataObject) -> None:
    whole, split = Agent(), Agent()
    whole.take(*records)
    while records:
        size = data.draw(st.integers(1, len(records)))
        split.take(*records[:size])
        records = records[size:]
    assert split.rows.pending == whole.rows.pending
    assert split.events == whole.events


def an_alert(id_: str, what: AlertStep, **fields: Any) -> ChangeAlert:
    return ChangeAlert(id=id_, at=T0, by="sweep", what=what, alert="silent", **fields)


def driver_of(agent: Agent) -> Any:
    raw = agent.rows.get(0, b"\x01" + IN_0.encode())
    return None if raw is None else decode_driver_row(raw)


def test_the_first_alert_of_a_driver_creates_the_row_and_its_steps_are_told_about_the_driver() -> None:
    agent = Agent()
    key = f"\x01{IN_0}"
    agent.take((key, an_alert("c1", "open", fleet="red")), (key, an_alert("c2", "acknowledge")))
    row = driver_of(agent)
    assert (row.driverId, row.fleet, row.eventSequence, [a.state for a in row.alerts]) == (
        IN_0,
        "red",
        2,
        ["acknowledged"],
    )
    assert [(e["type"], e["subject"], e["fleet"]) for e in agent.events] == [
        ("alert.opened", IN_0, "red"),
        ("alert.acknowledged", IN_0, "red"),
    ]
    agent.take((key, an_alert("c1", "open", fleet="red")))
    assert agent.decided("repeated") == 1
    agent.take((key, an_alert("c3", "resolve", fleet="blue")))
    assert agent.refused("forbidden") == 1


def test_a_driver_and_a_shipment_of_one_id_are_two_rows() -> None:
    agent = Agent()
    agent.take((IN_0, a_plan()), (f"\x01{IN_0}", an_alert("c1", "open")))
    assert isinstance(agent.row(), DeliveryRow)
    assert driver_of(agent).alerts[0].kind == "silent"


def test_what_is_known_of_a_driver_can_be_deleted() -> None:
    agent = Agent()
    key = f"\x01{IN_0}"
    agent.take((key, an_alert("c1", "open")), (key, a_withdrawal()))
    assert deleted_at(agent.rows.get(0, key.encode()) or b"") is not None
    agent.take((key, an_alert("c1", "open")))
    assert [alert.state for alert in driver_of(agent).alerts] == ["open"]


@pytest.mark.parametrize("command", [a_plan(), a_status("delivered", 5)])
def test_a_driver_is_no_delivery(command: Command) -> None:
    agent = Agent()
    agent.take((f"\x01{IN_0}", command))
    assert driver_of(agent) is None
    assert agent.refused("invalid_command") == 1


def test_a_driver_of_another_partition_is_refused() -> None:
    agent = Agent()
    agent.take((f"\x01{IN_1}", an_alert("c1", "open")))
    assert agent.refused("wrong_partition") == 1
