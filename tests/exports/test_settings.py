"""Profiles, answers, drafts and forecasts go out with an export and come in again."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from analytics.clock import DayRule
from analytics.errors import UnreadableFileError
from analytics.exports.canonical import export_files
from analytics.exports.settings import FILE_NAME, MAX_CHARS, parse_settings, settings_text
from analytics.ingest.canonical.document_kind import is_settings
from analytics.store import Draft, Profile, SavedMapping, Settings, Store, StoredForecast
from analytics.updates.context import Source, UpdateContext
from analytics.updates.import_files import import_files
from analytics.updates.import_report import FileImport
from tests.inputs.builders import MADE_AT, TODAY, rating, store_with

SAID = StoredForecast(
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
WHOLE = Settings(
    profiles=(Profile("Zoë", "Asia/Kathmandu", 4, is_assumed=True), Profile("me", "Asia/Tokyo", 4, is_assumed=False)),
    answers=(SavedMapping("f" * 32, "toggl", 'zone = "UTC"\n'),),
    drafts=(Draft("me", "timer", "=1+1\n'\"<b>"),),
    forecasts=(SAID,),
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Give a store with one of everything that is no row."""
    store = store_with(tmp_path, [rating("1", 3)])
    store.set_day_rule("me", DayRule("Asia/Tokyo", 4))
    store.save_mapping("f" * 32, "toggl", 'zone = "UTC"\n')
    store.save_draft("me", "timer", "=1+1\n'\"<b>")
    store.save_forecasts([SAID])
    return store


def imported(store: Store, *paths: Path) -> tuple[FileImport, ...]:
    """Import files in their order."""
    sources = [Source(path, path.name) for path in paths]
    return import_files(
        UpdateContext(store=store, today=TODAY, made_at=MADE_AT, zone="UTC", blueprints={}), sources
    ).files


def test_reading_gives_what_was_written() -> None:
    """To the last digit of a chance, and the last character of a text."""
    text = settings_text(WHOLE)
    assert is_settings(text)
    assert parse_settings(text, FILE_NAME) == WHOLE
    assert WHOLE.n_entries == 5


def test_an_export_takes_the_settings_along(store: Store, tmp_path: Path) -> None:
    """Imported into a new file, days are counted as before, and what was said of a practice exam stays said."""
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


def test_what_was_set_is_not_replaced_by_what_was_assumed(store: Store, tmp_path: Path) -> None:
    """A zone that came with an import says nothing against one that the candidate chose; a chosen one does."""
    for is_assumed, expected in ((True, "Asia/Tokyo"), (False, "Europe/Lisbon")):
        path = tmp_path / "settings.json"
        settings = Settings(profiles=(Profile("me", "Europe/Lisbon", 4, is_assumed),))
        path.write_text(settings_text(settings), encoding="utf-8")
        imported(store, path)
        assert store.day_rule("me").zone == expected


def broken(part: str, **changes: object) -> str:
    """Write the settings with one entry changed."""
    document: dict[str, Any] = json.loads(settings_text(WHOLE))
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
def test_settings_that_were_changed_beyond_reading_are_refused_whole(store: Store, tmp_path: Path, text: str) -> None:
    """One sentence, nothing of them kept, and the files beside them go in."""
    with pytest.raises(UnreadableFileError, match="settings"):
        parse_settings(text, "settings.json")
    path = tmp_path / "settings.json"
    path.write_text(text, encoding="utf-8")
    before = store.settings()
    (file,) = imported(store, path)
    assert file.is_refused
    assert store.settings() == before


def test_settings_are_bounded_and_text(store: Store, tmp_path: Path) -> None:
    """What no export could have written is not parsed at all."""
    with pytest.raises(UnreadableFileError, match="larger than any"):
        parse_settings(" " * (MAX_CHARS + 1), "settings.json")
    path = tmp_path / "settings.json"
    path.write_bytes(settings_text(WHOLE).encode() + b"\xff")
    (file,) = imported(store, path)
    assert "UTF-8" in file.problems[0].reason
