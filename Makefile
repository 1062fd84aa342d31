# `make start` serves the app, `make test` checks everything. Both set up what they need first.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
UV_PINNED := 0.13.9

.PHONY: help setup start test test-long check bench pictures catalogue clean

help:
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

setup: $(READY) ## make .venv with everything that is pinned in requirements.txt

$(READY): requirements.txt pyproject.toml
	@echo "Setting up in $(VENV). The first time this fetches everything that is pinned."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Answerable needs Python 3.11 or newer; name one with: make PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_PINNED) || true
	@$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.txt \
	  || $(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

start: setup ## serve the app on http://localhost:8866, with the example on first use
	@$(BIN)/answerable serve --example

check: setup ## style, types, arrows and content
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/answerable check-content

test: check ## everything; sets up Node and a browser when they are not there
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m pytest -m "not long" --numprocesses 2 --dist loadfile

test-long: setup ## soaks, large fuzzing, hundreds of kills
	$(BIN)/python -m pytest -m long

bench: setup ## measure, each figure beside the stock way; writes outputs/bench.json
	$(BIN)/python tests/bench/run.py

pictures: setup ## take the README's pictures anew
	$(BIN)/python tests/browser/pictures.py

catalogue: setup ## write docs/catalogue, docs/burden.md and docs/accessibility.md anew
	$(BIN)/python -m answerable.governance.catalogue docs/catalogue
	$(BIN)/python -m answerable.bank.published docs/catalogue
	$(BIN)/python -m answerable.bank.burden_page docs
	$(BIN)/python -m answerable.bank.statement docs

clean: ## remove what setup and runs made, but not your assessments
	rm -rf $(VENV) tests/widgets/node_modules .mypy_cache .ruff_cache .pytest_cache
