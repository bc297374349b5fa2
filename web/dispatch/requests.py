"""What requests with commands have in common: who sends them, what repeats them, and what they expect."""

import re

from aiohttp import web

from app.domain.access import Access, Scope, may
from app.domain.fix_rules import check_id
from web.access.sender import access_of, fleet_of
from web.commands.command import Sender, random_serial
from web.dispatch.refusals import refused
from web.http.idempotency import repeat_of
from web.http.problem import ProblemError
from web.services.services import Services

ANYONE = "anyone"
"""The sender where the server requires no keys."""
_etag = re.compile(r'"(\d{1,18})"').fullmatch


def sender_of(services: Services, request: web.Request) -> Sender:
    """Return who sends, and the id of a repetition; raises ProblemError `bad_header`."""
    repeat = repeat_of(request)
    access = access_of(request)
    key_id = "" if access is None else access.key_id
    return Sender(
        by=ANYONE if access is None else _name_of(services, access),
        at=round(services.clock.now(), 3),
        fleet=fleet_of(request),
        repeat=None if repeat is None else f"{key_id}\0{repeat}",
        serial=random_serial(),
    )


def id_in_path(services: Services, request: web.Request, code: str, field: str) -> str:
    """Return the id in the path; raises ProblemError `code`, or `recovering` before the table is read."""
    services.deliveries.require_caught_up()
    found = request.match_info["id"]
    if (reason := check_id(found)) is not None:
        raise ProblemError(code, f"The id in the address is no valid id: {reason}.", field=field)
    return found


def driver_of(request: web.Request) -> str | None:
    """Return the driver that the sender acts for, or None where it may act for all."""
    access = access_of(request)
    return None if access is None or may(access, Scope.DISPATCH) else access.driver


def expected_revision(request: web.Request) -> int | None:
    """Return the `planRevision` that the client expects, None for any; raises ProblemError `bad_header`.

    If-None-Match: * expects that there is no delivery.
    """
    wanted, unwanted = request.headers.get("If-Match"), request.headers.get("If-None-Match")
    if unwanted is not None:
        if unwanted.strip() != "*" or wanted is not None:
            raise ProblemError("bad_header", "If-None-Match must be *, without If-Match.", field="If-None-Match")
        return 0
    if wanted is None or wanted.strip() == "*":
        return None
    if (found := _etag(wanted.strip())) is None:
        raise ProblemError("bad_header", 'If-Match must be one ETag of a delivery, such as "3".', field="If-Match")
    return int(found[1])


def require_match(request: web.Request, *, exists: bool) -> None:
    """Raise `version_mismatch` where If-Match cannot be met: there is no delivery."""
    if not exists and "If-Match" in request.headers:
        raise refused("version_mismatch")


def _name_of(services: Services, access: Access) -> str:
    record = services.guard.keyring.find(access.key_id)
    return access.key_id if record is None else record.name
