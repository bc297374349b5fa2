"""The addresses of shipments."""

from app.domain.access import Scope
from app.messages.shipment import RowWithAge
from web.http.parameters import ID_SCHEMA
from web.http.route import Answer, Body, Parameter, Route
from web.http.route_errors import TABLE_ERRORS
from web.latest.documented import FRESHNESS_HEADERS, TABLE
from web.latest.list_query import LIST_PARAMETERS
from web.shipments import handlers as shipments

SHIPMENT_ID = Parameter("id", ID_SCHEMA, "The shipment; in the address percent-encoded, a slash as %2F.", where="path")

ROUTES = (
    Route(
        "GET",
        "/api/shipments",
        shipments.list_shipments,
        "listShipments",
        "List the latest position of every shipment",
        tag="views",
        scope=Scope.READ,
        parameters=LIST_PARAMETERS,
        answers=(TABLE,),
        errors=TABLE_ERRORS,
    ),
    Route(
        "GET",
        "/api/shipments/{id}",
        shipments.show_shipment,
        "showShipment",
        "Show the latest position of one shipment",
        tag="views",
        scope=Scope.READ,
        parameters=(SHIPMENT_ID,),
        answers=(Answer("Its row.", (Body("application/json", RowWithAge),), headers=FRESHNESS_HEADERS),),
        errors=("unknown_shipment", *TABLE_ERRORS),
    ),
)
