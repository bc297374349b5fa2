"""Checks each request before its handler: the sender's credential, its scope and its rate."""

import re

from aiohttp import web
from aiohttp.typedefs import Handler
from multidict import MultiMapping

from app.domain.access import Access, Scope, may, reading_part
from app.keys.keyring import Keyring
from app.observability.metrics import Metrics
from app.settings import Settings
from web.access.client_address import client_address, is_among, parse_networks, site_of
from web.access.credentials import CHALLENGE, SESSION_COOKIE, TOKEN_PREFIX, key_in
from web.access.rate_limit import RateLimit
from web.access.sender import ACCESS
from web.http.cors import is_of_another_origin
from web.http.parameters import TOKEN_PARAMETER
from web.http.problem import ProblemError
from web.http.route import PATH_KEY

SAFE = frozenset({"GET", "HEAD"})
PREFIX = re.compile(r"(/[A-Za-z0-9._~-]{1,64}){1,8}/?")


class Guard:
    """Accepts requests, or raises the reason to refuse them."""

    def __init__(self, settings: Settings, metrics: Metrics, keyring: Keyring) -> None:
        self._requires_keys, self.keyring = settings.requires_keys, keyring
        self._trusted = parse_networks(settings.trusted_proxies)
        self._refused = metrics.counter("tracker_access_refused_total")
        limited, most = metrics.counter("tracker_rate_limited_total"), settings.rate_clients
        self._by_address = RateLimit(
            settings.rate_address_per_s, settings.rate_address_burst, most, limited.labels("address")
        )
        self._by_key = RateLimit(settings.rate_key_per_s, settings.rate_key_burst, most, limited.labels("key"))
        self._wrong = RateLimit(
            settings.rate_refused_per_s, settings.rate_refused_burst, most, limited.labels("refused")
        )

    def before(
        self, handler: Handler, scope: Scope | None, driver_scope: Scope | None = None, *, shows_all: bool = False
    ) -> Handler:
        """Return the handler with the checks that precede it; without checks, the handler itself.

        A key that is bound to a driver may have `driver_scope` instead of `scope`; the handler checks the driver. What
        `shows_all` is refused to keys that are bound to a fleet.
        """
        if scope is not None and self._requires_keys:
            return self._with_key(handler, scope, driver_scope, shows_all=shows_all)
        return self._with_address(handler) if self._by_address.is_on else handler

    def _with_address(self, handler: Handler) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            self._by_address.take(self._site_of(request.remote or "", request.headers))
            return await handler(request)

        return handle

    def _with_key(self, handler: Handler, scope: Scope, driver_scope: Scope | None, *, shows_all: bool) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            if self._by_address.is_on:
                self._by_address.take(self._site_of(request.remote or "", request.headers))
            access = await self._authenticate(request)
            self._by_key.take(access.key_id)
            if not (may(access, scope) or _may_as_driver(access, driver_scope)):
                raise self.refusal(
                    "forbidden", f"This operation needs a key with the scope {scope}; your key lacks it."
                )
            if shows_all and access.fleet is not None:
                raise self.refusal("forbidden", "This is about all fleets, and your key is bound to one.")
            request[ACCESS] = access
            return await handler(request)

        return handle

    def access_at_once(self, headers: MultiMapping[str]) -> Access | None:
        """Return what the sender of a key may do, or None if only `before` can tell."""
        sent = headers.getall("Authorization", ())
        return self.keyring.access_of_key(sent[0], key_in) if len(sent) == 1 else None

    def counts_at_once(self, headers: MultiMapping[str], peer: str, access: Access | None) -> bool:
        """Count a post and return True, or return False and count nothing if it may exceed a limit."""
        if not self._by_address.is_on and (access is None or not self._by_key.is_on):
            return True
        key_id = None if access is None else access.key_id
        site = self._site_of(peer, headers) if self._by_address.is_on else ""
        if not (self._by_address.has_room(site) and (key_id is None or self._by_key.has_room(key_id))):
            return False
        self._by_address.take_now(site)
        if key_id is not None:
            self._by_key.take_now(key_id)
        return True

    async def check_key(self, request: web.Request, text: str) -> Access:
        """Return what the sender of a key may do; raises `unauthenticated`, or `rate_limited` after many wrong keys."""
        return await self._accept(request, self.keyring.access_of_key(text))

    async def access_of_header(self, request: web.Request) -> Access | None:
        """Return what the sender of a header may do, or None where there is none; raises ProblemError like `before`."""
        headers = request.headers.getall("Authorization", ())
        return await self._accept(request, self._access_of(*headers)) if headers else None

    def access_of_cookie(self, request: web.Request) -> Access | None:
        """Return what a signed-in browser may do, or None; also None for the request of a foreign page."""
        cookie = request.cookies.get(SESSION_COOKIE)
        # SameSite protects the cookie from other sites, but not from another port or subdomain.
        if cookie is None or is_of_another_origin(request):
            return None
        access = self.keyring.access_of_token(cookie, "ses")
        # Browsers name the origin of every request that changes something; what does not name it is none of our pages.
        if (
            access is not None
            and access.expires_at is not None
            and request.method not in SAFE
            and not _names_origin(request)
        ):
            return reading_part(access, access.expires_at)
        return access

    def is_over_tls(self, request: web.Request) -> bool:
        """Tell whether the client's connection is encrypted, directly or according to a trusted proxy."""
        told = request.headers.get("X-Forwarded-Proto", "").lower() == "https"
        return request.secure or (told and is_among(request.remote or "", self._trusted))

    def prefix_of(self, request: web.Request) -> str:
        """Return the path prefix under which a trusted proxy serves this tracker, with a slash at its end."""
        told = request.headers.get("X-Forwarded-Prefix", "")
        is_trusted = PREFIX.fullmatch(told) is not None and is_among(request.remote or "", self._trusted)
        return f"{told.rstrip('/')}/" if is_trusted else "/"

    def refusal(self, code: str, detail: str) -> ProblemError:
        """Return the error for a refused sender, and count it."""
        self._refused.labels(code).inc()
        headers = {"WWW-Authenticate": CHALLENGE} if code == "unauthenticated" else {}
        return ProblemError(code, detail, headers=headers)

    async def _authenticate(self, request: web.Request) -> Access:
        """Return what the sender may do, by the key in the path, else the header, the token of the query, or the cookie."""
        if (key := request.match_info.get(PATH_KEY)) is not None:
            return await self._accept(request, self.keyring.access_of_key(key))
        sent = await self.access_of_header(request)
        if sent is not None:
            return sent
        token = request.query.get(TOKEN_PARAMETER) if request.query_string else None
        if token is not None:
            return await self._accept(request, self.keyring.access_of_token(token, "tok"))
        if (access := self.access_of_cookie(request)) is not None:
            return access
        self._require_keys()
        detail = "Authentication required: send Authorization: Bearer trk_…, or the key as a Basic password, or sign in at /."
        raise self.refusal("unauthenticated", detail)

    def _access_of(self, header: str, *more: str) -> Access | None:
        if more:  # two headers are ambiguous
            return None
        access = self.keyring.access_of_key(header, key_in)
        if access is None and (word := key_in(header)) is not None and word.startswith(TOKEN_PREFIX):
            return self.keyring.access_of_token(word, "tok")
        return access

    async def _accept(self, request: web.Request, access: Access | None) -> Access:
        if access is not None:
            return access
        self._require_keys()
        self._wrong.take(self._site_of(request.remote or "", request.headers))
        raise self.refusal("unauthenticated", "This key or token is not valid; it may be revoked or expired.")

    def _require_keys(self) -> None:
        if not self.keyring.is_complete:
            raise ProblemError("recovering", "The keys are still being read from Kafka.")

    def _site_of(self, peer: str, headers: MultiMapping[str]) -> str:
        if self._trusted:
            peer = client_address(peer, headers.getall("X-Forwarded-For", ()), self._trusted)
        return site_of(peer)


def _names_origin(request: web.Request) -> bool:
    return "Origin" in request.headers


def _may_as_driver(access: Access, scope: Scope | None) -> bool:
    return scope is not None and access.driver is not None and may(access, scope)
