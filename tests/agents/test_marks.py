"""The agent's marks in a row: a contact since its position, and a position that is suspect."""

from typing import Any

import pytest

from app.domain.partition import partition_of
from app.fixes.contact import Contact, encode_contact
from app.fixes.latest_row import version_of
from tests.agents.test_fleets import forget
from tests.agents.test_keeper import IN_0, IN_1, PARTITIONS, Agent, fix_of
from tests.builders import NOON, a_driver_fix
from tests.metric_values import value_of

HELD = {"latitude": 40.758, "longitude": -79.9855, "timestamp": NOON}
FAR = 41.758


def marks(agent: Agent, row_id: str = IN_0) -> dict[str, Any]:
    row = agent.row(row_id) or {}
    return {name: row[name] for name in ("contactAt", "suspect", "held") if name in row}


def contact(row_id: str = IN_0, later_s: float = 60.0, fleet: str | None = None) -> bytes:
    return encode_contact(Contact(row_id, NOON + later_s, fleet))


def heard(agent: Agent, decision: str) -> float:
    return value_of(agent.metrics, "tracker_contacts_decided_total", decision=decision)


@pytest.fixture(params=[True, False], ids=["known", "read from the table"])
def agent(request: pytest.FixtureRequest) -> Agent:
    """Return a worker with the row of one shipment, which it remembers or not."""
    worker = Agent()
    worker.take(fix_of())
    if not request.param:
        worker.rows.flush()
        worker.keeper.forget()
    return worker


def test_a_position_out_of_reach_is_suspect_and_the_one_before_is_held(agent: Agent) -> None:
    agent.take(fix_of(latitude=FAR, timestamp=NOON + 10))
    row = {**fix_of(latitude=FAR, timestamp=NOON + 10), "source": [0, 2, 0], "suspect": True, "held": HELD}
    assert agent.row() == row
    assert value_of(agent.metrics, "tracker_fixes_suspect_total") == 1


@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize("next_latitude", [FAR, 40.758])
def test_the_next_position_confirms_it_or_returns_and_the_row_is_as_if_nothing_had_been(
    agent: Agent, next_latitude: float, *, is_known: bool
) -> None:
    agent.take(fix_of(latitude=FAR, timestamp=NOON + 10))
    if not is_known:
        agent.keeper.forget()
    agent.take(fix_of(latitude=next_latitude, timestamp=NOON + 20))
    assert agent.row() == {**fix_of(latitude=next_latitude, timestamp=NOON + 20), "source": [0, 3, 0]}


def test_a_suspect_position_that_is_sent_again_changes_nothing(agent: Agent) -> None:
    agent.take(fix_of(latitude=FAR, timestamp=NOON + 10))
    before = agent.row()
    agent.take(fix_of(latitude=FAR, timestamp=NOON + 10))
    assert (agent.row(), agent.decided("duplicate")) == (before, 1)


def test_a_late_position_is_never_suspect(agent: Agent) -> None:
    before = agent.row()
    agent.take(fix_of(latitude=FAR, timestamp=NOON - 1))
    assert (agent.row(), agent.decided("late")) == (before, 1)


def test_positions_of_one_envelope_are_judged_one_after_another(agent: Agent) -> None:
    agent.take(
        fix_of(timestamp=NOON + 5),
        fix_of(latitude=FAR, timestamp=NOON + 10),
        fix_of(latitude=FAR, timestamp=NOON + 15),
        fix_of(timestamp=NOON + 20),
    )
    assert marks(agent) == {"suspect": True, "held": {"latitude": FAR, "longitude": -79.9855, "timestamp": NOON + 15}}


def test_the_first_position_after_a_deletion_is_believed(agent: Agent) -> None:
    forget(agent, NOON + 1)
    agent.take(fix_of(latitude=FAR, timestamp=NOON + 2))
    assert marks(agent) == {}


def test_rows_of_fleets_and_drivers_are_judged_alike() -> None:
    agent = Agent()
    of_fleet = a_driver_fix(IN_0, fleet="north")
    agent.take(of_fleet)
    agent.take({**of_fleet, "latitude": FAR, "timestamp": NOON + 10})
    assert marks(agent, "\x01" + IN_0) == {"suspect": True, "held": HELD}
    assert (agent.row("\x01" + IN_0) or {})["fleet"] == "north"


def test_a_contact_sets_when_the_subject_was_heard_and_nothing_else(agent: Agent) -> None:
    before = agent.row()
    agent.take(contact())
    assert agent.row() == {**(before or {}), "contactAt": NOON + 60}
    assert heard(agent, "shown") == 1


def test_a_contact_makes_the_row_newer_for_readers_than_the_same_position_and_older_than_the_next(agent: Agent) -> None:
    def version() -> Any:
        return version_of(agent.rows.get(0, IN_0.encode()) or b"")

    before = version()
    agent.take(contact())
    heard_at = version()
    agent.take(fix_of(timestamp=NOON + 1))
    assert before < heard_at < version()


def test_an_inaccurate_fix_is_a_contact_at_its_receipt_and_moves_nothing(agent: Agent) -> None:
    before = agent.row()
    agent.take(fix_of(timestamp=NOON + 50, latitude=1, accuracy=5_001, receivedAt=NOON + 70))
    assert agent.row() == {**(before or {}), "contactAt": NOON + 70}
    assert agent.decided("contact") == 1
    agent.take(fix_of(timestamp=NOON + 50, accuracy=5_000))
    assert (agent.row() or {})["timestamp"] == NOON + 50


def test_contacts_of_subjects_without_a_row_make_none(agent: Agent) -> None:
    agent.take(contact("\x01" + IN_0))
    assert agent.row("\x01" + IN_0) is None
    forget(agent, NOON + 1)
    deleted = agent.row()
    agent.take(contact())
    assert (agent.row(), heard(agent, "no_row")) == (deleted, 2)


def test_contacts_change_a_row_once_in_thirty_seconds(agent: Agent) -> None:
    for later_s in (10, 29, 30, 31, 59, 45, 60, 20):
        agent.take(contact(later_s=later_s))
    assert marks(agent) == {"contactAt": NOON + 60}
    assert (heard(agent, "shown"), heard(agent, "recent")) == (2, 6)


def test_a_position_that_is_newer_ends_a_contact_and_one_from_before_it_keeps_it(agent: Agent) -> None:
    agent.take(contact(later_s=60))
    agent.take(fix_of(timestamp=NOON + 30))
    assert marks(agent) == {"contactAt": NOON + 60}
    agent.take(fix_of(timestamp=NOON + 60))
    assert marks(agent) == {}


def test_a_suspect_row_stays_suspect_when_it_is_heard(agent: Agent) -> None:
    agent.take(fix_of(latitude=FAR, timestamp=NOON + 10))
    agent.take(contact())
    assert marks(agent) == {"suspect": True, "held": HELD, "contactAt": NOON + 60}


def test_a_contact_of_another_fleet_or_in_a_wrong_partition_is_refused(agent: Agent) -> None:
    assert partition_of(IN_1, PARTITIONS) == 1
    before = agent.row()
    agent.take(contact(fleet="south"), contact(IN_1))
    assert agent.row() == before
    assert [refusal["code"] for refusal in agent.refusals] == ["forbidden", "wrong_partition"]


def test_contacts_leave_their_neighbours_in_an_envelope_alone(agent: Agent) -> None:
    agent.take(contact(), b'{"latitude":true}', fix_of(timestamp=NOON + 1), b"[[]]", contact(later_s=100))
    assert (agent.row() or {})["source"] == [0, 2, 2]
    assert marks(agent) == {"contactAt": NOON + 100}
    assert len(agent.refusals) == 2


def test_a_contact_that_is_read_again_after_a_crash_does_not_mark_the_position_that_followed_it() -> None:
    agent = Agent()
    agent.take(contact(later_s=60), offset=1)
    agent.take(fix_of(), offset=2)
    agent.take(contact(later_s=60), offset=1)
    assert marks(agent) == {}


def test_what_a_producer_says_about_suspicion_and_contacts_is_ignored(agent: Agent) -> None:
    agent.take(fix_of(timestamp=NOON + 1, suspect=True, held=HELD, contactAt=NOON + 900))
    assert agent.row() == {**fix_of(timestamp=NOON + 1), "source": [0, 2, 0]}
