"""Credentials created from a key for clients that cannot send it: a token for an address, and a browser's cookie."""

from http import HTTPStatus

from aiohttp import web

from app.domain.access import Access, Scope, may
from app.keys.secret_forms import TokenKind
from app.messages.session import Session, SignIn, Token
from web.access.credentials import SESSION_COOKIE
from web.access.sender import access_of
from web.http.json_answer import NO_STORE, json_response
from web.keys.handlers import require_keys
from web.services.json_body import read_model
from web.services.services import Services


async def create_token(services: Services, request: web.Request) -> web.StreamResponse:
    """Return a short-lived, read-only token."""
    require_keys(services)
    access = access_of(request)
    if access is None or not (access.is_key or access == services.guard.access_of_cookie(request)):
        # Otherwise a leaked token could be renewed without end.
        raise services.guard.refusal("forbidden", "Send a key: a token cannot create another token.")
    token, expires_at = _mint(services, access, "tok", services.settings.token_s)
    return json_response(Token(token=token, expiresAt=expires_at), HTTPStatus.CREATED)


async def sign_in(services: Services, request: web.Request) -> web.StreamResponse:
    """Set the cookie of a sign-in for a key that may read."""
    if not services.settings.requires_keys:
        return json_response(Session(required=False, signedIn=False, mayDispatch=True, mayDrive=True))
    body = await read_model(services, request, SignIn, "bad_key")
    access = await services.guard.check_key(request, body.key.strip())
    if not may(access, Scope.READ):
        raise services.guard.refusal("forbidden", "The dashboard needs the scope read; this key lacks it.")
    cookie, expires_at = _mint(services, access, "ses", services.settings.session_s)
    response = json_response(_session_of(services, access, expires_at))
    response.set_cookie(
        SESSION_COOKIE,
        cookie,
        max_age=max(0, expires_at - int(services.clock.now())),
        path=services.guard.prefix_of(request),
        httponly=True,
        samesite="Strict",
        secure=services.guard.is_over_tls(request),
    )
    return response


async def show_session(services: Services, request: web.Request) -> web.StreamResponse:
    """Return whether keys are required, and who asks: by the key that is sent, else by the browser's cookie."""
    if not services.settings.requires_keys:
        return json_response(Session(required=False, signedIn=False, mayDispatch=True, mayDrive=True))
    access = await services.guard.access_of_header(request)
    if access is None:
        access = services.guard.access_of_cookie(request)
    if access is None:
        return json_response(Session(required=True, signedIn=False))
    return json_response(_session_of(services, access, access.expires_at))


async def sign_out(services: Services, request: web.Request) -> web.StreamResponse:
    """Delete the browser's cookie."""
    response = web.Response(status=HTTPStatus.NO_CONTENT, headers=NO_STORE)
    secure = services.guard.is_over_tls(request)
    path = services.guard.prefix_of(request)
    response.del_cookie(SESSION_COOKIE, path=path, httponly=True, samesite="Strict", secure=secure)
    return response


def _mint(services: Services, access: Access, kind: TokenKind, life_s: float) -> tuple[str, int]:
    minted = services.guard.keyring.mint(access, kind, life_s)
    if minted is None:
        raise services.guard.refusal("unauthenticated", "This key was revoked a moment ago.")
    return minted


def _session_of(services: Services, access: Access, expires_at: float | None) -> Session:
    record = services.guard.keyring.find(access.key_id)
    return Session(
        required=True,
        signedIn=True,
        name=None if record is None else record.name,
        expiresAt=expires_at,
        mayDispatch=may(access, Scope.DISPATCH),
        mayDrive=access.driver is not None and may(access, Scope.DRIVE),
        driverId=access.driver,
        deviceId=access.device,
        intervalSeconds=_interval_of(services, access),
    )


def _interval_of(services: Services, access: Access) -> float | None:
    device = None if access.device is None else services.registers.devices.find(access.device)
    return None if device is None or access.fleet not in (None, device.fleet) else device.intervalSeconds
