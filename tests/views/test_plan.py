"""The page of the plan and the exam, in every state of the file."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.blueprints.parser import shipped_blueprints
from analytics.clock import WEEKDAYS
from analytics.estimation.selection import STARTED_EXAM
from analytics.records import ExamOutcome, PlannedWeek, Record, StudyPlan
from analytics.store import Store
from analytics.updates.default_plan import AUDIT_WEEKS
from dashboard.text import add, common
from dashboard.text import plan as text
from dashboard.text import study_next as next_text
from dashboard.views import study
from tests.inputs.builders import TODAY, add_records, plan, practice_exam, session
from tests.inputs.pages import checked, opened, page_of, store_with, words

EXAM = "DEA-C01"
MONDAY = date(2026, 11, 23)
EXAM_ON = date(2027, 1, 16)


def own_plan(*weeks: PlannedWeek) -> StudyPlan:
    """Make a plan that began last week."""
    own = plan(exam_code=EXAM, starts_on=MONDAY - timedelta(weeks=1), exam_on=EXAM_ON)
    return replace(own, weeks=weeks, review_weekday="sunday")


def press(app: AppTest, key: str) -> AppTest:
    """Press a button."""
    next(button for button in app.button if str(button.key).startswith(key)).click().run()
    assert not app.exception, app.exception[0].value
    return app


def edit(app: AppTest, table: str, edits: dict[int, dict[str, object]]) -> AppTest:
    """Change cells of the table whose key begins so, as the browser would."""
    key = next(key for key in app.session_state if str(key).startswith(table))
    app.session_state[key] = {"edited_rows": edits, "added_rows": [], "deleted_rows": []}
    return app


def held(store: Store) -> StudyPlan:
    """Return the plan of the file."""
    (found,) = store.records(StudyPlan)
    return found


def test_an_exam_without_a_plan_asks_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form is open, and saves the plan with its rest days."""
    store = store_with(tmp_path, practice_exam(TODAY, [(10, 20)] * 4, exam_code=EXAM))
    app = page_of("plan", store.path, monkeypatch)
    assert text.NO_PLAN in words(app)
    assert not app.get("plotly_chart")
    app.multiselect[0].set_value(["tuesday", "thursday", "friday", "saturday"])
    press(app, "save_plan")
    saved = held(store)
    assert (saved.exam_code, saved.starts_on, saved.exam_on) == (EXAM, TODAY, None)
    assert saved.rest_weekdays == ("tuesday", "thursday", "friday", "saturday")
    assert (saved.audit_weeks, saved.activity_share) == (0, None)
    assert text.SAVED_PLAN in [note.value for note in app.success]
    assert len(app.get("plotly_chart")) == 1


def test_practice_for_another_exam_leaves_the_audit_weeks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The exam that was started has no practice exam of its own yet."""
    store = store_with(tmp_path, practice_exam(TODAY, [(10, 20)] * 4, exam_code="AIF-C01"))
    store.save_setting("me", STARTED_EXAM, EXAM)
    press(page_of("plan", store.path, monkeypatch), "save_plan")
    assert (held(store).exam_code, held(store).audit_weeks) == (EXAM, AUDIT_WEEKS)


def test_swapped_hours_and_no_study_day_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is saved, and the button says so: the marked field may be out of sight."""
    store = store_with(tmp_path, [own_plan()])
    app = page_of("plan", store.path, monkeypatch)
    next(box for box in app.number_input if box.label == text.NUMBERS["hours_per_week_high"]).set_value(3.0)
    assert [error.value for error in press(app, "save_plan").error] == [text.HOURS_TURNED, add.NOT_SAVED]
    next(box for box in app.number_input if box.label == text.NUMBERS["hours_per_week_high"]).set_value(12.0)
    app.multiselect[0].set_value(list(WEEKDAYS))
    assert [error.value for error in press(app, "save_plan").error] == [text.NO_STUDY_DAY, add.NOT_SAVED]
    assert held(store) == own_plan()


def test_in_one_column_the_hours_stand_before_the_dates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A phone puts the columns of the first plan one below the other: minimum, maximum, start and exam day."""
    rows = practice_exam(TODAY, [(10, 20)] * 4, exam_code=EXAM)
    app = page_of("plan", store_with(tmp_path, rows).path, monkeypatch)
    labels = [getattr(node, "label", "") for node in app.main if node.type in {"number_input", "date_input"}]
    hours = [text.NUMBERS[name] for name in ("hours_per_week_low", "hours_per_week_high")]
    assert labels[:4] == [*hours, text.STARTS_ON, text.EXAM_ON]


def test_settings_keep_the_weeks_that_were_fixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With other hours, no exam day, and shares of activities."""
    store = store_with(tmp_path, [own_plan(PlannedWeek(4, "2"))])
    app = page_of("plan", store.path, monkeypatch)
    next(box for box in app.number_input if box.label == text.NUMBERS["hours_per_week_low"]).set_value(6.5)
    next(box for box in app.date_input if box.label == text.EXAM_ON).set_value(None)
    press(edit(app, "shares_", {0: {text.SHARE: 60}, 2: {text.SHARE: 40}}), "save_plan")
    saved = held(store)
    assert saved.weeks == (PlannedWeek(4, "2"),)
    assert (saved.hours_per_week_low, saved.exam_on, saved.review_weekday) == (6.5, None, "sunday")
    assert saved.activity_share == {"reading": 0.6, "lab": 0.4}


def test_with_another_first_day_fixed_weeks_keep_their_dates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan begins a week later, so its fourth week is now its third, and the first is no longer in it."""
    store = store_with(tmp_path, [own_plan(PlannedWeek(1, "1"), PlannedWeek(4, "2"))])
    app = page_of("plan", store.path, monkeypatch)
    next(box for box in app.date_input if box.label == text.STARTS_ON).set_value(TODAY)
    press(app, "save_plan")
    assert (held(store).starts_on, held(store).weeks) == (TODAY, (PlannedWeek(3, "2"),))


def test_after_an_attempt_a_plan_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No practice exam is missed in weeks between the two, for which nothing was planned."""
    failed_on = TODAY - timedelta(weeks=3)
    old = plan(exam_code=EXAM, starts_on=failed_on - timedelta(weeks=9), exam_on=failed_on)
    failed = ExamOutcome(taken_on=failed_on, exam_code=EXAM, is_passed=False)
    taken = practice_exam(failed_on - timedelta(days=9), [(10, 20)] * 4, exam_code=EXAM)
    store = store_with(tmp_path, [replace(old, weeks=(PlannedWeek(3, "1"),)), failed, *taken])
    app = page_of("plan", store.path, monkeypatch)
    dates = {box.label: box for box in app.date_input}
    assert (dates[text.STARTS_ON].value, dates[text.EXAM_ON].value) == (TODAY, None)
    dates[text.EXAM_ON].set_value(EXAM_ON)
    press(app, "save_plan")
    assert held(store) == replace(old, starts_on=TODAY, exam_on=EXAM_ON, audit_weeks=0, first_practice_exam_week=1)
    assert "not added" not in words(page_of("overview", store.path, monkeypatch))


def test_parts_that_do_not_add_up_are_refused_by_the_rules_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shares of 60 % are refused."""
    store = store_with(tmp_path, [own_plan()])
    app = edit(page_of("plan", store.path, monkeypatch), "shares_", {0: {text.SHARE: 60}})
    (error,) = press(app, "save_plan").error
    assert "must add up to 1" in error.value
    assert held(store) == own_plan()


def test_a_plan_that_was_changed_elsewhere_is_not_replaced_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first press says so, and the second one saves; a plan that is saved twice in one window is no such case."""
    store = store_with(tmp_path, [own_plan()])
    app = page_of("plan", store.path, monkeypatch)
    add_records(store, [replace(own_plan(), lab_budget=77)])
    press(app, "save_plan")
    assert common.CHANGED_UNDER_FORM in [error.value for error in app.error]
    assert held(store).lab_budget == 77
    for low in (4.5, 5.5):
        next(box for box in app.number_input if box.label == text.NUMBERS["hours_per_week_low"]).set_value(low)
        press(app, "save_plan")
        assert held(store).hours_per_week_low == low


def test_settings_are_those_of_the_candidate_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form begins again with the plan of the next one who is chosen."""
    store = store_with(tmp_path, [own_plan(), replace(own_plan(), candidate_id="ada", hours_per_week_low=7.5)])
    app = page_of("plan", store.path, monkeypatch)
    app.session_state["candidate"] = "ada"
    assert 7.5 in [box.value for box in checked(app.run()).number_input]


def test_the_table_is_folded_beside_a_chart_of_many_domains(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the page is higher than 1,900 px; with fewer domains it is open."""
    store = store_with(tmp_path, [own_plan()])

    def has_table(app: AppTest) -> bool:
        return any(text.WEEK in table.value for table in app.dataframe)

    assert has_table(page_of("plan", store.path, monkeypatch))
    monkeypatch.setattr(study, "MOST_UNFOLDED", 3)
    assert not has_table(page_of("plan", store.path, monkeypatch))
    assert has_table(opened("plan", store.path, monkeypatch, text.TABLE_TITLE))


def test_changing_a_focus_fixes_the_week(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One changed, one fixed as proposed, one freed; the past week keeps its own."""
    before = own_plan(PlannedWeek(1, "words of mine"), PlannedWeek(3, "4"))
    store = store_with(tmp_path, [before])
    app = page_of("plan", store.path, monkeypatch)
    proposed = {row[text.WEEK]: row[text.FOCUS] for row in app.dataframe[0].value.to_dict("records")}
    assert add.NOTHING_CHANGED in [error.value for error in press(app, "save_weeks").error]
    changes: dict[int, dict[str, object]] = {
        0: {text.FOCUS: next_text.FOCI["review"]},
        1: {text.IS_FIXED: False},
        2: {text.IS_FIXED: True},
    }
    app = press(edit(app, "weeks_", changes), "save_weeks")
    assert held(store).weeks == (
        PlannedWeek(1, "words of mine"),
        PlannedWeek(2, "review"),
        PlannedWeek(4, proposed["4 · 7\u00a0Dec"].partition(" ")[0]),
    )
    assert text.SAVED_WEEKS in [note.value for note in app.success]
    app = press(app, "free_weeks")
    assert held(store).weeks == (PlannedWeek(1, "words of mine"),)
    assert "free_weeks" not in [button.key for button in app.button]  # no week to come is fixed


def test_a_long_name_is_not_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The week and what it is for come first, as wide as the exam's longest name needs; all columns fit the page."""
    app = page_of("plan", store_with(tmp_path, [own_plan()]).path, monkeypatch)
    assert [*app.dataframe[0].value.columns[:2]] == [text.WEEK, text.FOCUS]
    widths = {name: config.get("width") for name, config in json.loads(app.dataframe[0].proto.columns).items()}
    assert widths[text.WEEK] > 6 * len("10 · 14 Jan 2027")
    assert widths[text.FOCUS] > 6 * max(len(f"1 · {domain.name}") for domain in shipped_blueprints()[EXAM].domains)
    assert sum(width or 0 for width in widths.values()) < 960


def test_past_weeks_show_what_happened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hours for the week's domain; texts of the file are literal. What is folded is drawn once it is opened."""
    records: list[Record] = [own_plan(PlannedWeek(1, "# *x*")), session(MONDAY - timedelta(days=3), 3, domain_id="1")]
    store = store_with(tmp_path, records)
    assert not page_of("plan", store.path, monkeypatch).table
    app = opened("plan", store.path, monkeypatch, text.OVER_TITLE)
    row = app.table[0].value.iloc[0].to_dict()
    assert (row[text.SPENT], row[text.FOCUS]) == ("3\u00a0h", r"\# \*x\* (fixed by you)")


def test_a_plan_passed_on_its_first_day_has_no_chart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No week has anything to draw; with hours on that day there is a chart."""
    over = plan(exam_code=EXAM, starts_on=TODAY, exam_on=TODAY)
    passed = ExamOutcome(taken_on=TODAY, exam_code=EXAM, is_passed=True)
    app = page_of("plan", store_with(tmp_path / "none", [over, passed]).path, monkeypatch)
    assert "Your plan ended on Wed\u00a025\u00a0Nov." in words(app)
    assert not app.get("plotly_chart")
    app = page_of("plan", store_with(tmp_path / "some", [over, passed, session(TODAY, 2)]).path, monkeypatch)
    assert len(app.get("plotly_chart")) == 1


@pytest.mark.parametrize(("result", "is_open"), [(False, True), (True, False)])
def test_the_settings_are_open_when_a_plan_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, result: bool, is_open: bool
) -> None:
    """After a fail, a link from the overview leads here for the next exam day; after a pass there is none to set."""
    over = plan(exam_code=EXAM, starts_on=TODAY - timedelta(weeks=3), exam_on=TODAY - timedelta(days=2))
    outcome = ExamOutcome(taken_on=TODAY - timedelta(days=2), exam_code=EXAM, is_passed=result)
    app = page_of("plan", store_with(tmp_path, [over, outcome]).path, monkeypatch)
    (settings,) = (fold for fold in app.expander if fold.label == text.SETTINGS_TITLE)
    assert settings.proto.expanded is is_open


def test_the_calendar_is_offered_while_weeks_lie_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only sessions ask when they start. After the exam there is no calendar and no table."""
    app = opened("plan", store_with(tmp_path, [own_plan()]).path, monkeypatch, text.CALENDAR_TITLE)
    assert len(app.get("download_button")) == len(app.time_input) == 1
    app.radio(key="calendar_kind").set_value(text.Content.WEEKS).run()
    assert not app.time_input
    (tmp_path / "over").mkdir()
    over = replace(own_plan(), starts_on=date(2026, 1, 5), exam_on=date(2026, 3, 7))
    app = page_of("plan", store_with(tmp_path / "over", [over]).path, monkeypatch)
    app.session_state["as_of"] = TODAY
    app.run()
    assert not app.get("download_button")
    assert "Your plan ended on Sat\u00a07\u00a0Mar." in words(app)
