# Two commands do everything: `make run` and `make test`. `make` alone says what else there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)

export HOST ?= 127.0.0.1
export PORT ?= 8000
export DATA_DIR ?= $(CURDIR)/var

.PHONY: help run demo-life test check unit flow browser bench storm contracts pages install install-dev clean

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

run: export DEBUG = 1
run: .stamps/pages ## start everything with its demo, in the foreground (HOST, PORT, DATA_DIR, DATABASE_URL, REDIS_URL)
	@mkdir -p $(DATA_DIR)
	@python manage.py migrate --verbosity 0
	@python manage.py seed --demo
	@exec python manage.py serve --demo

demo-life: export DEBUG = 1
demo-life: .stamps/pages ## beside `make run`: responders move and alerts come in by themselves
	@python manage.py demo_life

test: check unit flow browser ## all checks and tests; installs what they need, a browser too

check: .stamps/dev .stamps/pages ## formatting, lint, types, import ladder, contracts, migrations, catalogues
	ruff check --quiet .
	ruff format --check --quiet .
	DEBUG=1 mypy
	lint-imports --no-cache
	python -m wire.declarations --check
	DEBUG=1 python manage.py makemigrations --check --dry-run
	DEBUG=1 python manage.py check --fail-level WARNING
	DEBUG=1 python manage.py spectacular --validate --fail-on-warn --file /dev/null
	cd frontend && node_modules/.bin/tsc --noEmit && node build.mjs --check && node_modules/.bin/vitest run --silent

unit: .stamps/dev .stamps/pages ## fast tests on a database of their own
	python -m pytest -m "not flow and not browser"

flow: .stamps/dev .stamps/pages ## stories through real sockets against real server processes
	python -m pytest -m flow

browser: .stamps/browser ## stories in a real browser
	python -m pytest -m browser

bench: .stamps/dev .stamps/pages ## measure against the stock baseline and print the table
	python -m benchmarks

storm: .stamps/dev .stamps/pages ## crash storms too long for `make test`
	python -m tests.storm
	STORM_SEEDS=20000 python -m pytest tests/alerts/test_bad_line.py
	cd frontend && STORM_SEEDS=100000 node_modules/.bin/vitest run src/herder/storm.test.ts

contracts: .stamps/dev ## write the contracts anew from the wire's models
	python -m wire.declarations

pages: .stamps/pages ## build the pages

# What is installed and built is noted in .stamps, so that a second start takes seconds.

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

.stamps/install: requirements.txt | $(BIN)/python
	@mkdir -p .stamps
	pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.stamps/dev: requirements-dev.txt .stamps/install
	pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# Node comes from the machine, or from PyPI where there is none (or one too old): then small starters stand in for it.
.stamps/node: .stamps/install deploy/node.sh
	bash deploy/node.sh $(BIN)
	@touch $@

.stamps/modules: frontend/package.json frontend/package-lock.json .stamps/node
	cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

PAGES := $(shell find frontend/src frontend/locale frontend/voice -type f -not -name '*.mo' 2>/dev/null) frontend/build.mjs
.stamps/pages: $(PAGES) .stamps/modules
	cd frontend && node build.mjs
	@touch $@

.stamps/browser: .stamps/dev .stamps/pages deploy/browser.sh
	bash deploy/browser.sh
	@touch $@

clean: ## forget what was installed and built; keeps var/
	rm -rf $(VENV) .stamps frontend/node_modules frontend/dist
