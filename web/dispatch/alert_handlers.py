"""Open alerts of deliveries and drivers: listed by route, acknowledged, snoozed."""

from collections.abc import Iterator

from aiohttp import web

from app.deliveries.codec import DELETION_MARK
from app.domain.deliveries.kept_rows import driver_of
from app.domain.deliveries.row import Alert
from app.domain.place_text import ALL_UNITS
from app.domain.subject import driver_row_id
from app.messages.alert import AlertLine, AlertOfDelivery, AlertPage, Snooze
from web.access.sender import fleet_of
from web.commands.command import Command, Sender, alert_command
from web.deliveries.alert_lines import Alerted, Choice, Line, decode_alerted, lines_of, silent_drivers
from web.deliveries.filters import DeliveryFilters, parse_filters
from web.deliveries.words import ALERTS
from web.dispatch.alert_places import AlertPlaces, find_places
from web.dispatch.plan_handlers import answer_decision
from web.dispatch.refusals import DETAILS
from web.dispatch.requests import sender_of
from web.http.json_answer import json_response
from web.http.parameters import parse_choice, reject_unknown
from web.http.problem import ProblemError
from web.http.route import Parameter
from web.latest.formats import PLACE
from web.latest.list_query import parse_place
from web.services.json_body import read_model
from web.services.services import Services

MOST_LINES = 1_000
ALERTS_MEMBER = b'"alerts":['
"""Stands in the rows of drivers with alerts, which are few."""
STATES = ("open", "acknowledged")
SNOOZED = ("true", "false")
_TEXT = {"type": "string"}
PARAMETERS = (
    Parameter("alert", {"type": "string", "enum": list(ALERTS)}, "Only this kind.", repeatable=True),
    Parameter("driverId", _TEXT, "Only alerts of this driver and of the driver's deliveries.", repeatable=True),
    Parameter("shipmentId", _TEXT, "Only this delivery.", repeatable=True),
    Parameter("fleet", _TEXT, "Only alerts of this fleet."),
    Parameter("state", {"type": "string", "enum": list(STATES)}, "Only alerts in this state."),
    Parameter("snoozed", {"type": "string", "enum": list(SNOOZED)}, "`true`: also those that are snoozed."),
    Parameter(
        PLACE,
        {"type": "string", "enum": list(ALL_UNITS)},
        "Adds `place` to lines and alerts: where each is, in words, with distances in these units.",
    ),
)


async def list_alerts(services: Services, request: web.Request) -> web.StreamResponse:
    """Answer with the open alerts that nothing hides, by kind and route."""
    reject_unknown(request.query, PARAMETERS)
    services.deliveries.require_caught_up()
    filters = parse_filters(request.query).within(fleet_of(request))
    state = parse_choice(request.query, "state", STATES)
    units = parse_place(request.query)
    is_snoozed_too = parse_choice(request.query, "snoozed", SNOOZED) == "true"
    choice = Choice(filters.alerts, () if state is None else (state,), is_snoozed_too)
    freshness = services.deliveries.freshness(filters)
    drivers = list(_alerted_drivers(services, filters))
    chosen = [] if filters.shipment_ids else drivers
    rows = (*_alerted(services, filters), *chosen)
    lines, hidden = lines_of(rows, silent_drivers(drivers), choice, services.clock.now())
    shown = lines[:MOST_LINES]
    places = await find_places(services, shown, units)
    page = AlertPage(
        **freshness.model_dump(),
        lines=[_shown(line, places) for line in shown],
        hidden=hidden,
        complete=False if len(lines) > MOST_LINES else None,
    )
    return json_response(page)


async def acknowledge_alert(services: Services, request: web.Request) -> web.StreamResponse:
    """Say that a person takes care of it."""
    services.deliveries.require_caught_up()
    sender, alert_id = sender_of(services, request), request.match_info["id"]
    row_id = _row_with(services, alert_id, sender.fleet)
    return await _answer(services, sender, alert_command(sender, row_id, alert_id, "acknowledge"))


async def snooze_alert(services: Services, request: web.Request) -> web.StreamResponse:
    """Hide it for some time."""
    services.deliveries.require_caught_up()
    sender, alert_id = sender_of(services, request), request.match_info["id"]
    until = (await read_model(services, request, Snooze, "bad_alert")).until
    if until <= sender.at:
        raise ProblemError("bad_alert", "until: the time has passed.", field="until")
    row_id = _row_with(services, alert_id, sender.fleet)
    return await _answer(services, sender, alert_command(sender, row_id, alert_id, "snooze", until))


async def _answer(services: Services, sender: Sender, command: Command) -> web.StreamResponse:
    """Answer with the delivery; of a driver there is nothing more to show."""
    is_of_driver = driver_of(command.shipment_id) is not None
    return await answer_decision(services, sender, command, has_no_delivery=is_of_driver)


def _alerted_drivers(services: Services, filters: DeliveryFilters) -> Iterator[Alerted]:
    """Yield the drivers with alerts that the fleet and the drivers of the filter let through."""
    store = services.deliveries.replica.store
    for row_id in store.beside:
        raw, driver_id = store.last_of(row_id), driver_of(row_id)
        if driver_id is None or raw is None or ALERTS_MEMBER not in raw or DELETION_MARK in raw:
            continue
        if filters.driver_ids and driver_id not in filters.driver_ids:
            continue
        found = decode_alerted(raw)
        if filters.fleet in (None, found.fleet):
            yield found


def _alerted(services: Services, filters: DeliveryFilters) -> list[Alerted]:
    replica = services.deliveries.replica
    chosen = filters if filters.alerts else _with_any_alert(filters)
    return [decode_alerted(row) for row in replica.store.rows_at(replica.matching(chosen).tolist())]


def _with_any_alert(filters: DeliveryFilters) -> DeliveryFilters:
    return DeliveryFilters(
        shipment_ids=filters.shipment_ids,
        driver_ids=filters.driver_ids,
        alerts=frozenset(ALERTS),
        fleet=filters.fleet,
    )


def _row_with(services: Services, alert_id: str, fleet: str | None) -> str:
    """Return the row id of the delivery or driver of an alert; raises `unknown_alert`."""
    filters = DeliveryFilters(fleet=fleet)
    for row in (*_alerted(services, filters), *_alerted_drivers(services, filters)):
        if any(alert.id == alert_id for alert in row.alerts):
            return row.shipmentId or driver_row_id(row.driverId or "")
    raise ProblemError("unknown_alert", DETAILS["unknown_alert"])


def _shown(line: Line, places: AlertPlaces) -> AlertLine:
    return AlertLine(
        kind=line.kind,
        driverId=line.driver_id,
        fleet=line.fleet,
        openedAt=line.opened_at,
        alerts=[_alert(shipment_id, alert, places.of(alert.id)) for shipment_id, alert in line.alerts],
        hides=line.hides,
        place=places.of_line(line),
    )


def _alert(shipment_id: str | None, alert: Alert, place: str | None) -> AlertOfDelivery:
    return AlertOfDelivery(
        id=alert.id,
        shipmentId=shipment_id,
        state="open" if alert.state == "open" else "acknowledged",
        openedAt=alert.openedAt,
        acknowledgedAt=alert.acknowledgedAt,
        acknowledgedBy=alert.acknowledgedBy,
        snoozedUntil=alert.snoozedUntil,
        place=place,
    )
