"""The addresses of drivers."""

from app.domain.access import Scope
from app.messages.driver import DriverPage
from web.drivers import handlers as drivers
from web.http.parameters import ID_SCHEMA
from web.http.route import Answer, Body, Parameter, Route
from web.http.route_errors import TABLE_ERRORS
from web.latest.documented import TABLE_OF_DRIVER
from web.latest.list_query import DRIVER_PARAMETERS, DRIVERS_PARAMETERS

DRIVER_ID = Parameter("id", ID_SCHEMA, "The driver; in the address percent-encoded, a slash as %2F.", where="path")

ROUTES = (
    Route(
        "GET",
        "/api/drivers",
        drivers.list_drivers,
        "listDrivers",
        "List the drivers, each with the newest of their positions",
        tag="views",
        scope=Scope.READ,
        parameters=DRIVERS_PARAMETERS,
        answers=(Answer("Drivers in order of their id.", (Body("application/json", DriverPage),)),),
        errors=TABLE_ERRORS,
    ),
    Route(
        "GET",
        "/api/drivers/{id}",
        drivers.list_shipments_of_driver,
        "listShipmentsOfDriver",
        "List the shipments of one driver",
        tag="views",
        scope=Scope.READ,
        parameters=(DRIVER_ID, *DRIVER_PARAMETERS),
        answers=(TABLE_OF_DRIVER,),
        errors=("unknown_driver", *TABLE_ERRORS),
    ),
)
