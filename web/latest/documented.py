"""A list of rows, as the document of the API describes it."""

from app.messages.driver import DriverShipments
from app.messages.geojson import FeatureCollection
from app.messages.shipment import ShipmentPage
from web.http.route import Answer, Body
from web.http.route_errors import TEXT

FRESHNESS_HEADERS = {
    "X-Tracker-Cursor": "Opens /api/stream without a gap.",
    "X-Tracker-As-Of": "When the view last heard from Kafka, Unix seconds.",
    "X-Tracker-Stale": "true when that is too long ago.",
}
NEXT_HEADERS = {
    "X-Tracker-Complete": "false where more rows match than this answer holds; else absent.",
    "X-Tracker-Next": "What to send as `after` for the next page, percent-encoded.",
    "Link": 'The next page, rel="next".',
}
FILES = (
    Body("application/geo+json", FeatureCollection),
    Body("text/csv", TEXT),
    Body("application/x-ndjson", {**TEXT, "description": "One RowWithAge a line."}),
)
HEADERS = {**FRESHNESS_HEADERS, **NEXT_HEADERS}
ORDER = "Rows in order of shipment id, or nearest first."
TABLE = Answer(ORDER, (Body("application/json", ShipmentPage), *FILES), headers=HEADERS)
TABLE_OF_DRIVER = Answer(ORDER, (Body("application/json", DriverShipments), *FILES), headers=HEADERS)
