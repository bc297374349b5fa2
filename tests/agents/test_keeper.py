import json
from collections.abc import Sequence
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.keeper import DETAIL_MAX_LENGTH, REFUSED_MAX_BYTES, ContactRules, PositionKeeper
from app.domain.partition import partition_of
from app.domain.position import Decision
from app.engine.delivery import ConsumedRecord
from app.fixes.contact import Contact, encode_contact
from app.fixes.decoder import decode_each
from app.observability.metrics import Metrics
from tests.builders import NOON, a_driver_fix, a_fix, an_envelope
from tests.fakes import FakeRows
from tests.metric_values import value_of
from tests.replay_oracle import differences, expected_latest

PARTITIONS = 2
CONTACTS = ContactRules(accuracy_m=5_000.0, interval_s=30.0)
IN_0, IN_1 = (next(i for i in map(str, range(99)) if partition_of(i, PARTITIONS) == home) for home in (0, 1))
"""Two shipments, each named by its partition."""


class Agent:
    """A keeper with the rows and metrics that it works on."""

    def __init__(self, cache_size: int = 1000, rows: FakeRows | None = None) -> None:
        self.rows, self.metrics = rows or FakeRows(PARTITIONS), Metrics()
        self.keeper = PositionKeeper(
            self.rows,
            partitions=PARTITIONS,
            rejected_topic="rejected",
            cache_size=cache_size,
            contacts=CONTACTS,
            metrics=self.metrics,
        )
        self.offset = 0

    def take(self, *fixes: dict[str, Any] | bytes, partition: int = 0, offset: int | None = None) -> None:
        """Apply one record, at the next offset unless told otherwise."""
        self.offset = self.offset + 1 if offset is None else offset
        self.keeper.apply(partition, [ConsumedRecord(self.offset, NOON, an_envelope(*fixes))])

    def decided(self, decision: str) -> float:
        return value_of(self.metrics, "tracker_fixes_decided_total", decision=decision)

    def rejected(self, code: str) -> float:
        return value_of(self.metrics, "tracker_fixes_rejected_total", code=code)

    def row(self, shipment_id: str = IN_0, partition: int = 0) -> dict[str, Any] | None:
        raw = self.rows.get(partition, shipment_id.encode())
        return None if raw is None else json.loads(raw)

    @property
    def refusals(self) -> list[dict[str, Any]]:
        """Return the refused records, headers and all, as plain values."""
        return [
            {"partition": partition, "value": record.value, **{name: value.decode() for name, value in record.headers}}
            for partition, record in self.rows.emitted
        ]


def fix_of(shipment_id: str = IN_0, **fields: Any) -> dict[str, Any]:
    return a_fix(shipmentId=shipment_id, **fields)


def test_an_accepted_fix_becomes_the_row_with_its_position_in_the_log() -> None:
    agent = Agent()
    agent.take(fix_of(IN_0, speed=3), offset=7)
    assert agent.row() == {**fix_of(IN_0, speed=3), "source": [0, 7, 0]}
    assert agent.decided("accepted") == 1


def test_a_late_fix_never_moves_the_shipment_backwards() -> None:
    agent = Agent()
    agent.take(fix_of(timestamp=NOON), fix_of(timestamp=NOON - 1, latitude=1))
    assert agent.row() == {**fix_of(timestamp=NOON), "source": [0, 1, 0]}
    assert agent.decided("late") == 1


def test_a_fix_that_repeats_the_row_is_a_duplicate_whenever_we_received_it() -> None:
    agent = Agent()
    agent.take(fix_of(receivedAt=NOON + 1))
    agent.take(fix_of(receivedAt=NOON + 2))
    assert agent.decided("duplicate") == 1
    assert (agent.row() or {})["source"] == [0, 1, 0]


def test_a_fix_replaces_an_equally_old_row_that_breaks_todays_rules() -> None:
    agent = Agent()
    agent.rows.durable[0][IN_0.encode()] = json.dumps({**fix_of(accuracy=0), "source": [0, 0, 0]}).encode()
    agent.take(fix_of(accuracy=0))
    assert agent.row() == {**fix_of(), "source": [0, 1, 0]}


def test_a_measurement_that_cannot_be_costs_no_position_that_came_past_the_edges() -> None:
    agent = Agent()
    agent.take(fix_of(speed=-1, battery=255, heading=90))
    assert agent.row() == {**fix_of(heading=90), "source": [0, 1, 0]}
    assert agent.refusals == []


def test_a_correction_with_the_same_timestamp_becomes_the_row() -> None:
    agent = Agent()
    agent.take(fix_of(latitude=1), fix_of(latitude=2), fix_of(latitude=2, battery=0.5))
    assert agent.row() == {**fix_of(latitude=2, battery=0.5), "source": [0, 1, 2]}
    assert agent.decided("accepted") == 3


def test_a_record_read_again_is_a_replay() -> None:
    agent = Agent()
    agent.take(fix_of(), offset=5)
    agent.rows.flush()
    agent.take(fix_of(), offset=5)
    assert (agent.decided("accepted"), agent.decided("replay")) == (1, 1)
    assert agent.rows.pending[0] == {}


def test_a_single_object_of_a_plain_kafka_producer_counts_as_an_envelope_of_one() -> None:
    agent = Agent()
    agent.keeper.apply(0, [ConsumedRecord(3, NOON, json.dumps(fix_of()).encode())])
    assert (agent.row() or {})["source"] == [0, 3, 0]


def test_after_forget_an_older_fix_is_still_late_because_the_table_is_asked() -> None:
    agent = Agent()
    agent.take(fix_of(timestamp=NOON))
    agent.rows.flush()
    agent.keeper.forget()
    agent.take(fix_of(timestamp=NOON - 1))
    assert agent.decided("late") == 1


def test_after_forget_a_row_that_another_worker_wrote_meanwhile_counts() -> None:
    agent, other = Agent(), Agent()
    agent.take(fix_of(timestamp=NOON - 10))
    other.take(fix_of(timestamp=NOON), offset=2)
    other.rows.flush()
    agent.rows.crash()
    agent.rows.durable = other.rows.durable
    agent.keeper.forget()
    agent.take(fix_of(timestamp=NOON - 5), offset=3)
    assert agent.decided("late") == 1
    assert agent.rows.pending[0] == {}


def test_a_fix_in_another_partition_than_its_shipments_is_refused() -> None:
    agent = Agent()
    agent.take(fix_of(IN_0), fix_of(IN_1), partition=1, offset=4)
    assert agent.row(IN_0, partition=1) is None
    assert agent.row(IN_1, partition=1) is not None
    (refusal,) = agent.refusals
    assert json.loads(refusal.pop("value")) == fix_of(IN_0)
    detail = f"shipment '{IN_0}' belongs to partition 0"
    assert refusal == {"partition": 1, "code": "wrong_partition", "detail": detail, "source": "1/4/0"}


def test_a_known_shipment_is_refused_in_a_wrong_partition_too() -> None:
    agent = Agent()
    agent.take(fix_of(IN_0), partition=0)
    agent.take(fix_of(IN_0, timestamp=NOON + 1), partition=1)
    assert agent.rejected("wrong_partition") == 1
    assert agent.row(IN_0, partition=1) is None
    assert (agent.row(IN_0, partition=0) or {})["timestamp"] == NOON


def test_bad_items_are_refused_with_reason_and_place_and_cost_the_others_nothing() -> None:
    agent = Agent()
    agent.take(b'{"latitude":true}', fix_of(), b"7", offset=9)
    assert agent.row() is not None
    assert [(r["code"], r["source"], r["value"]) for r in agent.refusals] == [
        ("wrong_type", "0/9/0", b'{"latitude":true}'),
        ("wrong_type", "0/9/2", b"7"),
    ]
    assert agent.rejected("wrong_type") == 2


@pytest.mark.parametrize("value", [None, b""])
def test_a_record_without_a_value_is_refused(value: bytes | None) -> None:
    agent = Agent()
    agent.keeper.apply(0, [ConsumedRecord(1, NOON, value)])
    assert [(r["code"], r["value"]) for r in agent.refusals] == [("not_json", b"")]


def test_of_a_huge_refused_record_the_beginning_is_kept() -> None:
    agent = Agent()
    agent.take(b"x" * 3_000_000)
    (refusal,) = agent.refusals
    assert len(refusal["value"]) == REFUSED_MAX_BYTES
    assert len(refusal["detail"]) <= DETAIL_MAX_LENGTH


def test_a_refused_id_without_a_utf_8_form_is_still_described() -> None:
    agent = Agent()
    agent.take(fix_of("\x00" + "é" * 200))
    assert len(agent.refusals) == 1


class CountingRows(FakeRows):
    """Rows that count how often they are asked."""

    gets = bulk_gets = 0

    def get(self, partition: int, key: bytes) -> bytes | None:
        self.gets += 1
        return super().get(partition, key)

    def get_all(self, partition: int, keys: Sequence[bytes]) -> list[bytes | None]:
        self.bulk_gets += 1
        return [FakeRows.get(self, partition, key) for key in keys]


def test_unknown_shipments_of_a_group_are_looked_up_once_and_together() -> None:
    rows = CountingRows(1)
    keeper = PositionKeeper(
        rows, partitions=1, rejected_topic="rejected", cache_size=1000, contacts=CONTACTS, metrics=Metrics()
    )
    envelopes = [an_envelope(*[fix_of(f"S-{number}") for number in range(at, at + 10)]) for at in (0, 5, 20)]
    keeper.apply(0, [ConsumedRecord(offset, NOON, value) for offset, value in enumerate(envelopes)])
    repeated = 5
    assert (rows.bulk_gets, rows.gets) == (1, repeated)
    assert len(rows.pending[0]) == 25


class BrokenRows(FakeRows):
    """Rows of which one cannot be read, like one in a damaged block."""

    def get(self, partition: int, key: bytes) -> bytes | None:
        if key == b"broken":
            raise OSError("damaged")
        return super().get(partition, key)


def test_a_row_that_cannot_be_read_costs_no_other_record_of_the_group() -> None:
    rows = BrokenRows(1)
    keeper = PositionKeeper(
        rows, partitions=1, rejected_topic="rejected", cache_size=1000, contacts=CONTACTS, metrics=Metrics()
    )
    values = [an_envelope(fix_of(name)) for name in ("broken", "A", "B")]
    keeper.apply(0, [ConsumedRecord(offset, NOON, value) for offset, value in enumerate(values)])
    assert [dict(record.headers)["source"] for _, record in rows.emitted] == [b"0/0/0"]
    assert set(rows.pending[0]) == {b"A", b"B"}


Log = Sequence[Sequence[dict[str, Any] | bytes]]
ids_of_0 = st.sampled_from([i for i in map(str, range(12)) if partition_of(i, PARTITIONS) == 0])
what_changes = {
    "timestamp": st.sampled_from([NOON, NOON + 1, NOON + 2]),
    "latitude": st.sampled_from([1.0, 2.0]),
}
any_fix = st.builds(a_fix, shipmentId=ids_of_0, **what_changes) | st.builds(a_driver_fix, ids_of_0, **what_changes)
contacts_of_0 = st.builds(
    lambda row_id, later_s: encode_contact(Contact(row_id, NOON + later_s)), ids_of_0, st.sampled_from([0, 20, 31, 70])
)
logs = st.lists(st.lists(any_fix | contacts_of_0, min_size=1, max_size=4), min_size=1, max_size=8)


def latest(agent: Agent) -> dict[str, dict[str, Any]]:
    agent.rows.flush()
    return {key.decode(): json.loads(row) for key, row in agent.rows.durable[0].items()}


@given(log=logs, flushes=st.sets(st.integers(0, 8)))
@settings(max_examples=50)
def test_the_size_of_the_cache_never_changes_an_outcome(log: Log, flushes: set[int]) -> None:
    small, large = Agent(cache_size=1), Agent(cache_size=10**6)
    for offset, envelope in enumerate(log):
        for agent in (small, large):
            agent.take(*envelope, offset=offset)
            if offset in flushes:
                agent.rows.flush()
        assert small.rows.pending == large.rows.pending
    for decision in ("accepted", "late", "duplicate", "replay"):
        assert small.decided(decision) == large.decided(decision)


def take_one_by_one(agent: Agent, records: Sequence[ConsumedRecord]) -> None:
    """Decide each fix by itself, as what `apply` does at once must end."""
    counts = dict.fromkeys(Decision, 0)
    for record in records:
        agent.keeper._decide_each(0, record.offset, decode_each(record.value, record.time_s), counts)
    for decision, count in counts.items():
        agent.keeper._decided[decision].inc(count)
    agent.keeper._known.bound()


any_item = st.one_of(
    st.builds(
        a_driver_fix,
        st.sampled_from([str(number) for number in range(4)]),
        timestamp=st.sampled_from([NOON, NOON + 1, NOON + 2]),
        latitude=st.sampled_from([1.0, 2.0]),
    ),
    st.builds(
        fix_of,
        st.sampled_from([str(number) for number in range(12)]),  # some are at home elsewhere
        timestamp=st.sampled_from([NOON, NOON + 1, NOON + 2]),
        latitude=st.sampled_from([1.0, 2.0]),
    ),
    st.just(b'{"latitude":true}'),
    st.builds(
        lambda row_id, later_s: encode_contact(Contact(row_id, NOON + later_s)),
        st.sampled_from(["0", "1", "4", "\x010"]),
        st.sampled_from([0, 31, 45, 70]),
    ),
    st.builds(fix_of, st.just(IN_0), accuracy=st.just(6_000), receivedAt=st.sampled_from([NOON + 40, NOON + 80])),
)
any_group = st.lists(st.lists(any_item, min_size=1, max_size=5), min_size=1, max_size=4)


class Step(NamedTuple):
    """A group of records, and what happens after it."""

    group: Sequence[Sequence[dict[str, Any] | bytes]]
    flushes: bool
    forgets: bool
    offset: int | None
    """Where the group stands; one that was read before is read again."""


steps = st.lists(
    st.builds(Step, any_group, st.booleans(), st.booleans(), st.none() | st.integers(0, 9)), min_size=1, max_size=6
)


@given(steps=steps, cache_size=st.sampled_from([1, 4, 1000]))
@settings(max_examples=200)
def test_a_group_decided_at_once_ends_as_its_fixes_decided_one_by_one(steps: list[Step], cache_size: int) -> None:
    together, apart = Agent(cache_size), Agent(cache_size)
    for place, step in enumerate(steps):
        first = 10 * (place if step.offset is None else min(step.offset, place))
        records = [ConsumedRecord(first + at, NOON, an_envelope(*items)) for at, items in enumerate(step.group)]
        together.keeper.apply(0, records)
        take_one_by_one(apart, records)
        assert together.rows.pending == apart.rows.pending
        assert together.refusals == apart.refusals
        for decision in ("accepted", "late", "duplicate", "replay", "contact"):
            assert together.decided(decision) == apart.decided(decision)
        for agent in (together, apart):
            if step.flushes:
                agent.rows.flush()
            if step.forgets:
                agent.keeper.forget()


class Life(NamedTuple):
    """What a worker gets done before it crashes: records read, how many of them flushed, how far the commit trails."""

    read: int
    flushed: int
    lag: int
    cache_size: int


lives = st.lists(st.builds(Life, *[st.integers(0, 8)] * 3, st.sampled_from([1, 100])), max_size=4)


@given(log=logs, lives=lives)
@settings(max_examples=50)
def test_crashes_and_repetition_end_in_the_rows_of_one_undisturbed_reading(log: Log, lives: list[Life]) -> None:
    rows, committed = FakeRows(PARTITIONS), 0
    for life in [*lives, Life(len(log), len(log), 0, 100)]:
        worker = Agent(life.cache_size, rows)
        envelopes = log[committed : committed + life.read]
        for index, envelope in enumerate(envelopes):
            if index == life.flushed:
                rows.flush()
            worker.take(*envelope, offset=committed + index)
        if life.flushed >= len(envelopes):
            rows.flush()
        rows.crash()
        committed = max(committed, committed + min(life.flushed, len(envelopes)) - life.lag)
    last, undisturbed = Agent(rows=rows), Agent()
    for offset, envelope in enumerate(log):
        undisturbed.take(*envelope, offset=offset)
        if offset >= committed:
            last.take(*envelope, offset=offset)
    assert latest(last) == latest(undisturbed)
    fixes = [fix for envelope in log for fix in envelope if isinstance(fix, dict)]
    assert differences(expected_latest(fixes), latest(last).values()) == []
