# Every habit of the project. CI and pre-commit call these targets and nothing else.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
# Tests run in as many processes as there are cores, four at most.
WORKERS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); [ $$n -gt 4 ] && n=4; echo $$n)

.PHONY: help
help: ## Show this help
	@awk 'BEGIN {FS = ":.*## "} /^[a-z0-9-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Stamp files say that the environment matches the lock files: one for running, one for developing.
.venv/.running: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "OnceOnly needs Python 3.11 or newer. Say which one: make PYTHON=python3.12 ..."; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv || { echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Installing what OnceOnly needs into .venv (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.developing: .venv/.running requirements-dev.lock
	@echo "Installing what its developers need into .venv (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

.PHONY: setup
setup: .venv/.developing ## Install everything into .venv (the other targets do it by themselves)

.PHONY: demo
demo: .venv/.running ## Build Foggyton, fill its register and serve the portal on http://127.0.0.1:8000
	@$(BIN)/onceonly demo --port $(PORT)

.PHONY: test
test: setup browser axe pango postgresql pythons lint types imports ## Install what is needed, then run every check and every test
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

.PHONY: unit
unit: setup ## Run the quick tests only: no browser, no server, no crashes, no whole builds, stores on SQLite
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m "not server" tests/unit tests/contract tests/architecture

.PHONY: browser
browser: setup ## Find or install a browser for the tests
	@$(BIN)/python -m tests.browser.chromium

.PHONY: axe
axe: setup ## Fetch the newest axe-core for the tests
	@$(BIN)/python -m tests.accessibility.axe_core

.PHONY: pango
pango: setup ## Find or install the system's libraries that PDFs need
	@$(BIN)/python -m tests.paper.libraries

.PHONY: postgresql
postgresql: setup ## Find or install PostgreSQL for the tests
	@$(BIN)/python -m tests.postgresql.binaries

.PHONY: pythons
pythons: setup ## Fetch what the newest Python of this machine needs to test an installation
	@$(BIN)/python -m tests.install.pythons

.PHONY: lint
lint: setup ## Check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: types
types: setup ## Check types, strictly
	$(BIN)/mypy

.PHONY: imports
imports: setup ## Check who may import whom
	$(BIN)/lint-imports

.PHONY: format
format: setup ## Put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: check
check: .venv/.running ## Check Foggyton's specs
	@$(BIN)/onceonly check

.PHONY: build
build: .venv/.running ## Build Foggyton into output/
	@$(BIN)/onceonly build

.PHONY: serve
serve: build ## Serve what is built
	@$(BIN)/onceonly serve --port $(PORT)

.PHONY: i18n
i18n: setup ## Bring the translation files up to date and say what is missing
	@$(BIN)/onceonly i18n update
	@$(BIN)/onceonly i18n status

.PHONY: docs
docs: setup ## Write the generated pages of docs/
	@$(BIN)/onceonly schema --to docs/schema
	@$(BIN)/onceonly reference

.PHONY: screenshots
screenshots: setup browser ## Take the pictures of README and docs
	@$(BIN)/python -m tests.browser.screenshots

.PHONY: fuzz
fuzz: setup browser ## Compare the two evaluators of expressions on 200,000 cases
	@$(BIN)/python -m tests.fuzz.expressions --cases 200000 --seed 1

.PHONY: crash
crash: setup ## Kill writers, the server, its workers and those who deliver letters, again and again, and count
	@$(BIN)/python -m tests.crash.submissions --kills 200
	@$(BIN)/python -m tests.crash.server --kills 200
	@$(BIN)/python -m tests.crash.server --kills 200 --workers
	@$(BIN)/python -m tests.crash.letters --kills 100

.PHONY: bench
bench: setup browser ## Measure speed, size and memory; writes docs/performance.md
	@$(BIN)/python -m tests.performance.bench

# The commit that the ratios to be reached belong to; another one: make bench-against REV=...
REV ?= 9234adf

.PHONY: bench-against
bench-against: setup ## Measure in turns with an old commit (REV=9234adf); fails where a ratio is missed
	@$(BIN)/python -m tests.performance.against $(REV)

.PHONY: bench-scale
bench-scale: setup postgresql ## Measure 600 owners beside 200,000 businesses, on both databases
	@$(BIN)/python -m tests.performance.scale

.PHONY: newest
newest: setup browser axe pango postgresql ## Run every test with the newest version of every library, in .newest/
	$(BIN)/python -m tests.newest -n $(WORKERS) --dist loadfile

.PHONY: wheel
wheel: .venv/.running ## Build the wheel into dist/
	@$(BIN)/python -m hatchling build --target wheel

.PHONY: lock
lock: axe ## Renew the lock files (needs the package indexes)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 pyproject.toml --extra pdf --extra postgres --extra translate --group build -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 pyproject.toml --all-extras --group build --group dev -o requirements-dev.lock
	cp requirements.lock deploy/requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 pyproject.toml --all-extras --group build -o deploy/requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --group npm -o requirements-npm.lock
	PATH="$$PATH:$(CURDIR)/$(BIN)" npm install --prefix tests/accessibility/axe --package-lock-only --save-dev --save-exact --omit-lockfile-registry-resolved --no-audit --no-fund axe-core@latest

.PHONY: clean
clean: ## Remove what can be made again (keeps foggyton/ and var/, which hold records)
	rm -rf .venv .newest .output.compiled tests/accessibility/axe/node_modules tests/performance/browser/node_modules build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find output -mindepth 1 ! -name README.md -delete
