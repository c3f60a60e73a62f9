# Two commands do all the set-up: `make graph` and `make test`. Both also work from a copy without git.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check -q install --no-compile -c constraints.txt
DOCS   ?= seeds/documents
OUT    ?= output

.PHONY: graph test model sample pictures clean help

help:  ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/'

$(VENV)/run: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Entente needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@echo "installing into $(VENV) (once) ..."
	@$(PIP) -e .
	@touch $@

$(VENV)/test: $(VENV)/run
	@echo "installing what the tests need into $(VENV) (once) ..."
	@$(PIP) -e '.[test]'
	@touch $@

graph: $(VENV)/run  ## build the graph of the sample documents and say which page to open
	@$(BIN)/entente build $(DOCS) -o $(OUT)

test: $(VENV)/test  ## run all checks and tests
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/entente check
	@$(BIN)/python -m pytest

model: $(VENV)/run  ## train all models anew from ../shared/data and our corpus (an hour and a half)
	@$(PIP) -e '.[train]'
	@$(BIN)/python -m extract.training
	@$(BIN)/python -m extract.training.linking
	@$(BIN)/python -m extract.training.reader
	@$(BIN)/python -m extract.training.deciding
	@$(BIN)/python -m extract.training.reader.card

sample: $(VENV)/run  ## write output/sample/ anew: the page and the Turtle of the sample documents
	@$(BIN)/python tests/write_sample.py

pictures: $(VENV)/test  ## take the pictures of docs/ anew from output/sample (needs Chromium)
	@$(BIN)/python tests/write_pictures.py

clean:  ## remove the virtual environment and all built output but the sample
	@rm -rf $(VENV) build *.egg-info; find output -mindepth 1 -maxdepth 1 ! -name README.md ! -name sample -exec rm -rf {} +
