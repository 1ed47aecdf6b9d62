# One command for each thing there is to do; `make help` lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help

# The first Python that is new enough; PYTHON=... chooses another.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
RUN := .venv/bin/python
# Tests wait more than they work. Each worker has servers of its own, so that more than eight would only start servers.
WORKERS ?= $(shell processors=$$(nproc); echo $$((processors < 4 ? 2 * processors : 8)))

.PHONY: help run test check faults strings book bench lock format python venv venv-dev

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1\t\2/p' Makefile | awk -F'\t' '{printf "  make %-9s %s\n", $$1, $$2}'

run: venv ## start everything on this machine: the service, its backend, and a phone in the browser
	@$(RUN) -m deploy.run

test: venv-dev ## every test that needs no root (REQUIRE_ALL=1: a missing optional part fails; WORKERS=0: one after the other)
	@$(RUN) -m pytest --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder $(TESTS)

check: venv-dev ## style, types, import direction, every flow and screen, translations, the book
	@$(RUN) -m deploy.check

faults: venv-dev ## kill, pause and cut things in the middle of payments (N=2000 payments; SEED=7 again the same; SCENARIO=kills KILLS=250)
	@$(RUN) -m faults $(SCENARIO) $(if $(N),--intents $(N)) $(if $(KILLS),--kills $(KILLS)) $(if $(SEED),--seed $(SEED))

strings: venv ## bring the translation catalogues in line with the code
	@$(RUN) -m deploy.strings

book: venv ## draw every screen in every language into docs/book
	@$(RUN) -m commands book

bench: venv-dev ## hops a second, beside the floor and the limit (OPTIONS="--seconds 1")
	@$(RUN) -m bench $(OPTIONS)

format: venv-dev ## lay the code out as the check wants it
	@$(RUN) -m ruff check --fix --quiet .
	@$(RUN) -m ruff format --quiet .

lock: venv-dev ## choose versions anew and write them down with their hashes
	@$(RUN) -m deploy.lock $(WISHES)

venv: python
	@$(PYTHON) deploy/venv.py requirements.txt

venv-dev: python
	@$(PYTHON) deploy/venv.py requirements-dev.txt

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; python3 here is: $$(python3 --version 2>&1)"; \
		echo "If another is installed, name it: make run PYTHON=/path/to/python3.12"; exit 1; }
