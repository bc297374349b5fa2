"""Long lives of deliveries, with all that may happen to commands on their way, against a delivery that forgets nothing."""

from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.domain.deliveries.command import Command
from app.domain.deliveries.event import EventType, event_id
from app.domain.deliveries.status import TERMINAL, Status
from tests.domain.deliveries.commands import SHIPMENT, T0, Delivery, a_plan, a_status, an_assignment
from tests.domain.deliveries.oracle import KEPT, Known, Oracle

DRIVERS = st.sampled_from([None, "ann", "bob", "cyd"])
TIMES = st.integers(0, 40).map(lambda tick: tick * 100.0)
TRANSITIONS = {f"delivery.{status}" for status in Status if status != "created"}


class Life(RuleBasedStateMachine):
    """A delivery and its oracle take the same commands."""

    def __init__(self) -> None:
        super().__init__()
        self.delivery, self.sent = Delivery(), list[tuple[int, Command]]()
        self.effective = set[str]()
        """The ids of the events about all transitions that ever had an effect."""

    @initialize(driver=DRIVERS)
    def plan(self, driver: str | None) -> None:
        self.oracle = Oracle(driver)
        self.take(a_plan(driverId=driver), None)

    def take(self, command: Command, expected: str | None) -> None:
        assert self.delivery.take(command) == expected
        self.sent.append((self.delivery.offset, command))
        truth = self.oracle.truth()
        self.effective |= {_event_of(e) for e in self.oracle.entries if e.command_id not in truth.refused}

    @rule(to=st.sampled_from(Status), at=TIMES, corrects=st.sampled_from([False] * 5 + [True]), driver=DRIVERS)
    def report(self, to: Status, at: float, *, corrects: bool, driver: str | None) -> None:
        command = a_status(to, at, taken_at=5_000, corrects=corrects, driverId=driver)
        offset = self.delivery.offset + 1
        self.take(command, self.oracle.report(command.id, offset, to, T0 + at, driver=driver, corrects=corrects))

    @rule(driver=DRIVERS, at=TIMES)
    def assign(self, driver: str | None, at: float) -> None:
        command = an_assignment(driver, at)
        self.take(command, self.oracle.assign(command.id, self.delivery.offset + 1, driver, T0 + at))

    @rule(note=st.text(max_size=3))
    def edit(self, note: str) -> None:
        self.take(a_plan(whole=False, note=note), None)

    @rule(data=st.data())
    def read_again(self, data: st.DataObject) -> None:
        """Deliver records from some offset on, as after a crash."""
        before, told = self.delivery.row_bytes, len(self.delivery.events)
        last = self.delivery.offset
        for offset, command in self.sent[data.draw(st.integers(0, len(self.sent) - 1)) :]:
            assert self.delivery.decide(command, offset).is_repeated
        self.delivery.offset = last
        assert (self.delivery.row_bytes, len(self.delivery.events)) == (before, told)

    @rule(back=st.integers(1, 10))
    def send_twice(self, back: int) -> None:
        before, told = self.delivery.row_bytes, len(self.delivery.events)
        assert self.delivery.decide(self.sent[-min(back, len(self.sent))][1]).is_repeated
        assert (self.delivery.row_bytes, len(self.delivery.events)) == (before, told)

    @invariant()
    def the_row_is_what_all_entries_come_to(self) -> None:
        if not self.sent:
            return
        row, truth = self.delivery.row, self.oracle.truth()
        assert row.status == truth.status
        assert row.statusAt == (T0 if truth.status_at is None else truth.status_at)
        assert (row.attempts, row.driverId) == (truth.attempts, truth.driver)
        assert [[c.driverId, c.from_, c.until] for c in row.custody] == truth.custody
        assert row.endedAt == (row.statusAt if row.status in TERMINAL else None)
        assert [(e.at, e.offset, e.commandId, e.code is not None) for e in row.timeline] == [
            (e.at, e.offset, e.command_id, e.command_id in truth.refused) for e in self.oracle.ordered()[-KEPT:]
        ]

    @invariant()
    def every_transition_is_told_once_under_one_id(self) -> None:
        told = Counter(event.id for event in self.delivery.events)
        assert all(count == 1 for count in told.values())
        assert told.keys() >= self.effective
        own = {e.id for e in self.delivery.events if e.type in TRANSITIONS}
        assert own <= self.effective

    @invariant()
    def the_events_are_numbered_without_a_gap(self) -> None:
        assert [e.sequence for e in self.delivery.events] == [*range(1, len(self.delivery.events) + 1)]
        if self.sent:
            assert self.delivery.row.eventSequence == len(self.delivery.events)


def _event_of(entry: Known) -> str:
    type_ = "assigned" if entry.to is None else "corrected" if entry.corrects else entry.to
    return event_id(SHIPMENT, EventType(f"delivery.{type_}"), entry.command_id)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=20, stateful_step_count=30, deadline=None)
