"""docs/tutorial.md, followed to the letter: each command is run as it stands there, and its answer is as the page says."""

import asyncio
import json
import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from aiohttp import ClientSession

from app.ports import free_port
from app.settings import Settings
from tests.architecture.project import ROOT
from tests.product.tracker import running
from tests.waiting import eventually, eventually_after

pytestmark = [pytest.mark.system, pytest.mark.timeout(240)]
PAGE = (ROOT / "docs" / "tutorial.md").read_text()
BLOCK = re.compile(r"(?:^ {4}.*\n|^\n(?= {4}))+", re.MULTILINE)
SHOWN_WITHIN_S = 60.0
"""Some seconds on a machine that does nothing else."""
SHELL = 'curl() { command curl --silent --show-error --fail-with-body --max-time 30 "$@"; }\n'


def commands() -> list[str]:
    """Return the commands of the page that ask the tracker, in their order."""
    blocks = [dedent(block) for block in BLOCK.findall(PAGE)]
    return [
        command.strip()
        for block in blocks
        for command in re.split(r"^(?=curl )", block, flags=re.MULTILINE)
        if "curl" in command
    ]


def types_of(answer: Any) -> list[str]:
    return [event["type"].removeprefix("delivery.") for event in answer["events"]]


EXPECTED: list[tuple[str, Callable[[Any], bool]]] = [
    ("-X PUT localhost:8080/api/deliveries/PKG-1", lambda it: (it["status"], it["planRevision"]) == ("created", 1)),
    ("text/csv", lambda it: [result.get("code") for result in it["results"]] == [None, "bad_delivery"]),
    ("-X PUT localhost:8080/api/drivers/Dave-007/route", lambda it: it["accepted"] == 2),
    ("/api/drivers/Dave-007/route", lambda it: len(it["stops"]) == 2),
    ("/api/delivery-status", lambda it: it["accepted"] == 2),
    ("/api/shipments/update", lambda it: it["status"] == "accepted"),
    (
        "/api/deliveries/PKG-1",
        lambda it: (
            it["progress"]["eta"]["earliest"] <= it["progress"]["eta"]["at"] <= it["progress"]["eta"]["latest"]
            and it["position"]["subject"] == "driver"
        ),
    ),
    ("/api/shipments/update", lambda it: it["status"] == "accepted"),
    ("/api/shipments/update", lambda it: it["status"] == "accepted"),
    ("/api/deliveries/PKG-1", lambda it: it["progress"]["arrivedAt"] > 0),
    ("/api/deliveries/PKG-1/status", lambda it: it["status"] == "delivered"),
    ("/api/deliveries/PKG-2/status", lambda it: it["status"] == "attempt_failed"),
    (
        "/api/events?subject=PKG-1",
        lambda it: (
            [name for name in types_of(it) if name != "approaching"]
            == ["created", "assigned", "out_for_delivery", "arrived", "delivered"]
        ),
    ),
    ("?status=attempt_failed", lambda it: [row["shipmentId"] for row in it["deliveries"]] == ["PKG-2"]),
    ("/api/alerts", lambda it: [line["kind"] for line in it["lines"]] == ["attempt_failed"]),
    ("?format=csv", lambda it: it.count("PKG-") == 2),
    ("-X DELETE localhost:8080/api/deliveries/PKG-1", lambda it: it == ""),
    ("-X DELETE localhost:8080/api/deliveries/PKG-2", lambda it: it == ""),
]
"""By command a part of its text, and what its answer must be."""


async def test_the_tutorial_followed_to_the_letter_ends_with_a_finished_delivery(tmp_path: Path) -> None:
    ports: dict[str, Any] = {"http_port": free_port(), "dashboard_port": 0, "broker_port": free_port()}
    settings = Settings(data=tmp_path / "data", command_wait_s=60, **ports)
    found = commands()
    assert len(found) == len(EXPECTED)
    async with ClientSession() as session, running("run", settings, tmp_path / "run") as tracker:
        await tracker.until_ready(session)
        await eventually(lambda: any("dispatcher" in line and "ready after" in line for line in tracker.lines), 60)
        for command, (part, is_expected) in zip(found, EXPECTED, strict=True):
            assert part in command
            await _run(command.replace("localhost:8080", f"127.0.0.1:{settings.http_port}"), is_expected)


async def _run(command: str, is_expected: Callable[[Any], bool]) -> None:
    """Run a command; one that only asks is repeated, as a reader would, until its answer is as expected."""
    if re.search(r" (-X|-d|--data-binary) ", command):
        answer = await _answer_of(command)
        assert is_expected(answer), answer
        return
    answers: list[Any] = [None]

    async def is_shown() -> bool:
        answers[0] = await _answer_of(command)
        try:
            return is_expected(answers[0])
        except (KeyError, TypeError, IndexError):
            return False

    try:
        await eventually_after(is_shown, SHOWN_WITHIN_S)
    except AssertionError:
        raise AssertionError(f"{command}: {answers[0]}") from None


async def _answer_of(command: str) -> Any:
    shell = await asyncio.create_subprocess_exec(
        "bash", "-c", SHELL + command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, errors = await shell.communicate()
    assert shell.returncode == 0, (command, out, errors)
    text = out.decode()
    return json.loads(text) if text.startswith("{") else text
