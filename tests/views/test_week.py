"""The page of the weekly check-in."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from analytics.records import Activity, CheckIn, PlannedWeek, Row, StudyPlan, StudySession
from dashboard import formatting
from dashboard.text import week as text
from tests.inputs.builders import MADE_AT, TODAY, plan, practice_exam, session, store_with, total_of
from tests.inputs.pages import answer, page_of, words

COUNTS = [(10, 13), (12, 16), (17, 23), (10, 13)]


def test_a_plan_without_practice_exam_claims_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first practice exam no chance is stated as if it were the candidate's own."""
    store = store_with(tmp_path, [plan(exam_code="AIF-C01", exam_on=date(2027, 1, 9))])
    app = page_of("overview", store.path, monkeypatch)
    assert "There is no practice exam yet" in answer(app)
    assert "Week 8 of 14." in answer(app)


def test_one_practice_exam_gives_a_chance_and_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One result is weak evidence, and the page says what would make it firmer."""
    store = store_with(tmp_path, practice_exam(date(2026, 11, 20), COUNTS, exam_code="DEA-C01"))
    app = page_of("overview", store.path, monkeypatch)
    assert "of 20 people with this record would pass" in answer(app)
    assert any("at least two practice exams" in m.value for m in app.markdown)


def test_hours_since_the_last_exam_are_compared_with_its_gaps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hours since the practice exam are named; the slope chart needs hours."""
    exams = practice_exam(date(2026, 11, 20), COUNTS, exam_code="DEA-C01")
    studied = StudySession(
        session_key="s", started_at=date(2026, 11, 22), time_on_task_min=120, activity=Activity.LAB, domain_id="1"
    )
    store = store_with(tmp_path, exams)
    app = page_of("overview", store.path, monkeypatch)
    assert len(app.get("plotly_chart")) == 1
    assert any(text.NO_HOURS_SINCE in m.value for m in app.markdown)
    with store.batch("more", made_at=MADE_AT) as batch:
        batch.add([Row("2", studied)])
    app = page_of("overview", store.path, monkeypatch)
    assert len(app.get("plotly_chart")) == 2
    assert any("2 h have been logged since" in m.value for m in app.markdown)


def test_a_last_exam_without_domains_shows_no_gaps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An earlier one by domain is not used instead."""
    earlier = practice_exam(TODAY - timedelta(days=9), COUNTS, exam_code="DEA-C01")
    last = replace(total_of(TODAY - timedelta(days=1), 50, 65), exam_code="DEA-C01")
    app = page_of("overview", store_with(tmp_path, [*earlier, last]).path, monkeypatch)
    assert "The practice exam of Tue 24 Nov is known only as a whole; one by domain shows where" in words(app)


def test_a_retired_exam_is_named_with_its_successors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The warning names the exams that replace it."""
    store = store_with(tmp_path, practice_exam(TODAY - timedelta(days=5), COUNTS))
    app = page_of("overview", store.path, monkeypatch)
    assert "MLA-C01" in formatting.unescaped(app.warning[0].value)


def test_texts_of_a_file_are_literal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Markdown in a provider's name or in the plan's focus is shown as it stands."""
    exams = practice_exam(date(2026, 11, 20), COUNTS, exam_code="DEA-C01", provider="**Shop** [x](http://y)")
    own = plan(exam_code="DEA-C01", exam_on=date(2027, 1, 9))
    focus = replace(own, weeks=(PlannedWeek(8, "# <b>all</b>"),))
    store = store_with(tmp_path, [*exams, focus])
    app = page_of("overview", store.path, monkeypatch)
    cells = [cell for table in app.table for cell in table.value.to_numpy().ravel()]
    said = [*(m.value for m in app.markdown), *(c.value for c in app.caption), *cells]
    assert any(r"\*\*Shop\*\* \[x\]\(http" in line for line in said)
    assert any(r"\# \<b\>all\</b\>" in line for line in said)


def test_plan_and_hours_are_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Last week's hours, this week's own words, and next week's focus."""
    own = plan(exam_code="DEA-C01", starts_on=date(2026, 11, 16), exam_on=date(2027, 1, 9))
    weeks = (PlannedWeek(1, "2"), PlannedWeek(2, "*own*"), PlannedWeek(3, "4"))
    store = store_with(tmp_path, [replace(own, weeks=weeks), session(date(2026, 11, 18), 2, domain_id="2")])
    app = page_of("overview", store.path, monkeypatch)
    rows = app.table[0].value
    assert list(rows[text.WEEK]) == [text.LAST_WEEK, text.THIS_WEEK, text.NEXT_WEEK]
    assert list(rows[text.DONE_HOURS]) == ["2 h, all for that", "0 h", "to come"]
    assert rows[text.PLANNED_FOR][1] == r"\*own\* (fixed by you)"
    assert any("You fixed next week. By your gaps it would be for " in c.value for c in app.caption)


def test_a_partial_week_has_fewer_planned_hours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five of seven days of 10 to 12 h are 7 to 8½ h, in the box and in the table."""
    app = page_of("overview", store_with(tmp_path, [plan(exam_code="DEA-C01", starts_on=TODAY)]).path, monkeypatch)
    assert "The plan asks 7 to 8½ h this week." in words(app)
    assert next(iter(app.table[0].value[text.PLANNED_HOURS])) == "7 to 8½ h"


def test_one_press_fixes_the_next_week(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The chosen focus goes into the plan; other weeks stay free."""
    own = plan(exam_code="DEA-C01", starts_on=date(2026, 11, 23), exam_on=date(2027, 1, 9))
    store = store_with(tmp_path, [own])
    app = page_of("overview", store.path, monkeypatch)
    app.selectbox[0].set_value("4").run()
    next(button for button in app.button if button.key == "fix_focus").click().run()
    assert not app.exception
    assert [kept.weeks for kept in store.records(StudyPlan)] == [(PlannedWeek(2, "4"),)]
    assert text.FOCUS_SAVED in [note.value for note in app.success]


def test_a_note_is_saved_in_the_check_in_of_the_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hours of sleep stay; the note fills the form next time, and is literal among earlier ones."""
    store = store_with(tmp_path, [plan(exam_code="DEA-C01"), CheckIn(on=TODAY, sleep_h=7)])
    app = page_of("overview", store.path, monkeypatch)
    keep = "Keep them"
    next(button for button in app.button if button.label == keep).click().run()
    assert [error.value for error in app.error] == [text.NO_REFLECTION]
    app.text_area[0].set_value("went *well*\nless video")
    next(button for button in app.button if button.label == keep).click().run()
    assert store.records(CheckIn) == [CheckIn(on=TODAY, sleep_h=7, note="went *well*\nless video")]
    app = page_of("overview", store.path, monkeypatch)
    assert app.text_area[0].value == "went *well*\nless video"
    assert any(r"Wed 25 Nov: went \*well\* less video" in m.value for m in app.markdown)
