# `make run` serves the sample archive; `make test` checks everything. Both set up what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test lint fix bench bench-relevance bench-ingest chromium clean

run: $(VENV)/.installed
	$(BIN)/kb init --samples
	$(BIN)/kb serve

test: lint chromium
	$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=term:skip-covered --durations=25

lint: $(VENV)/.developing
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djlint templates --check --lint
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(VENV)/.developing
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/djlint templates --reformat --quiet

bench: $(VENV)/.benching
	$(BIN)/python -m tests.bench

bench-relevance: $(VENV)/.benching
	$(BIN)/python -m tests.bench relevance $(COLLECTION)

bench-ingest: $(VENV)/.benching
	$(BIN)/python -m tests.bench ingest

# The browser of the end-to-end tests: the system's own, installed where this user may; without one they are skipped.
chromium:
	@command -v chromium chromium-browser google-chrome >/dev/null 2>&1 || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y chromium >/dev/null; } || \
	  echo "no Chromium here: the browser tests will be skipped"

clean:
	rm -rf $(VENV) dist build htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade pip

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) install --editable . --constraint constraints.txt
	touch $@

$(VENV)/.developing: $(VENV)/.installed
	$(PIP) install --group dev --constraint constraints.txt
	touch $@

$(VENV)/.benching: $(VENV)/.developing
	$(PIP) install --group bench --constraint constraints.txt
	touch $@
