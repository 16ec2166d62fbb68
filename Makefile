# Needs make and Python 3.11 or newer; everything else goes into .venv.
# To use another Python: make PYTHON=python3.13 run

PYTHON ?= python3
BIN := .venv/bin
SETUP := .venv/.set-up

.DEFAULT_GOAL := run
.PHONY: run test lint format browser lock bench validate attack sample clean

# Set up once, then open the dashboard in a browser.
run: $(SETUP)
	$(BIN)/cutscore dashboard

# Run every check that a change must pass. Compiled modules are kept, also where the environment forbids it:
# each process that the tests start would compile all of them again.
test: export PYTHONDONTWRITEBYTECODE =
test: lint browser
	$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report term

# Check style, types and import rules.
lint: $(SETUP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Format the code and fix what can be fixed automatically.
format: $(SETUP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Find a Chromium for the browser tests, or install one.
browser: $(SETUP)
	$(BIN)/python -m tests.browser.chromium

# Update requirements.lock, for all systems and Pythons, after a change of dependencies.
lock: $(SETUP)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--upgrade --custom-compile-command "make lock" --group dev pyproject.toml --output-file requirements.lock

# Time the dashboard and the model against baselines run alongside.
bench: $(SETUP)
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.bench

# Draw the property tests fresh, run the checks at full size and all their cases, and write VALIDATION.md.
# A property case that fails here becomes an explicit example of its test.
validate: $(SETUP)
	$(BIN)/python -m pytest -n auto -m "hypothesis or full" --hypothesis-profile fresh --no-cov
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.validation.page

# Import files that were made to exhaust the computer, and measure memory and time.
attack: $(SETUP)
	$(BIN)/python -m pytest -m attack --no-cov

# Generate the sample data from its seed.
sample: $(SETUP)
	$(BIN)/python -m sample_data.generate

# Remove everything that the targets above made, but never a database.
clean:
	rm -rf .venv build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment, from the lock alone: first uv itself, by its hash, then all the rest by uv.
# The stamp file makes later runs skip this.
$(SETUP): requirements.lock pyproject.toml
	@command -v "$(PYTHON)" >/dev/null || { \
		echo "There is no $(PYTHON). Install Python 3.11 or newer, or name one: make PYTHON=python3.13" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Cutscore needs Python 3.11 or newer; $(PYTHON) is older. Name another: make PYTHON=python3.13" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) lacks its venv module. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Setting up .venv: uv first ..."
	@"$(PYTHON)" -m venv .venv
	@sed -n '/^uv==/,/# via/p' requirements.lock > .venv/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r .venv/uv.txt
	@echo "Setting up .venv: all other packages of requirements.lock ..."
	@$(BIN)/uv pip install --python $(BIN)/python --no-deps --require-hashes --compile-bytecode -r requirements.lock
	@$(BIN)/uv pip install --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $(SETUP)
