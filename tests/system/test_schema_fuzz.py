"""The running server against its own description: schemathesis makes requests from /openapi.json and compares the answers."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession

from app.settings import Settings
from tests.system.test_keys import Keys
from tests.system.tracked import running

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]
EXAMPLES, SEED, WITHIN_S = 15, 7, 240
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


async def test_answers_are_what_the_description_says_whatever_is_asked(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = make_settings(auth="on", rate_key_per_s=0, rate_refused_per_s=0)
    key = await Keys(settings).run("create", "--name", "fuzz", "--scope", "admin")
    async with running("worker", settings, tmp_path / "said") as worker, ClientSession() as session:
        await worker.until_ready(session)
        arguments = [
            *("run", f"{worker.url}/openapi.json", "--header", f"Authorization: Bearer {key}"),
            *("--checks", CHECKS, "--phases", "examples,fuzzing", "--max-examples", str(EXAMPLES), "--seed", str(SEED)),
            # A stream has no end.
            *("--exclude-path", "/api/stream", "--request-timeout", "20", "--no-color"),
        ]
        process = await asyncio.create_subprocess_exec(
            *(str(Path(sys.executable).with_name("schemathesis")), *arguments),
            cwd=tmp_path,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        try:
            async with asyncio.timeout(WITHIN_S):
                said, _ = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
        print(said.decode())
        assert process.returncode == 0
        assert await worker.is_ready(session)
    assert "Traceback" not in worker.said
