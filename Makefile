# Everything sets itself up on a machine that has Python 3.11 or newer and nothing else.
#
#   make demo      build the sample articles and answer the main question
#   make test      run the tests
#   make check     lint, types, layering
#   make editor    the SPARQL editor (npm), as it comes with the wheel; where it is not built, the page has a plain field
#   make wheel     build the wheel, install it in an empty environment, use it from another folder
#   make bench     the figures on speed in the README
#   make evaluate  the figures on reading in the README, where the marked-up corpora are at hand
#   make golden    write what tests compare with: the graph of the sample articles, the help; to be read as a change
#   make tools     other people's tools that the tests read exports with (Python, Node, Java), into build/tools
#   make servers   the Java stores that tests start (build/servers; Java 17 and Maven)
#   make lock      resolve the dependencies again

PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$python"; break; }; done)
VENV ?= .venv
BIN := $(VENV)/bin
CORPORA ?= ../shared/corpora
DEMO ?= build/demo
TOOLS := build/tools
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# What tests need is a lot, and uv installs it in a fraction of the time. Compiled now, and not by each process that starts.
UV := $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes

# Tests start the program hundreds of times: it is compiled once, whatever the machine is set to.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check wheel bench evaluate lock clean golden tools browser servers editor

demo: $(VENV)/.installed
	$(BIN)/graph-builder build --graph $(DEMO) seeds/
	$(BIN)/graph-builder query --graph $(DEMO) measures-before-runoff

# As many processes as there are processors; a file goes to one of them whole, with what it starts once, and the longest
# go first (tests/conftest.py), not those with the most tests.
test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(PYTEST_OPTIONS)

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

wheel: $(VENV)/.installed-dev
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory editor; \
		else echo "there is no npm: the SPARQL page of this wheel has a plain field"; fi
	$(BIN)/python -m pytest tests/test_packaging.py -m slow $(PYTEST_OPTIONS)

bench: $(VENV)/.installed-dev $(TOOLS)/morph/.installed
	$(BIN)/python benchmarks/run.py --json build/bench/run.json \
		$(if $(wildcard $(CORPORA)/wikinews_free/dev.jsonl),--articles $(CORPORA)/wikinews_free/dev.jsonl)
	$(BIN)/python benchmarks/engines.py --json build/bench/engines.json
	$(BIN)/python benchmarks/stores.py --triples 1000000 --json build/bench/stores.json
	$(BIN)/python benchmarks/exports.py --json build/bench/exports.json
	$(BIN)/python benchmarks/pages.py --json build/bench/pages.json

evaluate: $(VENV)/.installed
	$(BIN)/graph-builder evaluate $(CORPORA)

lock: $(VENV)/.installed-dev
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --quiet --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --quiet --constraints requirements.lock --output-file requirements-dev.lock
	$(BIN)/uv pip compile tests/tools/requirements.in --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --quiet --output-file tests/tools/requirements.lock
	$(BIN)/uv pip compile tests/tools/grlc.in --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --quiet --output-file tests/tools/grlc.lock
	$(BIN)/uv pip compile tests/tools/morph.in --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --quiet --output-file tests/tools/morph.lock
	$(BIN)/uv pip compile tests/tools/spark.in --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --quiet --output-file tests/tools/spark.lock

clean:
	rm -rf build dist $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; set PYTHON=…" >&2; exit 2; }
	"$(PYTHON)" -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml $(VENV)/.installed-uv
	$(UV) --python $(VENV) -r requirements-dev.lock
	$(PIP) install --no-deps --editable .
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-uv: requirements-dev.lock | $(VENV)/bin/python
	awk '/^[^ ]/ { wanted = /^uv==/ } wanted' $< > $(VENV)/uv.lock
	$(PIP) install --require-hashes -r $(VENV)/uv.lock
	@touch $@

STATIC := graph_builder/serving/pages/static

editor: $(STATIC)/yasqe.min.js

# As locked, by its hashes. The licences of all that is in the bundle go with it.
$(STATIC)/yasqe.min.js: editor/package-lock.json editor/package.json editor/.npmrc
	@mkdir -p build/editor
	cp $^ build/editor
	cd build/editor && npm ci --silent
	cd build/editor/node_modules && find . -iname 'licen[sc]e*' -type f | LC_ALL=C sort | \
		while read -r file; do printf '\n── %s ──\n\n' "$$file"; cat "$$file"; done > $(CURDIR)/$(STATIC)/yasqe.LICENSES.txt
	cp build/editor/node_modules/@triply/yasqe/build/yasqe.min.css $(STATIC)
	cp build/editor/node_modules/@triply/yasqe/build/yasqe.min.js $@

servers: build/servers/.installed

build/servers/.installed: tests/servers/pom.xml
	mvn --quiet --batch-mode --file tests/servers/pom.xml package -DoutputDirectory=$(CURDIR)/build/servers
	@touch $@

golden: $(VENV)/.installed-dev
	rm -rf build/golden
	$(BIN)/graph-builder build --quiet --graph build/golden seeds/
	$(BIN)/graph-builder export --graph build/golden --format turtle -o tests/golden/seeds.ttl
	COLUMNS=80 $(BIN)/python -c "from graph_builder.cli import main; main(['--help'], prog_name='graph-builder')" > graph_builder/help.txt
	$(BIN)/python -c "from graph_builder.querying.headers import write_headers as w; from graph_builder.resources import get_folder as f; print(w(f('queries')), end='')" > graph_builder/querying/headers.json

# Each for itself, so that what is missing on a machine leaves out its own tests alone; they say so.

tools: $(TOOLS)/grlc/.installed $(TOOLS)/python/.installed $(TOOLS)/spark/.installed $(TOOLS)/node/.installed $(TOOLS)/jena/.installed $(TOOLS)/robot/.installed $(TOOLS)/shacl/.installed browser editor

browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
		{ apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; }

$(TOOLS)/grlc/.installed $(TOOLS)/morph/.installed: $(TOOLS)/%/.installed: tests/tools/%.lock | $(VENV)/.installed-uv
	"$(PYTHON)" -m venv --without-pip $(@D)
	$(UV) --python $(@D) -r $<
	@touch $@

# Beside the program and not in its environment, as a cluster has it: PYTHONPATH brings the two together.
$(TOOLS)/spark/.installed: tests/tools/spark.lock | $(VENV)/.installed-uv
	$(UV) --python $(VENV) --target $(TOOLS)/spark -r $<
	@touch $@

# PyICU is compiled here, and nothing asks how fast it runs: without optimization a third of the time is saved.
$(TOOLS)/python/.installed: tests/tools/requirements.lock | $(VENV)/.installed-uv
	"$(PYTHON)" -m venv --without-pip $(TOOLS)/python
	CFLAGS="-O0 -g0" $(UV) --python $(TOOLS)/python -r $<
	@touch $@

$(TOOLS)/node/.installed: tests/tools/package-lock.json tests/tools/package.json
	@mkdir -p $(@D)
	cp $^ $(@D)
	cd $(@D) && npm ci --no-audit --no-fund --silent
	@touch $@

$(TOOLS)/%/.installed: tests/tools/%.xml
	@mkdir -p $(@D)
	mvn --quiet --batch-mode --file $< dependency:copy-dependencies -DoutputDirectory=$(abspath $(@D))
	@touch $@
