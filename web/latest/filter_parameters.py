"""The parameters that select rows, as the document of the API shows them; lists and streams share them."""

from web.http.parameters import ID_SCHEMA
from web.http.route import Parameter

FILTERS = (
    Parameter("shipmentId", ID_SCHEMA, "Only this shipment; may be given many times.", repeatable=True),
    Parameter("driverId", ID_SCHEMA, "Only shipments of this driver; may be given many times.", repeatable=True),
    Parameter(
        "bbox",
        {"type": "string", "examples": ["-80.1,40.6,-79.8,40.9"]},
        "Only positions in west,south,east,north (degrees); west > east crosses the antimeridian.",
    ),
)
