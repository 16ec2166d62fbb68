"""What would change the answer, on the page book or wait."""

from datetime import timedelta
from pathlib import Path

import pytest

from dashboard.text import what_if as text
from tests.inputs.builders import TODAY, practice_exam, session, store_with
from tests.inputs.pages import page_of, words

COUNTS = [(9, 13), (11, 16), (16, 23), (9, 13)]
EXAMS = [
    row
    for weeks in (3, 2, 0)
    for row in practice_exam(TODAY - timedelta(weeks=weeks), COUNTS, exam_code="DEA-C01", provider="Provider A")
]


def test_hours_and_practice_exams_have_their_worth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hours first; the practice exams when their tab is opened."""
    hours = [session(TODAY - timedelta(days=k), 3, domain_id="1") for k in (1, 8)]
    app = page_of("booking", store_with(tmp_path, [*EXAMS, *hours]).path, monkeypatch)
    assert text.HOURS_NOTE in words(app)
    assert any("An hour (points)" in table.value for table in app.table)


def test_without_hours_the_page_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no chart and no table of hours."""
    app = page_of("booking", store_with(tmp_path, EXAMS).path, monkeypatch)
    assert text.NO_HOURS in [markdown.value for markdown in app.markdown]
    assert not any("An hour (points)" in table.value for table in app.table)
