"""The parameters that select rows, as the document of the API shows them; lists and streams share them."""

from app.domain.fleet import FLEET_MAX_LENGTH
from app.domain.subject import SubjectKind
from web.http.parameters import ID_SCHEMA
from web.http.route import Parameter

BBOX = Parameter(
    "bbox",
    {"type": "string", "examples": ["-80.1,40.6,-79.8,40.9"]},
    "Only positions in west,south,east,north (degrees); west > east crosses the antimeridian.",
)
FLEET = Parameter(
    "fleet",
    {"type": "string", "minLength": 1, "maxLength": FLEET_MAX_LENGTH},
    "Only rows of this fleet. A key that is bound to a fleet reads no other.",
)
FILTERS = (
    Parameter("shipmentId", ID_SCHEMA, "Only this shipment; may be given many times.", repeatable=True),
    Parameter("driverId", ID_SCHEMA, "Only rows that name this driver; may be given many times.", repeatable=True),
    BBOX,
    FLEET,
)
KIND = Parameter("kind", {"type": "string", "enum": list(SubjectKind)}, "Only rows of shipments, or drivers' own rows.")
FILTERS_OF_ANY = (*FILTERS, KIND)
"""The filters where both kinds of rows are shown."""
