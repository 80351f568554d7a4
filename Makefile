# Two commands a newcomer needs: `make run` (the sample desk in a console) and `make test` (everything).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help run test check soak bench lock clean

help: ## What this Makefile does
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/'

run: $(VENV)/run ## Open the console on the sample desk
	@$(BIN)/dateline console

test: check $(VENV)/strict ## Run every check and every test
	$(BIN)/pytest -n auto --dist worksteal

check: $(VENV)/dev ## Lint, format and types
	$(BIN)/ruff check --no-cache .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

soak: $(VENV)/dev $(VENV)/strict ## The long counts of the same tests
	DATELINE_SOAK=1 $(BIN)/pytest -n auto --dist worksteal

bench: $(VENV)/dev ## Ratios against a bare floor, all from one run (ARGS="--claims 10000" for a short one)
	$(BIN)/python -m benchmarks $(ARGS)

lock: $(VENV)/dev ## Resolve the dependencies anew into the two lock files
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--no-emit-index-url pyproject.toml --group build -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--no-emit-index-url pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

clean: ## Remove what `make` made (never a desk)
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The interpreter is checked before anything is installed: an old one fails late and in riddles.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Dateline needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) -V 2>&1)."; \
		echo "Name a newer one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# A strict client of Matrix, where there is Node 20: without it one test is left out, and says so.
STRICT := tests/matrix/strict
$(VENV)/strict: $(STRICT)/package-lock.json | $(VENV)/dev
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --ignore-scripts --prefix $(STRICT) || \
		rm -rf $(STRICT)/node_modules; fi
	@touch $@
