"""The events of /api/stream and what each carries, as one table: for the document of the API and its readers."""

from dataclasses import dataclass

from app.messages.heartbeat import Heartbeat
from app.messages.shipment import Row
from web.http.route import JsonSchema, ref
from web.stream.frames import BYE, CHANGES, HEARTBEAT, REMOVED, RESET, SNAPSHOT, SNAPSHOT_COMPLETE


@dataclass(frozen=True, slots=True)
class StreamEvent:
    """An event by the name that EventSource hears, what it carries, and whether it moves the reader's cursor."""

    name: str
    schema_name: str
    schema: JsonSchema
    has_id: bool
    description: str


def _an_object(**properties: JsonSchema) -> JsonSchema:
    return {"type": "object", "properties": properties, "required": list(properties)}


ROWS = {"type": "array", "items": ref(Row)}
IDS = {"type": "array", "items": {"type": "string"}}
NUMBER_OF_SHIPMENTS = _an_object(shipments={"type": "integer", "minimum": 0})
REASON = _an_object(reason={"type": "string"})

STREAM_MODELS = (Row, Heartbeat)
"""The models that the schemas below refer to."""
STREAM_EVENTS = (
    StreamEvent(SNAPSHOT, "SnapshotEvent", ROWS, False, "Some of the rows that match; more chunks may follow."),
    StreamEvent(
        SNAPSHOT_COMPLETE, "SnapshotCompleteEvent", NUMBER_OF_SHIPMENTS, True, "All rows that match were sent."
    ),
    StreamEvent(CHANGES, "ChangesEvent", ROWS, True, "Rows that changed, at most one a shipment: the newest."),
    StreamEvent(REMOVED, "RemovedEvent", IDS, True, "Shipment ids that left the filter, such as the bounding box."),
    StreamEvent(HEARTBEAT, "HeartbeatEvent", ref(Heartbeat), True, "The stream is alive; the server's clock."),
    StreamEvent(RESET, "ResetEvent", REASON, False, "The cursor is not honoured, and why; a snapshot follows."),
    StreamEvent(
        BYE,
        "ByeEvent",
        _an_object(),
        False,
        "The server stops, or the credential that opened the stream expired; connect again.",
    ),
)
