"""A proxy that serves a tracker below a path, which it strips, as nginx does with a slash behind `proxy_pass`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import ClientSession, ClientTimeout, web

PREFIX = "/fleet"
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}


@asynccontextmanager
async def behind_a_prefix(upstream: str) -> AsyncIterator[str]:
    """Yield the address, with a slash at its end, at which the proxy serves `upstream`; beside it there is nothing."""
    async with ClientSession(timeout=ClientTimeout(total=None), auto_decompress=False) as session:

        async def add_slash(_request: web.Request) -> web.StreamResponse:
            return web.Response(status=301, headers={"Location": f"{PREFIX}/"})

        async def pass_on(request: web.Request) -> web.StreamResponse:
            target = upstream.rstrip("/") + request.raw_path.removeprefix(PREFIX)
            headers = {name: value for name, value in request.headers.items() if name.lower() not in HOP_BY_HOP}
            headers["X-Forwarded-Prefix"] = PREFIX
            body = await request.read()
            async with session.request(
                request.method, target, headers=headers, data=body, allow_redirects=False
            ) as answer:
                response = web.StreamResponse(status=answer.status)
                for name, value in answer.headers.items():
                    if name.lower() not in HOP_BY_HOP:
                        response.headers.add(name, value)
                await response.prepare(request)
                async for part in answer.content.iter_any():
                    await response.write(part)
                return response

        app = web.Application(client_max_size=16 << 20)
        app.router.add_get(PREFIX, add_slash)
        app.router.add_route("*", f"{PREFIX}/{{rest:.*}}", pass_on)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            yield f"http://127.0.0.1:{site.port}{PREFIX}/"
        finally:
            await runner.cleanup()
