"""A device belongs to one driver at a time, and what was stored by a binding stays true."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.domain.bindings import MAX_BINDINGS, Bindings, bind, bound_to, driver_at, unbind
from tests.builders import NOON

TIMES = st.integers(0, 30).map(float)
STEPS = st.lists(st.tuples(st.sampled_from(["Dave-007", "Erin-001", None]), TIMES), max_size=20)


def changed(bindings: Bindings, driver: str | None, at: float) -> Bindings | None:
    return unbind(bindings, at) if driver is None else bind(bindings, driver, at)


def test_a_device_belongs_to_its_driver_from_the_binding_until_the_next() -> None:
    bindings = bind((), "Dave-007", NOON)
    assert bindings is not None
    bindings = bind(bindings, "Erin-001", NOON + 60)
    assert bindings is not None
    assert [driver_at(bindings, NOON + s) for s in (-1, 0, 59.9, 60, 1e6)] == [
        None,
        *["Dave-007"] * 2,
        *["Erin-001"] * 2,
    ]
    bindings = unbind(bindings, NOON + 90)
    assert bindings is not None
    assert [driver_at(bindings, NOON + s) for s in (89, 90)] == ["Erin-001", None]
    assert bound_to(bindings) is None


def test_a_binding_that_goes_back_in_time_is_refused() -> None:
    bindings = bind((), "Dave-007", NOON)
    assert bindings is not None
    assert bind(bindings, "Erin-001", NOON - 1) is None
    assert unbind(bindings, NOON - 1) is None
    ended = unbind(bindings, NOON + 60)
    assert ended is not None
    assert bind(ended, "Erin-001", NOON + 59) is None


def test_a_repeated_binding_changes_nothing() -> None:
    bindings = bind((), "Dave-007", NOON)
    assert bindings is not None
    assert bind(bindings, "Dave-007", NOON + 60) == bindings
    assert unbind((), NOON) == ()


def test_the_newest_bindings_are_kept() -> None:
    bindings: Bindings | None = ()
    for number in range(MAX_BINDINGS + 5):
        assert bindings is not None
        bindings = bind(bindings, f"driver-{number}", NOON + number)
    assert bindings is not None
    assert (len(bindings), bindings[0].driverId) == (MAX_BINDINGS, "driver-5")


def after(steps: list[tuple[str | None, float]]) -> Bindings:
    """Return the bindings after these steps; the refused ones change nothing."""
    bindings: Bindings = ()
    for driver, at in steps:
        found = changed(bindings, driver, at)
        bindings = bindings if found is None else found
    return bindings


@given(STEPS)
def test_bindings_stay_in_order_without_overlap(steps: list[tuple[str | None, float]]) -> None:
    bindings = after(steps)
    for earlier, later in pairwise(bindings):
        assert earlier.until is not None
        assert earlier.from_ < earlier.until <= later.from_


@given(STEPS, st.sampled_from(["Dave-007", "Erin-001", None]), TIMES, TIMES)
def test_a_change_never_alters_who_had_the_device_before(
    steps: list[tuple[str | None, float]], driver: str | None, at: float, asked: float
) -> None:
    bindings = after(steps)
    found = changed(bindings, driver, at)
    if found is not None:
        assert bound_to(found) == driver
        if asked < at:
            assert driver_at(found, asked) == driver_at(bindings, asked)
