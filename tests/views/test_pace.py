"""The tab of pace, in every state of the file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.blueprints import parser
from analytics.records import ItemResponse, Record
from dashboard.text import common
from dashboard.text import pace as text
from tests.inputs.builders import OPEN_EXAM, plan, practice_exam, responses
from tests.inputs.pages import page_of, store_with, words

DAY = date(2026, 11, 14)
COUNTS = practice_exam(DAY, [(6, 13), (10, 16), (18, 23), (6, 13)])
WHOLE = [replace(row, duration_min=150.0) for row in COUNTS]


def timed(n: int, exam_code: str = "MLS-C01") -> list[ItemResponse]:
    """Make a practice exam of n answers, each a little slower; every third flagged and returned to."""
    rows = responses("p", DAY, "+-" * n)[:n]
    return [
        replace(row, exam_code=exam_code, response_time_s=100.0 + k, is_flagged=k % 3 == 0, is_revisited=k % 3 == 0)
        for k, row in enumerate(rows)
    ]


def shown(folder: Path, records: Sequence[Record], monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Run the page over some records."""
    return page_of("pace", store_with(folder, records).path, monkeypatch)


def opened(app: AppTest, *folds: str) -> str:
    """Open folds and return all texts of the page."""
    for fold in folds:
        app.session_state[fold] = True
    app.run()
    assert not app.exception
    return words(app)


@pytest.mark.parametrize("records", [[plan()], COUNTS, responses("p", DAY, "+")])
def test_without_times_the_page_says_how(
    records: Sequence[Record], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan, counts, or an answer without a time; no fold is there only to be empty."""
    app = shown(tmp_path, records, monkeypatch)
    assert "no practice exam has a time yet" in app.markdown[0].value
    assert text.EMPTY_STEPS[0] in words(app)
    assert [fold.label for fold in app.expander] == [common.HOW_COMPUTED]
    assert not app.get("plotly_chart")


def test_an_exam_known_as_a_whole_says_what_it_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """65 questions in 150 of 180 minutes: time left, and no chance of running out."""
    app = shown(tmp_path, WHOLE, monkeypatch)
    said = opened(app, text.OUTLOOK.title, text.QUESTIONS.title, text.FLAGS_TITLE, common.SAME_IN_NUMBERS)
    assert text.NO_QUESTION_TIMES in said
    assert "No answer says whether you flagged" in said
    assert "Sat\u00a014\u00a0Nov took 2.3 minutes per question. The real exam gives you 2.8 minutes." in said
    assert "needs 20 answer times" in said
    assert len(app.get("plotly_chart")) == 1
    row = app.table[0].value.iloc[0]
    assert (row["Questions"], row["Minutes"], row["Left"]) == ("65", "150 of 180", "30")
    assert (row["Left at the real length"], row["Over your limit"]) == ("30", "not known")


def test_a_chart_is_drawn_when_its_fold_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Besides the minutes used, which always show."""
    app = shown(tmp_path, timed(40), monkeypatch)
    assert len(app.get("plotly_chart")) == 1
    said = opened(app, text.OUTLOOK.title, text.QUESTIONS.title, text.FLAGS_TITLE)
    assert len(app.get("plotly_chart")) == 3
    assert "14 were flagged." in said
    assert "You flagged 14 of 40 questions and returned to 14 of them." in said


def test_another_limit_can_be_tried_without_saving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At two minutes, 19 of forty are over the limit: from 121 seconds to 139."""
    app = shown(tmp_path, timed(40), monkeypatch)
    assert "None of 40 questions took more than 3 minutes" in opened(app, text.QUESTIONS.title, text.TRY_TITLE)
    app.number_input[0].set_value(2.0)
    said = opened(app)
    assert "19 of 40 questions took more than 2 minutes" in said
    assert "(tried here)" in said


def test_a_plan_with_a_short_limit_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six seconds is the lowest limit of a plan."""
    app = shown(tmp_path, [replace(plan(), minutes_per_item=0.1), *timed(20)], monkeypatch)
    opened(app, text.TRY_TITLE)
    assert app.number_input[0].value == 0.1


def test_a_limit_can_be_tried_for_essays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two questions in three hours leave 90 minutes each, which the field holds."""
    essays = replace(OPEN_EXAM, n_items_min=2, n_items_max=2, n_unscored_items=0)
    monkeypatch.setattr(parser, "_shipped", lambda _: essays)
    app = shown(tmp_path, timed(2), monkeypatch)
    opened(app, text.TRY_TITLE)
    assert app.number_input[0].value == 90.0


def test_an_exam_without_return_has_no_reserve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CISSP ends between 100 and 150 questions; the minutes are those of 150."""
    app = shown(tmp_path, timed(60, "CISSP"), monkeypatch)
    said = opened(app, text.TRY_TITLE, text.OUTLOOK.title, text.FLAGS_TITLE)
    assert len(app.number_input) == 1
    assert "a first pass of 150 questions takes about" in said
    assert text.NO_RETURN in said
    assert "Returning to flagged questions" not in said


def test_a_retired_exam_keeps_its_pace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """MLS-C01 is retired on the tests' day."""
    early = [replace(row, taken_at=date(2026, 3, 2)) for row in timed(30)]
    assert "At your pace, a first pass of 65 questions takes" in shown(tmp_path, early, monkeypatch).markdown[0].value
