"""A cohort is estimated once for a state of the file, and the answers are the same as without the file's copy."""

import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from analytics.estimation import caches
from analytics.estimation.caches import cached_cohort, cohort_from, cohort_text
from analytics.estimation.candidate import fit_candidate, fit_candidates
from analytics.estimation.cohort import NO_COHORT, CohortLayer, fit_cohort
from analytics.estimation.cohort_sample import MIN_CANDIDATES
from analytics.exports.canonical import export_texts
from analytics.models.cohort import Population, fit_population
from analytics.store import Store
from tests.estimation.test_cohort import AS_OF, BLUEPRINT, counted, item_answers
from tests.inputs.builders import add_records, readiness_in, store_with
from tests.inputs.store_files import raw_connection


@pytest.fixture(autouse=True)
def files_kept_open() -> None:
    """Close the file after each use: what is tested here happens between two uses."""


@pytest.fixture
def n_fits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the fits of a cohort: one entry each."""
    fits: list[int] = []

    def counting(store: Store, *args: object) -> CohortLayer:
        fits.append(1)
        return fit_cohort(store, *args)  # type: ignore[arg-type]  # the arguments are passed on

    monkeypatch.setattr(caches, "fit_cohort", counting)
    return fits


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a store of just enough candidates for a cohort, with a practice exam each."""
    return store_with(tmp_path_factory.mktemp("cohort"), counted(MIN_CANDIDATES, n_exams=1)).path


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Store:
    return Store(Path(shutil.copy(made, tmp_path)))


def test_a_cohort_is_read_back_exactly(store: Store, tmp_path: Path) -> None:
    """With items and without: every number and name, in the same order."""
    for each in (store, store_with(tmp_path / "items", item_answers(40, 1))):
        cohort = fit_cohort(each, BLUEPRINT, AS_OF)
        again = cohort_from(cohort_text(cohort))
        assert cohort_text(again) == cohort_text(cohort)
        assert repr(again.items) == repr(cohort.items).replace("np.str_", "")
        assert again.prior == cohort.prior
        assert list(again.provider_offsets) == list(cohort.provider_offsets)
    assert again.n_items_calibrated > 0


def test_a_second_reading_estimates_nothing(store: Store, n_fits: list[int]) -> None:
    """The answer is equal, and so is that of a file that is only read and keeps nothing."""
    answers = [readiness_in(each, BLUEPRINT, "c03", AS_OF) for each in (store, Store(store.path))]
    assert len(n_fits) == 1
    assert repr(answers[0]) == repr(answers[1])


def test_a_text_that_another_program_changed_is_not_used(store: Store, n_fits: list[int]) -> None:
    """The cohort is estimated and stored again."""
    text = cohort_text(cached_cohort(store, store, BLUEPRINT, AS_OF))
    with raw_connection(store.path) as connection:
        connection.execute("update derived set content = '{'")
    assert [cohort_text(cached_cohort(store, store, BLUEPRINT, AS_OF)) for _ in range(2)] == [text, text]
    assert len(n_fits) == 2


def test_a_file_that_is_only_read_is_estimated_each_time(store: Store, n_fits: list[int]) -> None:
    only_read = Store(store.path, is_read_only=True)
    texts = {cohort_text(cached_cohort(only_read, only_read, BLUEPRINT, AS_OF)) for _ in range(2)}
    assert len(n_fits) == 2
    assert texts == {cohort_text(cached_cohort(store, store, BLUEPRINT, AS_OF))}


def test_another_row_day_or_exam_is_another_cohort(store: Store, n_fits: list[int]) -> None:
    """What was kept of an earlier state is not used."""
    longer = replace(BLUEPRINT, name="Another edition")
    for n, (exam, day) in enumerate([(BLUEPRINT, AS_OF), (longer, AS_OF), (BLUEPRINT, AS_OF + timedelta(days=1))], 1):
        cached_cohort(store, store, exam, day)
        assert len(n_fits) == n
    cached_cohort(store, store, BLUEPRINT, AS_OF)
    assert len(n_fits) == 3
    add_records(store, [replace(row, candidate_id="new") for row in counted(1)])
    assert cached_cohort(store, store, BLUEPRINT, AS_OF).n_candidates == MIN_CANDIDATES + 1
    assert len(n_fits) == 4


def test_too_few_keep_nothing(tmp_path: Path, store: Store) -> None:
    """Also where there are enough people in the file, but too few of them practice for the exam."""
    few = store_with(tmp_path / "few", counted(2))
    assert cached_cohort(few, few, BLUEPRINT, AS_OF) is NO_COHORT
    assert few.rows("candidates") == [("c00",), ("c01",)]
    assert cached_cohort(store, store, replace(BLUEPRINT, code="OTHER-EXAM"), AS_OF) is NO_COHORT
    with raw_connection(store.path) as connection:
        assert connection.execute("select count(*) from derived").fetchone() == (0,)


def test_an_export_has_nothing_of_it(store: Store) -> None:
    """The files of an export are equal with a kept cohort and without."""
    before = export_texts(store)
    cached_cohort(store, store, BLUEPRINT, AS_OF)
    assert export_texts(store) == before


def test_the_file_is_free_while_a_cohort_is_estimated(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program can open the file while a large cohort takes its time, for one candidate and for all."""
    opens: list[bool] = []

    def fit(*args: Any, **options: Any) -> Population:
        script = "import duckdb, sys; duckdb.connect(sys.argv[1])"
        opens.append(subprocess.run([sys.executable, "-c", script, store.path], check=False).returncode == 0)
        return fit_population(*args, **options)

    monkeypatch.setattr("analytics.estimation.cohort.fit_population", fit)
    fit_candidate(store, BLUEPRINT, "c00", AS_OF)
    fit_candidates(store, BLUEPRINT, ["c00", "c01"], AS_OF + timedelta(days=1))
    assert opens == [True, True]
