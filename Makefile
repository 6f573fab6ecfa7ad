# Needs Python 3.11 or newer with pip, git and make; everything else goes into .venv.
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test quick tools coverage lint types bench tamper docs wheel clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do \
	  printf '  make %-9s %s\n' "$$name" "$$text"; done

demo: $(VENV)/.installed ## calculate the Lao data centre example, sign its report, show and verify it
	rm -rf build/demo
	$(BIN)/jcm-mrv calculate examples/lao-data-center
	$(BIN)/jcm-mrv report examples/lao-data-center --output build/demo
	$(BIN)/jcm-mrv keygen build/demo/key --no-passphrase
	$(BIN)/jcm-mrv sign build/demo --key build/demo/key.pem
	$(BIN)/jcm-mrv view build/demo
	$(BIN)/jcm-mrv verify build/demo --inputs examples/lao-data-center --keys build/demo/key.pub.pem

test: $(VENV)/.installed-dev tools ## run the tests
	$(BIN)/python -m pytest -n auto --dist loadgroup

quick: $(VENV)/.installed-dev tools ## run the tests of every day: without browser, paper, tampering, LibreOffice
	$(BIN)/python -m pytest -n auto -m "not xdist_group"

coverage: $(VENV)/.installed-dev tools ## run the tests and tell which branches they miss
	$(BIN)/python -m pytest -n auto --dist loadgroup --cov --cov-report=term-missing:skip-covered

# Other programs that the tests hold signatures, bundles and pages against.
tools:
	@for tool in openssl unzip zip chromium; do command -v $$tool > /dev/null \
	  || apt-get -yqq install $$tool || { apt-get -qq update && apt-get -yqq install $$tool; } \
	  || { echo "the tests need $$tool: install it" >&2; exit 1; }; done
	@command -v soffice > /dev/null || apt-get -yqq install --no-install-recommends libreoffice-calc \
	  || { apt-get -qq update && apt-get -yqq install --no-install-recommends libreoffice-calc; } \
	  || { echo "the tests need soffice: install libreoffice-calc" >&2; exit 1; }

lint: $(VENV)/.installed-dev ## look for faults of style and form
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev ## check the types of sources and tests
	$(BIN)/mypy

bench: $(VENV)/.installed-bench ## time whole runs against bare polars and pandas
	$(BIN)/python benchmarks/run.py

tamper: $(VENV)/.installed-dev ## tamper with every leaf of every example's signed report, and count
	$(BIN)/python benchmarks/tamper.py

docs: $(VENV)/.installed ## write what the docs take from the program again
	$(BIN)/python tools/generate_units.py
	$(BIN)/python tools/generate_docs.py
	$(BIN)/python tools/methodology_pages.py
	$(BIN)/python tools/catalogues.py
	$(BIN)/python tools/statement_vectors.py
	$(BIN)/python tools/run_sessions.py

wheel: $(VENV)/.installed-dev ## build the sdist and the wheel into dist/
	$(BIN)/python -m build

clean: ## remove the environment and whatever was built
	rm -rf $(VENV) build dist src/*.egg-info .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis

# An environment is kept until pyproject.toml changes; the sources are installed in place.
$(VENV)/.installed: pyproject.toml tools/make_venv.sh
	tools/make_venv.sh $(VENV) '.[report]'
	@touch $@

$(VENV)/.installed-dev: pyproject.toml tools/make_venv.sh
	tools/make_venv.sh $(VENV) '.[dev,report]'
	@touch $(VENV)/.installed $@

$(VENV)/.installed-bench: pyproject.toml tools/make_venv.sh
	tools/make_venv.sh $(VENV) '.[bench,report]'
	@touch $(VENV)/.installed $@
