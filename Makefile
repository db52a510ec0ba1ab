# What a person types. Only Python 3.11+ with venv, and make, are assumed; the rest is set up here.
#
#   make serve      set up, load seeds/, serve, print where
#   make test       set up, then lint, types, import contracts, generated files, tests
#   make lock       pin the newest dependencies that pyproject.toml allows
#   make openapi    write openapi.yaml, and the answers it shows
#   make examples   write the answers in README.md and docs/ anew
#   make compiled   compile the extraction engine: same answers, sooner; needs a C compiler
#   make plain      back to plain Python
#   make wheel      build a wheel with the compiled engine, into dist/; needs a C compiler
#   make clean      remove what the other targets made
#
# Another Python: make PYTHON=python3.12 test. Another place: make serve PORT=8080 CORPUS=~/articles DB=articles.db

PYTHON ?= python3
VENV   ?= .venv
CORPUS ?= seeds
DB     ?= corpus.db
HOST   ?= 127.0.0.1
PORT   ?= 8000
PYTEST ?=

BIN := $(VENV)/bin
# Nothing but the locked versions, with their hashes: the lock is whole, so pip need not look for what they depend on
# (the pip of Python 3.11 also takes lxml's extra "html-clean" for another than "html_clean", and warns).
# The package itself is linked to this folder.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps
LINK    := --no-build-isolation --editable .

.DEFAULT_GOAL := help
.PHONY: help serve test lint types contracts generated tests lock openapi examples compiled plain wheel clean

help:
	@sed -n '3,11s/^#   //p' Makefile

serve: $(VENV)/installed
	$(BIN)/onrecord load $(CORPUS) --db $(DB)
	$(BIN)/onrecord serve --db $(DB) --host $(HOST) --port $(PORT)

test: lint types contracts generated tests

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/bandit --quiet --recursive api

types: $(VENV)/installed-dev
	$(BIN)/mypy

contracts: $(VENV)/installed-dev
	$(BIN)/lint-imports

generated: $(VENV)/installed-dev
	$(BIN)/python docs/data_dictionary.py --check

tests: $(VENV)/installed-dev
	$(BIN)/python -m pytest $(PYTEST)

examples: $(VENV)/installed-dev
	$(BIN)/python docs/examples.py

openapi: $(VENV)/installed-dev
	$(BIN)/python tests/update_openapi.py

compiled: $(VENV)/installed-dev
	$(BIN)/python bench/compile_engine.py

plain:
	rm -f api/extract/*.so api/extract/*/*.so api/extract/compiled.sha256

wheel: $(VENV)/installed-dev
	HATCH_BUILD_HOOK_ENABLE_CUSTOM=true $(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps \
	  --no-build-isolation --wheel-dir dist .

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	  "$(PYTHON) is Python %d.%d; 3.11 or newer is needed: make PYTHON=python3.12 ..." % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) $(LINK)
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --require-hashes --requirement requirements-dev.lock
	$(INSTALL) $(LINK)
	@touch $@ $(VENV)/installed

# The development set holds the same versions as the one that is served. uv gets a venv of its own: it is a tool for
# this one job and no part of the project.
LOCK := build/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

lock: | build/lock/bin/uv
	$(LOCK) pyproject.toml --extra build --output-file requirements.lock
	$(LOCK) pyproject.toml --extra build --extra dev --constraint requirements.lock --output-file requirements-dev.lock
	$(LOCK) --group compile --constraint requirements-dev.lock --output-file requirements-compile.lock

build/lock/bin/uv:
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --disable-pip-version-check uv

clean: plain
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
	rm -rf corpus.db corpus.db-*
	find api tests bench docs -name __pycache__ -type d -prune -exec rm -rf {} +
