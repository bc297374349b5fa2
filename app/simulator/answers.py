"""What the tracker's answer tells about each fix of a request."""

from dataclasses import dataclass
from http import HTTPStatus

import orjson

RETRIED = frozenset(
    {
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
"""Temporary statuses; a retry is harmless, since the tracker recognizes repetitions."""


class UnreadableAnswerError(Exception):
    """The answer does not come from a tracker: another program listens on the port."""


@dataclass(frozen=True, slots=True)
class TrackerAnswer:
    """An HTTP answer, and the seconds until it arrived."""

    status: int
    body: bytes
    took_s: float
    retry_after_s: float | None = None

    @property
    def is_retried(self) -> bool:
        """Whether the same request may succeed later."""
        return self.status in RETRIED

    @property
    def label(self) -> str:
        """Return the status and, for an error, its code: `503 overloaded`."""
        if self.status == HTTPStatus.ACCEPTED:
            return str(self.status)
        code = _object_of(self.body).get("code")
        return f"{self.status} {code}" if isinstance(code, str) else str(self.status)


def read_codes(answer: TrackerAnswer, size: int) -> list[str | None]:
    """Return the code that refused each of the request's `size` fixes, None for an accepted one.

    Raise UnreadableAnswerError for an inconsistent 202, since counting it as success could hide a loss.
    """
    content = _object_of(answer.body)
    codes: list[str | None]
    rejected = content.get("rejected")
    if answer.status != HTTPStatus.ACCEPTED:
        code = content.get("code")
        codes = [code if isinstance(code, str) else str(answer.status)] * size
    elif "accepted" not in content and content.get("status") == "accepted" and size == 1:
        return [None]
    elif content.get("accepted") == size - len(rejected if isinstance(rejected, list) else ()):
        codes = [None] * size
    else:
        raise UnreadableAnswerError(f"a 202 to {size} fixes said {answer.body[:200]!r}")
    for rejection in rejected if isinstance(rejected, list) else ():
        try:
            codes[rejection["index"]] = rejection["code"]
        except (KeyError, IndexError, TypeError) as error:
            raise UnreadableAnswerError(f"an answer to {size} fixes rejected {rejection!r}") from error
    return codes


def _object_of(body: bytes) -> dict[str, object]:
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return content if isinstance(content, dict) else {}
