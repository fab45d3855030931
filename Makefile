# Two commands on a fresh machine with Python 3.11 or newer and make: make run, make test.
# Both set up what they need, and do not do it twice.

PYTHON ?= python3
VENV := .venv
IN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup run test browser-test lint words dictionary checks counting pictures

help:  ## What there is
	@grep -E '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /	/' | expand -t 16

setup: $(READY)  ## The environment and everything in it

$(READY): requirements.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(IN)/python || $(PYTHON) -m venv $(VENV)
	$(IN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $(READY)

run: $(READY)  ## Open the pages on the example data
	@$(IN)/python -m monitoring example --or-leave
	$(IN)/streamlit run serve.py

test: $(READY)  ## All tests that need no system package
	$(IN)/python -m pytest -q -n auto --dist worksteal -m "not browser"

browser-test: $(READY)  ## The tests in a real Chromium (apt-get install chromium)
	$(IN)/python -m pytest -q -n auto --dist worksteal -m browser tests/browser

lint: $(READY)  ## Form and habits of the code
	$(IN)/ruff check .
	$(IN)/ruff format --check .

words: $(READY)  ## Bring the Dutch catalogue up to date with the sentences in the code
	$(IN)/python -m monitoring.language

dictionary: $(READY)  ## Bring the tables in data/README.md up to date with their .sql files
	$(IN)/python -m monitoring.ledger

checks: $(READY)  ## Write the pages that list every check anew
	$(IN)/python -m monitoring.commands.checks

counting: $(READY)  ## Write the pages with the counting rules in examples anew
	$(IN)/python -m tests.results.counting.document

pictures: $(READY)  ## Take the pictures of the README anew (apt-get install chromium)
	$(IN)/python -m tests.browser.pictures
