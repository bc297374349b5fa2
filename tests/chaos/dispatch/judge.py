"""Judges what became of commands; pure, so that hand-written histories, good and bad, can test it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from app.domain.deliveries.command import Assign, Plan
from app.domain.deliveries.row import Custody, DeliveryRow
from app.domain.deliveries.status import TERMINAL
from tests.chaos.dispatch.record import Commanded, Dispatched, Logged, Row, marker_of
from tests.chaos.dispatch.replay import by_shipment, decided_part, ordered, replayed, told_part

DISPATCH_INVARIANTS = {
    "I6": "each transition is told by one event id",
    "I12": "acknowledged commands are decided once, in order, and shown everywhere",
    "I13": "no driver's position is shown outside custody",
    "I15": "shuffled and doubled commands give the row of the ordered ones",
}


def judge_dispatch(commanded: Commanded, found: Dispatched) -> dict[str, Iterator[str]]:
    """Return for each invariant of the deliveries what broke it, in words."""
    return {
        "I6": chain(_told_wrongly(found), _unlisted(found), _unheard(found)),
        "I12": chain(
            _undecided(commanded, found), _gone_back(commanded, found), _other_rows(found), _other_screens(found)
        ),
        "I13": _located_outside_custody(commanded, found),
        "I15": _out_of_order(found),
    }


def _told_wrongly(found: Dispatched) -> Iterator[str]:
    told: defaultdict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for event in found.events:
        if event.sequence:
            told[event.subject][event.id].add(event.sequence)
    for shipment, expected in replayed(found.log).items():
        ids = {event.id: {event.sequence} for event in expected.events}
        for missing in ids.keys() - told[shipment].keys():
            yield f"{shipment}: no record of the event {missing}, sequence {min(ids[missing])}"
        for other in told[shipment].keys() - ids.keys():
            yield f"{shipment}: the event {other} tells what no command did"
        for id_ in ids.keys() & told[shipment].keys():
            if told[shipment][id_] != ids[id_]:
                yield f"{shipment}: the event {id_} has the sequences {sorted(told[shipment][id_])}"


def _unlisted(found: Dispatched) -> Iterator[str]:
    told = {event.id for event in found.events}
    for process, listed in found.listed.items():
        if lacking := told - listed:
            yield f"{process} does not list {len(lacking)} events, {min(lacking)} among them"


def _unheard(found: Dispatched) -> Iterator[str]:
    """Find gaps in what a client of the stream received of a delivery, from the first event that it received."""
    last = {shipment: len(expected.events) for shipment, expected in replayed(found.log).items()}
    for client, heard in found.heard.items():
        for shipment in heard.keys() & last.keys():  # the others are about drivers
            sequences = heard[shipment]
            once = list(dict.fromkeys(sequences))
            if once != list(range(once[0], last[shipment] + 1)):
                yield f"{client} heard {once} of {shipment}, which has {last[shipment]} events"


def _undecided(commanded: Commanded, found: Dispatched) -> Iterator[str]:
    logs, verdicts = by_shipment(found.log), {id_: _verdicts(rows) for id_, rows in found.versions.items()}
    for shipment, by_id in verdicts.items():
        for id_, decisions in by_id.items():
            if len(decisions) > 1:
                yield f"{shipment}: the command {id_} was decided {len(decisions)} times: {sorted(map(str, decisions))}"
    answers = {(each.shipment, each.marker, each.code) for each in commanded.answers if each.is_decision}
    for shipment, marker, code in sorted(answers, key=str):
        ids = {logged.command.id for logged in logs.get(shipment, ()) if marker_of(logged.command) == marker}
        if len(ids) != 1:
            yield f"{shipment}: {marker} was answered, and Kafka has {len(ids)} commands of it"
            continue
        codes = {decided for _, decided in verdicts.get(shipment, {}).get(ids.pop(), set())}
        if codes and code not in codes:
            yield f"{shipment}: {marker} was answered {code}, and decided {', '.join(map(str, codes))}"
        if not codes:
            yield f"{shipment}: {marker} was answered {code}, and no row has its verdict"


def _verdicts(rows: Sequence[Row]) -> Mapping[str, set[tuple[int, str | None]]]:
    found: defaultdict[str, set[tuple[int, str | None]]] = defaultdict(set)
    for row in rows:
        for verdict in row.verdicts:
            found[verdict.commandId].add((verdict.offset, verdict.code))
    return found


def _gone_back(commanded: Commanded, found: Dispatched) -> Iterator[str]:
    for shipment, rows in found.versions.items():
        versions = [(row.offset, row.revision) for row in rows]
        if versions[-1] < max(versions):  # a paused dispatcher may write an old row, which the owner then repairs
            yield f"compaction would leave an older row of {shipment}: {versions}"
        for row in rows:
            offsets = [verdict.offset for verdict in row.verdicts]
            if offsets != sorted(set(offsets)):
                yield f"{shipment} has verdicts of the offsets {offsets}"
    newest: dict[tuple[str, str, str], tuple[int, int]] = {}
    for client, epoch, told, shipment, version in commanded.sightings:
        # Neither within one epoch of the changelog, nor into another one without a notice.
        for what in (f"in epoch {epoch}", f"without a word after {told or 'the start'}"):
            key = (client, what, shipment)
            if version < newest.get(key, version):
                yield f"{client} saw {shipment} go back from {newest[key]} to {version} {what}"
            newest[key] = max(version, newest.get(key, version))


def _last_rows(found: Dispatched) -> Mapping[str, Row]:
    return {shipment: rows[-1] for shipment, rows in found.versions.items() if rows}


def _other_rows(found: Dispatched) -> Iterator[str]:
    last = _last_rows(found)
    for shipment, expected in replayed(found.log).items():
        if decided_part(last.get(shipment)) != decided_part(expected.row):
            yield f"the changelog has {last.get(shipment)}, and the commands come to {expected.row}"


def _other_screens(found: Dispatched) -> Iterator[str]:
    live = {shipment: decided_part(row) for shipment, row in _last_rows(found).items() if isinstance(row, DeliveryRow)}
    for process, rows in found.shown.items():
        shown = {shipment: decided_part(row) for shipment, row in rows.items()}
        differing = [id_ for id_ in shown.keys() | live.keys() if shown.get(id_) != live.get(id_)]
        if differing:
            id_ = min(differing)
            yield f"{process} differs in {len(differing)} deliveries: {shown.get(id_)} and {live.get(id_)}"


def _located_outside_custody(commanded: Commanded, found: Dispatched) -> Iterator[str]:
    yield from commanded.leaks
    drivers = _drivers_of(found.log)
    for client, shipment, driver, timestamp, custody in commanded.located:
        if not any(_covers(each, driver, timestamp) for each in custody):
            yield f"{client} gave {driver} at {timestamp} for {shipment}, in custody {custody}"
        elif driver not in drivers.get(shipment, ()):
            yield f"{client} gave {driver} for {shipment}, which was never that driver's"
    ended = {id_ for id_, row in _last_rows(found).items() if isinstance(row, DeliveryRow) and row.status in TERMINAL}
    for shipment in sorted(ended):
        row = found.versions[shipment][-1]
        if isinstance(row, DeliveryRow) and any(each.until is None for each in row.custody):
            yield f"{shipment} has ended, and a driver still has it: {row.custody}"


def _covers(custody: Custody, driver: str, timestamp: float) -> bool:
    return custody.driverId == driver and custody.from_ <= timestamp and custody.until is None


def _drivers_of(log: Sequence[Logged]) -> Mapping[str, set[object]]:
    found: defaultdict[str, set[object]] = defaultdict(set)
    for logged in log:
        command = logged.command
        if isinstance(command, Plan):
            found[logged.shipment].add(command.set.driverId)
        elif isinstance(command, Assign):
            found[logged.shipment].add(command.driverId)
    return found


def _out_of_order(found: Dispatched) -> Iterator[str]:
    last = _last_rows(found)
    for shipment, row in ordered(found.log).items():
        if told_part(last.get(shipment)) != told_part(row):
            yield f"{shipment} is {told_part(last.get(shipment))}, and in order {told_part(row)}"
