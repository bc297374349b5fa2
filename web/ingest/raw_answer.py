"""The answer to one fix as HTTP bytes, with the fewest headers, since thousands a second are sent."""

from email.utils import formatdate

from web.http.problem import ProblemError, problem_response
from web.http.security_headers import PLAIN_HEADERS

HEAD = (
    "HTTP/1.1 202 Accepted\r\n"
    "Content-Type: application/json\r\n"
    "Date: {date}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in PLAIN_HEADERS.items()) + "Content-Length: "
)


class ReadyAnswers:
    """Builds 202 answers for connections that stay open; the head with its date is rebuilt each second."""

    def __init__(self) -> None:
        self._head, self._built_at = b"", -1

    def accepted(self, body: bytes, now: float) -> bytes:
        """Return a 202 with a JSON body; `now` (Unix seconds) is its date."""
        if self._built_at != (second := int(now)):
            self._built_at = second
            self._head = HEAD.format(date=formatdate(second, usegmt=True)).encode()
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
