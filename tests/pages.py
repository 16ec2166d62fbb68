"""Run one page of the dashboard without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import TODAY


def page_of(view: str, database: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """Run a view over a database, as on the tests' day."""
    monkeypatch.setenv("CUTSCORE_DB", str(database))
    monkeypatch.setenv("CUTSCORE_TODAY", TODAY.isoformat())
    monkeypatch.delenv("CUTSCORE_SAMPLE_DB", raising=False)
    script = f"from dashboard.views import {view}\n{view}.render()\n"
    app = AppTest.from_string(script, default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception[0].value
    return app


def words(app: AppTest) -> str:
    """Give all that a page says, in order."""
    return "\n".join(str(element.value) for element in app.main if hasattr(element, "value"))
