"""What would change the answer, on the page book or wait."""

from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.text import booking as text
from dashboard.text import common
from tests.inputs.builders import TODAY, practice_exam, session
from tests.inputs.pages import checked, new_page, store_with, words

COUNTS = [(9, 13), (11, 16), (16, 23), (9, 13)]
EXAMS = [
    row
    for weeks in (3, 2, 0)
    for row in practice_exam(TODAY - timedelta(weeks=weeks), COUNTS, exam_code="DEA-C01", provider="Provider A")
]


def opened(tab: str, database: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    app = new_page("booking", database, monkeypatch)
    app.session_state["moves"] = tab
    app.session_state[common.SAME_IN_NUMBERS] = True
    return checked(app.run())


def test_hours_and_practice_exams_have_their_worth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has its tab, computed when it is opened."""
    hours = [session(TODAY - timedelta(days=k), 3, domain_id="1") for k in (1, 8)]
    app = opened(text.HOURS.title, store_with(tmp_path, [*EXAMS, *hours]).path, monkeypatch)
    assert text.HOURS_NOTE in words(app)
    assert any("An hour (points)" in table.value for table in app.table)


def test_without_hours_the_page_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no chart and no table of hours."""
    app = opened(text.HOURS.title, store_with(tmp_path, EXAMS).path, monkeypatch)
    assert text.NO_HOURS in [markdown.value for markdown in app.markdown]
    assert not any("An hour (points)" in table.value for table in app.table)
