"""Tests of the forecasts that are kept around a write."""

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
HELD = [row for weeks in (3, 2) for row in practice_exam(TODAY - timedelta(weeks=weeks), COUNTS)]
NEW = practice_exam(TODAY - timedelta(days=1), [(5, 13), (6, 16), (9, 23), (5, 13)], provider="Provider B")


def write(store: Store, records: Sequence[Record], *, made_at: datetime = LATER) -> list[StoredForecast]:
    """Write rows with their forecasts kept; give the forecasts of `me`."""
    with snapshot_forecasts(store, made_at=made_at, today=TODAY), store.batch("test", made_at=made_at) as batch:
        batch.add([Row("1", record) for record in records])
    return store.forecasts("me", EXAM)


def test_a_new_practice_exam_is_forecast_from_what_was_there(tmp_path: Path) -> None:
    """The forecast equals the one of a file without it, and names its moment and its model."""
    store = store_with(tmp_path, HELD)
    known = candidate_of(store, as_of=TODAY - timedelta(days=2))
    (kept,) = write(store, NEW)
    now = candidate_of(store)
    expected = forecast_of(known.fitted, design_of(now.evidence, NEW[0].practice_exam_id))
    assert_allclose(kept.probabilities, expected.probabilities)
    assert (kept.day, kept.provider, kept.n_items) == (TODAY - timedelta(days=1), "Provider B", 65)
    assert kept.made_at_utc == LATER.replace(tzinfo=None)
    assert kept.model_version == model_version()


def test_the_result_plays_no_part(tmp_path: Path) -> None:
    """All right or all wrong, the same was said."""
    said = []
    for share, folder in ((0, "wrong"), (1, "right")):
        (tmp_path / folder).mkdir()
        new = [replace(row, n_correct=share * row.n_items) for row in NEW]
        said += write(store_with(tmp_path / folder, HELD), new)
    assert said[0] == said[1]


def test_what_comes_with_it_plays_no_part(tmp_path: Path) -> None:
    """An older practice exam, a correction and hours of the same write were not known before it."""
    said = []
    older = practice_exam(TODAY - timedelta(weeks=4), [(1, 13), (1, 16), (1, 23), (1, 13)], provider="Provider C")
    corrected = [replace(row, n_correct=1) for row in HELD[:4]]
    with_it: list[Record] = [*older, *corrected, session(TODAY - timedelta(weeks=1), 30)]
    for more, folder in (([], "alone"), (with_it, "more")):
        (tmp_path / folder).mkdir()
        kept = write(store_with(tmp_path / folder, HELD), [*NEW, *more])
        said += [forecast for forecast in kept if forecast.practice_exam_id == NEW[0].practice_exam_id]
    assert said[0] == said[1]


def test_later_practice_exams_of_the_file_are_not_looked_at(tmp_path: Path) -> None:
    """One that is brought in late is forecast from the days before it."""
    store = store_with(tmp_path, [*HELD, *practice_exam(TODAY, [(13, 13), (16, 16), (23, 23), (13, 13)])])
    (tmp_path / "without").mkdir()
    assert write(store, NEW) == write(store_with(tmp_path / "without", HELD), NEW)


def test_the_first_practice_exams_have_no_forecast(tmp_path: Path) -> None:
    """Neither in an empty file nor with a plan alone nor before what is held."""
    assert write(Store(tmp_path / "empty.duckdb"), NEW) == []
    (tmp_path / "plan").mkdir()
    assert write(store_with(tmp_path / "plan", [plan()]), NEW) == []
    assert write(store_with(tmp_path, HELD), practice_exam(TODAY - timedelta(weeks=9), COUNTS)) == []


def test_the_same_again_and_corrections_are_no_news(tmp_path: Path) -> None:
    """A practice exam that is held is not forecast anew, whatever becomes of its rows."""
    store = store_with(tmp_path, [*HELD, *NEW])
    assert write(store, NEW) == []
    assert write(store, [replace(row, n_correct=0) for row in NEW]) == []


def test_a_write_that_fails_keeps_nothing(tmp_path: Path) -> None:
    """Neither rows nor forecasts."""
    store = store_with(tmp_path, HELD)
    with (
        pytest.raises(KeyboardInterrupt),
        snapshot_forecasts(store, made_at=LATER, today=TODAY),
        store.batch("test", made_at=LATER) as batch,
    ):
        batch.add([Row("1", record) for record in NEW])
        raise KeyboardInterrupt
    assert store.forecasts("me", EXAM) == []


def test_exams_by_question_and_by_total_are_forecast_too(tmp_path: Path) -> None:
    """Whichever way a practice exam is known."""
    by_question = responses("by question", TODAY, "++-+-")
    kept = write(store_with(tmp_path, HELD), [*by_question, total_of(TODAY, 30, 50, provider="Provider D")])
    assert sorted((f.practice_exam_id, f.n_items) for f in kept) == [(f"Provider D {TODAY}", 50), ("by question", 5)]


def test_what_the_model_does_not_know_is_left_out(tmp_path: Path) -> None:
    """Exams without a blueprint, and questions of domains that the exam does not have."""
    others = [replace(row, exam_code="UNKNOWN-1", practice_exam_id=f"other {row.taken_at}") for row in HELD]
    store = store_with(tmp_path, [*HELD, *others])
    nowhere = replace(NEW[0], practice_exam_id="nowhere", domain_id="99")
    unknown = [replace(row, exam_code="UNKNOWN-1", practice_exam_id="other") for row in NEW]
    assert write(store, [nowhere, *unknown]) == []
    assert store.forecasts("me", "UNKNOWN-1") == []


def test_each_candidate_is_forecast_from_their_own(tmp_path: Path) -> None:
    """Several in one file do not mix, and one who is new has no forecast."""
    good = [replace(row, candidate_id="good", n_correct=row.n_items) for row in HELD]
    store = store_with(tmp_path, [*HELD, *good])
    everybody: list[DomainResult] = [replace(row, candidate_id=name) for name in ("me", "good", "new") for row in NEW]
    (mine,) = write(store, everybody)
    (other,) = store.forecasts("good", EXAM)
    assert sum(k * p for k, p in enumerate(other.probabilities)) > sum(k * p for k, p in enumerate(mine.probabilities))
    assert store.forecasts("new", EXAM) == []
    (tmp_path / "alone").mkdir()
    (alone,) = write(store_with(tmp_path / "alone", HELD), NEW)
    assert_allclose(alone.probabilities, mine.probabilities)


def test_a_file_of_many_candidates_keeps_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is a long history news."""
    store = store_with(tmp_path, HELD)
    monkeypatch.setattr(forecast_snapshots, "MAX_EXAMS", 1)
    other = practice_exam(date(2026, 11, 23), COUNTS, provider="Provider C")
    assert write(store, [*NEW, *other]) == []
    monkeypatch.setattr(forecast_snapshots, "MAX_CANDIDATES", 0)
    assert write(store, practice_exam(TODAY, COUNTS)) == []


def test_taking_the_import_back_leaves_no_error(tmp_path: Path) -> None:
    """The file stays sound; the same import again says it anew, and what was said first stays."""
    store = store_with(tmp_path, HELD)
    first = write(store, NEW)
    store.undo()
    assert store.check() == []
    assert write(store, NEW, made_at=MADE_AT + timedelta(days=1))[0] == first[0]
