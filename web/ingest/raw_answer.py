"""The answer to one fix as HTTP bytes, with the fewest headers, since thousands a second are sent."""

from email.utils import formatdate
from http import HTTPStatus

from web.http.problem import ProblemError, problem_response
from web.http.security_headers import PLAIN_HEADERS

PLAIN_LINES = "".join(f"{name}: {value}\r\n" for name, value in PLAIN_HEADERS.items())


class ReadyAnswers:
    """Builds answers of one status for connections that stay open; the head with its date is rebuilt each second."""

    def __init__(self, status: HTTPStatus, media_type: str) -> None:
        self._start = f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: {media_type}\r\n"
        self._head, self._built_at = b"", -1

    def with_body(self, body: bytes, now: float) -> bytes:
        """Return an answer with this body; `now` (Unix seconds) is its date."""
        if self._built_at != (second := int(now)):
            self._built_at = second
            date = formatdate(second, usegmt=True)
            self._head = f"{self._start}Date: {date}\r\n{PLAIN_LINES}Content-Length: ".encode()
        return b"%b%d\r\n\r\n%b" % (self._head, len(body), body)


def raw_problem(error: ProblemError, now: float) -> bytes:
    """Return the bytes of an error answer, for a connection that stays open; `now` (Unix seconds) is its date."""
    answer = problem_response(error)
    body = answer.body
    assert isinstance(body, bytes)
    headers = {
        **answer.headers,
        "Date": formatdate(int(now), usegmt=True),
        "Content-Length": str(len(body)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {answer.status} {answer.reason}\r\n{lines}\r\n".encode() + body
