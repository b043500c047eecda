# Everything runs from .venv; nothing else is installed, except Chromium for the browser journeys.
PYTHON ?= python3
BIN := .venv/bin
ADDRESS ?= 127.0.0.1:8000
TYPED := src/ancrage/methods src/ancrage/formats src/ancrage/core \
         $(wildcard src/ancrage/*/actions src/ancrage/*/actions.py) \
         $(wildcard src/ancrage/*/exchange src/ancrage/*/exchange.py)
# The tests that read the code itself: access over syntax trees, templates, translations, documents.
HOUSE := $(addprefix tests/house/test_,access_syntax.py templates.py translations.py catalogues.py \
         docs.py no_traces.py)

.PHONY: help install demo test check bench chromium messages access-page screenshots clean

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: .venv/run.done ## Prepare .venv, and nothing else

.venv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Ancrage demande Python 3.11 ou plus récent : make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { echo "Installez d’abord le paquet python3-venv de votre système."; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.txt

.venv/run.done: requirements/run.txt pyproject.toml | .venv/bin/uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/run.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.done: requirements/dev.txt .venv/run.done
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

demo: .venv/run.done ## Load the example study, start web and worker
	@ANCRAGE_DEMO=1 $(BIN)/ancrage demo --address $(ADDRESS)

test: .venv/dev.done chromium ## Run every test, browser journeys included
	@$(BIN)/pytest -n 2 --dist loadgroup

chromium:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || sh scripts/install_chromium.sh

check: .venv/dev.done ## Read the code: style, types, rooms, templates, migrations, translations
	@$(BIN)/ruff check src tests scripts
	@$(BIN)/ruff format --check src tests scripts
	@$(BIN)/mypy $(TYPED)
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/djlint --quiet --lint src
	@$(BIN)/pytest -q -p no:randomly $(HOUSE)
	@$(BIN)/ancrage makemigrations --check --dry-run
	@ANCRAGE_HTTPS=1 ANCRAGE_HOSTS=ancrage.example $(BIN)/ancrage check --deploy --fail-level WARNING

messages: .venv/dev.done ## Gather the texts to translate (needs gettext) and compile the catalogues
	cd src/ancrage && ../../$(BIN)/python -m django makemessages -l en -l fr --no-obsolete --no-wrap --add-location file
	cd src/ancrage && ../../$(BIN)/python -m django compilemessages

access-page: .venv/dev.done ## Write docs/reference/acces.md from the declared access table
	@$(BIN)/python scripts/write_access_page.py

screenshots: .venv/dev.done chromium ## Take the pictures of the documentation again
	@ANCRAGE_SCREENSHOTS=1 $(BIN)/pytest -q -p no:randomly tests/journeys/test_screenshots.py

bench: .venv/dev.done ## Print our timings and the peers'
	@$(BIN)/pytest -q benchmarks -s

clean: ## Remove what the tools wrote; your data in var/ and keys/ stay
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
