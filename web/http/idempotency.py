"""The header that marks a repeat of a request."""

import re

from aiohttp import web

from web.http.problem import ProblemError
from web.http.route import Parameter

IDEMPOTENCY_KEY = "Idempotency-Key"
IDEMPOTENCY = Parameter(
    IDEMPOTENCY_KEY,
    {"type": "string", "minLength": 1, "maxLength": 255},
    "Repeats of a request with the same key and content are one command.",
    where="header",
)
_is_repeat = re.compile(r"[\x21-\x7e]{1,255}").fullmatch


def repeat_of(request: web.Request) -> str | None:
    """Return what marks the repeats of a request, or None; raises ProblemError `bad_header`."""
    repeat = request.headers.get(IDEMPOTENCY_KEY)
    if repeat is not None and _is_repeat(repeat) is None:
        detail = f"{IDEMPOTENCY_KEY} has 1 to 255 visible ASCII characters."
        raise ProblemError("bad_header", detail, field=IDEMPOTENCY_KEY)
    return repeat
