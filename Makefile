# Needs make and Python 3.11 or newer; all else goes into .venv.
# Another Python: make PYTHON=python3.13 run

PYTHON ?= python3
BIN := .venv/bin
SETUP := .venv/.set-up

.DEFAULT_GOAL := run
.PHONY: run test lint format browser lock bench validate sample clean

# Set up once, then open the dashboard in the browser.
run: $(SETUP)
	$(BIN)/cutscore dashboard

# Everything that has to hold before a change goes in.
test: lint browser
	$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report term

# Style, types, and who may import whom.
lint: $(SETUP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Bring the code into the shape that lint asks for.
format: $(SETUP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Find a Chromium for the browser tests, or install one.
browser: $(SETUP)
	$(BIN)/python -m tests.browser.chromium

# Write requirements.lock anew, for all systems and Pythons, after a change of dependencies.
lock: $(SETUP)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--upgrade --custom-compile-command "make lock" --group dev pyproject.toml --output-file requirements.lock

# Measure how long the dashboard takes to start, to draw and to answer, and the model beside slower ones.
bench: $(SETUP)
	$(BIN)/python -m tests.bench.pages
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.bench.models

# Check the model against long chains, simulation, a different world and real records, which writes VALIDATION.md;
# and draw the property tests fresh. A case that fails there becomes an explicit example of its test.
validate: $(SETUP)
	$(BIN)/python -m pytest -n auto -m "hypothesis or full" --hypothesis-profile fresh --no-cov
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.validation.page

# Make the sample data anew from its seed.
sample: $(SETUP)
	$(BIN)/python -m sample_data.generate

# Remove all that the targets above have made; never a database.
clean:
	rm -rf .venv build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment, from the lock alone; the stamp keeps a second run from touching pip.
$(SETUP): requirements.lock pyproject.toml
	@command -v "$(PYTHON)" >/dev/null || { \
		echo "There is no $(PYTHON). Install Python 3.11 or newer, or name one: make PYTHON=python3.13" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Cutscore needs Python 3.11 or newer; $(PYTHON) is older. Name another: make PYTHON=python3.13" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) lacks its venv module. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	"$(PYTHON)" -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(SETUP)
