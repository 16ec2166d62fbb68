"""Forecasts are kept as they were made."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from analytics.store import Store, StoredForecast
from analytics.store.migrations import STEPS, migrate
from tests.inputs.store_files import add, check_in, notes, past_the_store

SAID = StoredForecast(
    candidate_id="me",
    exam_code="X-1",
    practice_exam_id="p",
    made_at_utc=datetime(2026, 3, 1, 12),  # noqa: DTZ001  (its name says UTC)
    model_version="1-0",
    day=date(2026, 2, 28),
    provider="Provider A",
    n_items=2,
    probabilities=(0.25, 0.5, 0.25),
)
LATER = replace(SAID, made_at_utc=SAID.made_at_utc + timedelta(days=1), n_items=1, probabilities=(0.5, 0.5))


def test_what_was_said_is_read_back_the_earliest_first(store: Store) -> None:
    """Of one candidate and exam; a new one stands beside the earlier one and raises the revision."""
    store.save_forecasts([LATER, replace(SAID, candidate_id="other"), replace(SAID, exam_code="X-2")])
    before = store.revision()
    store.save_forecasts([SAID])
    assert store.revision() != before
    assert store.forecasts("me", "X-1") == [SAID, LATER]


def test_a_forecast_of_the_same_moment_stays_as_it_was(store: Store) -> None:
    """What was said stays said."""
    store.save_forecasts([SAID])
    store.save_forecasts([replace(SAID, probabilities=(1.0, 0.0, 0.0))])
    assert store.forecasts("me", "X-1") == [SAID]


def test_a_forecast_has_a_chance_for_every_score(store: Store) -> None:
    """Else nothing is kept."""
    with pytest.raises(Exception, match="CHECK"):
        store.save_forecasts([SAID, replace(LATER, probabilities=(1.0,))])
    assert store.forecasts("me", "X-1") == []


def test_forecasts_are_in_a_backup(store: Store, tmp_path: Path) -> None:
    """A restored file says what the other one said."""
    store.save_forecasts([SAID])
    store.backup(tmp_path / "backup.duckdb")
    other = Store(tmp_path / "other.duckdb")
    other.restore(tmp_path / "backup.duckdb")
    assert other.forecasts("me", "X-1") == [SAID]
    assert other.check() == []


def test_a_file_of_the_version_before_is_brought_up(store: Store) -> None:
    """Its rows are there, and forecasts can be kept."""
    with past_the_store(store.path) as connection:
        migrate(connection, store.path, STEPS[:2])
        with pytest.raises(duckdb.CatalogException):
            connection.execute("select * from forecast")
    add(store, check_in("a"))
    store.save_forecasts([SAID])
    assert notes(store) == ["a"]
    assert store.forecasts("me", "X-1") == [SAID]
