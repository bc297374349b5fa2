import re
from pathlib import Path
from typing import Any

import orjson
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # jsonschema ships no types
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.builders import NOON, a_fix
from tests.web.tracker_api import a_tracker
from web.deliveries.stream import DELIVERIES_STREAM
from web.http.problem import STATUS_OF
from web.latest.filter_parameters import FILTERS
from web.latest.stream import LATEST_STREAM
from web.latest.stream_routes import STREAM_EVENTS
from web.pages.openapi import openapi_document
from web.routes import ROUTES
from web.stream.frames import EVENTS

DOCUMENT = openapi_document(ROUTES)
A_FULL_DELIVERY = {
    "driverId": "Dave-007",
    "window": {"start": NOON, "end": NOON + 60},
    "recipient": {"name": "Ann"},
    "custody": [{"driverId": "Dave-007", "from": NOON - 60}],
    "timeline": [{"at": NOON, "offset": 3, "to": "out_for_delivery", "by": "x", "commandId": "c"}],
    "progress": {
        "eta": {"at": 1, "earliest": 0, "latest": 2, "asOf": 0, "basis": "default", "confidence": 0.8},
        "risk": "late",
    },
    "alerts": [{"id": "1", "kind": "late", "state": "open", "openedAt": NOON}],
}


def check(body: Any, schema_name: str) -> None:
    schema = {"$ref": f"#/components/schemas/{schema_name}", "components": DOCUMENT["components"]}
    Draft202012Validator(schema).validate(body)


def test_the_document_is_valid_openapi_3_1() -> None:
    OpenAPIV31SpecValidator(DOCUMENT).validate()
    assert DOCUMENT["openapi"].startswith("3.1")


async def test_the_document_is_served(tmp_path: Path) -> None:
    async with a_tracker(tmp_path).client() as client:
        assert await (await client.get("/openapi.json")).json() == orjson.loads(orjson.dumps(DOCUMENT))


def test_every_operation_of_the_route_table_is_described() -> None:
    described = {
        (method.upper(), path): operation["operationId"]
        for path, operations in DOCUMENT["paths"].items()
        for method, operation in operations.items()
    }
    assert described == {(route.method, route.path): route.operation_id for route in ROUTES if route.tag}


def test_every_error_code_is_described_under_its_status() -> None:
    assert DOCUMENT["components"]["schemas"]["Problem"]["properties"]["code"]["enum"] == sorted(STATUS_OF)
    described = {code for route in ROUTES for code in route.errors}
    # These come from the server around the operations; the description of the whole names them.
    anywhere = {"unknown_path", "method_not_allowed", "bad_http", "unsupported_expectation", "internal"}
    assert described | anywhere == set(STATUS_OF)
    assert all(code in DOCUMENT["info"]["description"] for code in anywhere)


def test_every_reference_leads_to_a_schema() -> None:
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', orjson.dumps(DOCUMENT).decode()))
    assert named <= set(DOCUMENT["components"]["schemas"])


def test_every_parameter_in_a_path_is_described() -> None:
    for route in ROUTES:
        if route.tag:
            names = {parameter.name for parameter in route.parameters if parameter.where == "path"}
            assert names == set(re.findall(r"{(\w+)}", route.path)) - {"file"}, route.path


async def test_the_filters_described_are_the_filters_parsed(tmp_path: Path) -> None:
    async with a_tracker(tmp_path).client() as client:
        for parameter in FILTERS:
            problem = await (await client.get("/api/shipments", params={parameter.name: ""})).json()
            assert (problem["code"], problem["field"]) == ("bad_filter", parameter.name)


def test_every_event_of_the_stream_is_described() -> None:
    stream = DOCUMENT["paths"]["/api/stream"]["get"]["responses"]["200"]["content"]["text/event-stream"]
    assert set(stream["schema"]["x-events"]) == {*EVENTS, *LATEST_STREAM.removed}
    deliveries = DOCUMENT["paths"]["/api/stream/deliveries"]["get"]["responses"]["200"]["content"]["text/event-stream"]
    assert set(deliveries["schema"]["x-events"]) == {*EVENTS, *DELIVERIES_STREAM.removed}
    assert {event.schema_name for event in STREAM_EVENTS} <= set(DOCUMENT["components"]["schemas"])


def test_examples_of_deliveries_fit_their_schemas() -> None:
    for path in ("/api/deliveries/{id}", "/api/deliveries", "/api/delivery-status", "/api/drivers/{id}/route"):
        for operation in DOCUMENT["paths"][path].values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                for example in content.get("examples", {}).values():
                    schema = {**content["schema"], "components": DOCUMENT["components"]}
                    Draft202012Validator(schema).validate(example["value"])


def test_examples_fit_their_schemas() -> None:
    content = DOCUMENT["paths"]["/api/shipments/update"]["post"]["requestBody"]["content"]["application/json"]
    sample = content["examples"]["sample"]["value"]
    check(sample, "Fix")
    assert sample == a_fix()


@pytest.mark.parametrize(
    ("path", "schema_name"),
    [
        ("/api/shipments", "ShipmentPage"),
        ("/api/shipments?format=geojson&limit=1", "FeatureCollection"),
        ("/api/shipments/a", "RowWithAge"),
        ("/api/shipments/none", "Problem"),
        ("/api/drivers", "DriverPage"),
        ("/api/drivers/Dave-007", "ShipmentPage"),
        ("/api/deliveries", "DeliveryPage"),
        ("/api/deliveries?format=geojson", "FeatureCollection"),
        ("/api/deliveries/d", "DeliveryWithPosition"),
        ("/api/deliveries/none", "Problem"),
        ("/api/drivers/Dave-007/route", "DriverRoute"),
        ("/api/events", "EventPage"),
        ("/health/live", "Health"),
        ("/health/ready", "Health"),
    ],
)
async def test_answers_fit_their_schemas(tmp_path: Path, path: str, schema_name: str) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put(shipmentId="a", speed=3.5)
    tracker.put(shipmentId="b", receivedAt=None)
    tracker.put_delivery(shipmentId="d", **A_FULL_DELIVERY)
    async with tracker.client() as client:
        check(orjson.loads(await (await client.get(path)).read()), schema_name)
