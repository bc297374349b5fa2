"""The proxy's configuration in a real nginx on this machine, if there is one."""

import asyncio
import os
import re
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from app.polling import wait_until
from app.ports import free_port
from tests.architecture.project import ROOT

NGINX = shutil.which("nginx", path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin")))
STARTS_WITHIN_S, ENDS_WITHIN_S = 20.0, 20.0


def configuration(ports: tuple[int, int], edges: Sequence[int], folder: Path) -> str:
    """Return it with a test's ports and folders, and with the edges by address, since Docker's name server is missing."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    servers = "\n".join(f"server 127.0.0.1:{port} max_fails=0;" for port in edges)
    for pattern, own in (
        (r"server edge:8080 resolve max_fails=0;", servers),
        (r"listen 8080;", f"listen 127.0.0.1:{ports[0]};"),
        (r"listen 5173;", f"listen 127.0.0.1:{ports[1]};"),
        (r" /tmp/", f" {folder}/"),
        (r"resolver 127\.0\.0\.11 .*;", ""),
    ):
        text, replaced = re.subn(pattern, own, text)
        assert replaced, pattern
    # As root it would become another user without access to a test's folder; in its container it is never root.
    return f"user root;\n{text}" if os.geteuid() == 0 else text


@asynccontextmanager
async def running_nginx(edges: Sequence[int], folder: Path) -> AsyncIterator[str]:
    """Yield the address of the proxy."""
    folder.mkdir()
    ports = free_port(), free_port()
    path = folder / "nginx.conf"
    path.write_text(configuration(ports, edges, folder))
    async with serving(path, ports[0]):
        yield f"http://127.0.0.1:{ports[0]}"


@asynccontextmanager
async def serving(path: Path, port: int) -> AsyncIterator["subprocess.Popen[bytes]"]:
    """Yield an nginx with a configuration that listens on the port; SIGHUP makes it read the configuration again."""
    assert NGINX is not None
    command = [NGINX, "-e", "stderr", "-c", str(path)]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    said = path.with_name("nginx-said")
    with said.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
    try:
        await asyncio.to_thread(wait_until, lambda: not _is_free(port) or process.poll() is not None, STARTS_WITHIN_S)
        assert process.poll() is None, said.read_text()
        yield process
    finally:
        process.terminate()
        process.wait(ENDS_WITHIN_S)


def _is_free(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) != 0
