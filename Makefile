# Every target describes itself after two hashes; `make` alone lists them.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
# one more than there are cores: browsers and servers are waited for
TEST_PROCESSES ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
.PHONY: help run test style check format lock browser bench licences pictures package clean

export PYTHONPATH := $(CURDIR)/src:$(CURDIR)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
PYTHON ?= python3
PY := .venv/bin/python
YOUNGEST ?= P8D
# A .venv that is a link is looked after by whoever made it: nothing is installed into it from here.
LINKED := $(shell test -L .venv && echo yes)
RUN := $(if $(LINKED),,.venv/.ready-to-run)
DEV := $(if $(LINKED),,.venv/.ready-to-test)
COMPILE = .venv/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --pip-args "--uploaded-prior-to=$(YOUNGEST)"

help: ## List these targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | while IFS=$$'\t' read -r name text; do printf '  make %-10s %s\n' "$$name" "$$text"; done

run: $(RUN) ## Start Hirehall with the demo market at http://127.0.0.1:8000 (Ctrl-C stops it)
	@exec $(PY) -m hirehall.wiring.command serve --demo

test: browser style ## Everything: what the tests need, all checks, all tests
	HIREHALL_HOME=$(CURDIR)/.hirehall-test/home $(PY) -m pytest -n $(TEST_PROCESSES) --maxschedchunk 1 -q

style: $(DEV)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/lint-imports
	HIREHALL_HOME=$(CURDIR)/.hirehall-test/home $(PY) -m mypy

check: style ## Style, types, imports, templates, migrations, and the rules of the house
	HIREHALL_HOME=$(CURDIR)/.hirehall-test/home $(PY) -m pytest tests/architecture -q

format: $(DEV) ## Bring the code into shape
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

lock: $(DEV) ## Write the lock files anew, with nothing younger than a week
	$(COMPILE) --upgrade -o requirements/base.txt pyproject.toml
	$(COMPILE) --upgrade -o requirements/embedded.txt requirements/embedded.in
	$(COMPILE) --upgrade -o requirements/build.txt requirements/build.in
	@$(PY) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")' | \
		$(COMPILE) --upgrade -c requirements/base.txt -c requirements/build.txt --no-annotate -o requirements/dev.txt -

browser: $(DEV) ## See that the tests have their browser, hledger and verifiers of credentials
	@tools/browser

bench: $(DEV) ## Measure hiring, the whole cycle, postings, pages and the first start (half an hour; a quiet machine)
	$(PY) -m bench.hire
	$(PY) -m bench.cycle
	$(PY) -m bench.postings
	$(PY) -m bench.pages
	$(PY) -m bench.pages --halls 1,20
	$(PY) -m bench.start
	$(PY) -m bench.weekly --weeks 10000
	$(PY) -m bench.copies

licences: $(DEV) ## List the licences of everything that is built upon
	$(PY) -m piplicenses --from=mixed --with-urls --order=license

pictures: $(DEV) browser ## Make the pictures of the README from the running product
	$(PY) -m tools.pictures

package: $(DEV) ## Build the wheel into dist/
	$(PY) -m build --wheel --no-isolation

clean: ## Remove what was built and measured here; the data in .hirehall stay
	rm -rf dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .hirehall-test test-artifacts

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Hirehall needs Python 3.11 or newer; $(PYTHON) is older. Name another: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing. On Debian: apt-get install python3-venv"; exit 1; }

.venv/.ready-to-run: requirements/base.txt requirements/embedded.txt requirements/build.txt | .venv/bin/python
	@echo "Installing what Hirehall needs into .venv (once) ..."
	@$(PY) -m pip install --quiet --require-hashes -r requirements/base.txt -r requirements/embedded.txt -r requirements/build.txt
	@$(PY) -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/.ready-to-test: requirements/dev.txt .venv/.ready-to-run | .venv/bin/python
	@echo "Installing what the tests need into .venv (once) ..."
	@$(PY) -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@
