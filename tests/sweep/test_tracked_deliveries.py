from math import isnan

import msgspec

from app.domain.deliveries.row import Custody, Eta, Progress, ReportedPosition, TimelineEntry
from app.domain.deliveries.status import Status
from app.domain.routes.columns import ENDED, NO_DRIVER, OUT_FOR_DELIVERY
from app.sweep.progress import found_of, merged
from app.sweep.swept_row import Held
from tests.sweep.town import NOW, Columns, a_fix, a_row

ETA = Eta(at=NOW + 600, earliest=NOW + 500, latest=NOW + 800, asOf=NOW, basis="learned", confidence=0.8)


def test_a_row_becomes_columns() -> None:
    town = Columns(0)
    row = town.apply(a_row(sequence=3, attempts=1))
    columns = town.deliveries.columns
    assert (columns.status[row], columns.sequence[row], columns.attempt[row]) == (OUT_FOR_DELIVERY, 3, 2)
    assert columns.is_own[row]
    assert town.driver_of(row) != NO_DRIVER


def test_rows_of_other_partitions_complete_the_route_and_are_not_own() -> None:
    town = Columns(0)
    own, other = town.apply(a_row("A")), town.apply(a_row("B"), partition=1)
    assert not town.deliveries.columns.is_own[other]
    assert town.driver_of(own) == town.driver_of(other)


def test_drivers_of_two_fleets_with_one_name_are_two() -> None:
    town = Columns(0)
    mine, yours = town.apply(a_row("A", fleet="red")), town.apply(a_row("B", fleet="blue"))
    assert town.driver_of(mine) != town.driver_of(yours)
    town.drivers.take_fix(a_fix(NOW, fleet="red"))
    assert town.drivers.columns.fix_at[town.driver_of(mine)] == NOW
    assert isnan(town.drivers.columns.fix_at[town.driver_of(yours)])


def test_a_fix_from_before_the_custody_is_not_joined() -> None:
    town = Columns(0)
    row = town.apply(a_row())
    town.drivers.take_fix(a_fix(NOW - 601))
    assert isnan(town.drivers.columns.fix_at[town.driver_of(row)])


def test_a_position_is_forgotten_when_the_custody_ends() -> None:
    town = Columns(0)
    row = town.apply(a_row())
    town.drivers.take_fix(a_fix(NOW))
    town.apply(a_row(custody=(Custody(driverId="Dave", from_=NOW - 600, until=NOW),)))
    assert isnan(town.drivers.columns.latitude[town.driver_of(row)])
    town.drivers.take_fix(a_fix(NOW + 1))
    assert isnan(town.drivers.columns.latitude[town.driver_of(row)])


def test_what_was_observed_in_an_earlier_attempt_says_nothing_about_this_one() -> None:
    town, seen = Columns(0), Progress(attempt=1, arrivedAt=NOW - 60)
    row = town.apply(a_row(progress=seen))
    assert town.deliveries.columns.arrived_at[row] == NOW - 60
    town.apply(a_row(progress=seen, attempts=1))
    assert isnan(town.deliveries.columns.arrived_at[row])


def test_an_ended_delivery_leaves_after_a_sweep_unless_it_has_an_open_alert() -> None:
    town = Columns(0)
    row = town.apply(a_row())
    town.apply(a_row(status=Status.DELIVERED, endedAt=NOW))
    assert town.deliveries.columns.status[row] == ENDED
    town.deliveries.columns.alert_open[0, row] = True
    town.deliveries.retire(())
    assert town.deliveries.rows
    town.deliveries.columns.alert_open[0, row] = False
    town.deliveries.retire(())
    assert not town.deliveries.rows


def test_a_delivery_that_ended_long_ago_is_not_swept() -> None:
    assert Columns(0).apply(a_row(status=Status.DELIVERED, endedAt=NOW - 3600)) == -1


def test_a_row_that_is_free_again_is_as_new_for_the_next_delivery() -> None:
    town = Columns(0)
    row = town.apply(a_row("A"))
    town.deliveries.columns.inside_since[row] = NOW
    town.deliveries.remove("A")
    town.drivers.release()
    assert len(town.drivers) == 0
    assert town.apply(a_row("B")) == row
    assert isnan(town.deliveries.columns.inside_since[row])


def test_more_deliveries_than_room_keep_what_was_there() -> None:
    town = Columns(0)
    rows = [town.apply(a_row(f"P{number}", sequence=number, driverId=f"D{number}")) for number in range(200)]
    assert rows == list(range(200))
    assert town.deliveries.columns.sequence[:200].tolist() == list(range(200))


def test_another_owner_continues_with_what_stands_in_the_row() -> None:
    first, row = Columns(0), a_row(progress=Progress(eta=ETA, stopsBefore=2, risk="at_risk"))
    place = first.apply(row)
    columns = first.deliveries.columns
    columns.inside_since[place], columns.alert_open[3, place], columns.foretold[place] = NOW - 5, True, 2
    written = merged(row, found_of(columns, place, "learned", "live", is_planned=False), NOW)
    assert written.progress is not None
    assert (written.progress.eta, written.progress.stopsBefore, written.progress.risk) == (ETA, 2, "at_risk")
    second = Columns(0)
    recalled = second.deliveries.columns, second.apply(written)
    for name in ("eta_at", "eta_as_of", "published_stops", "risk", "inside_since", "foretold"):
        assert getattr(second.deliveries.columns, name)[recalled[1]] == getattr(columns, name)[place], name
    assert second.deliveries.columns.alert_open[3, recalled[1]]


def test_the_own_memory_is_newer_than_the_row_and_that_of_another_delivery_is_none() -> None:
    town = Columns(0)
    row = town.apply(a_row())
    town.deliveries.columns.inside_since[row] = NOW
    town.apply(a_row(planRevision=2))
    assert town.deliveries.columns.inside_since[row] == NOW
    town.apply(a_row(createdAt=NOW))
    assert isnan(town.deliveries.columns.inside_since[row])


def test_a_partition_that_was_lost_is_followed_and_one_that_came_is_own() -> None:
    town = Columns(0)
    row = town.apply(a_row())
    assert town.deliveries.own({1}) == ["A"]
    assert not town.deliveries.columns.is_own[row]
    town.apply(a_row(progress=Progress(memory={"inside_since": NOW})))
    assert town.deliveries.own({0}) == []
    assert town.deliveries.columns.is_own[row]
    assert town.deliveries.columns.inside_since[row] == NOW


def test_a_merge_keeps_what_was_observed_and_what_people_said() -> None:
    seen = Progress(attempt=1, approachingAt=1, arrivedAt=2, departedAt=3)
    row = a_row(progress=seen, note="Ring twice.", revision=int(NOW * 1000) + 5)
    town = Columns(0)
    found = found_of(town.deliveries.columns, town.apply(row), "default", None, is_planned=False)
    written = merged(row, found, NOW)
    assert written.revision == row.revision + 1
    assert msgspec.structs.replace(written, revision=row.revision) == row


def test_an_outcome_far_from_the_destination_has_a_distance_less_its_accuracy() -> None:
    entry = TimelineEntry(at=NOW, offset=1, to=Status.DELIVERED, by="x", commandId="c")
    at = ReportedPosition(latitude=40.71, longitude=-74.0, accuracy=12.0)
    town = Columns(0)
    row = town.apply(
        a_row(status=Status.DELIVERED, endedAt=NOW, timeline=(msgspec.structs.replace(entry, position=at),))
    )
    assert 1_090 < town.deliveries.columns.outcome_distance_m[row] < 1_110
    town.apply(a_row(status=Status.DELIVERED, endedAt=NOW, timeline=(entry,)))
    assert isnan(town.deliveries.columns.outcome_distance_m[row])


def test_while_a_position_is_suspect_the_held_one_counts_and_the_driver_is_heard() -> None:
    town = Columns(0)
    row = town.driver_of(town.apply(a_row()))
    columns = town.drivers.columns
    held = Held(latitude=40.72, longitude=-74.0, timestamp=NOW - 20)
    town.drivers.take_fix(a_fix(NOW, latitude=60.0, speed=30.0, held=held))
    assert (columns.latitude[row], columns.fix_at[row], columns.heard_at[row]) == (40.72, NOW - 20, NOW)
    assert isnan(columns.speed_mps[row])
    town.drivers.take_fix(a_fix(NOW + 10))
    assert (columns.latitude[row], columns.fix_at[row], columns.heard_at[row]) == (40.709, NOW + 10, NOW + 10)


def test_a_contact_says_that_a_driver_is_heard_and_moves_nothing() -> None:
    town = Columns(0)
    row = town.driver_of(town.apply(a_row()))
    columns = town.drivers.columns
    town.drivers.take_fix(a_fix(NOW))
    town.drivers.take_fix(a_fix(NOW, contactAt=NOW + 300))
    assert (columns.fix_at[row], columns.heard_at[row]) == (NOW, NOW + 300)


def test_a_contact_from_before_the_custody_is_not_joined() -> None:
    town = Columns(0)
    row = town.driver_of(town.apply(a_row()))
    town.drivers.take_fix(a_fix(NOW - 900, contactAt=NOW - 601))
    assert isnan(town.drivers.columns.heard_at[row])
    town.drivers.take_fix(a_fix(NOW - 900, contactAt=NOW - 599))
    assert town.drivers.columns.heard_at[row] == NOW - 599
    assert isnan(town.drivers.columns.fix_at[row])
