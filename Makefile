# `make run` and `make test` need nothing but Python 3.11 and make; they install the rest into .venv.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
PORT ?= 5000
ROUNDS ?= 3
VENV := .venv
PYTHON_IN := $(VENV)/bin/python
FLASK := $(PYTHON_IN) -m flask --app training
BABEL := $(PYTHON_IN) -m babel.messages.frontend
# Hashes are taken from the public registry, whatever this machine is set to; then they hold on every machine.
PIP_COMPILE := env -u PIP_FIND_LINKS -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null $(PYTHON_IN) -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options
TRANSLATIONS := training/translations
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard $(TRANSLATIONS)/*/LC_MESSAGES/messages.po))
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Whatever the environment says, compiled modules are kept: else every process compiles all of them again.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run test bench bench-large pictures install install-dev lint format types contracts i18n translations port-is-free migrate bank requirements clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: install translations port-is-free ## Start Kyokun on http://127.0.0.1:5000 (another port: make run PORT=5001)
	@$(FLASK) demo prepare
	@echo "Kyokun starts on http://127.0.0.1:$(PORT) (Ctrl+C stops it)"
	@SITE_URL=$${SITE_URL:-http://127.0.0.1:$(PORT)} $(PYTHON_IN) -m honcho -f .ci/Procfile start -p $(PORT)

test: install-dev translations ## Run everything that decides whether a change is good
	@$(PYTHON_IN) -m tests.support.run_all

install: $(VENV)/.runtime ## Make .venv and install what the application needs

install-dev: $(VENV)/.development ## Install what tests and checks need as well

lint: install-dev ## Check style, formatting, risky code and declared dependencies
	@$(PYTHON_IN) -m ruff check .
	@$(PYTHON_IN) -m ruff format --check .
	@$(PYTHON_IN) -m bandit -q -ll -c pyproject.toml -r training questions
	@$(PYTHON_IN) -m deptry training questions

format: install-dev ## Format the code and mend what can be mended
	@$(PYTHON_IN) -m ruff check --fix .
	@$(PYTHON_IN) -m ruff format .

types: install-dev ## Check types
	@$(PYTHON_IN) -m mypy

contracts: install-dev ## Check which package may import which
	@$(VENV)/bin/lint-imports

i18n: install-dev ## Collect texts to translate, update the catalogues, compile them
	@$(PYTHON_IN) -m tests.support.catalogues update
	@$(MAKE) --no-print-directory translations

translations: $(CATALOGUES)

port-is-free: install
	@$(PYTHON_IN) -c "import socket; socket.create_server(('127.0.0.1', $(PORT)))" 2>/dev/null || \
		{ echo "Port $(PORT) is in use. Choose another one: make run PORT=5001" >&2; exit 1; }

migrate: install ## Bring the database to the newest version
	@$(FLASK) db upgrade

bank: install ## Check the shipped question bank
	@$(PYTHON_IN) -m questions check

requirements: install-dev ## Pin the newest versions that requirements*.in allow
	@$(PIP_COMPILE) --upgrade -o requirements.txt requirements.in
	@$(PIP_COMPILE) --upgrade -o requirements-dev.txt requirements-dev.in
	@for name in requirements requirements-dev; do \
		{ echo "# Compiled from $$name.in by 'make requirements'. Change that file, not this one."; \
		grep -v "^# Compiled from" $$name.txt; } > $$name.new && mv $$name.new $$name.txt; done

bench: install-dev translations ## Measure speed against the reference program (more rounds: make bench ROUNDS=5)
	@$(PYTHON_IN) -m tests.bench --rounds $(ROUNDS)
	@$(PYTHON_IN) -m tests.bench.large

bench-large: install-dev translations ## Measure pages, imports and files of a large organisation: 100,000 people, 1,000,000 assignments
	@$(PYTHON_IN) -m tests.bench.large

pictures: install-dev translations ## Take the pictures of the documentation anew (needs Chromium)
	@$(PYTHON_IN) -m tests.support.pictures

clean: ## Remove what was made, but keep instance/
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis $(CATALOGUES)
	@find training questions tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/pyvenv.cfg:
	@sh .ci/make-venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(VENV)/pyvenv.cfg
	@echo "Installing requirements.txt ..."
	@$(PYTHON_IN) -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.development: requirements-dev.txt $(VENV)/.runtime
	@echo "Installing requirements-dev.txt ..."
	@$(PYTHON_IN) -m pip install --quiet --require-hashes -r requirements.txt -r requirements-dev.txt
	@touch $@

%.mo: %.po | $(VENV)/.runtime
	@$(BABEL) compile --input-file=$< --output-file=$@
