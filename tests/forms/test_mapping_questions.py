"""Each question about a file on the Data page, and what its answer imports."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1.element_tree import Multiselect, Toggle

from analytics.clock import DayRule
from analytics.errors import Question
from analytics.records import DomainResult, PlannedSession, StudySession
from analytics.store import Store
from dashboard.formatting import unescaped
from dashboard.text import mapping as text
from tests.inputs.calendar_files import calendar, event
from tests.inputs.import_page import (
    DAY_LOG,
    IMPORT,
    TOGGL,
    button,
    choose,
    columns_shown,
    drop,
    edit,
    page,
    sorted_sessions,
)
from tests.inputs.ingest_inputs import workbook
from tests.inputs.pages import checked, plain_words, press


def test_a_score_of_a_full_score_is_counts(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Percent is the guess, since 70 is more than the exam's 65 questions; then 13 of 20 is 65 %."""
    table = b"date,exam,score,full_score\n2026-03-14,Set 1,65,20\n2026-03-21,Set 2,70,20\n"
    app = drop(page(own, monkeypatch), ("scores.csv", table))
    app = press(app, IMPORT)
    typed = sorted(
        (r for r in own.records(DomainResult) if r.form),
        key=lambda r: r.form or "",
    )
    assert [(r.form, r.domain_id, r.n_items, r.n_correct) for r in typed] == [
        ("Set 1", "total", 20, 13),
        ("Set 2", "total", 20, 14),
    ]


def test_columns_that_are_ignored_are_named(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Quizzes with a time may be read as study; that their results are left out stands beside what is read."""
    table = b"Date,Topic,Minutes,Questions,Correct\n2026-03-14,S3,30,20,15\n2026-03-15,IAM,40,25,15\n"
    shown = plain_words(drop(page(own, monkeypatch), ("quizzes.csv", table)))
    assert "Minutes \u2192 time studied. Ignored: Questions, Correct." in shown


def test_a_scaled_score_is_no_percentage(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says why it cannot be imported, and another answer is possible."""
    table = b"date,exam,score,full_score\n2026-03-14,Set 1,650,1000\n2026-03-21,Set 2,700,1000\n"
    app = drop(page(own, monkeypatch), ("scores.csv", table))
    app = choose(app, text.ASKED[Question.SCORE_UNIT], "scaled")
    assert "750 of 1000 is not 75 %" in unescaped(app.error[0].value)
    assert IMPORT not in [each.label for each in app.button]
    assert not choose(app, text.ASKED[Question.SCORE_UNIT], "percent").error


def test_fractions_and_decimal_commas_are_asked_about(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """1,000 of 20 is all right, with a decimal comma and a fraction."""
    table = b'date,score,questions\n2026-03-14,"1,000",20\n2026-03-21,1,20\n'
    app = drop(page(own, monkeypatch), ("scores.csv", table))
    app = choose(app, text.ASKED[Question.DECIMAL], ",")
    app = press(choose(app, text.ASKED[Question.SCORE_UNIT], "fraction"), IMPORT)
    assert sorted(r.n_correct for r in own.records(DomainResult) if r.domain_id == "total") == [20, 20]


def test_dates_that_can_be_read_in_two_ways_are_asked_about(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """03/04/2026 is shown as both days; the answer decides."""
    table = b"date,minutes,activity\n03/04/2026,50,reading\n05/04/2026,40,reading\n"
    app = drop(page(own, monkeypatch), ("log.csv", table))
    labels = app.radio[0].options
    assert [unescaped(label) for label in labels] == ["03/04/2026 is 3 April 2026", "03/04/2026 is 4 March 2026"]
    app = press(choose(app, text.ASKED[Question.DATE_ORDER], "mdy"), IMPORT)
    assert [s.started_at for s in sorted_sessions(own)] == [date(2026, 3, 4), date(2026, 5, 4)]


def test_a_workbook_is_asked_about_like_a_table(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns are guessed by their cells, under their names in the file; two numbers are left to choose from."""
    rows: list[list[object]] = [
        ["Wann", "Quelle", "X", "Y"],
        [date(2026, 3, 1), "Book", 3, 5],
        [date(2026, 3, 2), "Book", 4, 1],
    ]
    app = drop(page(own, monkeypatch), ("mine.xlsx", workbook(rows)))
    assert "No column chosen yet for: time studied" in plain_words(app)
    app = edit(app, "_columns_study_sessions", {2: {text.WHAT_IT_IS: text.column_meaning("time_on_task_min")}})
    app = press(choose(app, text.ASKED[Question.TIME_UNIT], "h"), IMPORT)
    assert [(s.started_at, s.resource, s.time_on_task_min) for s in sorted_sessions(own)] == [
        (date(2026, 3, 1), "Book", 180),
        (date(2026, 3, 2), "Book", 240),
    ]


def test_two_columns_cannot_have_one_meaning(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page names the meaning, and the file cannot be imported."""
    app = drop(page(own, monkeypatch), ("log.csv", b"date,minutes,what\n2026-03-01,50,x\n"))
    app = edit(app, "_columns_study_sessions", {2: {text.WHAT_IT_IS: text.column_meaning("started_at")}})
    assert "Choose only one column for: date (or date and time)." in unescaped(app.error[0].value)
    assert button(app, IMPORT).disabled


def test_a_zone_that_is_set_is_not_asked_for(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The profile's zone is used for every file."""
    own.set_day_rule("me", DayRule("Asia/Tokyo"))
    app = drop(page(own, monkeypatch), ("toggl.csv", TOGGL))
    assert not [s for s in app.selectbox if s.label == text.ASKED[Question.ZONE]]
    (asked,) = app.multiselect
    drawn = [element.label for element in app.main if isinstance(element, Multiselect | Toggle)]
    assert drawn == [asked.label, text.ALL_STUDY]  # the question comes before its shortest answer


def test_an_empty_file_asks_for_the_exam_of_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Results need an exam; 13/20 needs no unit."""
    empty = Store(tmp_path / "new.duckdb")
    app = drop(page(empty, monkeypatch), ("scores.csv", b"date,result\n2026-03-14,13/20\n2026-03-21,14/20\n"))
    press(choose(app, text.ASKED[Question.EXAM], "AIF-C01"), IMPORT)
    results = sorted((r.exam_code, r.n_correct) for r in empty.records(DomainResult))
    assert results == [("AIF-C01", 13), ("AIF-C01", 14)]


def test_the_exam_of_two_files_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer for the first is selected for the second, where it can be changed."""
    empty, rows = Store(tmp_path / "new.duckdb"), b"date,result\n2026-03-%d,13/20\n2026-03-%d,14/20\n"
    app = drop(page(empty, monkeypatch), ("a.csv", rows % (14, 21)), ("b.csv", rows % (15, 22)))
    app = choose(app, text.ASKED[Question.EXAM], "AIF-C01")
    assert [box.value for box in app.selectbox if box.label == text.ASKED[Question.EXAM]] == ["AIF-C01"] * 2
    press(app, IMPORT)
    assert [row.exam_code for row in empty.records(DomainResult)] == ["AIF-C01"] * 4


def test_a_calendar_asks_whether_past_events_took_place(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its events are plans until then."""
    app = drop(page(own, monkeypatch), ("my.ics", calendar(event(title="Study"))))
    app = checked(next(box for box in app.toggle if box.label == text.ALL_STUDY).set_value(True).run())
    assert "planned sessions, which do not count as study time" in plain_words(app)
    app = checked(next(box for box in app.toggle if box.label == text.IS_DONE).set_value(True).run())
    press(app, IMPORT)
    assert [(s.time_on_task_min, s.note) for s in own.records(StudySession)] == [(60, "Study")]
    assert own.records(PlannedSession) == []


def test_a_table_that_names_no_exam_is_asked_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The exam is chosen among all known ones."""
    own = Store(tmp_path / "own.duckdb")
    table = b"practice_exam_id,taken_at,domain_id,n_items,n_correct\nset-1,2026-03-01,1,20,15\n"
    app = drop(page(own, monkeypatch), ("results.csv", table))
    app = checked(next(box for box in app.selectbox if box.label == text.ASKED[Question.EXAM]).select("AIF-C01").run())
    press(app, IMPORT)
    (row,) = own.records(DomainResult)
    assert (row.exam_code, row.n_correct) == ("AIF-C01", 15)


def test_a_first_row_of_data_is_asked_about_and_kept(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is taken for data until the answer is another; the next such file is read without a question."""
    rows = b"2026-03-0%d,50,EC2\n2026-03-02,40,S3\n"
    app = drop(page(own, monkeypatch), ("log.csv", rows % 1))
    assert "First row: 2026-03-01, 50, EC2" in plain_words(app)
    app = choose(app, text.ASKED[Question.HEADER], True)
    assert columns_shown(app) == ["2026-03-01", "50", "EC2"]
    app = choose(app, text.ASKED[Question.HEADER], False)
    assert columns_shown(app) == ["Column 1", "Column 2", "Column 3"]
    press(app, IMPORT)
    assert [s.time_on_task_min for s in sorted_sessions(own)] == [50, 40]
    press(drop(app, ("next.csv", rows % 3)), IMPORT)
    assert len(own.records(StudySession)) == 3


def test_one_of_several_tables_is_asked_for(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The columns of the chosen one are asked about next."""
    sections = b"Results\nDate,Score (%)\n2026-03-01,72\n\nStudy\nDate,Minutes\n2026-03-01,50\n2026-03-02,40\n"
    app = choose(drop(page(own, monkeypatch), ("all.csv", sections)), text.ASKED[Question.SHEET], "Study")
    assert columns_shown(app) == ["Date", "Minutes"]
    press(app, IMPORT)
    assert [s.time_on_task_min for s in sorted_sessions(own)] == [50, 40]


TRACKER = b"""\
Study
Day,Topic,Minutes
2026-03-01,VPC,50
2026-03-02,IAM,40
2026-03-03,VPC,45

Results
Date,Test,Score
2026-03-07,Set 1,70%
2026-03-14,Set 2,75%
"""


def test_another_table_of_a_file_is_guessed_anew(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the rows of one table are says nothing about those of the next."""
    app = drop(page(own, monkeypatch), ("tracker.csv", TRACKER))
    for name, kind in (("Study", StudySession.TABLE), ("Results", DomainResult.TABLE)):
        app = choose(app, text.ASKED[Question.SHEET], name)
        assert kind in [box.value for box in app.selectbox]


@pytest.mark.full
def test_saved_answers_about_each_table_of_a_file_can_be_changed(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without those about one table, those about the other are used, and can be changed, too."""
    app = press(choose(drop(page(own, monkeypatch), ("a.csv", TRACKER)), text.ASKED[Question.SHEET], "Results"), IMPORT)
    app = press(drop(app, ("b.csv", TRACKER)), text.ASK_AGAIN)
    app = press(choose(app, text.ASKED[Question.SHEET], "Study"), IMPORT)
    app = choose(drop(app, ("c.csv", TRACKER)), text.ASKED[Question.SHEET], "Results")
    app = press(press(app, text.ASK_AGAIN), text.ASK_AGAIN)
    assert text.ASKED[Question.SHEET] in [radio.label for radio in app.radio]
    assert text.WHICH_KIND in [box.label for box in app.selectbox]


def test_tables_with_the_same_columns_are_read_together(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell of any of them can be corrected."""
    month = "## %s\n\n|Date|Minutes|\n|--|--|\n|2026-0%d-01|%s|\n\n"
    text_file = (month % ("July", 7, "50") + month % ("August", 8, "soon")).encode()
    app = drop(page(own, monkeypatch), ("log.md", text_file))
    assert "All with the same columns (2 rows)" in app.radio[0].options
    app = choose(app, text.ASKED[Question.SHEET], "*")
    app = press(checked(app.text_input[0].set_value("40").run()), IMPORT)
    assert [s.time_on_task_min for s in sorted_sessions(own)] == [50, 40]


def test_a_name_that_looks_like_a_known_one_is_asked_about(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """With yes, the rows are imported under the known name."""
    log = b"candidate,started_at,time_on_task_min,activity\nME,2026-03-01,30,lab\n"
    app = drop(page(own, monkeypatch), ("log.csv", log))
    (asked,) = [radio for radio in app.radio if "same person" in radio.label]
    assert asked.label == 'Is "ME" the same person as "me"? The names look alike.'
    assert asked.options == ['Yes, import as "me"', "No, another person"]
    app = press(checked(asked.set_value("me").run()), IMPORT)
    assert own.candidates() == ["me"]
    assert len(own.records(StudySession)) == 1


def test_what_was_left_out_comes_in_after_undo_and_other_answers(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log of whole days lists its categories with rows and hours; what is not studying stays out.

    The saved answers hold until they are changed, and the import saves the new ones.
    """
    log = DAY_LOG + b"2026-03-03,Cloud,30\n"
    app = drop(page(own, monkeypatch), ("days.csv", log))
    assert not [each for each in app.button if each.label == text.ASK_AGAIN]
    (categories,) = app.multiselect
    assert categories.options == [
        "Sleep (2 entries, 15\u00a0h)",
        "AWS (1 entry, 1\u00a0h)",
        "Cloud (1 entry, 30\u00a0min)",
    ]
    press(checked(categories.set_value(["AWS"]).run()), IMPORT)
    assert [session.time_on_task_min for session in own.records(StudySession)] == [60]
    own.undo()
    app = drop(page(own, monkeypatch), ("days.csv", log))
    assert not app.multiselect and "1 study session, 1\u00a0h" in plain_words(app)
    app = press(app, text.ASK_AGAIN)
    press(checked(app.multiselect[0].set_value(["AWS", "Cloud"]).run()), IMPORT)
    assert [session.time_on_task_min for session in own.records(StudySession)] == [60, 30]
    press(drop(page(own, monkeypatch), ("more.csv", log + b"2026-03-04,Cloud,45\n")), IMPORT)
    assert [session.time_on_task_min for session in own.records(StudySession)] == [60, 45, 30]
