"""Two dispatchers foretell what one foretells, although each writes its own rows only."""

from typing import Any

import pytest

from app.deliveries.codec import decode_row
from app.domain.deliveries.row import DeliveryRow, Destination, Eta
from app.domain.partition import partition_of
from tests.sweep.loop import Loop
from tests.sweep.test_driver_rows import delivered
from tests.sweep.town import a_row

STOPS, LEFT = 120, 8


async def _a_day(dispatchers: list[Loop], *, is_hand_over: bool = False) -> dict[str, Eta]:
    """Let Dave's stops teach; return the arrivals of the deliveries that he gets when he is under way."""
    first = dispatchers[0]
    for number in range(STOPS):
        first.put(delivered(number))
    await _sweep(dispatchers)
    first.put(a_row("T0", sequence=0, destination=Destination(latitude=40.71, longitude=-74.0)))
    for step in range(3):
        await _sweep(dispatchers, latitude=40.69 + step / 500)
    if is_hand_over:
        dispatchers[0].rows.partitions, dispatchers[-1].rows.partitions = (
            dispatchers[-1].rows.partitions,
            dispatchers[0].rows.partitions,
        )
    await _sweep(dispatchers, latitude=40.696)
    for number in range(1, LEFT):
        place = Destination(latitude=40.71 + number / 100, longitude=-74.0)
        first.put(a_row(f"T{number}", sequence=number, destination=place))
    await _sweep(dispatchers, latitude=40.697)
    rows = (decode_row(row) for key, row in first.rows.newest.items() if key.startswith(b"T"))
    return {row.shipmentId: _eta(row) for row in rows if isinstance(row, DeliveryRow) and row.shipmentId != "T0"}


def _eta(row: DeliveryRow) -> Eta:
    assert row.progress is not None
    assert row.progress.eta is not None
    return row.progress.eta


async def _sweep(dispatchers: list[Loop], **fix: Any) -> None:
    for dispatcher in dispatchers:
        dispatcher.follow()
    for dispatcher in dispatchers:
        if fix:
            dispatcher.drive(**fix)
        await dispatcher.sweep(after_s=60)


@pytest.mark.parametrize("is_hand_over", [False, True])
async def test_two_dispatchers_give_the_arrivals_of_one(*, is_hand_over: bool) -> None:
    alone = Loop(partitions=2, own=(0, 1))
    newest: dict[bytes, bytes] = {}
    pair = [Loop(partitions=2, own=(number,), newest=newest) for number in range(2)]
    expected = await _a_day([alone])
    found = await _a_day(pair, is_hand_over=is_hand_over)
    assert {partition_of(id_, 2) for id_ in expected} == {0, 1}
    assert expected["T1"].basis == "learned"
    assert not expected["T1"].planned
    assert found == expected
