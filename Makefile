# What a developer types; each is one line that could be typed by hand. `make` alone lists them.
python := .venv/bin/python
export DJANGO_SETTINGS_MODULE := tests.settings
export KINERJA_MODE := test

.PHONY: help run check format types test quick bench rooms data-model

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

run: ## set up and serve the demonstration
	env -u KINERJA_MODE -u DJANGO_SETTINGS_MODULE bin/run

check: ## what the gate checks without running a test
	bin/test --checks

format: ## write Python and templates as the house does
	$(python) -m ruff check --fix .
	$(python) -m ruff format .
	.venv/bin/djangofmt --quiet templates

types: ## the types of product and tests
	$(python) -m mypy

test: ## make test at=tests/entry: some tests, on SQLite
	$(python) -m pytest $(at)

quick: ## every check and most tests, in minutes
	bin/test --quick

bench: ## the figures of the house
	$(python) -m bench.house --save

rooms: ## draw the picture of the rooms anew
	$(python) -m bench.rooms > docs/pengembang/rumah.svg

data-model: ## draw the page of the data model anew
	$(python) -m bench.data_model > docs/pengembang/data.md
