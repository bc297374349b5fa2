"""Judges a history; pure, so that hand-written histories, good and bad, can test it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, pairwise

from app.start_error import DO_NOT_RESTART
from tests.chaos.dispatch.judge import DISPATCH_INVARIANTS, judge_dispatch
from tests.chaos.history import Health, History, Outcome, Table, sent_of
from tests.chaos.limits import DESCRIPTORS, DISK_MB, MEMORY_MB, NOTICED_WITHIN_S, QUEUED, STREAM_MB, THREADS, role_of

OF_POSITIONS = {
    "I1": "no acknowledged fix is lost",
    "I2": "no client sees a shipment go back",
    "I3": "every stream ends with the table",
    "I4": "every value was sent by someone",
    "I5": "sending all again changes nothing",
    "I7": "memory, queues, descriptors, threads, disk stay bounded",
    "I8": "back to the latency target in time",
    "I9": "who cannot know says so",
    "I10": "bad items never cost good ones",
    "I16": "what was forgotten stays away until a newer fix",
}
INVARIANTS = dict(sorted({**OF_POSITIONS, **DISPATCH_INVARIANTS}.items(), key=lambda entry: int(entry[0][1:])))
"""All, in the order of their numbers; those of deliveries are judged in installations with dispatchers."""
MOST_WORDS = 5
OURS = ("barrier-", "probe-", "known-")
"""Shipments of the suite itself, which continue while it reads."""


def nothing_broken() -> dict[str, list[str]]:
    """Return what `judge` returns of positions if every invariant holds."""
    return {name: [] for name in OF_POSITIONS}


def judge(history: History, outcome: Outcome) -> dict[str, list[str]]:
    """Return for each invariant what broke it, in words; an empty list if it holds, or if the fault never happened."""
    if not history.is_staged:
        return nothing_broken()
    found: dict[str, Iterable[str]] = {
        "I1": _lost(history, outcome),
        "I2": _gone_back(history),
        "I3": _other_screens(outcome),
        "I4": _invented(history, outcome),
        "I5": chain(_changed_by_replay(outcome), _stored_twice(history, outcome)),
        "I7": _unbounded(history),
        "I8": _slow(history),
        "I9": chain(chain.from_iterable(_dishonest(history, health) for health in history.health), _behind(history)),
        "I10": _misjudged(history),
        "I16": _come_back(history, outcome),
    }
    if outcome.dispatched is not None:
        found |= judge_dispatch(history.commanded, outcome.dispatched)
    return {name: _some(words) for name, words in found.items()}


def not_staged(history: History) -> str:
    """Return why the fault never happened, in words; empty: it did."""
    if history.is_staged:
        return ""
    reasons = "; ".join(dict.fromkeys(history.failed_stagings))
    return f"{len(history.failed_stagings)} tries: {reasons}"


def recovery_s(history: History) -> float | None:
    """Return the time from the end of the cause to the first of two successive good probes; None: never."""
    after = [probe for probe in history.probes if probe.at >= history.healed_at]
    for first, second in pairwise(after):
        if all(
            probe.latency_s is not None and probe.latency_s <= history.latency_target_s for probe in (first, second)
        ):
            return first.at - history.healed_at
    return None


def _some(words: Iterable[str]) -> list[str]:
    found = list(words)
    return found if len(found) <= MOST_WORDS else [*found[:MOST_WORDS], f"… and {len(found) - MOST_WORDS} more"]


def _lost(history: History, outcome: Outcome) -> Iterator[str]:
    newest: dict[str, float] = {}
    attempts = chain(history.earlier, history.attempts[: outcome.attempts])
    kept = (attempt.acked for attempt in attempts if attempt.at >= history.kept_from)
    for fix in chain((each.fix for each in history.stored), chain.from_iterable(kept)):
        if fix.timestamp > history.forgotten.get(fix.shipment, float("-inf")):
            newest[fix.shipment] = max(fix.timestamp, newest.get(fix.shipment, fix.timestamp))
    for name, table in outcome.tables.items():
        for shipment, timestamp in newest.items():
            row = table.get(shipment)
            if row is None:
                yield f"{name} lacks {shipment}, acknowledged at {timestamp}"
            elif row["timestamp"] < timestamp:
                yield f"{name} shows {shipment} at {row['timestamp']}, acknowledged was {timestamp}"


def _gone_back(history: History) -> Iterator[str]:
    newest: dict[tuple[str, str, str], float] = {}
    for client, epoch, row, told in history.sightings:
        # Neither within one epoch of the changelog, nor into another one without a notice.
        for what in (f"in epoch {epoch}", f"without a word after {told or 'the start'}"):
            key = (client, what, row.shipment)
            if row.timestamp < newest.get(key, row.timestamp):
                yield f"{client} saw {row.shipment} go back from {newest[key]} to {row.timestamp} {what}"
            newest[key] = max(row.timestamp, newest.get(key, row.timestamp))


def _other_screens(outcome: Outcome) -> Iterator[str]:
    names = [name for name in outcome.tables if name != "changelog"]
    first = names[0] if names else ""
    for name in names[1:]:
        yield from _differences(f"{name} and {first}", outcome.tables[name], outcome.tables[first])
    for name, screen in outcome.screens.items():
        yield from _differences(f"{name} and {first}", screen, outcome.tables[first])


def _differences(who: str, one: Table, other: Table) -> Iterator[str]:
    differing = [shipment for shipment in one.keys() | other.keys() if one.get(shipment) != other.get(shipment)]
    if differing:
        shipment = min(differing)
        yield f"{who} differ in {len(differing)} shipments: {one.get(shipment)} and {other.get(shipment)}"


def _invented(history: History, outcome: Outcome) -> Iterator[str]:
    sent = {fix for attempt in chain(history.earlier, history.attempts) for fix in attempt.fixes if fix is not None}
    for sighting in history.sightings:
        if sighting.row not in sent:
            yield f"{sighting.client} was shown {sighting.row}, which nobody sent"
    for name, table in outcome.tables.items():
        for held in table.values():
            if sent_of(held) not in sent:
                yield f"{name} holds {dict(held)}, which nobody sent"


def _changed_by_replay(outcome: Outcome) -> Iterator[str]:
    for name, after in outcome.replayed.items():
        before = outcome.tables[name]
        yield from _differences(f"{name} before and after", _without_ours(before), _without_ours(after))


def _stored_twice(history: History, outcome: Outcome) -> Iterator[str]:
    """Find fixes that were sent again after a missing answer and were not recognised."""
    for fix, partition, offset in history.stored:
        for name, table in outcome.tables.items():
            row = table.get(fix.shipment)
            if row is not None and row["timestamp"] == fix.timestamp and row["source"][:2] != [partition, offset]:
                yield f"{name} has {fix.shipment} from {row['source']}; it was stored first at {[partition, offset]}"


def _without_ours(table: Table) -> Table:
    return {shipment: row for shipment, row in table.items() if not shipment.startswith(OURS)}


def _unbounded(history: History) -> Iterator[str]:
    most: dict[tuple[str, str], float] = {}
    for usage in history.usage:
        for what in ("memory_mb", "descriptors", "threads", "queued"):
            key = (usage.process, what)
            most[key] = max(most.get(key, 0.0), getattr(usage, what))
    limits: Mapping[str, Mapping[str, float]] = {"memory_mb": MEMORY_MB, "descriptors": DESCRIPTORS, "threads": THREADS}
    for (process, what), value in most.items():
        limit = limits[what][role_of(process)] if what in limits else QUEUED
        limit += {"descriptors": history.descriptors, "memory_mb": history.descriptors * STREAM_MB}.get(what, 0)
        if value > limit:
            yield f"{process}: {value:.0f} {what}, more than {limit:.0f}"
    if history.disk_mb > DISK_MB:
        yield f"{history.disk_mb:.0f} MB on disk, more than {DISK_MB:.0f}"


def _slow(history: History) -> Iterator[str]:
    took_s = recovery_s(history)
    if took_s is None:
        yield f"never back below {history.latency_target_s} s"
    elif took_s > history.recovery_limit_s:
        yield f"back after {took_s:.1f} s, later than {history.recovery_limit_s:.0f} s"
    if history.settled:
        yield history.settled
    for (process, code), count in Counter((death.process, death.code) for death in history.deaths).items():
        if code == DO_NOT_RESTART and process != history.may_give_up:
            yield f"{process} ended {count} times as if only a person could help"


def _dishonest(history: History, health: Health) -> Iterator[str]:
    at, process = health.at, health.process
    for begin, end in history.dark:
        if begin + NOTICED_WITHIN_S <= at <= end:
            if health.is_ready:
                yield f"{process} said ready {at - begin:.1f} s after Kafka was gone"
            if health.is_stale is False:
                yield f"{process} answered without stale {at - begin:.1f} s after Kafka was gone"
    if health.is_ready and health.is_recovering:
        yield f"{process} said ready while it refused to show rows"
    if health.knows is False and at < history.starts_over_at:
        yield f"{process} did not know at {at:.1f} what all had shown before, and did not say that it is recovering"


def _behind(history: History) -> Iterator[str]:
    """Find clients that still showed rows of a deleted changelog as current."""
    gone = {health.epoch for health in history.health if health.at < history.starts_over_at} - {""}
    for health in history.health:
        late_s = health.at - history.starts_over_at
        if health.epoch in gone and late_s >= NOTICED_WITHIN_S and (health.is_ready or health.is_stale is False):
            yield f"{health.process} showed the rows of a changelog that was gone for {late_s:.1f} s, and not as stale"


def _misjudged(history: History) -> Iterator[str]:
    for attempt in history.attempts:
        if attempt.wrong:
            yield f"{attempt.url} answered {attempt.status}: {attempt.wrong}"
        if attempt.decided and attempt.decided != attempt.expected:
            pairs = [
                f"{code} instead of {right}"
                for right, code in zip(attempt.expected, attempt.decided, strict=True)
                if code != right
            ]
            yield f"{attempt.url} answered {attempt.status}: {', '.join(pairs[:3])}"


def _come_back(history: History, outcome: Outcome) -> Iterator[str]:
    replayed = {f"{name} after the replay": table for name, table in outcome.replayed.items()}
    for name, table in {**outcome.tables, **outcome.screens, **replayed}.items():
        for shipment, at in history.forgotten.items():
            row = table.get(shipment)
            if row is not None and row["timestamp"] <= at:
                yield f"{name} has {shipment} at {row['timestamp']}, which was forgotten up to {at}"
