# What people and CI both call. `make` names the targets.
PYTHON := .venv/bin/python
PIP_COMPILE := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate

.PHONY: help setup run test fast lint types layers texts counts check soak soak-short bench growth pictures kiosk-file one-file machine machine-short lock golden

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup:  ## set up everything a developer needs
	python3 run.py --test --version

run:  ## open the program
	python3 run.py

test:  ## run the tests
	python3 run.py --test

fast:  ## the tests that start no terminal, no process and no app: half a minute, while you work
	$(PYTHON) -m pytest -q -m "not terminal and not app"

lint:  ## style and format
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types:  ## types, strictly
	$(PYTHON) -m mypy

layers:  ## the floors of the house: what imports what
	.venv/bin/lint-imports

texts:  ## the guide: stale, unsourced, unused, unknown, missing
	$(PYTHON) -m gespreksklaar.content.guidance.check

counts:  ## how well the guide does: worries, goals, offers and words, right ones of all
	$(PYTHON) -m tests.content.counts

check: test lint types layers texts one-file soak-short machine-short  ## all that CI runs; root, a quarter of an hour

soak:  ## the long tests: kill, signals, faults, bytes, keys; an hour or two (make soak NAMES="kill bugs")
	$(PYTHON) -m tests.soak $(NAMES)

soak-short:  ## a little of each long test, two minutes
	$(PYTHON) -m tests.soak --short

bench:  ## speed, bytes and memory against a bare Textual app and seven other programs; a quarter of an hour
	$(PYTHON) bench/run.py
	$(PYTHON) bench/starts.py .
	PYTHONPATH=. $(PYTHON) bench/sizes.py

growth:  ## a hundred sessions over ssh, 10,000 preps, a slow line: writes docs/performance.md; root, an hour
	$(PYTHON) bench/growth.py

pictures:  ## the pictures of the README
	$(PYTHON) docs/make_pictures.py

golden:  ## write the golden sheets, built sentences and first questions anew; read the diff
	GOLDEN=write $(PYTHON) -m pytest -q tests/content/sheets/test_sheets.py tests/content/sheets/test_school_year.py tests/content/goal/test_composed.py tests/content/guidance/test_ranking.py

kiosk-file:  ## the program as one executable file, dist/gespreksklaar
	python3 deploy/build-one-file

one-file:  ## that file made twice, the same, and tried on a Python without our packages
	$(PYTHON) -m tests.deploy.one_file

machine:  ## a kiosk and a host on machines that boot: Debian 12 and 13, each screen, each key; root, an hour or two
	$(PYTHON) -m tests.deploy.machines --pictures docs/pictures/machine

machine-short:  ## a little of it: one machine that boots, signs, keys, a stick, PIN and back; root, minutes
	$(PYTHON) -m tests.deploy.machines --short

lock:  ## the lock files, with hashes and without any host (needs uv)
	$(PIP_COMPILE) pyproject.toml --group setup -o requirements.txt
	$(PIP_COMPILE) pyproject.toml --group test -o requirements-test.txt
	$(PIP_COMPILE) deploy/requirements-build.in -o deploy/requirements-build.txt
