"""The addresses of a process that serves no readers: its health and its metrics."""

from dataclasses import dataclass
from functools import partial

from aiohttp import web

from app.domain.access import Scope
from app.observability.metrics import Metrics
from app.readiness import Readiness
from app.settings import Settings
from web.access.guard import Guard
from web.http.body import close_where_unread
from web.http.middleware import create_middleware
from web.http.security_headers import add_security_headers
from web.pages import health


@dataclass(frozen=True, slots=True)
class _Probed:
    """What the handlers tell of."""

    metrics: Metrics
    readiness: Readiness


def mount_probes(
    app: web.Application, settings: Settings, metrics: Metrics, readiness: Readiness, guard: Guard
) -> None:
    """Put the probes on `app`, and the metrics where the settings do not close them."""
    app.middlewares.append(create_middleware(metrics))
    app.on_response_prepare.extend((add_security_headers, close_where_unread))
    probed = _Probed(metrics, readiness)
    app.router.add_get("/health/live", partial(health.live, probed))
    app.router.add_get("/health/ready", partial(health.ready, probed))
    if settings.metrics_access != "off":
        scope = None if settings.metrics_access == "open" else Scope.READ
        app.router.add_get("/metrics", guard.before(partial(health.metrics, probed), scope))
