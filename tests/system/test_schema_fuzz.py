"""The running server against its own description: schemathesis makes requests from /openapi.json and compares the answers."""

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from app.settings import Settings
from tests.keys.created import created_key
from tests.product.tracker import running
from tests.system.test_keys import bearer

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]
SEED, WITHIN_S = 7, 240
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


def _without_tuples(schema: Any) -> Any:
    """Return the document with tuples as lists: schemathesis 4.32 trips over `prefixItems`, which OpenAPI 3.1 has."""
    if isinstance(schema, list):
        return [_without_tuples(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    changed = {name: _without_tuples(part) for name, part in schema.items()}
    if "prefixItems" in changed:
        changed["items"] = changed.pop("prefixItems")[0]
    return changed


@pytest.mark.parametrize("examples", [5, pytest.param(15, marks=pytest.mark.nightly)])
async def test_every_answer_matches_the_description_of_the_api(
    make_settings: Callable[..., Settings], tmp_path: Path, examples: int
) -> None:
    # Without a dispatcher no command is decided.
    settings = make_settings(auth="on", rate_key_per_s=0, rate_refused_per_s=0, command_wait_s=0.05)
    key = await created_key(settings, "fuzz", "admin")
    async with running("worker", settings, tmp_path / "said") as worker, ClientSession() as session:
        await worker.until_ready(session)
        async with session.get(f"{worker.url}/openapi.json", headers=bearer(key)) as answer:
            description = tmp_path / "openapi.json"
            description.write_text(json.dumps(_without_tuples(await answer.json())))
        arguments = [
            *("run", str(description), "--url", worker.url, "--header", f"Authorization: Bearer {key}"),
            *("--checks", CHECKS, "--phases", "examples,fuzzing", "--max-examples", str(examples), "--seed", str(SEED)),
            # A stream has no end.
            *(
                "--exclude-path",
                "/api/stream",
                "--exclude-path",
                "/api/stream/deliveries",
                "--exclude-path",
                "/api/stream/events",
            ),
            *("--request-timeout", "20", "--no-color"),
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
