"""aiohttp alone, on uvloop: reads the body and answers 202. No server that uses it can be faster.

python -m tests.bench.peers.bare_aiohttp PORT
"""

import sys

import uvloop
from aiohttp import web


async def take(request: web.Request) -> web.Response:
    """Read the body and accept it without a check."""
    await request.read()
    return web.Response(status=202)


async def serve() -> web.Application:
    """Return the server's one route."""
    app = web.Application()
    app.router.add_post("/api/shipments/update", take)
    return app


if __name__ == "__main__":
    web.run_app(
        serve(), host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None, loop=uvloop.new_event_loop()
    )
