"""A driver who is off duty or has a break has no ETA, is not silent, and is not where the deliveries are."""

from app.domain.deliveries.command import Observe
from tests.sweep.loop import Loop
from tests.sweep.town import PLACE, a_row

DAVE = (None, "Dave")


async def test_the_arrivals_of_a_driver_who_goes_off_duty_are_withdrawn_and_come_back_with_the_driver() -> None:
    loop = Loop()
    loop.put(a_row())
    loop.drive()
    await loop.sweep()
    assert loop.progress().eta is not None
    loop.off_duty = [DAVE]
    await loop.sweep()
    assert (loop.progress().eta, loop.progress().signal) == (None, None)
    loop.off_duty = []
    loop.drive()
    await loop.sweep()
    assert (loop.progress().eta is not None, loop.progress().signal) == (True, "live")


async def test_a_driver_who_was_heard_during_a_break_is_not_silent_after_it() -> None:
    loop = Loop()
    loop.put(a_row())
    loop.drive()
    await loop.sweep()
    loop.off_duty = [DAVE]
    await loop.sweep(7_200)
    loop.drive()
    await loop.sweep()
    loop.off_duty = []
    await loop.sweep()
    assert loop.progress().signal == "live"


async def test_a_driver_who_is_off_duty_is_not_silent() -> None:
    loop = Loop()
    loop.put(a_row())
    loop.drive()
    await loop.sweep()
    loop.off_duty = [DAVE]
    for _ in range(3):
        await loop.sweep(3_600)
    assert [alert.alert for alert in loop.alerts(b"\x01Dave")] == []
    loop.off_duty = []
    for _ in range(3):
        await loop.sweep(3_600)
    assert [alert.alert for alert in loop.alerts(b"\x01Dave")] == ["silent"]


async def test_an_open_alert_of_a_driver_who_goes_off_duty_resolves() -> None:
    loop = Loop()
    loop.put(a_row())
    loop.drive()
    await loop.sweep()
    for _ in range(3):
        await loop.sweep(3_600)
    loop.off_duty = [DAVE]
    for _ in range(3):
        await loop.sweep(3_600)
    assert [(alert.alert, alert.what) for alert in loop.alerts(b"\x01Dave")] == [
        ("silent", "open"),
        ("silent", "resolve"),
    ]


async def test_where_a_driver_is_off_duty_is_no_arrival() -> None:
    loop = Loop()
    loop.put(a_row())
    loop.off_duty = [DAVE]
    for _ in range(3):
        loop.drive(latitude=PLACE.latitude, longitude=PLACE.longitude, speed=9.0)
        await loop.sweep()
    assert [command for _, command in loop.rows.commands if isinstance(command, Observe)] == []


async def test_a_driver_of_the_same_id_in_another_fleet_stays_on_duty() -> None:
    loop = Loop()
    loop.put(a_row())
    loop.off_duty = [("north", "Dave")]
    loop.drive()
    await loop.sweep()
    assert loop.progress().eta is not None
