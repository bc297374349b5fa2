"""The agent and fleets: a sender of one fleet changes the rows of that fleet alone."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fleet import fleet_after, may_write
from app.engine.delivery import ConsumedRecord
from app.fixes.control import Forget, encode_forget
from tests.agents.test_keeper import IN_0, Agent, fix_of
from tests.builders import NOON, a_driver_fix


def of_fleet(fleet: str | None, timestamp: float = NOON, **fields: Any) -> dict[str, Any]:
    fix = fix_of(IN_0, timestamp=timestamp, **fields)
    return fix if fleet is None else {**fix, "fleet": fleet}


def fleet_of(agent: Agent, row_id: str = IN_0) -> str | None:
    row = agent.row(row_id)
    assert row is not None
    fleet: str | None = row.get("fleet")
    return fleet


def forget(agent: Agent, at: float) -> None:
    agent.offset += 1
    agent.keeper.apply(0, [ConsumedRecord(agent.offset, NOON, encode_forget(Forget(IN_0, at))[1])])


def test_the_first_fix_gives_its_fleet_to_the_row_and_later_ones_of_that_fleet_keep_it() -> None:
    agent = Agent()
    agent.take(of_fleet("north"))
    assert agent.row() == {**of_fleet("north"), "source": [0, 1, 0]}
    agent.take(of_fleet("north", NOON + 1))
    assert agent.row() == {**of_fleet("north", NOON + 1), "source": [0, 2, 0]}


@pytest.mark.parametrize("owner", ["north", None])
@pytest.mark.parametrize("later", [-1.0, 0.0, 1.0])
@pytest.mark.parametrize("is_cached", [True, False])
def test_a_fix_of_another_fleet_is_refused_at_any_time(owner: str | None, later: float, *, is_cached: bool) -> None:
    agent = Agent()
    agent.take(of_fleet(owner))
    if not is_cached:
        agent.keeper.forget()
    agent.take(of_fleet("south", NOON + later))
    agent.take(of_fleet("south", NOON + later))
    assert agent.row() == {**of_fleet(owner), "source": [0, 1, 0]}
    refusal = agent.refusals[0]
    assert (refusal["code"], refusal["detail"]) == ("forbidden", "the shipment is not of fleet 'south'")
    assert json.loads(refusal["value"]) == of_fleet("south", NOON + later)
    assert agent.rejected("forbidden") == 2


def test_a_fix_of_no_fleet_moves_a_row_of_a_fleet_and_leaves_it_in_its_fleet() -> None:
    agent = Agent()
    agent.take(of_fleet("north"))
    agent.take(of_fleet(None, NOON + 1))
    agent.keeper.forget()
    agent.take(of_fleet(None, NOON + 2))
    assert agent.row() == {**of_fleet("north", NOON + 2), "source": [0, 3, 0]}


def test_a_drivers_own_row_has_a_fleet_too() -> None:
    agent = Agent()
    agent.take({**a_driver_fix(IN_0), "fleet": "north"})
    agent.take({**a_driver_fix(IN_0, timestamp=NOON + 1), "fleet": "south"})
    assert fleet_of(agent, "\x01" + IN_0) == "north"
    assert [refusal["detail"] for refusal in agent.refusals] == ["the driver is not of fleet 'south'"]


def test_a_deletion_frees_the_id_for_every_fleet() -> None:
    agent = Agent()
    agent.take(of_fleet("north"))
    forget(agent, NOON + 1)
    agent.take(of_fleet("south", NOON + 2))
    assert fleet_of(agent) == "south"


@pytest.mark.parametrize("fleet", [7, "", "x" * 65, "a\nb", " "])
def test_a_record_with_an_impossible_fleet_loses_no_neighbour(fleet: Any) -> None:
    agent = Agent()
    agent.take({**a_driver_fix(IN_0), "fleet": fleet}, of_fleet("north"))
    assert fleet_of(agent) == "north"
    assert len(agent.refusals) == (0 if fleet == "" else 1)


def test_an_equal_fix_of_its_fleet_is_a_duplicate_and_no_refusal() -> None:
    agent = Agent()
    agent.take(of_fleet("north"), of_fleet("north"), of_fleet(None))
    assert agent.decided("duplicate") == 2
    assert agent.refusals == []


steps = st.lists(
    st.tuples(st.sampled_from(["north", "south", None]), st.integers(0, 5), st.booleans()), min_size=1, max_size=25
)


@given(steps)
def test_the_agent_decides_as_the_rule_says_with_and_without_what_it_remembers(
    told: list[tuple[str | None, int, bool]],
) -> None:
    agent, newest, owner, refused = Agent(), None, None, 0
    for fleet, later, does_forget in told:
        if does_forget:
            agent.keeper.forget()
        agent.take(of_fleet(fleet, NOON + later, speed=float(later)))
        if newest is not None and not may_write(owner, fleet):
            refused += 1
        elif newest is None or later > newest:
            newest, owner = later, fleet_after(owner, fleet)
    assert newest is not None
    row = agent.row()
    assert row is not None
    assert (row["timestamp"], row.get("fleet")) == (NOON + newest, owner)
    assert len(agent.refusals) == refused
