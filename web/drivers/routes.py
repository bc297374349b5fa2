"""The addresses of drivers."""

from http import HTTPStatus

from app.domain.access import Scope
from app.messages.device import DriverChange, DriverProfile
from app.messages.driver import DriverPage
from web.drivers import handlers as drivers
from web.drivers.profile_handlers import delete_driver, put_driver
from web.http.parameters import ID_SCHEMA
from web.http.route import Answer, Body, Parameter, Route
from web.http.route_errors import TABLE_ERRORS
from web.latest.documented import TABLE_OF_DRIVER
from web.latest.list_query import DRIVER_PARAMETERS, SHIPMENTS_OF_DRIVER_PARAMETERS
from web.services.documented import CHANGE_ERRORS, IF_MATCH, IF_NONE_MATCH, REGISTER_HEADERS

DRIVER_ID = Parameter("id", ID_SCHEMA, "The driver; in the address percent-encoded, a slash as %2F.", where="path")

DELETE_ERRORS = (
    "bad_driver",
    "unknown_driver",
    "bad_filter",
    "bad_header",
    "version_mismatch",
    "forbidden",
    "kafka_unavailable",
    "recovering",
)

ROUTES = (
    Route(
        "GET",
        "/api/drivers",
        drivers.list_drivers,
        "listDrivers",
        "List the drivers, each with the newest of their positions",
        tag="views",
        scope=Scope.READ,
        parameters=DRIVER_PARAMETERS,
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
        parameters=(DRIVER_ID, *SHIPMENTS_OF_DRIVER_PARAMETERS),
        answers=(TABLE_OF_DRIVER,),
        errors=("unknown_driver", *TABLE_ERRORS),
    ),
    Route(
        "PUT",
        "/api/drivers/{id}",
        put_driver,
        "putDriver",
        "Register a driver, or change name, phone, colour or duty",
        tag="devices",
        scope=Scope.DISPATCH,
        driver_scope=Scope.DRIVE,
        description="What is absent stays, null removes it. A key with the scope `drive` may change its driver's `duty`.",
        parameters=(DRIVER_ID, IF_MATCH, IF_NONE_MATCH),
        request=(Body("application/json", DriverChange, {"sample": {"name": "Dave", "duty": "break"}}),),
        answers=(Answer("What is registered.", (Body("application/json", DriverProfile),), headers=REGISTER_HEADERS),),
        errors=("bad_driver", *CHANGE_ERRORS),
    ),
    Route(
        "DELETE",
        "/api/drivers/{id}",
        delete_driver,
        "deleteDriver",
        "Remove what is registered of a driver",
        tag="devices",
        scope=Scope.DISPATCH,
        description="Name, phone, colour and duty are removed; positions and deliveries stay.",
        parameters=(DRIVER_ID, IF_MATCH),
        answers=(Answer("It is removed.", (), HTTPStatus.NO_CONTENT),),
        errors=DELETE_ERRORS,
    ),
)
