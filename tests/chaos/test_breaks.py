"""The suite can fail: the judge reports each promise that is broken on purpose, and none for parts that are only slow."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.chaos.dispatch.faults import kill_both_dispatchers
from tests.chaos.episode import run
from tests.chaos.fault import Fault, Stage
from tests.chaos.forget_faults import forget_shipments
from tests.chaos.installations import DISPATCHED
from tests.chaos.process_faults import kill_both_workers
from tests.chaos.scenes import (
    be_overtaken_while_away,
    freeze_with_rows_in_hand,
    kill_edges_while_kafka_is_frozen,
    nothing,
)
from tests.chaos.world import MEMBERS, World, world_in

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(600)]
SEED = 1
RECOVERY_S = 20.0
"""How long the suite waits for quiet, which these tests do not need; with slow flushes the system is never quiet."""


@dataclass(frozen=True, slots=True)
class Case:
    """A break, the scenario that exposes it, and the verdict that the judge must reach."""

    names: tuple[str, ...]
    happen: Callable[[Stage], Awaitable[None]]
    broken: frozenset[str]
    pause_s: float = 0.0
    """Seconds between flushes, and between commits; 0: the setting's value."""
    members: tuple[str, ...] = MEMBERS


CASES = [
    Case(("answer-before-ack",), kill_edges_while_kafka_is_frozen, frozenset({"I1"})),
    Case(("slow-changelog", "commit-before-changelog"), kill_both_workers, frozenset({"I1"})),
    Case(("slow-changelog", "rocksdb-first"), kill_both_workers, frozenset({"I1"})),
    Case(("keep-versions",), be_overtaken_while_away, frozenset({"I1"})),
    Case(("no-lease-no-repair",), freeze_with_rows_in_hand, frozenset({"I1"}), 5.0),
    Case(("no-compare",), nothing, frozenset({"I1", "I2"})),
    Case(("forget-nothing",), forget_shipments, frozenset({"I16"})),
    Case(("lose-events",), nothing, frozenset({"I6"}), members=DISPATCHED),
    Case(("decide-again",), nothing, frozenset({"I12"}), members=DISPATCHED),
    Case(("show-drivers-always",), nothing, frozenset({"I13"}), members=DISPATCHED),
    Case(("by-arrival",), nothing, frozenset({"I15"}), members=DISPATCHED),
    Case(("slow-changelog", "commit-before-changelog"), kill_both_dispatchers, frozenset({"I12"}), members=DISPATCHED),
]
SOUND = [
    Case(("slow-changelog",), kill_both_workers, frozenset()),
    Case((), be_overtaken_while_away, frozenset()),
    Case((), freeze_with_rows_in_hand, frozenset(), 5.0),
    Case((), forget_shipments, frozenset()),
    Case(("slow-changelog",), kill_both_dispatchers, frozenset(), members=DISPATCHED),
]
MUST_HOLD = {"I1", "I2", "I3", "I4", "I6", "I12", "I13", "I15", "I16"}


async def broken_in(world: World, case: Case) -> set[str]:
    """Return the promises that the judge finds broken in an installation."""
    await world.start()
    verdict = await run(world, Fault("break", RECOVERY_S, case.happen), SEED, is_quick=False, is_replayed=False)
    print(verdict.broken)
    assert not verdict.not_staged
    return {name for name, found in verdict.broken.items() if found}


def settings_of(case: Case) -> dict[str, Any]:
    """Return the members, and settings that delay flushes and commits."""
    pauses = {"flush_interval_s": case.pause_s, "commit_interval_s": case.pause_s} if case.pause_s else {}
    return {"members": case.members, **pauses}


def options(case: Case) -> list[str]:
    """Return the launcher's options."""
    return [word for name in case.names for word in ("--break", name)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.names[-1]}-{case.happen.__name__}")
async def test_the_judge_reports_a_promise_that_is_broken_on_purpose(case: Case, tmp_path: Path) -> None:
    with world_in(tmp_path / "world", *options(case), **settings_of(case)) as world:
        assert case.broken <= await broken_in(world, case)


@pytest.mark.parametrize("case", SOUND, ids=lambda case: case.happen.__name__)
async def test_the_same_conditions_without_a_break_lose_nothing(case: Case, tmp_path: Path) -> None:
    with world_in(tmp_path / "world", *options(case), **settings_of(case)) as world:
        assert await broken_in(world, case) & MUST_HOLD == set()
