"""Where a reader resumes: the id of the last event, in the header or under the parameter names of EventSource libraries."""

from collections.abc import Mapping

from multidict import MultiDict, MultiMapping

from web.http.route import Parameter

HEADER = "Last-Event-ID"
CURSOR = Parameter(
    "cursor", {"type": "string"}, "Continue after this place: `id` of an event, or `cursor` of a table view."
)
LAST_EVENT_ID = Parameter(
    "lastEventId",
    {"type": "string"},
    "The cursor as polyfills of EventSource send it, also spelled `last-event-id`, `last_event_id` and "
    "`evs_last_event_id`; wins over `cursor`. Of several the last counts.",
    repeatable=True,
)
_FOLDED_NAMES = ("lasteventid", "evslasteventid")
_POLYFILL_NAMES = frozenset({"r", "padding", "evs_buffer_size_limit", "evs_preamble"})
"""What event-source-polyfill and eventsource-polyfill add against caches, and to tell how much they can hold."""


def as_declared(query: MultiMapping[str]) -> MultiDict[str]:
    """Return the query with one spelling of `lastEventId`, and without what polyfills add that means nothing here."""
    return MultiDict((_declared_name(name), value) for name, value in query.items() if name not in _POLYFILL_NAMES)


def resume_point(headers: Mapping[str, str], query: MultiMapping[str]) -> str | None:
    """Return the newest cursor of a request whose query is `as_declared`; None if there is none or it is empty."""
    # Browsers and polyfills keep the first address when they reconnect, so what they add is newer than `cursor`.
    sent = (headers.get(HEADER), *reversed(query.getall(LAST_EVENT_ID.name, [])), query.get(CURSOR.name))
    return next(filter(None, sent), None)


def _declared_name(name: str) -> str:
    folded = name.replace("-", "").replace("_", "").lower()
    return LAST_EVENT_ID.name if folded in _FOLDED_NAMES else name
