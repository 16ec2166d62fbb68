"""The page of the final week, in every state of the file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.records import Activity, CheckIn, Record, StudyPlan
from analytics.reports.study.final_week import ChecklistItem, ChecklistStatus
from analytics.store import Store
from dashboard.text import common
from dashboard.text import exam_day as text
from tests.inputs.builders import TODAY, plan, practice_exam, session
from tests.inputs.pages import page_of, plain_words, press, store_with, words

pytestmark = pytest.mark.usefixtures("open_exam")

AHEAD, DONE, NOT_YET, NOT_KEPT, NOT_RECORDED = (text.STATUSES[status] for status in ChecklistStatus)


def page(folder: Path, monkeypatch: pytest.MonkeyPatch, records: Sequence[Record]) -> AppTest:
    return page_of("final-week", store_with(folder, records).path, monkeypatch)


def rows_of(app: AppTest) -> dict[str, tuple[str, str]]:
    """Return status and evidence of each item."""
    table = app.table[0].value
    return {row.iloc[0]: (row.iloc[1], row.iloc[2]) for _, row in table.iterrows()}


def test_without_an_exam_day_the_first_steps_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They say how to set one."""
    app = page(tmp_path, monkeypatch, [plan()])
    assert "has no day on which you can take the exam, so it has no final week." in plain_words(app)
    assert text.EMPTY_STEPS[0] in words(app)
    assert not app.get("plotly_chart")


@pytest.mark.parametrize(("days", "when"), [(8, "tomorrow"), (40, "in 33 days")])
def test_before_the_final_week_the_checklist_is_announced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, when: str
) -> None:
    """Every item has its limit, and none is judged; days without study are no chart."""
    app = page(tmp_path, monkeypatch, [plan(exam_on=TODAY + timedelta(days=days))])
    assert f"Your final week begins {when}, on" in plain_words(app)
    rows = rows_of(app)
    assert {stands for stands, _ in rows.values()} == {AHEAD}
    assert not app.get("plotly_chart")
    assert "3 days before the exam" in rows[text.CHECKS[ChecklistItem.PRACTICE_EXAM]][1]
    assert rows[text.CHECKS[ChecklistItem.HOURS]][1] == "at most 12\u00a0h in the week"


def test_a_running_week_has_its_evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Items are done, not met, not yet done, or not recorded, and counted of all, as in the title."""
    exam_on = TODAY + timedelta(days=4)
    rows: list[Record] = [
        replace(session(TODAY - timedelta(days=1), 1.5), is_new_material=True),
        session(TODAY, 1, activity=Activity.REVIEW),
        CheckIn(on=TODAY, sleep_h=8),
    ]
    app = page(tmp_path, monkeypatch, [plan(exam_on=exam_on), *rows])
    assert "Day 4 of the final week before Sun\u00a029\u00a0Nov." in plain_words(app)
    found = rows_of(app)
    assert found[text.CHECKS[ChecklistItem.NEW_MATERIAL]] == (
        NOT_KEPT,
        "1½\u00a0h of new material on Tue\u00a024\u00a0Nov",
    )
    assert found[text.CHECKS[ChecklistItem.PRACTICE_EXAM]] == (
        NOT_YET,
        "planned for Thu\u00a026\u00a0Nov",
    )
    assert found[text.CHECKS[ChecklistItem.REVIEW]] == (DONE, "1\u00a0h on Wed\u00a025\u00a0Nov")
    assert found[text.CHECKS[ChecklistItem.HOURS]] == (NOT_YET, "2½\u00a0h of at most 12\u00a0h")
    assert found[text.CHECKS[ChecklistItem.SLEEP]] == (
        DONE,
        "8.0\u00a0h a night over 1 night; goal: at least 7\u00a0h",
    )
    assert found[text.CHECKS[ChecklistItem.SCREEN]][0] == NOT_RECORDED
    assert len(app.get("plotly_chart")) == 1


def test_hours_just_over_the_limit_do_not_look_within_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """12¼ hours round to 12, and are named as more than 12."""
    app = page(tmp_path, monkeypatch, [plan(exam_on=TODAY + timedelta(days=2)), session(TODAY, 12.2)])
    found = rows_of(app)[text.CHECKS[ChecklistItem.HOURS]]
    assert found == (NOT_KEPT, "a little over 12\u00a0h of at most 12\u00a0h")


def test_nothing_new_so_far_stays_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its evidence says that days are still to come."""
    known = replace(session(TODAY, 1, activity=Activity.NOTES), is_new_material=False)
    app = page(tmp_path, monkeypatch, [plan(exam_on=TODAY + timedelta(days=3)), known])
    assert rows_of(app)[text.CHECKS[ChecklistItem.NEW_MATERIAL]] == (NOT_YET, "none so far (1 study day logged)")


def test_a_finished_week_has_all_its_evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The practice exam was on its day, without new material, in few hours."""
    exam_on = TODAY - timedelta(days=2)
    rows: list[Record] = [
        *practice_exam(exam_on - timedelta(days=3), [(6, 13), (9, 13)]),
        replace(session(exam_on - timedelta(days=2), 2, activity=Activity.NOTES), is_new_material=False),
        CheckIn(on=exam_on - timedelta(days=1), evening_screen_min=90),
    ]
    app = page(tmp_path, monkeypatch, [plan(exam_on=exam_on), *rows])
    assert "Final week before Mon\u00a023\u00a0Nov: 4 of 6 done, 1 not recorded." in plain_words(app)
    found = rows_of(app)
    assert found[text.CHECKS[ChecklistItem.PRACTICE_EXAM]] == (
        DONE,
        "taken on Fri\u00a020\u00a0Nov",
    )
    assert found[text.CHECKS[ChecklistItem.NEW_MATERIAL]] == (
        DONE,
        "none in the last 7 days before the exam (1 study day logged)",
    )
    assert found[text.CHECKS[ChecklistItem.SCREEN]] == (
        NOT_KEPT,
        "90 minutes an evening over 1 evening; goal: at most 60 minutes",
    )


def test_unrecorded_items_are_not_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each item names what is missing."""
    app = page(tmp_path, monkeypatch, [plan(exam_on=TODAY)])
    assert ": 0 of 6 done, 6 not recorded." in plain_words(app)
    found = rows_of(app)
    assert {stands for stands, _ in found.values()} == {NOT_RECORDED}
    assert found[text.CHECKS[ChecklistItem.NEW_MATERIAL]][1] == "no sessions logged in the last 7 days before the exam"
    (tmp_path / "b").mkdir()
    app = page(tmp_path / "b", monkeypatch, [plan(exam_on=TODAY), session(TODAY - timedelta(days=2), 1)])
    unmarked = "1\u00a0h on Mon\u00a023\u00a0Nov, not marked as new or not"
    assert rows_of(app)[text.CHECKS[ChecklistItem.NEW_MATERIAL]][1] == unmarked


@pytest.mark.parametrize(("days", "day"), [(2, "Mon\u00a023\u00a0Nov"), (5, "Fri\u00a020\u00a0Nov")])
def test_a_practice_exam_on_another_day_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, day: str
) -> None:
    """With its day and the planned one."""
    exam = practice_exam(TODAY - timedelta(days=days), [(6, 13)])
    app = page(tmp_path, monkeypatch, [plan(exam_on=TODAY), *exam])
    stands, evidence = rows_of(app)[text.CHECKS[ChecklistItem.PRACTICE_EXAM]]
    assert stands == NOT_KEPT
    assert evidence == f"planned for Sun\u00a022\u00a0Nov; the last one was on {day}"
    (tmp_path / "b").mkdir()
    early = practice_exam(TODAY, [(6, 13)])
    app = page(tmp_path / "b", monkeypatch, [plan(exam_on=TODAY + timedelta(days=6)), *early])
    assert rows_of(app)[text.CHECKS[ChecklistItem.PRACTICE_EXAM]][1].endswith(
        "the last one was on Wed\u00a025\u00a0Nov"
    )


def test_settings_are_saved_and_the_day_goes_into_the_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Excluded items are hidden; a new run finds the settings, and nothing else changes."""
    before = replace(plan(exam_on=TODAY + timedelta(days=20)), lab_budget=60.0)
    app = page(tmp_path, monkeypatch, [before])
    for box in app.checkbox[2:]:
        box.uncheck()
    app.number_input[1].set_value(5)
    app.number_input[2].set_value(6.5)
    app.button[0].click().run()
    assert not app.exception
    assert text.WEEK_SAVED in words(app)
    again = page_of("final-week", tmp_path / "cutscore.duckdb", monkeypatch)
    rows = rows_of(again)
    assert list(rows) == [text.CHECKS[ChecklistItem.NEW_MATERIAL], text.CHECKS[ChecklistItem.PRACTICE_EXAM]]
    assert "5 days before the exam" in rows[text.CHECKS[ChecklistItem.PRACTICE_EXAM]][1]
    assert again.number_input[2].value == 6.5
    (held,) = Store(tmp_path / "cutscore.duckdb").records(StudyPlan)
    assert held == replace(before, last_practice_exam_days=5)


def test_saving_without_a_change_of_the_day_leaves_the_plan_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The default day is not saved as the candidate's choice."""
    app = page(tmp_path, monkeypatch, [plan(exam_on=TODAY + timedelta(days=20))])
    app.button[0].click().run()
    assert not app.exception
    (held,) = Store(tmp_path / "cutscore.duckdb").records(StudyPlan)
    assert held.last_practice_exam_days is None
    assert len(Store(tmp_path / "cutscore.duckdb").batches()) == 1


@pytest.mark.full
def test_settings_that_were_changed_in_another_window_are_not_replaced_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was chosen stays in the form, and the second press saves it, the day in the plan too."""
    app = page(tmp_path, monkeypatch, [plan(exam_on=TODAY + timedelta(days=20))])
    store = Store(tmp_path / "cutscore.duckdb")
    other = page_of("final-week", store.path, monkeypatch)
    other.number_input[1].set_value(5)
    other.number_input[2].set_value(6.5)
    press(other, text.WEEK_SAVE)
    app.number_input[2].set_value(8.0)
    press(app, text.WEEK_SAVE)
    assert [error.value for error in app.error] == [common.CHANGED_UNDER_FORM]
    assert (app.number_input[2].value, store.records(StudyPlan)[0].last_practice_exam_days) == (8.0, 5)
    press(app, text.WEEK_SAVE)
    assert page_of("final-week", store.path, monkeypatch).number_input[2].value == 8.0


def test_nothing_of_the_sample_can_be_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form is visible, and its button is disabled."""
    store = store_with(tmp_path, [plan(exam_on=TODAY + timedelta(days=20))])
    app = page_of("final-week", tmp_path / "own.duckdb", monkeypatch)
    monkeypatch.setenv("CUTSCORE_SAMPLE_DB", str(store.path))
    app.run()
    assert not app.exception
    assert common.SAMPLE_IS_FIXED in words(app)
    assert [button.disabled for button in app.button if button.form_id] == [True]
