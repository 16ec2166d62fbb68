"""Run one page of the dashboard without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import formatting
from tests.inputs.builders import TODAY

LIMIT_S = 120
"""Wall-clock seconds, for a busy machine."""


def page_of(slug: str, database: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """Run a page over a database, on the tests' day."""
    monkeypatch.setenv("CUTSCORE_DB", str(database))
    monkeypatch.setenv("CUTSCORE_TODAY", TODAY.isoformat())
    monkeypatch.delenv("CUTSCORE_SAMPLE_DB", raising=False)
    script = f"from dashboard.pages import PAGES\nnext(page for page in PAGES if page.slug == {slug!r}).render()\n"
    app = AppTest.from_string(script, default_timeout=LIMIT_S)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception[0].value
    return app


def words(app: AppTest) -> str:
    """Give all that a page says, in order."""
    return "\n".join(str(element.value) for element in app.main if hasattr(element, "value"))


def said(app: AppTest) -> str:
    """Give all that a page says, without the marks that keep texts literal."""
    return formatting.unescaped(words(app))


def answer(app: AppTest) -> str:
    """Give the sentence that a page opens with, without the marks that keep texts literal."""
    return formatting.unescaped(str(app.markdown[0].value))


def press(app: AppTest, label: str) -> AppTest:
    """Press a button by what stands on it."""
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception, app.exception[0].value
    return app
