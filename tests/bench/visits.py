"""The processor time of the server for a first visit of a page: ``python -m tests.bench visits``.

Prints ratios and asserts nothing. Pages are run without a browser, for the first candidate of the sample beside a bare
Streamlit app with as many plotly charts, and for one of many people beside one alone.
"""

import logging
import os
import shutil
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from streamlit.testing.v1 import AppTest

from analytics.store import Store
from dashboard import environment
from dashboard.sample import load_sample
from tests.bench.cohorts import AS_OF, make_database
from tests.bench.pages import BARE_APP
from tests.bench.targets import target

PAGES = {"overview": 1, "audit": 2, "practice": 2, "mistakes": 1, "study": 1, "booking": 1, "add": 0}
"""Pages with the number of charts that each draws when opened."""

N_VISITS, MOST_PEOPLE = 4, 1_000
PAGE = "from tests.inputs.pages import VIEWS\nVIEWS[{slug!r}].render()\n"


def visit_s(script: str) -> float:
    """Return the CPU time of a script's run in a new session."""
    app = AppTest.from_string(script, default_timeout=120)
    start = time.process_time()
    app.run()
    taken = time.process_time() - start
    assert not app.exception
    return taken


def first_visits_s(slug: str, database: Path) -> float:
    """Return the least time of a visit, each of a copy of the file of which nothing is cached."""
    taken = []
    for k in range(N_VISITS):
        copy = database.with_name(f"{slug}{k}.duckdb")
        shutil.copy(database, copy)
        os.environ[environment.DB_VARIABLE] = str(copy)
        taken.append(visit_s(PAGE.format(slug=slug)))
    return min(taken)


def main() -> None:
    """Compare each page with a bare app, and pages of one person with those of one among many."""
    logging.disable()  # Streamlit warns that there is no browser
    print(f"{'page':<12}{'first visit':>14}{'of bare':>9}")
    with tempfile.TemporaryDirectory() as name:
        sample = Path(name) / "sample.duckdb"
        load_sample(Store(sample), today=date.today(), made_at=datetime.now(UTC))  # noqa: DTZ011
        for slug, n_charts in PAGES.items():
            bare = min(visit_s(BARE_APP.format(n_charts=n_charts)) for _ in range(N_VISITS))
            taken = first_visits_s(slug, sample)
            note = target(f"{slug}, first visit", taken / bare, 3)
            print(f"{slug:<12}{1000 * taken:>11.0f} ms{taken / bare:>9.2f}{note}")
    os.environ[environment.TODAY_VARIABLE] = AS_OF
    alone = people_s(1)
    many = people_s(MOST_PEOPLE)
    note = target(f"first visit with {MOST_PEOPLE:,} people", many / alone, 1.5)
    print(f"\noverview with one person {1000 * alone:.0f} ms, with {MOST_PEOPLE:,} {1000 * many:.0f} ms{note}")


def people_s(n: int) -> float:
    """Return the time of a first visit of Overview in a file of people; what they share is in the file already."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "people.duckdb"
        make_database(database, n)
        first_visits_s("overview", database)
        database.with_name("overview0.duckdb").replace(database)  # visited once, by a server that has gone
        return first_visits_s("overview", database)
