"""Forecasts of new practice exams are stored with a write, from the data before it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from numpy.testing import assert_allclose

from analytics.estimation.forecast import design_of, forecast_of
from analytics.models.version import model_version
from analytics.records import DomainResult, Record, Row
from analytics.store import Store, StoredForecast
from analytics.updates import forecast_snapshots
from analytics.updates.forecast_snapshots import snapshot_forecasts
from tests.inputs.builders import (
    EXAM,
    MADE_AT,
    TODAY,
    candidate_of,
    plan,
    practice_exam,
    responses,
    session,
    store_with,
    total_of,
)

COUNTS = [(9, 13), (11, 16), (16, 23), (9, 13)]
LATER = datetime(2026, 11, 25, 20, 30, tzinfo=UTC)
EARLIER = [row for weeks in (3, 2) for row in practice_exam(TODAY - timedelta(weeks=weeks), COUNTS)]
NEW = practice_exam(TODAY - timedelta(days=1), [(5, 13), (6, 16), (9, 23), (5, 13)], provider="Provider B")


def write(store: Store, records: Sequence[Record], *, made_at: datetime = LATER) -> list[StoredForecast]:
    """Write rows with forecast snapshots, and return the forecasts of `me`."""
    with store.shared_connection():
        with snapshot_forecasts(store, made_at=made_at, today=TODAY), store.batch("test", made_at=made_at) as batch:
            batch.add([Row("1", record) for record in records])
        return store.forecasts("me", EXAM)


def test_a_new_practice_exam_is_forecast_from_earlier_data(tmp_path: Path) -> None:
    """The forecast equals that of a store without it, and has its moment and model version."""
    store = store_with(tmp_path, EARLIER)
    before = candidate_of(store, as_of=TODAY - timedelta(days=2))
    (forecast,) = write(store, NEW)
    after = candidate_of(store)
    expected = forecast_of(before.fitted, design_of(after.evidence, NEW[0].practice_exam_id))
    assert_allclose(forecast.probabilities, expected.probabilities)
    assert (forecast.day, forecast.provider, forecast.n_items) == (TODAY - timedelta(days=1), "Provider B", 65)
    assert forecast.made_at_utc == LATER.replace(tzinfo=None)
    assert forecast.model_version == model_version()


def test_the_result_does_not_affect_the_forecast(tmp_path: Path) -> None:
    """It is the same for all correct and all wrong answers."""
    found = []
    for share, folder in ((0, "wrong"), (1, "right")):
        (tmp_path / folder).mkdir()
        new = [replace(row, n_correct=share * row.n_items) for row in NEW]
        found += write(store_with(tmp_path / folder, EARLIER), new)
    assert found[0] == found[1]


def test_other_rows_of_the_write_do_not_affect_the_forecast(tmp_path: Path) -> None:
    """These are an older practice exam, a correction and study hours."""
    found = []
    older = practice_exam(TODAY - timedelta(weeks=4), [(1, 13), (1, 16), (1, 23), (1, 13)], provider="Provider C")
    corrected = [replace(row, n_correct=1) for row in EARLIER[:4]]
    with_it: list[Record] = [*older, *corrected, session(TODAY - timedelta(weeks=1), 30)]
    for more, folder in (([], "alone"), (with_it, "more")):
        (tmp_path / folder).mkdir()
        stored = write(store_with(tmp_path / folder, EARLIER), [*NEW, *more])
        found += [forecast for forecast in stored if forecast.practice_exam_id == NEW[0].practice_exam_id]
    assert found[0] == found[1]


def test_later_practice_exams_do_not_affect_the_forecast(tmp_path: Path) -> None:
    """A late import is forecast from the days before the practice exam."""
    store = store_with(tmp_path, [*EARLIER, *practice_exam(TODAY, [(13, 13), (16, 16), (23, 23), (13, 13)])])
    (tmp_path / "without").mkdir()
    assert write(store, NEW) == write(store_with(tmp_path / "without", EARLIER), NEW)


def test_the_first_practice_exams_have_no_forecast(tmp_path: Path) -> None:
    """That is so in an empty store, with only a plan, and before the first stored practice exam."""
    assert write(Store(tmp_path / "empty.duckdb"), NEW) == []
    (tmp_path / "plan").mkdir()
    assert write(store_with(tmp_path / "plan", [plan()]), NEW) == []
    assert write(store_with(tmp_path, EARLIER), practice_exam(TODAY - timedelta(weeks=9), COUNTS)) == []


def test_a_stored_practice_exam_is_not_forecast_again(tmp_path: Path) -> None:
    """This holds for the same rows and for corrections."""
    store = store_with(tmp_path, [*EARLIER, *NEW])
    assert write(store, NEW) == []
    assert write(store, [replace(row, n_correct=0) for row in NEW]) == []


def test_a_failed_write_stores_nothing(tmp_path: Path) -> None:
    """There are no rows and no forecasts."""
    store = store_with(tmp_path, EARLIER)
    with (
        pytest.raises(KeyboardInterrupt),
        snapshot_forecasts(store, made_at=LATER, today=TODAY),
        store.batch("test", made_at=LATER) as batch,
    ):
        batch.add([Row("1", record) for record in NEW])
        raise KeyboardInterrupt
    assert store.forecasts("me", EXAM) == []


def test_exams_with_responses_or_only_a_total_are_forecast(tmp_path: Path) -> None:
    """So it is for every source of a practice exam."""
    by_question = responses("by question", TODAY, "++-+-")
    stored = write(store_with(tmp_path, EARLIER), [*by_question, total_of(TODAY, 30, 50, provider="Provider D")])
    assert sorted((f.practice_exam_id, f.n_items) for f in stored) == [(f"Provider D {TODAY}", 50), ("by question", 5)]


def test_unknown_exams_and_domains_are_left_out(tmp_path: Path) -> None:
    """They have no blueprint, or are not in it."""
    others = [replace(row, exam_code="UNKNOWN-1", practice_exam_id=f"other {row.taken_at}") for row in EARLIER]
    store = store_with(tmp_path, [*EARLIER, *others])
    nowhere = replace(NEW[0], practice_exam_id="nowhere", domain_id="99")
    unknown = [replace(row, exam_code="UNKNOWN-1", practice_exam_id="other") for row in NEW]
    assert write(store, [nowhere, *unknown]) == []
    assert store.forecasts("me", "UNKNOWN-1") == []


def test_each_candidate_is_forecast_from_their_own_data(tmp_path: Path) -> None:
    """A new candidate has no forecast."""
    good = [replace(row, candidate_id="good", n_correct=row.n_items) for row in EARLIER]
    store = store_with(tmp_path, [*EARLIER, *good])
    everybody: list[DomainResult] = [replace(row, candidate_id=name) for name in ("me", "good", "new") for row in NEW]
    (mine,) = write(store, everybody)
    (other,) = store.forecasts("good", EXAM)
    assert sum(k * p for k, p in enumerate(other.probabilities)) > sum(k * p for k, p in enumerate(mine.probabilities))
    assert store.forecasts("new", EXAM) == []
    (tmp_path / "alone").mkdir()
    (alone,) = write(store_with(tmp_path / "alone", EARLIER), NEW)
    assert_allclose(alone.probabilities, mine.probabilities)


def test_many_candidates_or_practice_exams_have_no_forecast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write with a long history is not forecast either."""
    store = store_with(tmp_path, EARLIER)
    monkeypatch.setattr(forecast_snapshots, "MAX_EXAMS", 1)
    other = practice_exam(date(2026, 11, 23), COUNTS, provider="Provider C")
    assert write(store, [*NEW, *other]) == []
    monkeypatch.setattr(forecast_snapshots, "MAX_CANDIDATES", 0)
    assert write(store, practice_exam(TODAY, COUNTS)) == []


def test_undo_leaves_the_forecast(tmp_path: Path) -> None:
    """The store stays sound, and the first forecast remains after the same import again."""
    store = store_with(tmp_path, EARLIER)
    first = write(store, NEW)
    store.undo()
    assert store.check() == []
    assert write(store, NEW, made_at=MADE_AT + timedelta(days=1))[0] == first[0]
