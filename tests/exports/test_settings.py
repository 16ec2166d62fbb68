"""Profiles, saved mappings, drafts and forecasts are exported and imported."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from analytics.clock import DayRule
from analytics.errors import UnreadableFileError
from analytics.exports.canonical import export_files
from analytics.exports.settings import FILE_NAME, MAX_CHARS, parse_settings, settings_text
from analytics.ingest.canonical.document_kind import is_settings
from analytics.store import Profile, SavedMapping, SavedText, Settings, Store, StoredForecast
from analytics.updates.context import Source
from analytics.updates.import_files import import_files
from analytics.updates.import_report import FileImport
from tests.inputs.builders import rating, save_mapping, store_with, update_context

FORECAST = StoredForecast(
    candidate_id="me",
    exam_code="X-1",
    practice_exam_id="p",
    made_at_utc=datetime(2026, 3, 1, 12, 0, 0, 250),  # noqa: DTZ001  (its name says UTC)
    model_version="1-0",
    day=date(2026, 2, 28),
    provider="",
    n_items=2,
    probabilities=(0.25, 0.1 + 0.2, 0.75 - (0.1 + 0.2)),
)
SETTINGS = Settings(
    profiles=(Profile("Zoë", "Asia/Kathmandu", 4, is_assumed=True), Profile("me", "Asia/Tokyo", 4, is_assumed=False)),
    answers=(SavedMapping("f" * 32, "toggl", 'zone = "UTC"\n'),),
    drafts=(SavedText("me", "book or wait X-1", "target = 0.9\n"), SavedText("me", "timer", "=1+1\n'\"<b>")),
    forecasts=(FORECAST,),
)


@contextmanager
def opened_store(folder: Path) -> Iterator[Store]:
    """Make a store with one of each kind of setting, and hold it open."""
    store = store_with(folder, [rating("1", 3)])
    store.set_day_rule("me", DayRule("Asia/Tokyo", 4))
    save_mapping(store, "f" * 32, "toggl", 'zone = "UTC"\n')
    store.save_text("me", "timer", "=1+1\n'\"<b>")
    store.save_forecasts([FORECAST])
    with store.reading():
        yield store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened_store(tmp_path) as store:
        yield store


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Make one store for all tests in which nothing may change it."""
    with opened_store(tmp_path_factory.mktemp("unchanged")) as store:
        yield store


def imported(store: Store, *paths: Path) -> tuple[FileImport, ...]:
    """Import files in order."""
    sources = [Source(path, path.name) for path in paths]
    with store.reading():
        return import_files(update_context(store, blueprints={}), sources).files


def test_settings_are_read_back_equal() -> None:
    """Probabilities are exact, and texts keep every character."""
    text = settings_text(SETTINGS)
    assert is_settings(text)
    assert parse_settings(text, FILE_NAME) == SETTINGS
    assert SETTINGS.n_entries == 6


def test_an_export_contains_the_settings(store: Store, tmp_path: Path) -> None:
    """Imported in any order they give equal settings; a second import changes nothing."""
    paths = export_files(store, tmp_path / "out")
    assert [path.name for path in paths] == ["self_ratings.csv", FILE_NAME]
    for number, order in enumerate((paths, paths[::-1])):
        other = Store(tmp_path / f"other-{number}.duckdb")
        (settings,) = (file for file in imported(other, *order) if file.format == "settings")
        assert (settings.imported, settings.skipped) == (4, 0)
        assert other.settings() == store.settings()
        revision = other.revision()
        (settings,) = (file for file in imported(other, *order) if file.format == "settings")
        assert (settings.imported, settings.skipped) == (0, 4)
        assert other.revision() == revision


def test_zones_that_rows_would_assume_are_no_duplicates(tmp_path: Path) -> None:
    """Those of the settings file are saved first."""
    paths = export_files(store_with(tmp_path, [rating("1", 2)]), tmp_path / "out")
    files = imported(Store(tmp_path / "other.duckdb"), *paths)
    assert [(file.imported, file.skipped) for file in files] == [(1, 0), (1, 0)]


def test_an_assumed_zone_does_not_replace_one_that_was_set(store: Store, tmp_path: Path) -> None:
    """One that was set elsewhere does."""
    for is_assumed, expected in ((True, "Asia/Tokyo"), (False, "Europe/Lisbon")):
        path = tmp_path / "settings.json"
        settings = Settings(profiles=(Profile("me", "Europe/Lisbon", 4, is_assumed),))
        path.write_text(settings_text(settings), encoding="utf-8")
        imported(store, path)
        assert store.day_rule("me").zone == expected


def broken(part: str, **changes: object) -> str:
    """Write the settings with one entry changed."""
    document: dict[str, Any] = json.loads(settings_text(SETTINGS))
    document[part][0].update(changes)
    return json.dumps(document)


@pytest.mark.parametrize(
    "text",
    [
        '{"schema": "cutscore-settings/2"}',
        '{"schema": "cutscore-settings/1", "schema": 5}',
        '{"schema": "cutscore-settings/1"',
        '{"schema": "cutscore-settings/1", "x": ' + "[" * 100_000,
        '{"schema": "cutscore-settings/1"}',
        '{"schema": "cutscore-settings/1", "profiles": 3}',
        '{"schema": "cutscore-settings/1", "profiles": ["x"]}',
        broken("profiles", zone="Mars/Base"),
        broken("profiles", zone="../../etc/passwd"),
        broken("profiles", zone=3),
        broken("profiles", day_starts_h=24),
        broken("profiles", day_starts_h=True),
        broken("profiles", is_assumed="no"),
        broken("profiles", candidate_id="\ud800"),
        broken("answers", toml="kind = "),
        broken("answers", format=None),
        broken("drafts", value=[]),
        broken("drafts", name="book or wait X-1", value="fee = -1"),
        broken("forecasts", n_items=0),
        broken("forecasts", n_items=3),
        broken("forecasts", probabilities=[0.5, 0.5, 0.5]),
        broken("forecasts", probabilities=[0.5, 0.5, "0"]),
        broken("forecasts", probabilities=[float("nan"), 0.5, 0.5]),
        broken("forecasts", made_at_utc="2026-03-01T12:00:00+01:00"),
        broken("forecasts", made_at_utc="yesterday"),
        broken("forecasts", day="2026-02-30"),
        broken("forecasts", exam_code=1),
    ],
)
def test_invalid_settings_are_refused_whole(unchanged: Store, tmp_path: Path, text: str) -> None:
    """None of them is stored."""
    with pytest.raises(UnreadableFileError, match="settings"):
        parse_settings(text, "settings.json")
    path = tmp_path / "settings.json"
    path.write_text(text, encoding="utf-8")
    before = unchanged.settings()
    (file,) = imported(unchanged, path)
    assert file.is_refused
    assert unchanged.settings() == before


def test_settings_have_a_maximum_size_and_are_text(store: Store, tmp_path: Path) -> None:
    """A file larger than Cutscore writes export is not parsed, nor one that is not UTF-8."""
    with pytest.raises(UnreadableFileError, match="larger than Cutscore writes"):
        parse_settings(" " * (MAX_CHARS + 1), "settings.json")
    path = tmp_path / "settings.json"
    path.write_bytes(settings_text(SETTINGS).encode() + b"\xff")
    (file,) = imported(store, path)
    assert "UTF-8" in file.problems[0].reason
