"""Stored forecasts stay as they were made."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from analytics.store import Store, StoredForecast
from analytics.store.migrations import STEPS, migrate
from tests.inputs.store_files import add, check_in, notes, raw_connection

FORECAST = StoredForecast(
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
LATER = replace(FORECAST, made_at_utc=FORECAST.made_at_utc + timedelta(days=1), n_items=1, probabilities=(0.5, 0.5))


def test_forecasts_are_read_back_the_earliest_first(store: Store) -> None:
    """Only those of one candidate and exam; a new one does not replace an earlier one, and raises the revision."""
    store.save_forecasts([LATER, replace(FORECAST, candidate_id="other"), replace(FORECAST, exam_code="X-2")])
    before = store.revision()
    store.save_forecasts([FORECAST])
    assert store.revision() != before
    assert store.forecasts("me", "X-1") == [FORECAST, LATER]


def test_a_forecast_of_the_same_moment_stays_as_it_was(store: Store) -> None:
    """A second forecast with the same key is ignored."""
    store.save_forecasts([FORECAST])
    store.save_forecasts([replace(FORECAST, probabilities=(1.0, 0.0, 0.0))])
    assert store.forecasts("me", "X-1") == [FORECAST]


def test_a_forecast_has_a_chance_for_every_score(store: Store) -> None:
    """Otherwise nothing is stored."""
    with pytest.raises(Exception, match="CHECK"):
        store.save_forecasts([FORECAST, replace(LATER, probabilities=(1.0,))])
    assert store.forecasts("me", "X-1") == []


def test_forecasts_are_in_a_backup(store: Store, tmp_path: Path) -> None:
    """A restored file has the same forecasts."""
    store.save_forecasts([FORECAST])
    store.backup(tmp_path / "backup.duckdb")
    other = Store(tmp_path / "other.duckdb")
    other.restore(tmp_path / "backup.duckdb")
    assert other.forecasts("me", "X-1") == [FORECAST]
    assert other.check() == []


def test_a_file_without_forecasts_is_migrated(tmp_path: Path) -> None:
    """Its rows stay, and forecasts can be stored."""
    store = Store(tmp_path / "old.duckdb")
    with raw_connection(store.path) as connection:
        migrate(connection, store.path, STEPS[:2])
        with pytest.raises(duckdb.CatalogException):
            connection.execute("select * from forecast")
    add(store, check_in("a"))
    store.save_forecasts([FORECAST])
    assert notes(store) == ["a"]
    assert store.forecasts("me", "X-1") == [FORECAST]
