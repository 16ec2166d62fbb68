"""The page of entries by hand: sessions, results, notes, and what is undone or edited."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.exports.canonical import file_columns
from analytics.records import (
    Activity,
    CheckIn,
    DomainResult,
    ExamOutcome,
    StudySession,
)
from analytics.store import Store
from dashboard import components, formatting, pages
from dashboard.text import add as text
from dashboard.text import common
from tests.inputs.add_page import DOMAINS, FIRST_DAY, choose, edit, page
from tests.inputs.builders import TODAY, add_records, practice_exam, session
from tests.inputs.pages import checked, page_of, press, store_with, words


@pytest.fixture
def own(tmp_path: Path) -> Store:
    return store_with(tmp_path, practice_exam(FIRST_DAY, [(7, 10)] * 5, exam_code="AIF-C01"))


def test_a_study_session_needs_only_its_minutes(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Day, activity and domain have a choice already; two equal sessions of a day both count."""
    app = page(own.path, monkeypatch)
    for _ in range(2):
        next(box for box in app.number_input if box.label == text.MINUTES).set_value(50)
        press(app, text.SAVE)
        assert app.success[0].value == text.saved(
            f"study session, 50\u00a0min of reading on {formatting.full_day(TODAY)}"
        )
    sessions = own.records(StudySession)
    assert [(s.started_at, s.time_on_task_min, s.activity) for s in sessions] == [(TODAY, 50, Activity.READING)] * 2
    assert {s.exam_code for s in sessions} == {"AIF-C01"}


def test_the_domain_of_a_session_for_no_exam_is_not_chosen(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """An imported one may be of another exam, whose domains have the same ids. Its activity is chosen."""
    add_records(own, [replace(session(TODAY, 1), activity=Activity.LAB, domain_id="2")])
    app = page(own.path, monkeypatch)
    next(box for box in app.number_input if box.label == text.MINUTES).set_value(50)
    press(app, text.SAVE)
    entered = max(own.records(StudySession), key=lambda one: one.exam_code or "")
    assert (entered.exam_code, entered.activity, entered.domain_id) == ("AIF-C01", Activity.LAB, None)


def test_a_course_is_typed_or_chosen_from_the_earlier_ones(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both boxes are there before anything is pressed; what was typed before is not typed again."""
    app = page(own.path, monkeypatch)
    for label, course in ((text.RESOURCE, "A"), (text.new(text.RESOURCE), "B"), (text.RESOURCE, "A")):
        next(box for box in app.number_input if box.label == text.MINUTES).set_value(50)
        next(box for box in [*app.text_input, *app.selectbox] if box.label == label).set_value(course)
        press(app, text.SAVE)
    assert sorted(one.resource or "" for one in own.records(StudySession)) == ["A", "A", "B"]


def test_entries_count_for_the_candidate_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A candidate in the address goes before `me`."""
    own = store_with(tmp_path, [session(TODAY, 1), replace(session(TODAY, 1), candidate_id="ada")])
    app = page_of("add", own.path, monkeypatch, candidate="ada")
    next(box for box in app.number_input if box.label == text.MINUTES).set_value(50)
    press(app, text.SAVE)
    assert sorted(s.time_on_task_min for s in own.records(StudySession, "ada")) == [50, 60]


def test_the_chosen_candidate_and_exam_stay_after_an_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mentor, or somebody with two exams, enters one row after another for what the sidebar names."""
    of_ada = [replace(session(TODAY, 1), candidate_id="ada", exam_code=code) for code in ("AIF-C01", "SAA-C03")]
    own = store_with(tmp_path, [session(TODAY, 1), *of_ada])
    app = page_of("add", own.path, monkeypatch)
    app.session_state["candidate"], app.session_state["exam"] = "ada", "SAA-C03"
    app.run()
    for minutes in (50, 45):
        next(box for box in app.number_input if box.label == text.MINUTES).set_value(minutes)
        press(app, text.SAVE)
    entered = [one for one in own.records(StudySession, "ada") if one.time_on_task_min < 60]
    assert sorted((one.time_on_task_min, one.exam_code) for one in entered) == [(45, "SAA-C03"), (50, "SAA-C03")]
    assert len(own.records(StudySession, "me")) == 1


def test_the_candidate_chosen_last_is_shown_in_the_next_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reload is one: an entry after it is not for somebody else."""
    own = store_with(tmp_path, [replace(session(TODAY, 1), candidate_id=name) for name in ("me", "ada")])
    page_of("add", own.path, monkeypatch)
    checked(AppTest.from_string("from dashboard.session import scope\nscope.choose_candidate('ada')").run())
    app = page_of("add", own.path, monkeypatch)
    next(box for box in app.number_input if box.label == text.MINUTES).set_value(50)
    press(app, text.SAVE)
    assert [len(own.records(StudySession, name)) for name in ("me", "ada")] == [1, 2]


def test_each_of_the_last_entries_can_be_undone(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each button names its entry, in any order; the form stays chosen, and a sentence says what was undone."""
    app = page(own.path, monkeypatch)
    assert not [one for one in app.expander if one.label == text.UNDO_TITLE]
    for minutes in (50, 90, 45):
        next(box for box in app.number_input if box.label == text.MINUTES).set_value(minutes)
        press(app, text.SAVE)
    choose(app, text.CHECK_IN).number_input[0].set_value(7.5)
    press(app, text.SAVE)
    lengths, day = ("45\u00a0min", "1\u00a0h\u00a030", "50\u00a0min"), formatting.full_day(TODAY)
    sessions = [f"study session, {spent} of reading on {day}" for spent in lengths]
    entries = [f"check-in for {day}", *sessions]
    assert [button.label for button in app.expander[0].button] == [text.undo_label(entry) for entry in entries]
    press(app, text.undo_label(sessions[1]))
    assert app.success[0].value == text.undone(sessions[1])
    assert app.pills(key="form").value == text.CHECK_IN
    assert sorted(study.time_on_task_min for study in own.records(StudySession)) == [45, 50]
    press(app, text.undo_label(entries[0]))
    assert own.records(CheckIn) == []
    assert [button.label for button in app.expander[0].button] == [
        text.undo_label(sessions[0]),
        text.undo_label(sessions[2]),
    ]
    assert own.batches()[-1].source == text.source(sessions[0])


def test_an_entry_that_was_changed_later_can_be_undone_once_the_change_is(
    own: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To undo it sooner would leave the change, and say that it is gone."""
    app = choose(page(own.path, monkeypatch), text.CHECK_IN)
    for hours in (7.5, 8.0):
        app.number_input[0].set_value(hours)
        press(app, text.SAVE)
    for left in ([7.5], []):
        (button,) = app.expander[0].button
        checked(button.click().run())
        assert [one.sleep_h for one in own.records(CheckIn)] == left


def test_an_entry_that_was_changed_in_another_window_is_not_undone(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its values would be gone once the change is undone there."""
    app = choose(page(own.path, monkeypatch), text.CHECK_IN)
    app.number_input[0].set_value(7.5)
    press(app, text.SAVE)
    add_records(own, [CheckIn(on=TODAY, sleep_h=6)])
    checked(app.expander[0].button[0].click().run())
    assert [formatting.unescaped(error.value) for error in app.error] == [common.CHANGED_ELSEWHERE]
    own.undo()
    assert [one.sleep_h for one in own.records(CheckIn)] == [7.5]


def test_what_is_corrected_most_often_stands_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong count is beside the day and domain of its row, not behind a scroll to the right; empty columns are."""
    exam = practice_exam(FIRST_DAY, [(7, 10)] * 5, exam_code="AIF-C01")
    own = store_with(tmp_path, [*exam, session(TODAY, 1, domain_id="1")])
    app = page(own.path, monkeypatch, text.CORRECT)
    app = checked(app.selectbox(key="kind_to_edit").set_value(StudySession).run())
    assert list(app.dataframe[0].proto.column_order)[:3] == ["started_at", "time_on_task_min", "domain_id"]
    app = checked(app.selectbox(key="kind_to_edit").set_value(DomainResult).run())
    (table,) = app.dataframe
    shown = list(table.proto.column_order)
    assert shown[:5] == ["practice_exam_id", "taken_at", "domain_id", "n_items", "n_correct"]
    assert shown.index("provider") < shown.index("place")
    assert sorted(shown) == sorted(set(file_columns(DomainResult)) - {"candidate"})


def test_after_an_undo_the_form_starts_with_what_is_saved_again(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """This window made the undo, so nothing was changed elsewhere."""
    app = choose(page(own.path, monkeypatch), text.CHECK_IN)
    for hours in (7.5, 8.0):
        app.number_input[0].set_value(hours)
        press(app, text.SAVE)
    checked(app.expander[0].button[0].click().run())
    assert app.number_input[0].value == 7.5
    app.number_input[0].set_value(6.5)
    press(app, text.SAVE)
    assert [one.sleep_h for one in own.records(CheckIn)] == [6.5]


def test_after_an_undo_the_table_starts_with_what_is_saved_again(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rows have moved, so an edit of one would be of another."""
    app = page(own.path, monkeypatch)
    for minutes in (50, 90):
        next(box for box in app.number_input if box.label == text.MINUTES).set_value(minutes)
        press(app, text.SAVE)
    edit(choose(app, text.CORRECT), "correct_", {0: {"note": "moved"}})
    checked(app.expander[0].button[0].click().run())
    press(edit(app, "correct_study_sessions_3", {0: {"note": "stays"}}), text.SAVE)
    assert [(one.time_on_task_min, one.note) for one in own.records(StudySession)] == [(50, "stays")]


def test_errors_are_at_their_fields(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing number, one out of range and a later day are named there, and nothing is saved."""
    app = press(page(own.path, monkeypatch), text.SAVE)
    assert [error.value for error in app.error] == [text.missing_field(text.MINUTES)]
    next(box for box in app.number_input if box.label == text.MINUTES).set_value(0)
    app.date_input(key="session_day").set_value(TODAY + timedelta(days=1))
    press(app, text.SAVE)
    later, out_of_range, whole = (error.value for error in app.error)
    assert "future" in later
    assert "Out of range" in out_of_range
    assert whole == text.NOT_SAVED
    assert own.records(StudySession) == []


def test_a_session_in_the_form_is_at_most_a_day(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A week's total may be longer, but in the form it would be a slip."""
    minutes = next(box for box in page(own.path, monkeypatch).number_input if box.label == text.MINUTES)
    assert minutes.max == 24 * 60


def test_the_timer_survives_a_new_session_of_the_browser(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its time becomes a study session."""
    monkeypatch.setattr("dashboard.environment.now", lambda: datetime.fromisoformat("2026-11-25T10:00:00+00:00"))
    press(page(own.path, monkeypatch), text.START)
    monkeypatch.setattr("dashboard.environment.now", lambda: datetime.fromisoformat("2026-11-25T10:42:00+00:00"))
    app = page(own.path, monkeypatch)
    assert "**42\u00a0min** of reading" in words(app)
    press(app, text.STOP)
    (study,) = own.records(StudySession)
    assert study.time_on_task_min == 42
    assert study.started_at == datetime.fromisoformat("2026-11-25T10:00:00+00:00")
    assert own.saved_text("me", "timer") is None


def test_a_timer_counts_for_the_exam_it_was_started_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody with two exams may look at the other one meanwhile, whose domains have the same ids."""
    of_saa = replace(session(TODAY, 1), exam_code="SAA-C03", domain_id="2")
    of_dva = replace(session(TODAY - timedelta(days=1), 1), exam_code="DVA-C02", domain_id="3")
    own = store_with(tmp_path, [of_saa, of_dva])
    app = page_of("add", own.path, monkeypatch)
    for code, domain_id in (("SAA-C03", "2"), ("DVA-C02", "3")):
        app.session_state["exam"] = code
        app.run()
        assert [box.value for box in app.selectbox if box.label == text.DOMAIN] == [domain_id] * 2
    press(app, text.START)
    app.session_state["exam"] = "SAA-C03"
    press(app, text.STOP)
    (timed,) = (one for one in own.records(StudySession) if one.time_on_task_min < 60)
    assert (timed.exam_code, timed.domain_id) == ("DVA-C02", "3")


def test_a_discarded_timer_leaves_nothing(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The timer ends without a session."""
    app = press(page(own.path, monkeypatch), text.START)
    press(app, text.DISCARD)
    assert (own.saved_text("me", "timer"), own.records(StudySession)) == (None, [])


def test_a_result_is_saved_with_its_score(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passed or failed must be chosen; the score may be left out."""
    app = press(page(own.path, monkeypatch, text.OUTCOME), text.SAVE)
    assert app.error[0].value == text.missing_field(text.RESULT)
    next(radio for radio in app.radio if radio.label == text.RESULT).set_value(text.PASSED)
    app.number_input[0].set_value(742.0)
    press(app, text.SAVE)
    (outcome,) = own.records(ExamOutcome)
    assert (outcome.is_passed, outcome.scaled_score, outcome.taken_on) == (True, 742, TODAY)
    assert (app.radio[0].value, app.number_input[0].value) == (None, None)


def test_the_words_of_a_score_report_are_saved_by_domain(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """One row for each domain with a word, beside the result as a whole."""
    app = page(own.path, monkeypatch, text.OUTCOME)
    next(radio for radio in app.radio if radio.label == text.RESULT).set_value(text.FAILED)
    next(radio for radio in app.radio if radio.label == DOMAINS[1]).set_value("Needs improvement")
    press(app, text.SAVE)
    rows = own.records(ExamOutcome)
    assert sorted((row.domain_id or "", row.classification, row.is_passed) for row in rows) == [
        ("", None, False),
        ("2", "Needs improvement", False),
    ]


def test_a_check_in_can_be_edited(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The saved one fills the form; an empty form is not saved."""
    app = press(page(own.path, monkeypatch, text.CHECK_IN), text.SAVE)
    assert app.error[0].value == text.NO_CHECK_IN
    app.text_area[0].set_value("Labs at last.")
    press(app, text.SAVE)
    app = page(own.path, monkeypatch, text.CHECK_IN)
    assert app.text_area[0].value == "Labs at last."
    app.number_input[0].set_value(7.5)
    press(app, text.SAVE)
    assert own.records(CheckIn) == [CheckIn(on=TODAY, sleep_h=7.5, note="Labs at last.")]


def test_a_check_in_that_was_saved_elsewhere_is_not_replaced_unasked(
    own: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was typed stays in its fields, and a second press saves it."""
    app = page(own.path, monkeypatch, text.CHECK_IN)
    app.number_input[0].set_value(7.5)
    app.text_area[0].set_value("here")
    add_records(own, [CheckIn(on=TODAY, sleep_h=6, note="elsewhere")])
    press(app, text.SAVE)
    assert [error.value for error in app.error] == [common.CHANGED_UNDER_FORM]
    assert own.records(CheckIn) == [CheckIn(on=TODAY, sleep_h=6, note="elsewhere")]
    press(app, text.SAVE)
    assert own.records(CheckIn) == [CheckIn(on=TODAY, sleep_h=7.5, note="here")]


def test_one_row_is_edited_and_another_deleted(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """One press saves both, and the confirmation counts them."""
    tracked = replace(session(date(2026, 11, 21), 40), source_id="toggl:1", session_key="toggl:1")
    store_with(own.path.parent, [session(date(2026, 11, 20), 30), tracked])
    app = page(own.path, monkeypatch, text.CORRECT)
    press(edit(app, "correct_", {0: {"time_on_task_min": "45"}}, taken_out=(1,)), text.SAVE)
    assert "1 study session edited and 1 study session deleted" in app.success[0].value
    assert own.records(StudySession) == [replace(tracked, time_on_task_min=45)]


def test_edited_results_are_forecast_anew_and_so_are_those_before_an_undone_edit(
    own: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the next practice exam would be compared with a forecast from a typing error."""
    app = page(own.path, monkeypatch, text.CORRECT)
    app.selectbox(key="kind_to_edit").set_value(DomainResult).run()
    press(edit(app, "correct_", {0: {"n_correct": "1"}}), text.SAVE)
    checked(app.expander[0].button[0].click().run())
    edited, undone = own.forecasts("me", "AIF-C01")
    assert edited.made_at_utc < undone.made_at_utc
    assert edited.probabilities != undone.probabilities


def test_an_edit_of_rows_that_changed_elsewhere_is_not_saved(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table shows them as they are by then, and a sentence says so."""
    sessions = [session(date(2026, 11, 20), 30), session(date(2026, 11, 21), 40)]
    store_with(own.path.parent, sessions[:1])
    app = edit(page(own.path, monkeypatch, text.CORRECT), "correct_", {0: {"time_on_task_min": "45"}})
    add_records(own, sessions[1:])
    app = press(app, text.SAVE)
    assert [error.value for error in app.error] == [common.CHANGED_UNDER_FORM]
    assert {one.time_on_task_min for one in own.records(StudySession)} == {one.time_on_task_min for one in sessions}


def test_a_wrong_correction_is_named_by_its_row_and_column(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The latest row is the first; a line break in another one does not move the number."""
    first = replace(session(date(2026, 11, 20), 30), note="two\nlines")
    store_with(own.path.parent, [first, session(date(2026, 11, 21), 40), session(date(2026, 11, 19), 20)])
    app = page(own.path, monkeypatch, text.CORRECT)
    edits: dict[int, dict[str, object]] = {1: {"time_on_task_min": "45"}, 2: {"time_on_task_min": "soon"}}
    (error,) = press(edit(app, "correct_", edits), text.SAVE).error
    assert "- Row 3 (Thu\u00a019\u00a0Nov), minutes soon: " in formatting.unescaped(error.value)


def test_a_link_opens_its_form(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address names the form, and follows another choice."""
    app = page_of("add", own.path, monkeypatch, form=pages.ADD_EXAM.title)
    assert text.COUNTS in [header.value for header in app.header]
    assert choose(app, text.SESSION).query_params[components.FORM] == text.SESSION


def test_an_empty_file_asks_for_the_exam_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A study session needs no exam; a practice exam does."""
    app = page(tmp_path / "new.duckdb", monkeypatch, text.EXAM)
    assert text.NEEDS_EXAM in words(app)
    app.selectbox(key="start_exam").set_value("AIF-C01").run()
    assert not app.exception
    assert text.COUNTS in words(app)
