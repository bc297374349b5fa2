"""The addresses of devices."""

from http import HTTPStatus

from app.domain.access import Scope
from app.messages.device import SAMPLE_CHANGE, Device, DeviceChange, DevicePage
from web.devices import change_handlers, list_handlers
from web.http.parameters import ID_SCHEMA
from web.http.route import Answer, Body, Parameter, Route
from web.http.route_errors import TABLE_ERRORS
from web.services.documented import CHANGE_ERRORS, IF_MATCH, IF_NONE_MATCH, REGISTER_HEADERS

DEVICE_ID = Parameter("id", ID_SCHEMA, "The device; in the address percent-encoded, a slash as %2F.", where="path")
ONE_DEVICE = Answer("The device.", (Body("application/json", Device),), headers=REGISTER_HEADERS)
REQUEST_ERRORS = ("bad_device", "unknown_device", "bad_filter", "forbidden", "kafka_unavailable", "recovering")

ROUTES = (
    Route(
        "GET",
        "/api/devices",
        list_handlers.list_devices,
        "listDevices",
        "List the devices: the registered ones, and those that sent a position",
        tag="devices",
        scope=Scope.READ,
        parameters=list_handlers.LIST_PARAMETERS,
        answers=(Answer("Devices in order of their id.", (Body("application/json", DevicePage),)),),
        errors=TABLE_ERRORS,
    ),
    Route(
        "GET",
        "/api/devices/{id}",
        list_handlers.show_device,
        "showDevice",
        "Show one device",
        tag="devices",
        scope=Scope.READ,
        parameters=(DEVICE_ID,),
        answers=(ONE_DEVICE,),
        errors=("unknown_device", *TABLE_ERRORS),
    ),
    Route(
        "PUT",
        "/api/devices/{id}",
        change_handlers.put_device,
        "putDevice",
        "Register a device, or change it, or bind it to a driver",
        tag="devices",
        scope=Scope.DISPATCH,
        description="What is absent stays, null removes it. A binding is valid from now on.",
        parameters=(DEVICE_ID, IF_MATCH, IF_NONE_MATCH),
        request=(Body("application/json", DeviceChange, {"sample": SAMPLE_CHANGE}),),
        answers=(ONE_DEVICE,),
        errors=("bad_device", "binding_in_past", "unknown_device", *CHANGE_ERRORS),
    ),
    Route(
        "DELETE",
        "/api/devices/{id}",
        change_handlers.delete_device,
        "deleteDevice",
        "Remove a device from the register, and revoke its credentials",
        tag="devices",
        scope=Scope.DISPATCH,
        parameters=(DEVICE_ID, IF_MATCH),
        answers=(Answer("It is removed.", (), HTTPStatus.NO_CONTENT),),
        errors=("version_mismatch", "bad_header", *REQUEST_ERRORS),
    ),
    Route(
        "POST",
        "/api/devices/{id}/report",
        change_handlers.request_report,
        "requestReport",
        "Ask a device for a position",
        tag="devices",
        scope=Scope.DISPATCH,
        description="Only some apps can be asked; they see it when they post next. The request has no body.",
        parameters=(DEVICE_ID,),
        answers=(Answer("The device.", (Body("application/json", Device),), HTTPStatus.ACCEPTED),),
        errors=REQUEST_ERRORS,
    ),
)
