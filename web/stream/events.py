"""The events of a table's stream and what each carries: for the document of the API and its readers."""

from dataclasses import dataclass, replace

from pydantic import BaseModel

from app.messages.heartbeat import Heartbeat
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


@dataclass(frozen=True, slots=True)
class StreamWords:
    """How one table's events are documented."""

    row: type[BaseModel]
    noun: str
    """What a snapshot counts, as its member is called."""
    changes: str
    removed: str
    prefix: str = ""
    """Of the names of the events' schemas; those of `/api/stream` have none."""


IDS = {"type": "array", "items": {"type": "string"}}
REASON = _an_object(reason={"type": "string"})


def stream_events(words: StreamWords) -> tuple[StreamEvent, ...]:
    """Return the events of one table's stream."""
    rows = {"type": "array", "items": ref(words.row)}
    count = _an_object(**{words.noun: {"type": "integer", "minimum": 0}})
    bye = "The server stops, or the credential that opened the stream expired; connect again."
    events = (
        StreamEvent(SNAPSHOT, "SnapshotEvent", rows, False, "Some of the rows that match; more chunks may follow."),
        StreamEvent(SNAPSHOT_COMPLETE, "SnapshotCompleteEvent", count, True, "All rows that match were sent."),
        StreamEvent(CHANGES, "ChangesEvent", rows, True, words.changes),
        StreamEvent(REMOVED, "RemovedEvent", IDS, True, words.removed),
        StreamEvent(HEARTBEAT, "HeartbeatEvent", ref(Heartbeat), True, "The stream is alive; the server's clock."),
        StreamEvent(RESET, "ResetEvent", REASON, False, "The cursor is not honoured, and why; a snapshot follows."),
        StreamEvent(BYE, "ByeEvent", _an_object(), False, bye),
    )
    return tuple(replace(event, schema_name=f"{words.prefix}{event.schema_name}") for event in events)
