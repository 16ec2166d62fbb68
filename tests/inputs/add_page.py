"""The Add tab as a person uses it."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.blueprints.parser import shipped_blueprints
from dashboard.text import add as text
from tests.inputs.pages import page_of

FIRST_DAY = date(2026, 11, 1)
"""The day of the practice exam in the file."""

DOMAINS = [text.id_and_name(one.domain_id, one.name) for one in shipped_blueprints()["AIF-C01"].domains]


def page(database: Path, monkeypatch: pytest.MonkeyPatch, form: str = text.SESSION) -> AppTest:
    app = page_of("add", database, monkeypatch)
    return app if form == text.SESSION else choose(app, form)


def choose(app: AppTest, form: str) -> AppTest:
    app.pills(key="form").set_value(form).run()
    assert not app.exception, app.exception[0].value
    return app


def edit(app: AppTest, table: str, edits: dict[int, dict[str, object]], *, taken_out: tuple[int, ...] = ()) -> AppTest:
    """Change cells of the table whose key begins so, and take lines out, as the browser would."""
    key = next(key for key in app.session_state if str(key).startswith(table))
    app.session_state[key] = {"edited_rows": edits, "added_rows": [], "deleted_rows": list(taken_out)}
    app.run()
    assert not app.exception, app.exception[0].value
    return app
