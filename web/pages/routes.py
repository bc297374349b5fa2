"""The addresses of pages, documents, health and the demo."""

from http import HTTPStatus

from app.domain.access import Scope
from app.messages.demo import Demo
from app.messages.health import Health
from web.http.route import Answer, Body, Route
from web.http.route_errors import BODY_ERRORS, FILE_ERRORS, TEXT
from web.pages import dashboard, demo, docs_page, driver_page, health, openapi

HEALTHY = Answer("Yes.", (Body("application/json", Health, {"ok": {"status": "ok"}}),))
UNHEALTHY = Answer("No; `reason` tells why.", (Body("application/json", Health),), HTTPStatus.SERVICE_UNAVAILABLE)

ROUTES = (
    Route(
        "GET",
        "/api/demo",
        demo.show_demo,
        "showDemo",
        "Show whether the demo can be started",
        tag="operation",
        scope=Scope.READ,
        answers=(Answer("The state of the demo.", (Body("application/json", Demo),)),),
    ),
    Route(
        "POST",
        "/api/demo",
        demo.start_demo,
        "startDemo",
        "Start the demo of an empty tracker",
        tag="operation",
        scope=Scope.ADMIN,
        description="At most one demo starts: a company's drivers with their deliveries, and vehicles. It runs for TRACKER_DEMO_S, or until the tracker stops.",
        request=(Body("application/json", {"type": "object", "description": "Empty."}, {"sample": {}}),),
        answers=(Answer("The demo starts.", (Body("application/json", Demo),), HTTPStatus.ACCEPTED),),
        errors=(*BODY_ERRORS, "demo_off", "not_empty", "recovering"),
    ),
    Route(
        "GET",
        "/health/live",
        health.live,
        "isLive",
        "Is the process alive?",
        tag="operation",
        answers=(HEALTHY,),
        is_probe=True,
    ),
    Route(
        "GET",
        "/health/ready",
        health.ready,
        "isReady",
        "Can this process serve?",
        tag="operation",
        answers=(HEALTHY, UNHEALTHY),
        is_probe=True,
    ),
    Route(
        "GET",
        "/metrics",
        health.metrics,
        "showMetrics",
        "Show the metrics of this process",
        tag="operation",
        scope=Scope.READ,
        shows_all=True,
        switch="metrics_access",
        answers=(Answer("Prometheus text format.", (Body("text/plain", TEXT),)),),
    ),
    Route(
        "GET",
        "/openapi.json",
        openapi.show,
        "showOpenapi",
        "Show this document",
        tag="operation",
        scope=Scope.READ,
        switch="docs_access",
        answers=(Answer("OpenAPI 3.1.", (Body("application/json", {"type": "object"}),)),),
    ),
    Route(
        "GET", "/docs/", docs_page.page, "showDocs", "Documentation of the API", scope=Scope.READ, switch="docs_access"
    ),
    Route(
        "GET",
        "/docs",
        docs_page.with_slash,
        "findDocs",
        "Redirect to the documentation",
        scope=Scope.READ,
        switch="docs_access",
    ),
    Route("GET", "/docs/assets/{file}", docs_page.asset, "showDocsAsset", "A file of that page", errors=FILE_ERRORS),
    Route("GET", "/", dashboard.page, "showDashboard", "The dashboard"),
    Route("GET", "/drive", driver_page.page, "showDriverPage", "The page that drivers open on their phones"),
    Route("GET", "/drive/", driver_page.without_slash, "findDriverPage", "Redirect to the driver page"),
    Route(
        "GET", "/assets/{file}", dashboard.asset, "showDashboardAsset", "A file of the dashboard", errors=FILE_ERRORS
    ),
    Route(
        "GET",
        "/{file}",
        dashboard.root_file,
        "showDashboardFile",
        "A file beside the dashboard's page",
        errors=FILE_ERRORS,
    ),
)
