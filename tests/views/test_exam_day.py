"""The page of the exam day, before, on and after it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.blueprints.parser import shipped_blueprints
from analytics.records import DomainResult, ExamOutcome, Record
from analytics.store import Store
from dashboard import components, formatting
from dashboard.text import add as add_text
from dashboard.text import common, exam_card, overview
from dashboard.text import exam_day as text
from tests.inputs.builders import EXAM, TODAY, plan, practice_exam
from tests.inputs.command_files import OWN_EXAM
from tests.inputs.pages import answer, checked, page_of, plain_words, press, store_with, words

pytestmark = pytest.mark.usefixtures("open_exam")

COUNTS = [(4, 13), (10, 13), (12, 13), (6, 13)]


def page(folder: Path, monkeypatch: pytest.MonkeyPatch, records: Sequence[Record], slug: str = "exam-day") -> AppTest:
    folder.mkdir(exist_ok=True)
    return page_of(slug, store_with(folder, records).path, monkeypatch)


def exams(n: int, exam_code: str = EXAM, **conditions: bool) -> list[Record]:
    """Make a practice exam a week, the last one yesterday."""
    return [
        replace(row, **conditions)  # type: ignore[arg-type]  # the test names its fields
        for k in range(n)
        for row in practice_exam(TODAY - timedelta(days=1, weeks=k), COUNTS, exam_code=exam_code)
    ]


def result(
    *, on: date = TODAY, score: float | None = None, is_passed: bool = True, words_of: Sequence[tuple[str, str]] = ()
) -> list[Record]:
    whole = ExamOutcome(taken_on=on, exam_code=EXAM, is_passed=is_passed, scaled_score=score)
    parts = [replace(whole, scaled_score=None, domain_id=d, classification=word) for d, word in words_of]
    return [whole, *parts]


def test_without_an_exam_day_the_exam_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says how to set a day, and opens on the facts; the form for the result is folded on its tab."""
    app = page(tmp_path, monkeypatch, [plan()])
    assert answer(app) == f"No exam day planned yet {common.STEP_EXAM_DAY}"
    assert "2.8 minutes" in plain_words(app)
    assert "no limit published" in plain_words(app)
    app = page_of("result", tmp_path / "cutscore.duckdb", monkeypatch)
    assert text.NO_RESULT in words(app)
    assert app.expander[0].label == text.RESULT_TITLE


def test_a_day_within_the_wait_after_a_fail_is_no_exam_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says that the exam cannot be taken then, and once the day has come it asks for no result."""
    failed = ExamOutcome(taken_on=TODAY - timedelta(days=10), exam_code="DEA-C01", is_passed=False)
    for days, said in (
        (2, "You cannot take the exam on Fri\u00a027\u00a0Nov: you can retake it from Sun\u00a029\u00a0Nov."),
        (0, "Failed on Sun\u00a015\u00a0Nov"),
    ):
        own = plan(exam_code="DEA-C01", exam_on=TODAY + timedelta(days=days))
        app = page(tmp_path / str(days), monkeypatch, [own, failed, *exams(2, "DEA-C01")])
        assert said in answer(app)
        assert (app.title[0].value == "No exam on Fri\u00a027\u00a0Nov") is (days > 0)


@pytest.mark.parametrize(
    ("days", "when"),
    [(1, "0 of 6 done, 1 day to go"), (45, "45 days to the exam, Sat\u00a09\u00a0Jan")],
)
def test_before_the_day_the_days_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, when: str
) -> None:
    """In the final week its days and checklist are open; before it the exam's facts."""
    code = "DEA-C01"
    rows = [plan(exam_code=code, exam_on=TODAY + timedelta(days=days)), *exams(2, code, is_timed=True)]
    app = page(tmp_path, monkeypatch, rows)
    assert app.title[0].value == when
    assert app.header[0].value == (text.DAYS.title if days == 1 else exam_card.title(shipped_blueprints()[code]))


def test_conditions_are_compared_with_the_real_exam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each practice exam has its conditions, and each condition its effect."""
    app = page(tmp_path, monkeypatch, exams(2, is_timed=True, is_closed_book=False), "conditions")
    assert ", a typical value that changes none of your scores." in plain_words(app)
    assert ", subtracted from 2 practice exams." in plain_words(app)
    assert len(app.get("plotly_chart")) == 1


def test_after_the_day_the_result_is_asked_for_and_then_scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form is on this page."""
    exam_on = TODAY - timedelta(days=1)
    rows = exams(3, exam_code="DEA-C01")
    before = [row for row in rows if isinstance(row, DomainResult) and row.taken_at != exam_on]
    app = page(tmp_path, monkeypatch, [plan(exam_on=exam_on, exam_code="DEA-C01"), *before])
    assert "How did it go on Tue\u00a024\u00a0Nov?" in answer(app)
    assert app.date_input(key="outcome_day").value == exam_on
    app.radio[0].set_value("Passed")
    press(app, add_text.SAVE)
    assert not app.exception
    shown = plain_words(app)
    assert app.title[0].value == "Passed on Tue\u00a024\u00a0Nov"
    assert text.AFTER_TITLE in shown
    assert "You entered no score to compare it with" in shown
    assert "Your result names no domains, so it can't be compared with the first audit." in shown
    assert text.RESULT_TITLE not in [header.value for header in app.header]
    rated = next(one for one in app.radio if one.label.startswith("1"))
    rated.set_value(rated.options[1])
    press(app, add_text.SAVE)
    assert "names no domains" not in plain_words(app)
    assert not app.radio


def test_the_exam_that_was_passed_stays_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next planned exam is shown from the next visit on."""
    plans = [plan(exam_on=TODAY, exam_code="DEA-C01"), plan(exam_on=TODAY + timedelta(days=30), exam_code="SAA-C03")]
    app = page(tmp_path, monkeypatch, [*plans, *exams(3, exam_code="DEA-C01")])
    app.radio[0].set_value("Passed")
    press(app, add_text.SAVE)
    assert answer(app).startswith("Passed on Wed\u00a025\u00a0Nov")
    assert answer(page_of("exam-day", tmp_path / "cutscore.duckdb", monkeypatch)).startswith("30 days to the exam")


def test_from_the_passed_exam_a_button_leads_to_the_next_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only where another one is planned beyond the pass."""
    after, button = TODAY + timedelta(days=30), components.as_link(overview.CONTINUE.format("SAA-C03"))
    records = [*result(on=TODAY - timedelta(days=1)), *exams(3), plan(exam_on=after, exam_code="SAA-C03")]
    app = page(tmp_path, monkeypatch, records, "overview")
    app.session_state["exam"] = EXAM
    app.run()
    assert button in [formatting.unescaped(one.label) for one in app.button]
    next(one for one in app.button if formatting.unescaped(one.label) == button).click().run()
    assert "30 days to the exam" in app.title[0].value
    alone = page(tmp_path / "alone", monkeypatch, [*result(), *exams(3)], "overview")
    assert button not in [formatting.unescaped(one.label) for one in alone.button]


def test_a_result_with_words_is_scored_by_domain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The chance, the score and the first audit."""
    words_of = [("1", "Needs Improvement"), ("2", "Meets Competencies"), ("3", "**x**")]
    clear = [row for k in range(6) for row in practice_exam(TODAY - timedelta(days=1 + k), [(0, 13), *[(13, 13)] * 3])]
    rows = [plan(exam_on=TODAY), *clear, *result(score=700, is_passed=False, words_of=words_of)]
    app = page(tmp_path, monkeypatch, rows)
    shown = plain_words(app)
    assert answer(app).startswith("Failed on Wed\u00a025\u00a0Nov Your score was 700. You needed 750 to pass.")
    assert "The day before, the forecast was that " in shown
    assert "The provider doesn't publish how many correct answers a score of 700 stands for." in shown
    assert "The first audit, based on your first results up to " in shown
    assert len(app.get("plotly_chart")) == 1
    assert "**x**" not in words(app)


def test_a_percentage_is_held_against_its_range(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only if the exam reports one."""
    code = "CKA"
    for score, where in ((62.0, "within"), (3.0, "outside")):
        rows = [replace(row, exam_code=code) for row in result(score=score) if isinstance(row, ExamOutcome)]
        folder = tmp_path / where
        shown = plain_words(page(folder, monkeypatch, [plan(exam_code=code), *exams(3, code), *rows]))
        assert f"{where} that range." in shown


@pytest.mark.parametrize(("n", "expected"), [(1, "1 attempt had no practice exam"), (2, "2 attempts had no practice")])
def test_an_attempt_without_a_forecast_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, n: int, expected: str
) -> None:
    """The page has it with the reason."""
    rows = [row for k in range(n) for row in result(on=TODAY - timedelta(days=k))]
    assert expected in plain_words(page(tmp_path, monkeypatch, rows))


def test_a_later_exam_day_comes_before_an_earlier_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next attempt comes first, the last one below."""
    code, day = "DEA-C01", timedelta(days=1)
    failed = ExamOutcome(taken_on=TODAY - day, exam_code=code, is_passed=False)
    rows = [plan(exam_code=code, exam_on=TODAY + 14 * day), *exams(3, code), failed]
    app = page(tmp_path, monkeypatch, rows)
    assert app.title[0].value == "14 days to the exam, Wed\u00a09\u00a0Dec"
    assert text.AFTER_TITLE in words(page_of("result", tmp_path / "cutscore.duckdb", monkeypatch))


def test_notes_are_saved_with_the_exam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are literal and survive a new run; empty notes are deleted."""
    app = page(tmp_path, monkeypatch, [plan(exam_on=TODAY + timedelta(days=9))], "exam")
    app.text_area[0].set_value("Train at 7:10. <b>Two</b> ids.")
    app.button[-1].click().run()
    assert text.NOTES_SAVED in words(app)
    again = page_of("exam", tmp_path / "cutscore.duckdb", monkeypatch)
    assert again.text_area[0].value == "Train at 7:10. <b>Two</b> ids."
    again.text_area[0].set_value("  ")
    again.button[-1].click().run()
    assert Store(tmp_path / "cutscore.duckdb").saved_text("me", f"exam day notes {EXAM}") is None


def test_the_domains_of_an_own_exam_are_plain_text_in_the_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A label is Markdown, in which a name could be a link."""
    store = store_with(tmp_path, [plan(exam_code="OWN-1", exam_on=TODAY)])
    store.save_blueprint("OWN-1", OWN_EXAM.replace('"All"', '"[All](//a.example) :red[x]"'))
    app = page_of("result", store.path, monkeypatch)
    (label,) = (box.label for box in app.text_input)
    assert label == "a · " + formatting.literal("[All](//a.example) :red[x]")


def test_nothing_of_the_sample_can_be_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form is visible, and its button is disabled."""
    store = store_with(tmp_path, [plan(exam_on=TODAY)])
    app = page_of("exam", tmp_path / "own.duckdb", monkeypatch)
    monkeypatch.setenv("CUTSCORE_SAMPLE_DB", str(store.path))
    app.run()
    assert not app.exception
    assert common.SAMPLE_IS_FIXED in words(app)
    assert [button.disabled for button in app.button if button.form_id] == [True]


def test_each_candidate_has_notes_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one wrote is not in the box of the next who is shown."""
    store = store_with(tmp_path, [plan(), replace(plan(), candidate_id="ada")])
    app = page_of("exam", store.path, monkeypatch)
    app.text_area[0].set_value("mine")
    press(app, text.NOTES_SAVE)
    app.session_state["candidate"] = "ada"
    assert checked(app.run()).text_area[0].value == ""
