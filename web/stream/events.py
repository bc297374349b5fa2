"""The events of a table's stream and what each carries: for the document of the API and its readers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import BaseModel

from app.messages.heartbeat import Heartbeat
from web.http.route import JsonSchema, ref
from web.stream.frames import BYE, CHANGES, HEARTBEAT, RESET, SNAPSHOT, SNAPSHOT_COMPLETE


@dataclass(frozen=True, slots=True)
class StreamEvent:
    """An event by the name that EventSource hears, what it carries, and whether it moves the reader's cursor."""

    name: str
    schema_name: str
    schema: JsonSchema
    has_id: bool
    description: str


def an_object(**properties: JsonSchema) -> JsonSchema:
    """Return the schema of an object with these members, all required."""
    return {"type": "object", "properties": properties, "required": list(properties)}


@dataclass(frozen=True, slots=True)
class StreamWords:
    """How one table's events are documented."""

    rows: tuple[type[BaseModel], ...]
    nouns: tuple[str, ...]
    """What a snapshot counts, as its members are called; only the first is always there."""
    changes: str
    removed: Mapping[str, str]
    """Of each event that names rows that are gone."""
    prefix: str = ""
    """Of the names of the events' schemas; those of `/api/stream` have none."""


IDS = {"type": "array", "items": {"type": "string"}}
REASON = an_object(reason={"type": "string"})


def _camel(event: str) -> str:
    return "".join(part.capitalize() for part in event.split("-"))


def stream_events(words: StreamWords) -> tuple[StreamEvent, ...]:
    """Return the events of one table's stream."""
    row = [ref(model) for model in words.rows]
    rows = {"type": "array", "items": row[0] if len(row) == 1 else {"anyOf": row}}
    number = {"type": "integer", "minimum": 0}
    count = {"type": "object", "properties": dict.fromkeys(words.nouns, number), "required": [words.nouns[0]]}
    bye = "The server stops, or the credential that opened the stream expired; connect again."
    events = (
        StreamEvent(SNAPSHOT, "SnapshotEvent", rows, False, "Some of the rows that match; more chunks may follow."),
        StreamEvent(SNAPSHOT_COMPLETE, "SnapshotCompleteEvent", count, True, "All rows that match were sent."),
        StreamEvent(CHANGES, "ChangesEvent", rows, True, words.changes),
        *(StreamEvent(event, f"{_camel(event)}Event", IDS, True, said) for event, said in words.removed.items()),
        StreamEvent(HEARTBEAT, "HeartbeatEvent", ref(Heartbeat), True, "The stream is alive; the server's clock."),
        StreamEvent(RESET, "ResetEvent", REASON, False, "The cursor is not honoured, and why; a snapshot follows."),
        StreamEvent(BYE, "ByeEvent", an_object(), False, bye),
    )
    return tuple(replace(event, schema_name=f"{words.prefix}{event.schema_name}") for event in events)
