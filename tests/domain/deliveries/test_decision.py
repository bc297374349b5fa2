from app.domain.deliveries.command import Command
from app.domain.deliveries.decision import MAX_VERDICTS
from app.domain.deliveries.event import EventType, event_id
from tests.domain.deliveries.commands import SHIPMENT, T0, Delivery, a_plan, a_status, a_withdrawal


def test_a_command_that_comes_twice_has_the_verdict_that_is_there_and_changes_nothing() -> None:
    refused = a_status("returning", 5)
    delivery = Delivery(a_plan())
    assert delivery.take(refused) == "illegal_transition"
    before = delivery.row_bytes
    decided = delivery.decide(refused)
    assert (decided.row, decided.events, decided.code) == (None, (), "illegal_transition")
    assert decided.is_repeated
    assert delivery.row_bytes == before


def test_records_that_are_read_again_after_a_crash_change_nothing_however_many_followed() -> None:
    commands: list[Command] = [a_plan(), *(a_status("attempt_failed", number) for number in range(1, 30))]
    delivery = Delivery(*commands)
    before, told = delivery.row_bytes, len(delivery.events)
    for offset, command in enumerate(commands, 1):
        assert delivery.decide(command, offset).is_repeated
    assert delivery.row_bytes == before
    assert len(delivery.events) == told


def test_a_row_keeps_the_newest_verdicts() -> None:
    delivery = Delivery(a_plan(), *(a_plan(note=str(number)) for number in range(20)))
    verdicts = delivery.row.verdicts
    assert len(verdicts) == MAX_VERDICTS
    assert verdicts[-1].offset == delivery.row.offset == 21


def test_a_refusal_is_a_verdict_and_no_event_where_there_is_a_row() -> None:
    delivery = Delivery(a_plan())
    command = a_status("returned", 5)
    assert delivery.take(command) == "illegal_transition"
    verdict = delivery.row.verdicts[-1]
    assert (verdict.commandId, verdict.code) == (command.id, "illegal_transition")
    assert delivery.row.planRevision == 1
    assert delivery.row.updatedAt == T0
    assert delivery.told == ["created"]


def test_a_fleet_sees_only_its_own_deliveries_change() -> None:
    delivery = Delivery(a_plan(fleet="north"))
    assert delivery.take(a_status("delivered", 5, fleet="south")) == "forbidden"
    assert delivery.take(a_withdrawal(5, fleet="south")) == "forbidden"
    assert delivery.take(a_status("in_transit", 5, fleet="north")) is None
    assert delivery.take(a_status("out_for_delivery", 6)) is None, "a key without a fleet may"
    assert delivery.row.fleet == "north"
    assert Delivery(a_plan()).take(a_status("delivered", 5, fleet="south")) == "forbidden"


def test_the_id_of_another_fleets_delivery_is_forbidden_until_its_tombstone() -> None:
    delivery = Delivery(a_plan(fleet="north"), a_withdrawal(5, fleet="north"))
    assert delivery.take(a_plan(6, fleet="south")) == "forbidden"
    assert delivery.deletion.fleet == "north"
    assert delivery.events[-1].fleet == "south", "only the sender is told"


def test_every_write_has_a_greater_version_also_when_the_clock_goes_back() -> None:
    delivery = Delivery(a_plan(1_000))
    versions = [(delivery.row.offset, delivery.row.revision)]
    for at in (0, 2_000, 1_999):
        delivery.take(a_plan(at, note=str(at)))
        versions.append((delivery.row.offset, delivery.row.revision))
    assert versions == sorted(set(versions))
    revisions = [revision for _, revision in versions]
    assert revisions == sorted(set(revisions))


def test_the_id_of_an_event_depends_on_nothing_but_what_it_tells() -> None:
    command = a_status("delivered", 5)
    one, two = Delivery(a_plan()), Delivery(a_plan(note="x"), a_plan(note="y"))
    one.take(command)
    two.take(command)
    assert one.events[-1].id == two.events[-1].id == event_id(SHIPMENT, EventType.DELIVERED, command.id)
    assert len(one.events[-1].id) == 22
