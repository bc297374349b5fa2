"""A real server of the S3 protocol, moto, as a process of its own environment: its packages collide with ours."""

import asyncio
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from aiohttp import ClientError, ClientSession, web
from aiohttp.test_utils import TestServer

from app.ports import free_port
from tests.architecture.project import ROOT
from tests.waiting import eventually_after

MOTO = ROOT / ".venv" / "s3" / "bin" / "moto_server"
BUCKET = "photos"
STARTS_S = 60.0


@contextmanager
def _process(port: int, output: Path) -> Iterator[None]:
    with output.open("wb") as said:
        command = [str(MOTO), "--host", "127.0.0.1", "--port", str(port)]
        process = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            yield
        finally:
            process.kill()
            process.wait()


@asynccontextmanager
async def s3_server(folder: Path) -> AsyncIterator[str]:
    """Yield the address of a server with one empty bucket."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with _process(port, folder / "moto.txt"):
        async with ClientSession() as session:

            async def has_bucket() -> bool:
                try:
                    async with session.put(f"{url}/{BUCKET}") as answer:
                        return answer.status == 200
                except (ClientError, OSError):
                    return False

            await eventually_after(has_bucket, within_s=STARTS_S)
        yield url


@asynccontextmanager
async def failing_server(*, answers: bool) -> AsyncIterator[str]:
    """Yield the address of a server that fails each request, or that never answers one."""
    is_over = asyncio.Event()

    async def fail(_request: web.Request) -> web.Response:
        if not answers:
            await is_over.wait()
        return web.Response(status=500)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", fail)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")
        is_over.set()


def use_s3(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """Set what names a server and its credentials, as for every program that uses S3."""
    for name, value in (
        ("AWS_ENDPOINT_URL", url),
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_REGION", "us-east-1"),
    ):
        monkeypatch.setenv(name, value)
