"""All pages of one state of the file share one reading and one fit, and none holds the file while it fits."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from threading import Timer
from typing import Any

import duckdb
import pytest
from streamlit.components.v2 import manifest_scanner

from analytics.estimation.model_fit import ModelFit
from analytics.estimation.model_inputs import ModelInputs
from analytics.store import connection
from analytics.store.connection import DatabaseFile
from tests.inputs.builders import TODAY, plan, practice_exam, store_with
from tests.inputs.pages import VIEWS, page_of

COUNTS = [(9, 13), (11, 16), (16, 23), (9, 13)]
N_READINGS, N_OPENINGS = 32, 2
"""The most readings of the file for all pages and tabs together, and how often it is opened if they come fast."""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with a plan and four practice exams."""
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", lambda: [])
    monkeypatch.setattr(Timer, "start", lambda _timer: None)  # the walk may take longer than the file stays open
    exams = [row for k in range(4) for row in practice_exam(TODAY - timedelta(weeks=k, days=1), COUNTS)]
    return store_with(tmp_path / "one", [plan(exam_on=TODAY + timedelta(days=30)), *exams]).path


def test_a_walk_through_all_pages_fits_today_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second walk reads and fits nothing; while a model is fitted nothing is read: other programs get the file."""
    fits: list[date] = []
    readings: list[Path] = []
    holders: list[DatabaseFile] = []
    openings: list[Path] = []
    fit, reading, open_file = ModelInputs.fit, DatabaseFile.reading, connection.open_file

    def counted_opening(path: Path, *waits: float, **options: Any) -> duckdb.DuckDBPyConnection:
        openings.append(path)
        return open_file(path, *waits, **options)

    def counted_fit(inputs: ModelInputs, **options: object) -> ModelFit:
        fits.append(inputs.evidence.as_of)
        assert not holders
        return fit(inputs, **options)  # type: ignore[arg-type]  # the option is passed on

    @contextmanager
    def counted_reading(file: DatabaseFile, *waits: float, **options: bool) -> Iterator[duckdb.DuckDBPyConnection]:
        readings.append(file.path)
        holders.append(file)
        try:
            with reading(file, *waits, **options) as cursor:
                yield cursor
        finally:
            holders.pop()

    monkeypatch.setattr(ModelInputs, "fit", counted_fit)
    monkeypatch.setattr(DatabaseFile, "reading", counted_reading)
    monkeypatch.setattr(connection, "open_file", counted_opening)

    for slug in VIEWS:
        page_of(slug, path, monkeypatch)
    assert fits.count(TODAY) == 1
    assert len(readings) <= N_READINGS
    assert len(openings) <= N_OPENINGS
    fits.clear()
    readings.clear()
    for slug in VIEWS:
        page_of(slug, path, monkeypatch)
    assert not readings
    assert not fits
