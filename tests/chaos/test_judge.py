"""The judge with hand-written histories: it finds each kind of fault, and nothing in a good history."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.builders import NOON, a_fix, a_row
from tests.chaos.dispatch.record import Dispatched
from tests.chaos.history import Attempt, Death, Health, History, Outcome, Probe, Sighting, Stored, Usage, sent_of
from tests.chaos.judge import INVARIANTS, judge, not_staged, nothing_broken, recovery_s

FIRST, SECOND = a_fix(shipmentId="A", timestamp=NOON), a_fix(shipmentId="A", timestamp=NOON + 1)
OTHER = a_fix(shipmentId="B", timestamp=NOON)


def a_post(*fixes: dict[str, Any], status: int = 202, **fields: Any) -> Attempt:
    """Return an attempt in which every fix was valid."""
    nobody = (None,) * len(fixes)
    return Attempt(1.0, "edge", status, tuple(map(sent_of, fixes)), nobody, nobody, **fields)


def seen(client: str, *fixes: dict[str, Any], epoch: str = "first", told: str = "0 resets") -> list[Sighting]:
    """Return the sightings of these rows by a client."""
    return [Sighting(client, epoch, sent_of(fix), told) for fix in fixes]


def a_history() -> History:
    """Return a history without a violation."""
    history = History("none", 10.0, healed_at=5.0)
    history.attempts = [a_post(FIRST, OTHER), a_post(SECOND)]
    history.sightings = seen("steady", FIRST, SECOND, OTHER)
    history.probes = [Probe(4.0, None), Probe(6.0, None), Probe(8.0, 0.1), Probe(9.0, 0.2)]
    history.usage = [Usage("worker-1", 200.0, 60, 20, 10.0)]
    history.dark = [(100.0, 130.0)]
    history.health = [Health(105.0, "edge-1", True, False), Health(115.0, "edge-1", False, True)]
    history.health += [Health(116.0, "edge-2", None, None), Health(140.0, "edge-1", True, False)]
    return history


def an_outcome(**changed: Any) -> Outcome:
    """Return the final rows without a violation."""
    rows = {"A": a_row(**SECOND), "B": a_row(**OTHER)}
    tables = {"edge-1": rows, "worker-1": dict(rows), "changelog": dict(rows)}
    whole = {"tables": tables, "screens": {"steady": dict(rows)}, "replayed": {"edge-1": dict(rows)}, "attempts": 2}
    return Outcome(**{**whole, **changed})


def broken_by(history: History, outcome: Outcome) -> list[str]:
    """Return the invariants that the judge finds broken."""
    return [name for name, found in judge(history, outcome).items() if found]


def test_a_good_history_breaks_nothing() -> None:
    assert judge(a_history(), an_outcome()) == nothing_broken()
    assert recovery_s(a_history()) == 3.0


def _tables(**rows: Any) -> Outcome:
    whole = an_outcome()
    return an_outcome(tables={**whole.tables, **rows})


@pytest.mark.parametrize(
    ("tables", "name"),
    [
        ({"changelog": {"A": a_row(**SECOND)}}, "a shipment that was sent once is in no table"),
        ({"changelog": {"A": a_row(**FIRST), "B": a_row(**OTHER)}}, "compaction would keep an older row"),
    ],
)
def test_a_loss_is_found_in_the_changelog_too(tables: Any, name: str) -> None:
    assert broken_by(a_history(), _tables(**tables)) == ["I1"], name


def test_what_was_forgotten_may_be_missing_and_a_newer_fix_of_it_may_not() -> None:
    history = a_history()
    history.attempts.insert(0, a_post(a_fix(shipmentId="C", timestamp=NOON)))
    assert broken_by(history, an_outcome(attempts=3)) == ["I1"]
    history.forgotten["C"] = NOON
    assert broken_by(history, an_outcome(attempts=3)) == []
    history.forgotten["C"] = NOON - 1
    assert broken_by(history, an_outcome(attempts=3)) == ["I1"]


@pytest.mark.parametrize("where", ["edge-1", "changelog", "steady", "replay"])
def test_what_was_forgotten_and_is_still_there_is_found_wherever_it_is(where: str) -> None:
    history, rows = a_history(), {"A": a_row(**SECOND), "B": a_row(**OTHER)}
    lacking = {"A": rows["A"]}
    tables = dict.fromkeys(("edge-1", "worker-1", "changelog"), lacking)
    outcome: dict[str, Any] = {"tables": tables, "screens": {"steady": lacking}, "replayed": {"edge-1": lacking}}
    history.forgotten["B"] = NOON
    assert broken_by(history, an_outcome(**outcome)) == []
    group = {"steady": "screens", "replay": "replayed"}.get(where, "tables")
    name = "edge-1" if where == "replay" else where
    outcome[group] = {**outcome[group], name: rows}
    assert "I16" in broken_by(history, an_outcome(**outcome))
    history.forgotten["B"] = NOON - 1
    assert "I16" not in broken_by(history, an_outcome(**outcome))


def test_unacknowledged_and_later_fixes_may_be_missing() -> None:
    history = a_history()
    history.attempts.insert(0, a_post(a_fix(shipmentId="C"), status=503))
    history.attempts.append(a_post(a_fix(shipmentId="D")))
    assert broken_by(history, an_outcome(attempts=3)) == []


def test_a_loss_of_what_was_acknowledged_before_this_fault_is_found_until_kafka_was_emptied() -> None:
    history = a_history()
    history.earlier = [a_post(a_fix(shipmentId="C"))]
    history.stored = [Stored(sent_of(a_fix(shipmentId="D")), 0, 7)]
    assert broken_by(history, an_outcome()) == ["I1"]
    history.forget(now=2.0)
    assert broken_by(history, an_outcome()) == []


def test_a_fix_that_an_edge_took_to_its_death_is_kept_and_is_the_same_when_it_is_sent_again() -> None:
    history = a_history()
    history.stored = [Stored(sent_of(OTHER), 0, 0)]
    assert broken_by(history, an_outcome()) == []
    history.stored = [Stored(sent_of(OTHER), 0, 7)]
    assert broken_by(history, an_outcome()) == ["I5"], "another record than the first one set the row"
    history.stored = [Stored(sent_of(a_fix(shipmentId="C")), 0, 7)]
    assert broken_by(history, an_outcome()) == ["I1"]


@pytest.mark.parametrize(
    ("epoch", "told", "broken"),
    [
        ("another", "1 resets", []),
        ("another", "0 resets", ["I2"]),
        ("first", "1 resets", ["I2"]),
        ("first", "0 resets", ["I2"]),
    ],
)
def test_a_shipment_goes_back_only_in_another_epoch_and_only_for_clients_that_got_a_reset(
    epoch: str, told: str, broken: list[str]
) -> None:
    history = a_history()
    history.sightings += seen("steady", FIRST, epoch=epoch, told=told)
    assert broken_by(history, an_outcome()) == broken


def _spoil(history: History, **fields: Any) -> History:
    for name, value in fields.items():
        setattr(history, name, [*getattr(history, name), *value] if isinstance(value, list) else value)
    return history


REFUSED = Attempt(1.0, "edge", 422, (sent_of(FIRST),), (None,), ("wrong_type",))
SPOILED: dict[str, tuple[str, Callable[[], History]]] = {
    "a value that nobody sent": ("I4", lambda: _spoil(a_history(), sightings=seen("x", a_fix(latitude=1)))),
    "too much memory": ("I7", lambda: _spoil(a_history(), usage=[Usage("edge-1", 9_000.0, 1, 1, 0)])),
    "too many threads": ("I7", lambda: _spoil(a_history(), usage=[Usage("edge-1", 9.0, 1, 900, 0)])),
    "too many descriptors": ("I7", lambda: _spoil(a_history(), usage=[Usage("edge-1", 9.0, 9_000, 9, 0)])),
    "a queue without end": ("I7", lambda: _spoil(a_history(), usage=[Usage("edge-1", 9.0, 9, 9, 1e6)])),
    "a disk that fills": ("I7", lambda: _spoil(a_history(), disk_mb=9_000.0)),
    "late": ("I8", lambda: _spoil(a_history(), recovery_limit_s=2.0)),
    "never quiet": ("I8", lambda: _spoil(a_history(), settled="edge-1 shows nothing")),
    "a process that gave up": ("I8", lambda: _spoil(a_history(), deaths=[Death("worker-1", 78)])),
    "ready without Kafka": ("I9", lambda: _spoil(a_history(), health=[Health(120.0, "edge-1", True, True)])),
    "stale and silent about it": ("I9", lambda: _spoil(a_history(), health=[Health(120.0, "edge-1", False, False)])),
    "ready while it recovers": (
        "I9",
        lambda: _spoil(a_history(), health=[Health(50.0, "edge-1", True, None, is_recovering=True)]),
    ),
    "a fix denied that all had shown": (
        "I9",
        lambda: _spoil(a_history(), health=[Health(50.0, "edge-1", False, False, knows=False)]),
    ),
    "rows of a changelog that is gone": (
        "I9",
        lambda: _spoil(
            a_history(),
            starts_over_at=50.0,
            health=[Health(at, "edge-1", False, False, epoch="old") for at in (49, 61)],
        ),
    ),
    "a good fix refused": ("I10", lambda: _spoil(a_history(), attempts=[REFUSED])),
    "an answer of no contract": ("I10", lambda: _spoil(a_history(), attempts=[a_post(status=599, wrong="500")])),
}


@pytest.mark.parametrize("name", SPOILED)
def test_each_kind_of_fault_is_found(name: str) -> None:
    invariant, history = SPOILED[name]
    assert broken_by(history(), an_outcome()) == [invariant]


def test_a_recovering_process_may_refuse_and_a_rebuilding_one_may_lack_rows() -> None:
    history = a_history()
    history.health.append(Health(50.0, "edge-1", False, None, is_recovering=True))
    history.health.append(Health(60.0, "edge-1", True, False, is_recovering=False, knows=False))
    history.starts_over_at = 55.0
    assert broken_by(history, an_outcome()) == []


def test_screens_tables_and_replays_that_differ_are_found() -> None:
    rows = {"A": a_row(**SECOND), "B": a_row(**OTHER)}
    assert broken_by(a_history(), an_outcome(screens={"slow": {"A": rows["A"]}})) == ["I3"]
    other = {**rows, "B": a_row(**OTHER, receivedAt=NOON + 2)}
    assert broken_by(a_history(), _tables(**{"worker-1": other})) == ["I3"]
    assert broken_by(a_history(), an_outcome(replayed={"edge-1": other})) == ["I5"]


def test_a_probe_before_the_cause_was_gone_does_not_count_as_recovery() -> None:
    history = a_history()
    history.probes = [Probe(1.0, 0.1), Probe(2.0, 0.1), Probe(6.0, 0.1), Probe(7.0, 3.0), Probe(8.0, 0.1)]
    assert recovery_s(history) is None
    assert broken_by(history, an_outcome()) == ["I8"]


def test_every_invariant_is_judged() -> None:
    assert judge(a_history(), an_outcome()).keys() == nothing_broken().keys()
    with_deliveries = an_outcome(dispatched=Dispatched([], {}, []))
    assert judge(a_history(), with_deliveries).keys() == INVARIANTS.keys()


def test_a_history_without_its_fault_is_not_judged_and_names_the_reason() -> None:
    history = a_history()
    history.probes, history.settled = [], "edge-1 did not show all within 45 s"
    history.failed_stagings, history.is_staged = ["missed", "too late", "missed"], False
    assert judge(history, an_outcome()) == nothing_broken()
    assert not_staged(history) == "3 tries: missed; too late"


def test_a_fault_that_was_staged_at_its_second_try_is_judged_like_any_other() -> None:
    history = a_history()
    history.failed_stagings = ["missed"]
    assert not_staged(history) == ""
    assert judge(history, an_outcome()) == nothing_broken()
    history.probes = []
    assert broken_by(history, an_outcome()) == ["I8"]


def test_a_fault_that_was_staged_at_once_is_judged() -> None:
    history = a_history()
    history.probes = []
    assert not_staged(history) == ""
    assert broken_by(history, an_outcome()) == ["I8"]
