"""Errors on the wire: the table of codes and statuses, the exception, and the answer (RFC 9457)."""

import math
from http import HTTPStatus

from aiohttp import web

from app.domain.fix_rules import RejectCode
from app.messages.fix import Rejection
from app.messages.problem import Problem
from web.http.security_headers import PLAIN_HEADERS

NOT_VALIDATION = (RejectCode.WRONG_PARTITION, RejectCode.FORBIDDEN, RejectCode.ENCRYPTED)

STATUS_OF: dict[str, HTTPStatus] = {
    **{str(code): HTTPStatus.UNPROCESSABLE_ENTITY for code in RejectCode if code not in NOT_VALIDATION},
    "not_json": HTTPStatus.BAD_REQUEST,
    "not_utf8": HTTPStatus.BAD_REQUEST,
    "bad_encoding": HTTPStatus.BAD_REQUEST,
    "bad_http": HTTPStatus.BAD_REQUEST,
    "unauthenticated": HTTPStatus.UNAUTHORIZED,
    "forbidden": HTTPStatus.FORBIDDEN,
    "demo_off": HTTPStatus.FORBIDDEN,
    "unknown_key": HTTPStatus.NOT_FOUND,
    "unknown_shipment": HTTPStatus.NOT_FOUND,
    "unknown_driver": HTTPStatus.NOT_FOUND,
    "unknown_delivery": HTTPStatus.NOT_FOUND,
    "unknown_alert": HTTPStatus.NOT_FOUND,
    "unknown_device": HTTPStatus.NOT_FOUND,
    "unknown_photo": HTTPStatus.NOT_FOUND,
    "unknown_path": HTTPStatus.NOT_FOUND,
    "method_not_allowed": HTTPStatus.METHOD_NOT_ALLOWED,
    "too_slow": HTTPStatus.REQUEST_TIMEOUT,
    "not_empty": HTTPStatus.CONFLICT,
    "illegal_transition": HTTPStatus.CONFLICT,
    "not_assigned": HTTPStatus.CONFLICT,
    "out_for_delivery": HTTPStatus.CONFLICT,
    "time_in_future": HTTPStatus.CONFLICT,
    "too_old": HTTPStatus.CONFLICT,
    "binding_in_past": HTTPStatus.CONFLICT,
    "too_many_photos": HTTPStatus.CONFLICT,
    "invalid_command": HTTPStatus.CONFLICT,
    "version_mismatch": HTTPStatus.PRECONDITION_FAILED,
    "precondition_failed": HTTPStatus.PRECONDITION_FAILED,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "unsupported_media_type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "unsupported_encoding": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "bad_range": HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
    "unsupported_expectation": HTTPStatus.EXPECTATION_FAILED,
    "all_rejected": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bad_filter": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unclear_place": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bad_credential": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bad_key": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bad_delivery": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bad_status": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bad_alert": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bad_device": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bad_driver": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bad_route": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bad_photo": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bad_header": HTTPStatus.UNPROCESSABLE_ENTITY,
    "rate_limited": HTTPStatus.TOO_MANY_REQUESTS,
    "too_many_connections": HTTPStatus.TOO_MANY_REQUESTS,
    "internal": HTTPStatus.INTERNAL_SERVER_ERROR,
    "kafka_unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "overloaded": HTTPStatus.SERVICE_UNAVAILABLE,
    "geocoder_unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "geocoder_busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "photos_unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "recovering": HTTPStatus.SERVICE_UNAVAILABLE,
}
"""Every error code, with its status."""


class ProblemError(Exception):
    """A request that gets an error answer; handlers raise it, and the middleware sends it."""

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        field: str | None = None,
        rejected: list[Rejection] | None = None,
        retry_after_s: float | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        # aiohttp decodes bytes that are not UTF-8 to surrogates; a detail may quote them, but JSON cannot hold them.
        detail = detail.encode(errors="replace").decode()
        super().__init__(detail)
        self.code, self.detail, self.field, self.rejected = code, detail, field, rejected
        self.status = STATUS_OF[code]
        if retry_after_s is None and self.status is HTTPStatus.SERVICE_UNAVAILABLE:
            retry_after_s = 1.0
        self.headers = dict(headers or {})
        if retry_after_s is not None:
            self.headers["Retry-After"] = str(math.ceil(retry_after_s))


def body_too_large(limit_bytes: int) -> ProblemError:
    """Return the error for a body beyond the limit, before or after decompression."""
    return ProblemError(
        RejectCode.TOO_LARGE, f"The body is larger than {limit_bytes} bytes; send several smaller ones."
    )


def problem_response(error: ProblemError) -> web.Response:
    """Return the error as `application/problem+json`."""
    body = Problem(
        title=error.status.phrase,
        status=error.status,
        code=error.code,
        detail=error.detail,
        field=error.field,
        rejected=error.rejected,
    )
    return web.Response(
        status=error.status,
        body=body.model_dump_json(exclude_none=True).encode(),
        content_type="application/problem+json",
        headers={**PLAIN_HEADERS, "Cache-Control": "no-store", **error.headers},
    )
