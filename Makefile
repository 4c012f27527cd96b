# `make demo` and `make test` are all a newcomer needs; both prepare .venv by themselves.
PYTHON ?= python3
BIN := .venv/bin
CONVERSATION := tests/conversations/hongqi-2023.chat

.PHONY: demo test chat check bench accuracy effort torture fuzz pictures venv lock clean
.DEFAULT_GOAL := demo

demo: venv ## play the seed's interview and write its report to out/
	@mkdir -p out && rm -f out/demo.db* out/*年度报告*
	@sed -n 's/^> //p' $(CONVERSATION) | $(BIN)/baogao chat --db out/demo.db --out out

test: venv ## run the whole test suite
	$(BIN)/python -m pytest

chat: venv ## hold an interview on this console
	@$(BIN)/baogao chat

check: venv ## format, lint, types, layers, templates
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/baogao check-templates

bench: venv ## how fast documents are made and messages answered, beside other ways to do it
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	$(BIN)/python -m tests.benchmarks.render
	$(BIN)/python -m tests.benchmarks.checks
	$(BIN)/python -m tests.benchmarks.load

accuracy: venv ## planted errors found, clean reports questioned
	$(BIN)/python -m tests.accuracy

effort: venv ## how many actions a report takes, beside one prompt a field
	$(BIN)/python -m tests.effort

torture: venv ## kill the bot 500 times while 50 people write; prints what was lost
	$(BIN)/python -m tests.torture

fuzz: venv ## random updates through the adapter, spoilt files through every reader
	$(BIN)/python -m tests.fuzz

pictures: venv ## draw the handbook's pictures anew (needs LibreOffice and a Chinese font)
	$(BIN)/python -m tests.pictures

venv: .venv/ready ## the virtual environment with all that is locked

.venv/ready: requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; call make with PYTHON=python3.12, say") if sys.version_info < (3, 11) else None'
	@echo "preparing .venv (once, about a minute) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

UV := out/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links pyproject.toml

lock: ## write the lock files anew from pyproject.toml
	@$(PYTHON) -m venv out/lock && out/lock/bin/pip install --quiet uv
	$(UV) --output-file requirements.lock
	$(UV) --group dev --output-file requirements-dev.lock
	$(UV) --group bench --constraint requirements-dev.lock --output-file requirements-bench.lock

clean: ## remove what the other targets made
	rm -rf .venv out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
