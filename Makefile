# make vis   sets all up, builds, serves and follows edits   make test   sets all up and runs every check
# The rest is for those who work here: see CONTRIBUTING.md.

PYTHON ?= $(shell sh macros/finn_python.sh)
VENV := .venv
PY := $(VENV)/bin/python
NPM := --ignore-scripts --no-audit --no-fund --loglevel=error
PORT ?= 8000
NETTSTED ?= bygg/nettsted
PAKKET := docs/assets/bygd/manifest.json
PYODIDE_PYTHON := 3.14

# One moment for the whole build, that of the last commit; without a history, now. SATSDATO=2027-01-01 previews
# another day.
ifndef SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct 2>/dev/null || date +%s)
endif
export SOURCE_DATE_EPOCH
export PYTHONDONTWRITEBYTECODE = 1
export NO_MKDOCS_2_WARNING = 1

# make test SKRIFTER=dejavu (or liberation, ingen): as on a machine with those fonts alone.
ifdef SKRIFTER
export FONTCONFIG_FILE := $(CURDIR)/tests/skrifter/$(SKRIFTER).conf
endif

.PHONY: kilder vis bygg klar last sider pakk godkjenn ny-rutine ny-kalkulator ny-pyodide krav-pyodide nynorsk pdf test lint rask fasit mutasjon ren sjekk gransk slurv profil maal krav oppdater rydd
.DEFAULT_GOAL := vis

# No service worker in a preview: it would outlive the preview, and answer for whatever is served there next.
vis: export UTEN_NETT := av
vis: pakk
	@$(PY) -m macros.vis --port $(PORT)

# The generator makes the pages; one command on the folder it leaves makes the site, so that it can be exchanged.
bygg: sider
	$(PY) -m macros.nettsted $(NETTSTED)

# The folder to deploy: the site with its compressed copies, and nginx's configuration. See deploy/README.md.
klar: bygg
	$(PY) -m macros.utgi.utlegging $(NETTSTED) bygg/klar

sider: pakk
	$(PY) -m properdocs build --quiet --strict --config-file mkdocs.yml --site-dir $(NETTSTED)

# make ny-rutine KODE=RB-99 TITTEL="Rutiner for …"   or, with the text of a Word file: make ny-rutine FRA=rutine.docx
ny-rutine: $(VENV)/bygg.ok
	@$(PY) -m macros.nytt.rutine "$(KODE)" "$(TITTEL)" "$(FRA)"

# What is left to write in nynorsk; make nynorsk GODKJENN=alle (or codes) when it has been written and read.
nynorsk: $(VENV)/bygg.ok
	@$(PY) -m macros.nytt.nynorsk $(GODKJENN)

# make ny-kalkulator NAVN=feriepenger TITTEL="Feriepenger"
ny-kalkulator: $(VENV)/bygg.ok
	@$(PY) -m macros.nytt.kalkulator "$(NAVN)" "$(TITTEL)"

# Take new and changed addresses into the register, as a diff to read before it is committed.
godkjenn:
	@$(MAKE) --no-print-directory NETTSTED=bygg/godkjenn sider
	$(PY) -m macros.nettsted bygg/godkjenn versjoner godkjenn

# make ny-pyodide VERSJON=314.0.8, and again until all is done: does each step of an upgrade, or says what a person must.
ny-pyodide: $(VENV)/test.ok
	@GODKJENN="$(GODKJENN)" $(PY) -m macros.nytt.pyodide "$(VERSJON)"

pdf: bygg $(VENV)/test.ok
	$(PY) -m macros.utgi.pdf $(NETTSTED)
	$(PY) -m macros.nettsted $(NETTSTED) uten_nett

pakk: $(VENV)/bygg.ok node_modules/bygg.ok $(VENV)/pyodide.ok
	$(PY) -m macros.pakking

$(PAKKET):
	$(MAKE) pakk

# Node reads the dictionary of Norwegian.
sjekk: $(VENV)/bygg.ok node_modules/bygg.ok
	$(PY) -m macros.sjekk

# Which of the outside pages the site rests on have changed? The one target that asks others; never part of another.
kilder: $(VENV)/bygg.ok
	@$(PY) -m macros.kilder

test: bygg $(VENV)/test.ok $(VENV)/materialx.ok node_modules/test.ok
	$(PY) -m tests.utstyr
	$(PY) -m macros.sjekk
	$(MAKE) --no-print-directory lint
	$(PY) -m pytest -n auto --dist loadgroup --durations=15

# Python by ruff; scripts and style sheets by biome, and the types in the scripts by tsc.
lint: $(VENV)/test.ok node_modules/test.ok
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	node_modules/.bin/biome lint --error-on-warnings docs macros tests
	for p in tsconfig*.json; do node_modules/.bin/tsc -p $$p || exit 1; done

# For every save: rules and content, in seconds. The calculators are not packed anew, and no browser is started.
rask: $(VENV)/test.ok node_modules/test.ok $(PAKKET)
	@$(MAKE) --no-print-directory -j2 --output-sync=target rask-regler rask-sider rask-sjekk lint

rask-regler:
	RASK=1 $(PY) -m pytest -q -p tests.rad tests/regler

rask-sider: export NETTSTED := bygg/rask
rask-sider:
	$(MAKE) --no-print-directory -o pakk bygg
	$(PY) -m pytest -q -p tests.rad tests/test_innhold.py

rask-sjekk:
	$(PY) -m macros.sjekk

# Where whole answers and forms differ from the approved ones; approve with: .venv/bin/python -m tests.fasit --forny
fasit: $(VENV)/test.ok
	$(PY) -m tests.fasit

# One fault at a time in the calculators and their data: would a test fall?
mutasjon: $(VENV)/test.ok
	$(PY) -m tests.mutasjon

# The README's two commands on a bare Debian, as a newcomer there: from a clone, and from an archive without git.
ren:
	$(PYTHON) -m tests.ren

# Which functions of the engine the calculators call; the rest are emptied. Packs for itself: make pakk may be waiting
# for just this.
profil: $(VENV)/test.ok $(VENV)/pyodide.ok node_modules/test.ok
	$(PY) -m tests.profil

gransk: $(VENV)/test.ok
	$(PY) -m tests.gransk --antall 100000

# Random slips in every page and data file: does make sjekk always answer, with file and line?
slurv: $(VENV)/test.ok
	$(PY) -m tests.slurv --antall 10000

maal: bygg $(VENV)/test.ok node_modules/test.ok
	$(PY) -m tests.maal
	$(PY) -m tests.maal_soek --antall 10 100 1000
	$(PY) -m tests.maal_tekst
	$(PY) -m tests.maal_steg

# What the deployed server gives: Lighthouse, and a bounded load beside the same nginx without our configuration.
last: klar $(VENV)/test.ok node_modules/test.ok
	$(PY) -m tests.utstyr
	$(PY) -m tests.maal_tjener

# Lock every dependency anew (needs uv). No registry address may enter the files.
krav: krav-pyodide
	for g in bygg test java; do uv pip compile pyproject.toml --group $$g --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --quiet --upgrade -o krav/$$g.txt; done
	uv pip compile pyproject.toml --group materialx --no-deps --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --quiet --upgrade -o krav/materialx.txt

krav-pyodide:
	uv pip compile pyproject.toml --group pyodide --python-version $(PYODIDE_PYTHON) --no-deps \
	  --generate-hashes --no-header --no-annotate --quiet --upgrade -o krav/pyodide.txt

# All locked dependencies at their newest, to be read and tested: what the monthly workflow does. Two stay: Pyodide has a
# recipe of its own (CONTRIBUTING.md), and Node's types are those of the oldest Node we promise.
oppdater: krav
	npm install --package-lock-only --no-audit --no-fund --save-exact $$(node -p \
	  "Object.keys({...(p=require('./package.json')).dependencies,...p.devDependencies}).filter(n=>!['pyodide','@types/node'].includes(n)).map(n=>n+'@latest').join(' ')")

rydd:
	rm -rf bygg docs/assets/bygd

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Found no Python 3.11 or newer with venv. Name one: make PYTHON=/path/to/python3"; \
	  echo "On Debian or Ubuntu: sudo apt-get install -y python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/bygg.ok: krav/bygg.txt | $(VENV)/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	touch $@

$(VENV)/test.ok: krav/test.txt $(VENV)/bygg.ok
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	touch $@

# Only on the path of the test that builds with it.
$(VENV)/materialx.ok: krav/materialx.txt | $(VENV)/bin/python
	rm -rf $(VENV)/materialx
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --no-compile \
	  --target $(VENV)/materialx -r $<
	touch $@

# Wheels for the runtime's own Python: mounted in Pyodide, never imported by the machine's Python.
$(VENV)/pyodide.ok: krav/pyodide.txt | $(VENV)/bin/python
	rm -rf $(VENV)/pyodide
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary=:all: --python-version $(PYODIDE_PYTHON) \
	  --platform any --implementation py --abi none --ignore-requires-python --no-compile --target $(VENV)/pyodide -r $<
	touch $@

define KREV_NODE
@node -e "process.exit(process.versions.node.split('.')[0] < 20 ? 1 : 0)" 2>/dev/null && command -v npm >/dev/null || \
  { echo "Found no Node 20 or newer with npm on the path. Install it from https://nodejs.org or your package manager."; exit 1; }
endef

node_modules/bygg.ok: package-lock.json
	$(KREV_NODE)
	if test -e node_modules/test.ok; then npm ci $(NPM) && touch node_modules/test.ok; \
	  else npm ci --omit=dev $(NPM); fi
	touch $@

node_modules/test.ok: package-lock.json
	$(KREV_NODE)
	npm ci $(NPM)
	touch $@ node_modules/bygg.ok
