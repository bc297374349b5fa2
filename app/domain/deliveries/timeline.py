"""The timeline of a delivery: new entries take their place in the order, and the fold says what that changes."""

from bisect import insort
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from app.domain.deliveries.change import Draft, draft_of, known
from app.domain.deliveries.codes import RefusalCode
from app.domain.deliveries.event import EventType
from app.domain.deliveries.fold import State, Step, folded_with, state_of, steps_of
from app.domain.deliveries.row import DeliveryRow, Progress, TimelineEntry
from app.domain.deliveries.status import OUTCOMES, TERMINAL, Status

MAX_ENTRIES = 10
TOLD_AS = {status: EventType(f"delivery.{status}") for status in Status}

_replace = msgspec.structs.replace


def is_too_old(row: DeliveryRow, at: float) -> bool:
    """Tell whether an entry of that time would belong before what the row still remembers."""
    return row.folded is not None and row.folded.at is not None and at < row.folded.at


def next_at(row: DeliveryRow, at: float) -> float:
    """Return `at`, or the time of the newest entry if that is later: an assignment follows all that is known."""
    if row.timeline:
        return max(at, row.timeline[-1].at)
    return at if row.folded is None or row.folded.at is None else max(at, row.folded.at)


def drivers_between(row: DeliveryRow, start: float, end: float) -> set[str | None]:
    """Return who was assigned at some time between two times."""
    found, before = set[str | None](), None if row.folded is None else row.folded.driverId
    for entry in row.timeline:
        if entry.to is None:
            if entry.at > end:
                break
            if entry.at >= start:
                found.add(before)
            before = entry.driverId
    return {*found, before}


class Inserted(NamedTuple):
    """A row with one more entry, the events about all transitions that this changed, and why the fold passes over it."""

    row: DeliveryRow
    drafts: tuple[Draft, ...]
    code: RefusalCode | None


def with_entry(row: DeliveryRow, entry: TimelineEntry) -> Inserted:
    """Put an entry at its place in the order, which may change what the entries after it mean."""
    entries = list(row.timeline)
    insort(entries, entry, key=_order)
    steps = list(steps_of(state_of(row.folded), entries))
    last = steps[-1]
    changed = _with_state(row, last.after or last.before)
    timeline, drafts = _told(row, changed, steps, entry)
    excess = max(0, len(timeline) - MAX_ENTRIES)
    folded = folded_with(steps[excess - 1]) if excess else row.folded
    own = next(step for step in steps if step.entry is entry)
    return Inserted(_replace(changed, timeline=tuple(timeline[excess:]), folded=folded), drafts, _code_of(own))


def _code_of(step: Step) -> RefusalCode | None:
    return RefusalCode.ILLEGAL_TRANSITION if step.after is None else None


def _order(entry: TimelineEntry) -> tuple[float, int]:
    return entry.at, entry.offset


def _with_state(row: DeliveryRow, state: State) -> DeliveryRow:
    status_at = row.createdAt if state.status_at is None else state.status_at
    return _replace(
        row,
        status=state.status,
        statusAt=status_at,
        attempts=state.attempts,
        driverId=state.driver,
        custody=state.custody,
        endedAt=status_at if state.status in TERMINAL else None,
        progress=_progress_after(row.progress, state),
    )


def _progress_after(progress: Progress | None, state: State) -> Progress | None:
    """Return progress without what the state makes void: what was derived of an end, what was observed of an attempt."""
    if progress is None:
        return None
    if state.status in TERMINAL:
        return Progress(
            attempt=progress.attempt,
            approachingAt=progress.approachingAt,
            arrivedAt=progress.arrivedAt,
            departedAt=progress.departedAt,
        )
    if state.status is Status.OUT_FOR_DELIVERY and progress.attempt <= state.attempts:
        return _replace(progress, approachingAt=None, arrivedAt=None, departedAt=None)
    return progress


def _told(
    row: DeliveryRow, changed: DeliveryRow, steps: Sequence[Step], cause: TimelineEntry
) -> tuple[list[TimelineEntry], tuple[Draft, ...]]:
    """Return the entries as the fold judges them, and the events that tell what is new about their transitions."""
    timeline, drafts = list[TimelineEntry](), list[Draft]()
    void, restored, correction = list[str](), list[str](), dict[str, object]()
    for step in steps:
        entry, code = step.entry, _code_of(step)
        if entry.to is not None and entry.eventId is None and code is None:
            draft = _transition(row.shipmentId, entry, entry.to, step)
            entry = _replace(entry, eventId=draft.id)
            if step.entry is cause and entry.corrects:
                correction = draft.data  # told below, with all else that the command corrects
            else:
                drafts.append(draft)
        elif entry.eventId is not None and (entry.code is None) != (code is None):
            (restored if code is None else void).append(entry.eventId)
        timeline.append(entry if entry.code is code else _replace(entry, code=code))
    if void or restored or correction:
        data = {**correction, **_difference(row, changed), **known(void=void or None, restored=restored or None)}
        drafts.append(draft_of(row.shipmentId, EventType.CORRECTED, cause.at, cause.commandId, data))
    return timeline, tuple(drafts)


def _transition(subject: str, entry: TimelineEntry, to: Status, step: Step) -> Draft:
    is_outcome = to in OUTCOMES
    data = known(
        **{"from": step.before.status},
        to=to,
        reason=entry.reason,
        driverId=entry.driverId or step.before.driver,
        attempt=step.after.attempts if step.after is not None and is_outcome else None,
        distance=entry.distance,
    )
    return draft_of(subject, EventType.CORRECTED if entry.corrects else TOLD_AS[to], entry.at, entry.commandId, data)


def _difference(row: DeliveryRow, changed: DeliveryRow) -> dict[str, object]:
    return {
        "was": {"status": row.status, "at": row.statusAt},
        "now": {"status": changed.status, "at": changed.statusAt},
    }
