"""GET of a stream: opens the response, hands it to the hub, and ends it whatever happens."""

import contextlib
import random
from typing import Any

from aiohttp import web
from aiohttp_sse import EventSourceResponse

from app.domain.access import Access
from app.keys.keyring import Keyring
from app.settings import Settings
from web.access.address_cap import AddressCap
from web.access.sender import access_of, fleet_of
from web.http.parameters import reject_unknown
from web.replica.row_filter import RowFilter
from web.stream.frames import encode_opening
from web.stream.hub import StreamHub
from web.stream.last_event_id import CURSOR, LAST_EVENT_ID, as_declared, resume_point
from web.stream.stream_spec import StreamSpec
from web.stream.subscriber import Subscriber
from web.stream.transport import ResponseTransport

CURSOR_PARAMETERS = (CURSOR, LAST_EVENT_ID)
NEVER_S = 10 * 365 * 86_400.0
"""aiohttp-sse insists on a ping; ours is the heartbeat event, so its own comes in ten years."""


def open_response(settings: Settings) -> EventSourceResponse:
    """Return the response of a stream, not yet sent."""
    response = EventSourceResponse(ping_interval=NEVER_S, send_timeout=2 * settings.stream_drop_after_s)
    response.headers["Cache-Control"] = "no-store"
    # nginx, and what learned from it, then passes the stream on as it comes, whatever it does with other answers.
    response.headers["X-Accel-Buffering"] = "no"
    # The connection ends with the stream; who kept it for the next request would send that into the close.
    response.headers["Connection"] = "close"
    return response


def retry_ms(settings: Settings) -> int:
    """Return the pause before a reader reconnects."""
    # Readers that lost a server come back spread over a second pause, not all at once.
    return int(1000 * settings.stream_retry_s * (1 + random.random()))  # noqa: S311  # no secret


class Stream:
    """The handler of one table's stream."""

    def __init__(
        self, settings: Settings, spec: StreamSpec[Any], hub: StreamHub, keyring: Keyring, cap: AddressCap
    ) -> None:
        self._settings, self._spec, self._hub, self._keyring, self._cap = settings, spec, hub, keyring, cap

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Send a snapshot, or what the cursor missed, and then the changes, until either side ends it.

        Raises ProblemError `bad_filter`, `recovering`, `overloaded` or `too_many_connections` before anything is sent.
        """
        query = as_declared(request.query)
        reject_unknown(query, (*self._spec.filter_parameters, *CURSOR_PARAMETERS))
        filters = self._spec.parse_filters(query).within(fleet_of(request))
        cursor = resume_point(request.headers, query)
        with self._cap.stream(request):
            return await self._follow(request, filters, cursor)

    async def _follow(self, request: web.Request, filters: RowFilter[Any], cursor: str | None) -> web.StreamResponse:
        response = open_response(self._settings)
        transport = ResponseTransport(request, response, self._settings.stream_send_buffer_bytes)
        access = access_of(request)
        subscriber = self._hub.join(filters, transport, None if access is None else access.expires_at)
        try:
            await transport.open(encode_opening(retry_ms(self._settings)))
            async with response:
                # Not only ConnectionResetError: a write that waits for a slow reader ends with its base class.
                with contextlib.suppress(ConnectionError), self._while_welcome(access, subscriber):
                    await subscriber.run(cursor)
        finally:
            self._hub.leave(subscriber)
        return response

    def _while_welcome(self, access: Access | None, subscriber: Subscriber) -> contextlib.AbstractContextManager[None]:
        if access is None:
            return contextlib.nullcontext()
        return self._keyring.hold(access, lambda: self._hub.dismiss(subscriber, "revoked"))
