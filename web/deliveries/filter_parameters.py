"""The parameters that select deliveries, as the document of the API shows them."""

from dataclasses import replace
from typing import Any

from web.deliveries.words import ALERTS, RISKS, STATUSES
from web.http.parameters import ID_SCHEMA
from web.http.route import Parameter
from web.latest.filter_parameters import BBOX, FLEET


def _one_of(words: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


FILTERS = (
    Parameter("shipmentId", ID_SCHEMA, "Only this delivery; may be given many times.", repeatable=True),
    Parameter("driverId", ID_SCHEMA, "Only deliveries of this driver; may be given many times.", repeatable=True),
    Parameter("status", _one_of(STATUSES), "Only this status; may be given many times.", repeatable=True),
    Parameter("alert", _one_of(ALERTS), "Only with this alert open; may be given many times.", repeatable=True),
    Parameter("risk", _one_of(RISKS), "Only this risk; may be given many times.", repeatable=True),
    replace(BBOX, description=BBOX.description.replace("positions", "destinations")),
    FLEET,
)
"""Of lists and streams."""
MOMENT = {"anyOf": [{"type": "number"}, {"type": "string", "format": "date-time"}]}
SEARCH = Parameter(
    "q",
    {"type": "string", "maxLength": 200, "examples": ["smith main street"]},
    "Only deliveries whose shipment id, reference, recipient's name or address contain all of these words.",
)
FROM = Parameter("from", MOMENT, "Only windows that end at or after this time, Unix seconds or ISO 8601 with offset.")
TO = Parameter("to", MOMENT, "Only windows that begin at or before this time.")
