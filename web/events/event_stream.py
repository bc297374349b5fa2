"""GET of the stream of events: opens the response, follows the ring, and ends it whatever happens."""

import contextlib

from aiohttp import web

from app.domain.access import Access
from app.keys.keyring import Keyring
from app.settings import Settings
from web.access.address_cap import AddressCap
from web.access.sender import access_of, fleet_of
from web.events.event_filters import FILTERS, EventFilters, parse_filters
from web.events.event_hub import EventHub
from web.events.event_subscriber import EventSubscriber
from web.http.parameters import reject_unknown
from web.stream.frames import encode_opening
from web.stream.handler import CURSOR_PARAMETERS, open_response, retry_ms
from web.stream.last_event_id import as_declared, resume_point
from web.stream.transport import ResponseTransport


class EventStream:
    """The handler of the stream of events."""

    def __init__(self, settings: Settings, hub: EventHub, keyring: Keyring, cap: AddressCap) -> None:
        self._settings, self._hub, self._keyring, self._cap = settings, hub, keyring, cap

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Send what the cursor missed, and then each event, until either side ends it.

        Raises ProblemError `bad_filter`, `recovering`, `overloaded` or `too_many_connections` before anything is sent.
        """
        query = as_declared(request.query)
        reject_unknown(query, (*FILTERS, *CURSOR_PARAMETERS))
        filters = parse_filters(query).within(fleet_of(request))
        with self._cap.stream(request):
            return await self._follow(request, filters, resume_point(request.headers, query))

    async def _follow(self, request: web.Request, filters: EventFilters, cursor: str | None) -> web.StreamResponse:
        response = open_response(self._settings)
        transport = ResponseTransport(request, response, self._settings.stream_send_buffer_bytes)
        access = access_of(request)
        subscriber = self._hub.join(filters, transport, None if access is None else access.expires_at)
        try:
            await transport.open(encode_opening(retry_ms(self._settings)))
            async with response:
                # A write that waits for a slow reader ends with the base class of ConnectionResetError.
                with contextlib.suppress(ConnectionError), self._while_welcome(access, subscriber):
                    await subscriber.run(cursor)
        finally:
            self._hub.leave(subscriber)
        return response

    def _while_welcome(
        self, access: Access | None, subscriber: EventSubscriber
    ) -> contextlib.AbstractContextManager[None]:
        if access is None:
            return contextlib.nullcontext()
        return self._keyring.hold(access, lambda: self._hub.dismiss(subscriber, "revoked"))
