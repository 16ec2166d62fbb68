"""The page of entries by hand."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.records import (
    Activity,
    CheckIn,
    Confidence,
    DomainResult,
    ErrorCause,
    ExamOutcome,
    ItemResponse,
    StudySession,
)
from analytics.store import Store
from dashboard.formatting import unescaped
from dashboard.text import add as text
from tests.inputs.builders import TODAY, practice_exam, responses, session, store_with
from tests.inputs.pages import page_of, press, words


def page(database: Path, monkeypatch: pytest.MonkeyPatch, form: str = text.SESSION) -> AppTest:
    app = page_of("add", database, monkeypatch)
    return app if form == text.SESSION else choose(app, form)


def choose(app: AppTest, form: str) -> AppTest:
    app.radio(key="form").set_value(form).run()
    assert not app.exception, app.exception[0].value
    return app


def edit(app: AppTest, table: str, edits: dict[int, dict[str, object]], *, taken_out: tuple[int, ...] = ()) -> AppTest:
    """Change cells of the table whose key begins so, and take lines out, as the browser would."""
    key = next(key for key in app.session_state if str(key).startswith(table))
    app.session_state[key] = {"edited_rows": edits, "added_rows": [], "deleted_rows": list(taken_out)}
    app.run()
    assert not app.exception, app.exception[0].value
    return app


@pytest.fixture
def own(tmp_path: Path) -> Store:
    return store_with(tmp_path, practice_exam(FIRST_DAY, [(7, 10)] * 5, exam_code="AIF-C01"))


def test_a_study_session_needs_only_its_minutes(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Day, activity and domain have a choice already; two equal sessions of a day both count."""
    app = page(own.path, monkeypatch)
    for _ in range(2):
        next(box for box in app.number_input if box.label == text.MINUTES).set_value(50)
        press(app, text.SAVE)
        assert "Saved: 50 minutes." in app.success[0].value
    sessions = own.records(StudySession)
    assert [(s.started_at, s.time_on_task_min, s.activity) for s in sessions] == [(TODAY, 50, Activity.READING)] * 2
    assert {s.exam_code for s in sessions} == {"AIF-C01"}


def test_entries_count_for_the_candidate_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A candidate in the address goes before `me`."""
    own = store_with(tmp_path, [session(TODAY, 1), replace(session(TODAY, 1), candidate_id="ada")])
    app = page_of("add", own.path, monkeypatch, candidate="ada")
    next(box for box in app.number_input if box.label == text.MINUTES).set_value(50)
    press(app, text.SAVE)
    assert sorted(s.time_on_task_min for s in own.records(StudySession, "ada")) == [50, 60]


def test_the_last_entry_can_be_undone(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The button names what it removes, and is there only after an entry."""
    app = page(own.path, monkeypatch)
    assert not any("Take back" in button.label for button in app.button)
    next(box for box in app.number_input if box.label == text.MINUTES).set_value(50)
    press(app, text.SAVE)
    (batch,) = [batch for batch in own.batches() if batch.source == "typed in: study session"]
    press(app, text.undo_label(batch))
    assert own.records(StudySession) == []
    assert "is taken back (typed in: study session): 1 row" in unescaped(app.success[0].value)
    assert not any("Take back" in button.label for button in app.button)


def test_minutes_are_required(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without them nothing is saved, and the error names them."""
    app = press(page(own.path, monkeypatch), text.SAVE)
    assert [error.value for error in app.error] == ["Minutes is missing."]
    assert own.records(StudySession) == []


def test_the_timer_survives_a_new_session_of_the_browser(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its time becomes a study session."""
    monkeypatch.setattr("dashboard.places.now", lambda: datetime.fromisoformat("2026-11-25T10:00:00+00:00"))
    press(page(own.path, monkeypatch), text.START)
    monkeypatch.setattr("dashboard.places.now", lambda: datetime.fromisoformat("2026-11-25T10:42:00+00:00"))
    app = page(own.path, monkeypatch)
    assert "42 minutes: reading" in words(app)
    press(app, text.STOP)
    (study,) = own.records(StudySession)
    assert study.time_on_task_min == 42
    assert study.started_at == datetime.fromisoformat("2026-11-25T10:00:00+00:00")
    assert own.draft("me", "timer") is None


def test_a_discarded_timer_leaves_nothing(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The timer ends without a session."""
    app = press(page(own.path, monkeypatch), text.START)
    press(app, text.DISCARD)
    assert (own.draft("me", "timer"), own.records(StudySession)) == (None, [])


def count(app: AppTest, line: str, right: int | None, of: int | None, seen: int | None = None) -> AppTest:
    """Fill in the counts of a domain, or of the whole exam."""
    for what, value in ((text.RIGHT_ANSWERS, right), (text.OF_QUESTIONS, of), (text.SEEN_BEFORE, seen)):
        box = next(box for box in app.number_input if box.label == text.count_label(line, what))
        box.set_value(value)
    app.run()
    assert not app.exception
    return app


FIRST_DAY = date(2026, 11, 1)
FIRST, SECOND = "1 · Fundamentals of AI and ML", "2 · Fundamentals of Generative AI"


def test_a_practice_exam_shows_its_percentage_from_its_counts(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """61 of 65 is 93.8 %; each domain with counts becomes a row."""
    app = count(page(own.path, monkeypatch, text.EXAM), FIRST, 28, 30)
    count(app, SECOND, 33, 35, 4)
    assert "61 of 65 right: 93.8" in words(app)
    press(app, text.SAVE)
    typed = [r for r in own.records(DomainResult) if r.taken_at == TODAY]
    assert [(r.domain_id, r.n_items, r.n_correct, r.n_seen_before) for r in typed] == [
        ("1", 30, 28, None),
        ("2", 35, 33, 4),
    ]


def test_right_answers_without_a_number_of_questions_are_not_saved(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line and the button ask for the number; the button also refuses no counts at all."""
    app = page(own.path, monkeypatch, text.EXAM)
    assert press(app, text.SAVE).error[0].value == text.NO_COUNTS
    app = count(count(app, FIRST, 28, 30), SECOND, 33, None)
    assert text.OF_HOW_MANY in words(app)
    n_before = len(own.records(DomainResult))
    assert press(app, text.SAVE).error[0].value == text.COUNT_WITHOUT_ALL
    assert len(own.records(DomainResult)) == n_before


def test_a_practice_exam_can_be_entered_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last line is the whole exam; a form taken before is at its second sitting."""
    first = [replace(result, form="Set 1") for result in practice_exam(FIRST_DAY, [(7, 10)] * 5, exam_code="AIF-C01")]
    own = store_with(tmp_path, first)
    app = page(own.path, monkeypatch, text.EXAM)
    for label, name in ((text.PROVIDER, "Provider A"), (text.FORM, "Set 1")):
        next(box for box in app.selectbox if box.label == label).set_value(name).run()
    press(count(app, text.WHOLE_EXAM, 49, 65), text.SAVE)
    (typed,) = [r for r in own.records(DomainResult) if r.domain_id == "total"]
    assert (typed.form, typed.n_correct, typed.n_items, typed.sitting) == ("Set 1", 49, 65, 2)


def test_impossible_counts_are_an_error_at_their_domain(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands there before anything is pressed; the button then saves nothing."""
    app = count(page(own.path, monkeypatch, text.EXAM), FIRST, 25, 20)
    assert [error.value for error in app.error] == [f"{FIRST}: 25 right of 20 questions. Check the counts."]
    assert press(app, text.SAVE).error[-1].value == text.IMPOSSIBLE_COUNTS
    assert [r for r in own.records(DomainResult) if r.taken_at == TODAY] == []


def test_a_day_in_the_future_is_not_saved_as_today(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The field has the error, and so has the button; no other number of the form is replaced either."""
    app = count(page(own.path, monkeypatch, text.EXAM), FIRST, 15, 20)
    n_before = len(own.records(DomainResult))
    app.date_input(key="exam_day").set_value(TODAY + timedelta(days=1)).run()
    assert [error.value for error in app.error] == [text.DAY_IN_FUTURE]
    assert "in the future" in press(app, text.SAVE).error[-1].value
    app.date_input(key="exam_day").set_value(TODAY)
    app.number_input(key="exam_duration").set_value(5000).run()
    assert "out of range" in press(app, text.SAVE).error[-1].value
    assert len(own.records(DomainResult)) == n_before


def answer(domain_id: str, is_correct: bool, **more: object) -> dict[str, object]:
    """Write an answer as the sheet in the browser sends it."""
    rest = {"is_flagged": False, "confidence": None, "error_cause": None}
    return {"domain_id": domain_id, "is_correct": is_correct, **rest, **more}


def test_an_exam_by_domain_never_takes_the_id_of_one_by_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the two would count as one practice exam."""
    sheet = [replace(r, exam_code="AIF-C01") for r in responses(TODAY.isoformat(), TODAY, "+-", provider=None)]
    own = store_with(tmp_path, sheet)
    press(count(page(own.path, monkeypatch, text.EXAM), FIRST, 15, 20), text.SAVE)
    assert {r.practice_exam_id for r in own.records(DomainResult)} == {f"{TODAY} (2)"}


def test_questions_on_the_sheet_are_kept_until_they_are_saved(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new session of the browser finds the draft with all its fields."""
    app = page(own.path, monkeypatch, text.QUESTIONS)
    app.session_state["sheet_AIF-C01_0"] = {
        "answers": [answer("1", True, confidence="guess"), answer("2", False, error_cause="misread", is_flagged=True)]
    }
    app.run()
    assert not app.exception
    app = page(own.path, monkeypatch, text.QUESTIONS)
    assert "1 of 2 right: 50.0" in words(app)
    press(app, text.SAVE)
    first, second = sorted(own.records(ItemResponse), key=lambda response: response.position or 0)
    assert (first.domain_id, first.is_correct, first.confidence) == ("1", True, Confidence.GUESS)
    assert (second.is_correct, second.error_cause, second.is_flagged) == (False, ErrorCause.MISREAD, True)
    assert own.draft("me", "questions AIF-C01") is None
    assert "right:" not in words(app)


def test_a_result_is_saved_with_its_score(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passed or failed must be chosen; the score may be left out."""
    app = press(page(own.path, monkeypatch, text.OUTCOME), text.SAVE)
    assert app.error[0].value == "Result is missing."
    next(radio for radio in app.radio if radio.label == text.RESULT).set_value(text.PASSED)
    app.number_input(key="outcome_score").set_value(742.0)
    press(app, text.SAVE)
    (outcome,) = own.records(ExamOutcome)
    assert (outcome.is_passed, outcome.scaled_score, outcome.taken_on) == (True, 742, TODAY)


def test_the_words_of_a_score_report_are_saved_by_domain(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """One row for each domain with a word, beside the result as a whole."""
    app = page(own.path, monkeypatch, text.OUTCOME)
    next(radio for radio in app.radio if radio.label == text.RESULT).set_value(text.FAILED)
    next(radio for radio in app.radio if radio.label == SECOND).set_value("Needs improvement")
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


def test_one_row_is_edited_and_another_deleted(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """One press saves both, and the confirmation counts them."""
    tracked = replace(session(date(2026, 11, 21), 40), source_id="toggl:1", session_key="toggl:1")
    store_with(own.path.parent, [session(date(2026, 11, 20), 30), tracked])
    app = page(own.path, monkeypatch, text.CORRECT)
    press(edit(app, "correct_", {0: {"time_on_task_min": "45"}}, taken_out=(1,)), text.SAVE)
    assert "1 changed and 1 taken out" in app.success[0].value
    assert own.records(StudySession) == [replace(tracked, time_on_task_min=45)]


def test_an_empty_file_asks_for_the_exam_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A study session needs no exam; a practice exam does."""
    app = page(tmp_path / "new.duckdb", monkeypatch, text.EXAM)
    assert text.NEEDS_EXAM in words(app)
    app.selectbox(key="add_exam").set_value("AIF-C01").run()
    assert not app.exception
    assert text.COUNTS in words(app)
