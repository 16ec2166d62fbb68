"""Forecasts of the next practice exam are stored with a write that changes practice exams."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from numpy.testing import assert_allclose

from analytics.estimation.forecast import forecast_of, practice_like_real_exam
from analytics.exports.canonical import export_files
from analytics.models.version import model_version
from analytics.records import DomainResult, Record, Row
from analytics.store import Store, StoredForecast
from analytics.updates import stored_forecasts
from analytics.updates.context import Source
from analytics.updates.import_reading import read_sources, reading_context
from analytics.updates.stored_forecasts import import_and_forecast, storing_forecasts
from tests.inputs.builders import (
    EXAM,
    TODAY,
    add_on,
    candidate_of,
    plan,
    practice_exam,
    responses,
    session,
    store_with,
    total_of,
    update_context,
)
from tests.inputs.store_files import new_store

COUNTS = [(9, 13), (11, 16), (16, 23), (9, 13)]
EARLIER = [row for weeks in (3, 2) for row in practice_exam(TODAY - timedelta(weeks=weeks), COUNTS)]
NEW = practice_exam(TODAY - timedelta(days=1), [(5, 13), (6, 16), (9, 23), (5, 13)], provider="Provider B")


def write(store: Store, records: Sequence[Record], *, day: date = TODAY) -> list[StoredForecast]:
    """Write rows and store forecasts, and return the forecasts of `me`."""
    add_on(store, records, day)
    return store.forecasts("me", EXAM)


def test_the_next_practice_exam_of_each_provider_is_forecast(tmp_path: Path) -> None:
    """It is in a week, like the real exam, as long as the longest so far, from all that the file holds."""
    store = store_with(tmp_path, EARLIER)
    stored = write(store, [*NEW, total_of(TODAY, 30, 50, provider="Provider B")])
    assert {forecast.provider for forecast in stored} == {"Provider A", "Provider B"}
    for forecast in stored:
        fitted = candidate_of(store).fitted
        design = practice_like_real_exam(fitted, TODAY + timedelta(weeks=1), provider=forecast.provider, n_items=65)
        assert_allclose(forecast.probabilities, forecast_of(fitted, design).probabilities)
        assert (forecast.day, forecast.n_items) == (TODAY + timedelta(weeks=1), 65)
        assert forecast.made_at_utc == datetime(2026, 11, 25, 9)  # noqa: DTZ001  (its name says UTC)
        assert forecast.model_version == model_version()


def test_only_a_change_of_practice_exams_of_a_known_exam_makes_forecasts(tmp_path: Path) -> None:
    """A plan, study, the same rows, an unknown exam and an unknown domain make none."""
    assert write(Store(tmp_path / "empty.duckdb"), [plan()]) == []
    store = store_with(tmp_path, EARLIER)
    nowhere = replace(NEW[0], exam_code="AIF-C01", practice_exam_id="nowhere", domain_id="99")
    unknown = [replace(row, exam_code="UNKNOWN-1", practice_exam_id="other") for row in NEW]
    assert write(store, [session(TODAY, 2), *EARLIER, nowhere, *unknown]) == []
    for code in ("UNKNOWN-1", "AIF-C01"):
        assert store.forecasts("me", code) == []


def test_a_failed_write_stores_nothing(tmp_path: Path) -> None:
    """There are no rows and no forecasts."""
    store, made_at = store_with(tmp_path, EARLIER), datetime(2026, 11, 25, 20, 30, tzinfo=UTC)
    with (
        pytest.raises(KeyboardInterrupt),
        storing_forecasts(store, made_at=made_at, today=TODAY),
        store.batch("test", made_at=made_at) as batch,
    ):
        batch.add([Row("1", record) for record in NEW])
        raise KeyboardInterrupt
    assert store.forecasts("me", EXAM) == []


def test_answers_by_question_count_as_a_practice_exam(tmp_path: Path) -> None:
    """So it is for every source of a practice exam."""
    (forecast,) = write(store_with(tmp_path, []), responses("by question", TODAY, "++-+-"))
    assert forecast.n_items == 5


def test_each_candidate_is_forecast_from_their_own_data(tmp_path: Path) -> None:
    """One who did better is forecast to do better."""
    rows: list[DomainResult] = [
        *EARLIER,
        *(replace(row, candidate_id="good", n_correct=row.n_items) for row in EARLIER),
    ]
    store = store_with(tmp_path, [])
    (mine,) = write(store, rows)
    (other,) = store.forecasts("good", EXAM)
    assert sum(k * p for k, p in enumerate(other.probabilities)) > sum(k * p for k, p in enumerate(mine.probabilities))


def test_many_candidates_have_no_forecast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import for a course is not slowed down."""
    monkeypatch.setattr(stored_forecasts, "MAX_CANDIDATES", 0)
    assert write(store_with(tmp_path, EARLIER), NEW) == []


def test_importing_an_export_makes_no_other_forecasts(tmp_path: Path) -> None:
    """So the database is equal; another file with new practice exams makes one for each provider."""
    store = store_with(tmp_path / "one", EARLIER)
    written = write(store, NEW)
    exported = [Source(path, path.name) for path in export_files(store, tmp_path / "out")]
    copy = new_store(tmp_path / "copy.duckdb")
    context = update_context(copy)
    import_and_forecast(context, read_sources(reading_context(context), exported))
    assert copy.forecasts("me", EXAM) == written
    fresh = new_store(tmp_path / "fresh.duckdb")
    context, tables = update_context(fresh), [source for source in exported if source.name.endswith(".csv")]
    import_and_forecast(context, read_sources(reading_context(context), tables))
    assert len(fresh.forecasts("me", EXAM)) == len({row.provider for row in [*EARLIER, *NEW]})


def test_corrected_deleted_and_undone_results_are_forecast_anew(tmp_path: Path) -> None:
    """What counts is always the last forecast, and it is from the rows that are there."""
    store = store_with(tmp_path, EARLIER)
    write(store, [replace(row, n_correct=0) for row in EARLIER[-4:]], day=TODAY - timedelta(days=2))
    for day, batch in ((1, 2), (0, 1)):
        made_at = datetime.combine(TODAY - timedelta(days=day), time(9), UTC)
        with storing_forecasts(store, made_at=made_at, today=made_at.date()):
            store.undo(batch)
    assert [forecast.made_at_utc.day for forecast in store.forecasts("me", EXAM)] == [23, 24]


def test_undo_leaves_the_forecasts(tmp_path: Path) -> None:
    """The store stays sound, and the first forecasts remain after the same import again."""
    store = store_with(tmp_path, EARLIER)
    first = write(store, NEW)
    store.undo()
    assert store.check() == []
    assert write(store, NEW, day=TODAY + timedelta(days=1))[: len(first)] == first
