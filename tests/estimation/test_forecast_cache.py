"""Forecasts of past practice exams are computed once for a state of the file, and found in it by another process."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from numpy.testing import assert_array_equal

from analytics.estimation.caches import cache_forecasts, cached_forecasts
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.exam_form import CutBelief
from analytics.estimation.model_fit import ModelFit
from analytics.exports.canonical import export_texts
from analytics.records import ME, Record
from analytics.reports.outcomes.forecast_record import ForecastRecord, forecast_record
from analytics.store import Store
from tests.inputs.builders import TODAY, add_records, candidate_of, practice_exam, store_with
from tests.inputs.store_files import raw_connection

COUNTS = [(9, 13), (11, 16), (16, 23), (9, 13)]


@pytest.fixture(autouse=True)
def files_kept_open() -> None:
    """Close the file after each use: what is tested here happens between two uses."""


def exams(days: range) -> list[Record]:
    """Make a practice exam on each of some days before today."""
    return [row for days_ago in days for row in practice_exam(TODAY - timedelta(days=days_ago), COUNTS)]


@pytest.fixture
def n_fits(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """Record the fits of earlier days: one entry each."""
    fits: list[date] = []
    real: Callable[[FittedCandidate, date], ModelFit] = FittedCandidate.fitted_until

    def counting(candidate: FittedCandidate, day: date) -> ModelFit:
        fits.append(day)
        return real(candidate, day)

    monkeypatch.setattr(FittedCandidate, "fitted_until", counting)
    return fits


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store of three practice exams, of which two have a day before them."""
    return store_with(tmp_path / "record", exams(range(1, 22, 7)))


def shown(store: Store) -> ForecastRecord:
    """Read the record of a store as a page does, and keep what was computed for it."""
    revision, candidate = store.revision(), candidate_of(store)
    record = forecast_record(candidate)
    cache_forecasts(store, candidate.cached_forecasts, record.computed, revision=revision)
    return record


def test_a_second_reading_fits_nothing(store: Store, n_fits: list[date]) -> None:
    """Every number is the same, and so it is where the file is only read."""
    first = shown(store)
    assert len(n_fits) == 2
    for again in (shown(Store(store.path)), shown(Store(store.path, is_read_only=True))):
        assert repr(again) == repr(first)
        for ours, theirs in zip(again.entries, first.entries, strict=True):
            assert_array_equal(ours.scored.forecast.probabilities, theirs.scored.forecast.probabilities)
    assert len(n_fits) == 2


def test_another_row_computes_them_anew(store: Store, n_fits: list[date]) -> None:
    """So a corrected practice exam changes the forecasts after it."""
    shown(store)
    add_records(store, exams(range(3, 4)))
    shown(store)
    assert len(n_fits) == 2 + 3


def test_what_was_computed_from_an_earlier_state_is_not_kept(store: Store) -> None:
    revision, candidate = store.revision(), candidate_of(store)
    add_records(store, exams(range(3, 4)))
    cache_forecasts(store, candidate.cached_forecasts, forecast_record(candidate).computed, revision=revision)
    assert not candidate_of(store).cached_forecasts.by_exam


def test_another_day_or_passing_score_is_another_record(store: Store) -> None:
    candidate = candidate_of(store)
    shown(store)
    found = [
        cached_forecasts(store, candidate.blueprint, ME, day, cut).by_exam
        for day, cut in [(TODAY, None), (TODAY - timedelta(days=1), None), (TODAY, CutBelief(0.8, 0.0))]
    ]
    assert [len(forecasts) for forecasts in found] == [2, 0, 0]


def test_a_text_that_another_program_changed_is_not_used(store: Store, n_fits: list[date]) -> None:
    """The forecasts are computed again and kept again."""
    first, candidate = shown(store), candidate_of(store)
    for text in ("[]", '{"exam": 1}', '{"exam": ["a"]}', "{"):
        with raw_connection(store.path) as connection:
            connection.execute("update derived set content = $1", [text])
        assert not cached_forecasts(store, candidate.blueprint, ME, TODAY, None).by_exam
    assert [repr(shown(store)) for _ in range(2)] == [repr(first)] * 2
    assert len(n_fits) == 2 + 2


def test_a_file_that_is_only_read_keeps_nothing(store: Store, n_fits: list[date]) -> None:
    only_read = Store(store.path, is_read_only=True)
    assert repr(shown(only_read)) == repr(shown(only_read))
    assert len(n_fits) == 2 + 2


def test_an_export_has_nothing_of_it(store: Store) -> None:
    """The files of an export are equal with kept forecasts and without."""
    before = export_texts(store)
    shown(store)
    assert export_texts(store) == before
