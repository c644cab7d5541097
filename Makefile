# The portal's commands. Each sets up what it needs first and does only what has changed since.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8000
export PORT

VENV := .venv
RUN := $(VENV)/bin/python

READY := $(VENV)/.ready
PACKAGES := node_modules/.ready
BUILT := build/.built

.PHONY: help
help:  ## Show this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: $(READY) $(BUILT)  ## Serve the four sites on this machine (PORT=8123, DEMO_PASSWORD=…)
	@bin/serve

.PHONY: test
test: $(READY) $(BUILT)  ## Run every test, on SQLite and PostgreSQL (ARGS="-k overlay")
	@bin/test $(ARGS)

.PHONY: lint
lint: export DATABASE_URL := sqlite://:memory:
lint: $(READY) $(BUILT)  ## Check style, types, settings and migrations
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m djhtml --tabwidth 2 --check templates
	$(RUN) -m mypy
	$(RUN) manage.py check --fail-level WARNING
	$(RUN) manage.py makemigrations --check --dry-run

.PHONY: format
format: $(READY)  ## Put code and templates into the house style
	$(RUN) -m ruff check --fix
	$(RUN) -m ruff format
	$(RUN) -m djhtml --tabwidth 2 templates

.PHONY: build
build: $(BUILT)  ## Build styles and scripts into build/static

.PHONY: lock
lock: $(READY)  ## Take newer releases within the bounds of requirements*.in and package.json
	@for name in requirements requirements-dev requirements-uv requirements-frontend; do \
		$(RUN) -m uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-header --no-annotate \
			--python-version 3.11 $$name.in --output-file $$name.txt || exit 1; \
	done
	bin/npm update --package-lock-only --ignore-scripts

.PHONY: screenshots
screenshots: $(READY) $(BUILT)  ## Take the README's pictures again (needs Chromium)
	$(RUN) bin/screenshots.py

.PHONY: clean
clean:  ## Remove what was installed and built; var/ with database and uploads stays
	rm -rf $(VENV) build node_modules .pytest_cache .ruff_cache .mypy_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Set-up, by stamp files: each is as new as the last time its step succeeded.

$(READY): requirements-uv.txt requirements-dev.txt bin/install
	@PYTHON="$(PYTHON)" bin/install $(VENV)
	@touch $@

$(PACKAGES): package.json package-lock.json | $(READY)
	@bin/npm ci --ignore-scripts --loglevel=error
	@touch $@

$(BUILT): $(PACKAGES) $(shell find static -type f 2>/dev/null)
	@rm -rf build/static
	@bin/npm run --silent build
	@touch $@
