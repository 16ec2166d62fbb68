"""A file with a value that another program wrote ends a page with one sentence."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import dashboard
from analytics.store import Store
from dashboard.server.guard import Guard
from tests.inputs.store_files import add, check_in, raw_connection


def test_the_dashboard_names_the_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what to do, and shows nothing that was computed from it."""
    store = Store(tmp_path / "cutscore.duckdb")
    add(store, check_in("a"))
    with raw_connection(store.path) as connection:
        connection.execute("update candidate set zone = 'Mars/Phobos'")
    monkeypatch.setattr(Guard, "is_in_use", True)
    monkeypatch.setenv("CUTSCORE_DB", str(store.path))
    monkeypatch.delenv("CUTSCORE_SAMPLE_DB", raising=False)
    app = AppTest.from_file(str(Path(dashboard.__file__).with_name("app.py")), default_timeout=120).run()
    assert not app.exception
    (error,) = app.error
    assert "Table candidate, row me: zone is" in error.value.replace("\\", "")
    assert "cutscore restore" in error.value.replace("\\", "")
    assert (list(app.title), list(app.metric)) == ([], [])
