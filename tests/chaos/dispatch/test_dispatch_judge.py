"""The judge of deliveries with hand-written histories: it finds each kind of fault, and nothing in a good history."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from app.domain.deliveries.command import Assign, Command, Plan, PlanFields, ReportStatus, Withdraw
from app.domain.deliveries.decision import decide
from app.domain.deliveries.event import Event
from app.domain.deliveries.row import Custody, DeliveryRow, Destination
from app.domain.deliveries.status import Status
from tests.builders import NOON
from tests.chaos.dispatch.judge import judge_dispatch
from tests.chaos.dispatch.record import Answer, Commanded, Dispatched, Located, Logged, Row, RowSighting

PLACE = Destination(latitude=38.9, longitude=-77.0)


def _common(number: int) -> dict[str, Any]:
    return {"id": f"c{number}", "at": NOON + number, "by": "desk"}


def _status(number: int, to: Status, at: float) -> ReportStatus:
    return ReportStatus(**_common(number), to=to, statusAt=NOON + at, note=f"{number}-{to}")


PROMISE = Plan(**_common(0), set=PlanFields(destination=PLACE, note="promise"), whole=True)
ON_THE_ROAD = _status(2, Status.OUT_FOR_DELIVERY, 20)
COMMANDS: Sequence[tuple[str, Command]] = (
    ("A", PROMISE),
    ("A", Assign(**_common(1), driverId="Dave")),
    ("A", _status(3, Status.DELIVERED, 30)),  # before what it follows
    ("A", ON_THE_ROAD),
    ("A", ON_THE_ROAD),  # doubled
    ("B", PROMISE),
    ("B", Assign(**_common(1), driverId="Ann")),
    ("B", ON_THE_ROAD),
    ("C", PROMISE),
    ("C", Withdraw(**_common(9))),
)
LOG = [Logged(shipment, 0, offset, NOON + offset, command) for offset, (shipment, command) in enumerate(COMMANDS)]


def a_commanded() -> Commanded:
    """Return what clients saw, without a violation."""
    answers = [
        Answer(1.0, "A", "promise", 0),
        Answer(1.0, "A", "promise", 200),
        Answer(1.0, "A", "assign-Dave", 200),
        Answer(1.0, "A", "3-delivered", 200),
        Answer(1.0, "A", "2-out_for_delivery", 409, "illegal_transition"),
        Answer(1.0, "C", "withdraw", 202),
        Answer(1.0, "C", "withdraw", 404, "unknown_delivery"),
    ]
    located = [Located("edge-1", "B", "Ann", NOON + 25, (Custody(driverId="Ann", from_=NOON + 20),))]
    sightings = [RowSighting("roaming", "first", "0 resets", "B", version) for version in ((6, 1), (6, 5), (7, 6))]
    # The first judgement of ON_THE_ROAD of A is legal, since the fold takes it before the outcome.
    answers[4] = Answer(1.0, "A", "2-out_for_delivery", 200)
    return Commanded(answers, located, [], sightings, ["A", "B", "C"])


def a_found(log: Sequence[Logged] = LOG, **changed: Any) -> Dispatched:
    """Return what a dispatcher that works makes of the commands, and what every process shows of it."""
    rows: dict[str, Row | None] = {}
    versions: dict[str, list[Row]] = {}
    events: list[Event] = []
    for shipment, _, offset, now, command in log:
        decided = decide(shipment, rows.get(shipment), command, offset, now, kafka_time=now)
        events += decided.events
        if isinstance(decided.row, Row):
            rows[shipment] = decided.row
            versions.setdefault(shipment, []).append(decided.row)
    live = {id_: row for id_, row in rows.items() if isinstance(row, DeliveryRow)}
    ids = frozenset(event.id for event in events)
    heard = {"events": {"B": [each.sequence for each in events if each.subject == "B"][1:]}}
    found = Dispatched(
        log, versions, [*events, events[0]], {"edge-1": live, "worker-1": dict(live)}, {"edge-1": ids}, heard
    )
    return replace(found, **changed)


def broken_by(commanded: Commanded, found: Dispatched) -> list[str]:
    """Return the invariants that the judge finds broken."""
    return [name for name, words in judge_dispatch(commanded, found).items() if any(words)]


def with_last(shipment: str, **fields: Any) -> Dispatched:
    """Return what is there if the last row of a delivery had other fields, wherever it is shown."""
    found = a_found()
    rows = [*found.versions[shipment]]
    rows[-1] = msgspec.structs.replace(rows[-1], **fields)
    shown = {process: {**table, shipment: rows[-1]} for process, table in found.shown.items()}
    return a_found(versions={**found.versions, shipment: rows}, shown=shown)


def test_a_good_history_breaks_nothing() -> None:
    assert broken_by(a_commanded(), a_found()) == []


def without_event(number: int) -> Dispatched:
    events = [event for event in a_found().events if event.subject == "A" and event.sequence != number]
    return a_found(events=[*events, *(event for event in a_found().events if event.subject != "A")])


def test_a_promise_that_an_edge_dated_too_far_ahead_may_be_repeated() -> None:
    ahead = Plan(id="c0", at=NOON + 600, by="desk", set=PROMISE.set, whole=True)
    log = [Logged("D", 0, 20, NOON, ahead), Logged("D", 0, 21, NOON, PROMISE)]
    assert broken_by(a_commanded(), a_found([*LOG, *log])) == []


def test_an_event_that_no_record_tells_breaks_i6() -> None:
    assert broken_by(a_commanded(), without_event(3)) == ["I6"]


def test_a_transition_with_two_event_ids_breaks_i6() -> None:
    found = a_found()
    again = msgspec.structs.replace(found.events[0], id="another")
    assert broken_by(a_commanded(), a_found(events=[*found.events, again])) == ["I6"]


def test_one_event_id_with_two_sequences_breaks_i6() -> None:
    found = a_found()
    again = msgspec.structs.replace(found.events[0], sequence=9)
    assert broken_by(a_commanded(), a_found(events=[*found.events, again])) == ["I6"]


def test_an_event_that_a_process_does_not_list_breaks_i6() -> None:
    assert broken_by(a_commanded(), a_found(listed={"edge-1": frozenset()})) == ["I6"]


@pytest.mark.parametrize("sequences", [[1, 3], [1, 2], [2, 1, 3]], ids=["gap", "end missing", "out of order"])
def test_a_client_that_misses_an_event_breaks_i6(sequences: list[int]) -> None:
    assert broken_by(a_commanded(), a_found(heard={"events": {"B": sequences}})) == ["I6"]


def test_a_command_that_was_acknowledged_and_is_not_in_kafka_breaks_i12() -> None:
    commanded = a_commanded()
    commanded.answers.append(Answer(1.0, "B", "7-returned", 200))
    assert broken_by(commanded, a_found()) == ["I12"]


@pytest.mark.parametrize(
    "answer", [Answer(1.0, "B", "assign-Ann", 409, "illegal_transition"), Answer(1.0, "A", "promise", 412, "forbidden")]
)
def test_an_answer_that_is_not_the_verdict_breaks_i12(answer: Answer) -> None:
    commanded = a_commanded()
    commanded.answers.append(answer)
    assert broken_by(commanded, a_found()) == ["I12"]


def test_a_repetition_that_became_another_command_breaks_i12() -> None:
    again = Logged("B", 0, 10, NOON + 10, Assign(**_common(5), driverId="Ann"))
    assert broken_by(a_commanded(), a_found([*LOG, again])) == []
    commanded = a_commanded()
    commanded.answers.append(Answer(1.0, "B", "assign-Ann", 200))
    assert broken_by(commanded, a_found([*LOG, again])) == ["I12"]


def test_a_command_that_was_decided_twice_breaks_i12() -> None:
    row = a_found().versions["A"][-1]
    twice = (*row.verdicts, msgspec.structs.replace(row.verdicts[-1], offset=99))
    assert "I12" in broken_by(a_commanded(), with_last("A", verdicts=twice))


def test_a_lost_decision_breaks_i12_where_compaction_would_keep_an_older_row() -> None:
    found = a_found()
    older = {"A": found.versions["A"][:-1]}
    assert "I12" in broken_by(a_commanded(), a_found(versions={**found.versions, **older}))


def test_an_older_row_over_a_newer_one_breaks_i12_unless_it_was_repaired() -> None:
    found = a_found()
    repaired = [*found.versions["A"], found.versions["A"][0], found.versions["A"][-1]]
    assert broken_by(a_commanded(), a_found(versions={**found.versions, "A": repaired})) == []
    assert "I12" in broken_by(a_commanded(), a_found(versions={**found.versions, "A": repaired[:-1]}))


def test_a_delivery_that_goes_back_for_a_client_breaks_i12_unless_the_client_starts_over() -> None:
    commanded = a_commanded()
    commanded.sightings.append(RowSighting("roaming", "second", "1 resets", "B", (6, 1)))
    assert broken_by(commanded, a_found()) == []
    commanded.sightings.append(RowSighting("roaming", "second", "0 resets", "B", (6, 1)))
    assert broken_by(commanded, a_found()) == ["I12"]


@pytest.mark.parametrize("lacking", [{}, {"A": None}, {"C": "A"}], ids=["all", "one", "a withdrawn one is shown"])
def test_a_process_that_shows_other_deliveries_breaks_i12(lacking: Any) -> None:
    found = a_found()
    rows = found.shown["edge-1"]
    shown = {**rows, "C": rows["A"]} if lacking.get("C") else {id_: row for id_, row in rows.items() if id_ in lacking}
    assert broken_by(a_commanded(), a_found(shown={**found.shown, "edge-1": shown})) == ["I12"]


HELD, ENDED = Custody(driverId="Ann", from_=NOON + 20), Custody(driverId="Ann", from_=NOON + 20, until=NOON + 22)


@pytest.mark.parametrize(
    "located",
    [
        Located("edge-1", "B", "Ann", NOON + 19, (HELD,)),
        Located("edge-1", "B", "Ann", NOON + 25, (ENDED,)),
        Located("edge-1", "B", "Dave", NOON + 25, (HELD,)),
        Located("edge-1", "B", "Dave", NOON + 25, (Custody(driverId="Dave", from_=NOON),)),
        Located("edge-1", "B", "Ann", NOON + 25, ()),
    ],
    ids=["before", "after", "another driver", "a driver without the delivery", "without custody"],
)
def test_a_drivers_position_outside_custody_breaks_i13(located: Located) -> None:
    commanded = a_commanded()
    commanded.located.append(located)
    assert broken_by(commanded, a_found()) == ["I13"]


def test_a_position_in_a_stream_or_an_event_breaks_i13() -> None:
    commanded = a_commanded()
    commanded.leaks.append("events heard delivery.delivered with a position")
    assert broken_by(commanded, a_found()) == ["I13"]


def test_custody_that_outlives_the_end_breaks_i13() -> None:
    assert "I13" in broken_by(a_commanded(), with_last("A", custody=(HELD,)))


@pytest.mark.parametrize(
    "change",
    [
        lambda row: {"status": Status.OUT_FOR_DELIVERY},
        lambda row: {"attempts": 2},
        lambda row: {"timeline": row.timeline[::-1]},
        lambda row: {"custody": ()},
    ],
    ids=["status", "attempts", "timeline", "custody"],
)
def test_a_row_that_depends_on_the_order_of_arrival_breaks_i15(change: Callable[[Any], dict[str, Any]]) -> None:
    fields = change(a_found().versions["A"][-1])
    assert "I15" in broken_by(a_commanded(), with_last("A", **fields))
