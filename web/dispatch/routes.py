"""The addresses that change deliveries."""

from dataclasses import replace
from http import HTTPStatus

from app.domain.access import Scope
from app.messages.alert import SAMPLE_SNOOZE, AlertPage, Snooze
from app.messages.delivery_plan import SAMPLE_ITEM, SAMPLE_PLAN, DeliveryChange, DeliveryItem, DeliveryPlan
from app.messages.delivery_result import CommandResults, PendingCommand
from app.messages.delivery_route import SAMPLE_ROUTE, DriverRoute, RoutePlan
from app.messages.delivery_status import SAMPLE_STATUS, SAMPLE_STATUS_ITEM, StatusItem, StatusReport
from web.deliveries.routes import DELIVERY_ID, ONE_DELIVERY
from web.dispatch import alert_handlers, bulk_handlers, plan_handlers, route_handlers, status_handlers
from web.http.idempotency import IDEMPOTENCY
from web.http.parameters import ID_SCHEMA
from web.http.route import Answer, Body, JsonSchema, Parameter, Route, ref
from web.http.route_errors import BODY_ERRORS, TABLE_ERRORS, TEXT

IF_MATCH = Parameter("If-Match", TEXT, "The ETag that the delivery must have.", where="header")
IF_NONE_MATCH = Parameter("If-None-Match", TEXT, "*: there must be no delivery yet.", where="header")
UNAVAILABLE = ("kafka_unavailable", "overloaded", "recovering", "bad_header")
JSON_ERRORS = ("not_json", *BODY_ERRORS)
PENDING = Answer(
    "Kafka holds the command, and its decision has not arrived within 5 s.",
    (Body("application/json", PendingCommand),),
    HTTPStatus.ACCEPTED,
)
RESULTS = Answer("What became of each item.", (Body("application/json", CommandResults),))
PENDING_RESULTS = Answer(
    "The same; the decisions on some are missing.", (Body("application/json", CommandResults),), HTTPStatus.ACCEPTED
)
ROUTE_HEADERS = {"ETag": "Of the driver's open deliveries, their order and plans."}
DRIVER_ID = Parameter("id", ID_SCHEMA, "The driver; in the address percent-encoded, a slash as %2F.", where="path")
ALERT_OF_DRIVER = Answer("Done; the alert is a driver's.", (), HTTPStatus.NO_CONTENT)
ALERT_ID = Parameter("id", TEXT, "The alert.", where="path")
REFUSALS = ("forbidden", "invalid_command")
PLAN_REFUSALS = ("version_mismatch", "illegal_transition", "out_for_delivery", *REFUSALS)
STATUS_REFUSALS = ("illegal_transition", "not_assigned", "time_in_future", "too_old", *REFUSALS)


def _array(item: JsonSchema) -> JsonSchema:
    return {"type": "array", "items": item}


ROUTES = (
    Route(
        "PUT",
        "/api/deliveries/{id}",
        plan_handlers.put_delivery,
        "putDelivery",
        "Create a delivery, or replace its plan",
        tag="deliveries",
        scope=Scope.DISPATCH,
        description="The answer is sent when the command is decided and this process shows the result.",
        parameters=(DELIVERY_ID, IDEMPOTENCY, IF_MATCH, IF_NONE_MATCH),
        request=(Body("application/json", DeliveryPlan, {"sample": SAMPLE_PLAN}),),
        answers=(ONE_DELIVERY, PENDING),
        errors=(*JSON_ERRORS, "bad_delivery", *PLAN_REFUSALS, *UNAVAILABLE),
    ),
    Route(
        "PATCH",
        "/api/deliveries/{id}",
        plan_handlers.patch_delivery,
        "patchDelivery",
        "Change some of a delivery's plan",
        tag="deliveries",
        scope=Scope.DISPATCH,
        parameters=(DELIVERY_ID, IDEMPOTENCY, IF_MATCH),
        request=(Body("application/json", DeliveryChange, {"sample": {"note": "Ring twice.", "driverId": None}}),),
        answers=(ONE_DELIVERY, PENDING),
        errors=(*JSON_ERRORS, "bad_delivery", "unknown_delivery", *PLAN_REFUSALS, *UNAVAILABLE),
    ),
    Route(
        "DELETE",
        "/api/deliveries/{id}",
        plan_handlers.delete_delivery,
        "deleteDelivery",
        "Withdraw a delivery",
        tag="deliveries",
        scope=Scope.DISPATCH,
        parameters=(DELIVERY_ID, IDEMPOTENCY),
        answers=(Answer("It is withdrawn.", (), HTTPStatus.NO_CONTENT), PENDING),
        errors=("bad_delivery", "unknown_delivery", *REFUSALS, *UNAVAILABLE),
    ),
    Route(
        "POST",
        "/api/deliveries",
        bulk_handlers.post_deliveries,
        "postDeliveries",
        "Create or replace many deliveries",
        tag="deliveries",
        scope=Scope.DISPATCH,
        description="Up to 10 000 items. Each has a result; a bad item does not affect the others. A repetition is harmless.",
        parameters=(IDEMPOTENCY,),
        request=(
            Body("application/json", _array(ref(DeliveryItem)), {"sample": [SAMPLE_ITEM]}, (DeliveryItem,)),
            Body("application/x-ndjson", {**TEXT, "description": "One DeliveryItem a line."}),
            Body(
                "text/csv", {**TEXT, "description": "A line with the names of the columns, then one delivery a line."}
            ),
        ),
        answers=(RESULTS, PENDING_RESULTS),
        errors=(*JSON_ERRORS, "wrong_type", "not_utf8", "bad_delivery", *UNAVAILABLE),
    ),
    Route(
        "POST",
        "/api/delivery-status",
        status_handlers.post_statuses,
        "postStatuses",
        "Say what happened to many deliveries",
        tag="deliveries",
        scope=Scope.DISPATCH,
        driver_scope=Scope.DRIVE,
        description="Up to 500 items. A key with the scope `drive` may report about its driver's deliveries only.",
        parameters=(IDEMPOTENCY,),
        request=(
            Body("application/json", _array(ref(StatusItem)), {"sample": [SAMPLE_STATUS_ITEM]}, (StatusItem,)),
            Body("application/x-ndjson", {**TEXT, "description": "One StatusItem a line."}),
        ),
        answers=(RESULTS, PENDING_RESULTS),
        errors=(*JSON_ERRORS, "wrong_type", *UNAVAILABLE),
    ),
    Route(
        "POST",
        "/api/deliveries/{id}/status",
        status_handlers.post_status,
        "postStatus",
        "Say what happened to one delivery",
        tag="deliveries",
        scope=Scope.DISPATCH,
        driver_scope=Scope.DRIVE,
        parameters=(DELIVERY_ID, IDEMPOTENCY),
        request=(Body("application/json", StatusReport, {"sample": SAMPLE_STATUS}),),
        answers=(ONE_DELIVERY, PENDING),
        errors=(*JSON_ERRORS, "bad_delivery", "bad_status", "unknown_delivery", *STATUS_REFUSALS, *UNAVAILABLE),
    ),
    Route(
        "GET",
        "/api/drivers/{id}/route",
        route_handlers.show_route,
        "showRoute",
        "Show a driver's stops in order",
        tag="deliveries",
        scope=Scope.READ,
        driver_scope=Scope.DRIVE,
        description="A key with the scope `drive` reads its driver's own route.",
        parameters=(DRIVER_ID,),
        answers=(Answer("The stops.", (Body("application/json", DriverRoute),), headers=ROUTE_HEADERS),),
        errors=("bad_route", *TABLE_ERRORS),
    ),
    Route(
        "PUT",
        "/api/drivers/{id}/route",
        route_handlers.put_route,
        "putRoute",
        "Give a driver deliveries in order",
        tag="deliveries",
        scope=Scope.DISPATCH,
        description="Open deliveries of the driver that are not named lose the driver, except those out for delivery.",
        parameters=(DRIVER_ID, IDEMPOTENCY, IF_MATCH),
        request=(Body("application/json", RoutePlan, {"sample": SAMPLE_ROUTE}),),
        answers=(replace(RESULTS, headers=ROUTE_HEADERS), replace(PENDING_RESULTS, headers=ROUTE_HEADERS)),
        errors=(*JSON_ERRORS, "bad_route", "version_mismatch", *UNAVAILABLE),
    ),
    Route(
        "GET",
        "/api/alerts",
        alert_handlers.list_alerts,
        "listAlerts",
        "List the open alerts of deliveries and drivers by kind and route",
        tag="alerts",
        scope=Scope.READ,
        description="`silent` hides the other alerts of a driver, `late` hides `at_risk`. Snoozed alerts are left out.",
        parameters=alert_handlers.PARAMETERS,
        answers=(Answer("The oldest line first; at most 1 000.", (Body("application/json", AlertPage),)),),
        errors=TABLE_ERRORS,
    ),
    Route(
        "POST",
        "/api/alerts/{id}/acknowledge",
        alert_handlers.acknowledge_alert,
        "acknowledgeAlert",
        "Say that a person takes care of an alert",
        tag="alerts",
        scope=Scope.DISPATCH,
        parameters=(ALERT_ID, IDEMPOTENCY),
        answers=(ONE_DELIVERY, ALERT_OF_DRIVER, PENDING),
        errors=("unknown_alert", "unknown_delivery", "illegal_transition", *REFUSALS, *UNAVAILABLE),
    ),
    Route(
        "POST",
        "/api/alerts/{id}/snooze",
        alert_handlers.snooze_alert,
        "snoozeAlert",
        "Hide an alert for some time",
        tag="alerts",
        scope=Scope.DISPATCH,
        parameters=(ALERT_ID, IDEMPOTENCY),
        request=(Body("application/json", Snooze, {"sample": SAMPLE_SNOOZE}),),
        answers=(ONE_DELIVERY, ALERT_OF_DRIVER, PENDING),
        errors=(
            *JSON_ERRORS,
            "bad_alert",
            "unknown_alert",
            "unknown_delivery",
            "illegal_transition",
            *REFUSALS,
            *UNAVAILABLE,
        ),
    ),
)
