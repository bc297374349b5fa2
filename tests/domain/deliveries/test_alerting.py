from app.domain.deliveries.alerting import CONTINUES_S
from tests.domain.deliveries.commands import T0, Delivery, a_plan, an_alert


def test_an_alert_opens_is_acknowledged_and_resolved() -> None:
    delivery = Delivery(a_plan(), an_alert("open", at=10))
    (alert,) = delivery.row.alerts
    assert (alert.kind, alert.state, alert.openedAt) == ("silent", "open", T0 + 10)
    assert delivery.take(an_alert("acknowledge", None, at=20, alertId=alert.id, by="desk")) is None
    (alert,) = delivery.row.alerts
    assert (alert.state, alert.acknowledgedAt, alert.acknowledgedBy) == ("acknowledged", T0 + 20, "desk")
    assert delivery.take(an_alert("resolve", at=30)) is None
    assert delivery.row.alerts[0].resolvedAt == T0 + 30
    assert [event.type for event in delivery.events[1:]] == ["alert.opened", "alert.acknowledged", "alert.resolved"]
    assert all(event.data == {"alertId": alert.id, "alert": "silent"} for event in delivery.events[1:])
    assert delivery.row.planRevision == 1


def test_each_step_is_told_once() -> None:
    delivery = Delivery(a_plan(), an_alert("open"), an_alert("open"))
    delivery.take(an_alert("acknowledge"))
    delivery.take(an_alert("acknowledge"))
    delivery.take(an_alert("resolve"))
    delivery.take(an_alert("resolve"))
    assert [event.type for event in delivery.events[1:]] == ["alert.opened", "alert.acknowledged", "alert.resolved"]


def test_an_alert_that_opens_again_soon_continues_as_it_was() -> None:
    delivery = Delivery(a_plan(), an_alert("open", at=10), an_alert("acknowledge", at=20), an_alert("resolve", at=30))
    (before,) = delivery.row.alerts
    assert delivery.take(an_alert("open", at=30 + CONTINUES_S)) is None
    (after,) = delivery.row.alerts
    assert (after.id, after.state, after.openedAt, after.resolvedAt) == (before.id, "acknowledged", T0 + 10, None)


def test_an_alert_that_opens_again_later_is_a_new_one() -> None:
    delivery = Delivery(a_plan(), an_alert("open", at=10), an_alert("resolve", at=30))
    (before,) = delivery.row.alerts
    assert delivery.take(an_alert("open", at=31 + CONTINUES_S)) is None
    (after,) = delivery.row.alerts
    assert after.id != before.id
    assert after.state == "open"


def test_alerts_of_other_kinds_stay() -> None:
    delivery = Delivery(a_plan(), an_alert("open", "late"), an_alert("open", "silent"), an_alert("resolve", "late"))
    assert {alert.kind: alert.state for alert in delivery.row.alerts} == {"late": "resolved", "silent": "open"}


def test_a_snooze_lasts_until_it_says() -> None:
    delivery = Delivery(a_plan(), an_alert("open"), an_alert("snooze", until=T0 + 600))
    assert delivery.row.alerts[0].snoozedUntil == T0 + 600
    assert delivery.take(an_alert("snooze")) == "invalid_command"


def test_an_alert_that_is_not_there_cannot_change() -> None:
    delivery = Delivery(a_plan(), an_alert("open", "late"), an_alert("resolve", "late"))
    assert delivery.take(an_alert("acknowledge", None, alertId="other")) == "unknown_alert"
    assert delivery.take(an_alert("acknowledge", "silent")) == "unknown_alert"
    assert delivery.take(an_alert("acknowledge", "late")) == "illegal_transition"
    assert delivery.take(an_alert("open", None)) == "invalid_command"
