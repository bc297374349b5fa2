"""Devices that insist: each request is sent until the tracker decides on it, and every answer is judged."""

import asyncio
import json
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from tests.system.storm import Request

CONNECTIONS = 64
RETRY_S = 0.2
ANSWER_S = 30.0
MAY_PASS = {"kafka_unavailable", "overloaded", "recovering"}
"""Codes of a 503."""


@dataclass(slots=True)
class Ledger:
    """What became of the requests; times are the event loop's."""

    decided: int = 0
    slowest_s: float = 0.0
    """The longest wait for an answer."""
    accepted: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    retried: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    """Answers that the contract does not have."""
    accepted_at: list[float] = field(default_factory=list)
    """When each 202 came, for requests sent after the one before was settled or in parallel with it."""

    def next_202(self, after: float) -> float | None:
        """Return when the first 202 after that time came."""
        return next((at for at in self.accepted_at if at > after), None)


async def send_all(requests: Sequence[Request], urls: Sequence[str], ledger: Ledger) -> None:
    """Send the requests over 64 connections, spread over the urls; return when each has been decided."""
    queue = deque(requests)
    timeout = ClientTimeout(total=ANSWER_S)
    async with (
        ClientSession(connector=TCPConnector(limit=CONNECTIONS), timeout=timeout) as session,
        asyncio.TaskGroup() as group,
    ):
        for number in range(CONNECTIONS):
            group.create_task(_send_some(session, queue, [*urls[number % len(urls) :], *urls], ledger))


async def _send_some(session: ClientSession, queue: deque[Request], urls: Sequence[str], ledger: Ledger) -> None:
    loop, tries = asyncio.get_running_loop(), 0
    while queue:
        request = queue.popleft()
        while (answer := await _timed_post(session, urls[tries % len(urls)], request, ledger)).may_pass:
            ledger.retried[answer.label] += 1
            tries += 1  # the next server, if there is one
            await asyncio.sleep(RETRY_S)
        _settle(ledger, request, answer, loop.time())


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; status 0: nothing."""

    status: int
    content: Any
    headers: Any = None

    @property
    def may_pass(self) -> bool:
        return self.status == 0 or (self.status == 503 and self.content.get("code") in MAY_PASS)

    @property
    def label(self) -> str:
        return str(self.content.get("code", "")) if self.status else "no answer"


async def _timed_post(session: ClientSession, url: str, request: Request, ledger: Ledger) -> Answer:
    loop = asyncio.get_running_loop()
    began = loop.time()
    answer = await post(session, url, request)
    ledger.slowest_s = max(ledger.slowest_s, loop.time() - began)
    return answer


async def post(session: ClientSession, url: str, request: Request) -> Answer:
    """Send a request once."""
    headers = {"Content-Type": request.content_type}
    try:
        async with session.post(url + request.path, data=request.body, headers=headers) as response:
            answer = Answer(response.status, json.loads(await response.read()), response.headers)
    except (ClientError, TimeoutError, OSError):
        return Answer(0, {})
    if answer.status == 503:
        assert "Retry-After" in answer.headers, "a 503 says when to come again"
    return answer


def _settle(ledger: Ledger, request: Request, answer: Answer, now: float) -> None:
    codes = codes_of(request, answer)
    ledger.decided += 1
    ledger.accepted += codes.count(None)
    ledger.refused.update(code for code in codes if code is not None)
    if answer.status == 202:
        ledger.accepted_at.append(now)
    if codes != list(request.codes):
        pairs = zip(request.codes, codes, strict=True)
        ledger.wrong += [f"{code} instead of {right}: {answer.status}" for right, code in pairs if code != right]


def codes_of(request: Request, answer: Answer) -> list[str | None]:
    """Return for each item the code that refused it, None where it was accepted."""
    if answer.status == 202:
        codes: list[str | None] = [None] * len(request.codes)
        rejected = answer.content.get("rejected", [])
        if len(codes) > 1:
            assert answer.content["accepted"] == len(codes) - len(rejected)
    else:
        codes = [answer.content["code"]] * len(request.codes)
        rejected = answer.content.get("rejected", [])
    for rejection in rejected:
        codes[rejection["index"]] = rejection["code"]
    return codes
