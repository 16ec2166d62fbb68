"""The questions about a file, and saved mappings, on the Data page."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.clock import DayRule
from analytics.errors import Question
from analytics.estimation.selection import exams_of
from analytics.ingest import Import, ReadingContext, read_opened
from analytics.ingest.file_mapping import NO_DOMAIN
from analytics.ingest.mapping.suggestions import suggested_domain
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import DomainResult, ExamOutcome, PlannedSession, Row, StudySession
from analytics.store import Store
from analytics.updates.import_report import ImportReport
from dashboard.formatting import unescaped
from dashboard.session import imports
from dashboard.text import add as add_text
from dashboard.text import data as data_text
from dashboard.text import imports as imports_text
from dashboard.text import mapping as text
from tests.inputs.builders import MADE_AT, session, store_with
from tests.inputs.calendar_files import calendar, event
from tests.inputs.import_page import (
    DAY_LOG,
    GENERATIVE,
    IMPORT,
    STUDY_LOG,
    TEST_LOG,
    TOGGL,
    assign,
    button,
    choose,
    columns_shown,
    drop,
    edit,
    page,
    sorted_sessions,
)
from tests.inputs.ingest_inputs import workbook
from tests.inputs.pages import checked, plain_words, press, words
from tests.inputs.pdf_files import pdf


def test_a_study_log_is_imported_by_its_guess(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sum is shown as soon as the file is dropped; nothing is imported before the button is pressed.

    The file is not read once more then.
    """
    names: list[str] = []

    def read(opened: OpenedFile, context: ReadingContext) -> Import:
        names.append(opened.name)
        return read_opened(opened, context)

    monkeypatch.setattr("analytics.updates.import_reading.read_opened", read)
    app = drop(page(own, monkeypatch), ("log.csv", STUDY_LOG))
    assert app.selectbox[0].value == "study_sessions"
    assert "1\u00a0Mar to 3\u00a0Mar; longest 50\u00a0min" in plain_words(app)
    assert "3 new" in plain_words(app)
    assert own.records(StudySession) == []
    n_before = len(names)
    app = press(app, IMPORT)
    assert n_before and len(names) == n_before
    assert [(s.started_at, s.time_on_task_min, s.domain_id, s.resource, s.note) for s in sorted_sessions(own)] == [
        (date(2026, 3, 1), 50, "1", "Whitepaper", "read it twice"),
        (date(2026, 3, 2), 40, None, "Video course", "Networking"),
        (date(2026, 3, 3), 45, None, "Video course", None),
    ]
    assert "3 rows read: 3 new." in app.success[0].value


def test_answers_are_saved_for_the_next_such_file(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second month's file has no question, and a new topic keeps the earlier ones, until the mapping is deleted.

    Rows of a name count for the domain it is given, or without one.
    """
    app = assign(drop(page(own, monkeypatch), ("log.csv", STUDY_LOG)), "Networking", "2")
    assert "3 new" in plain_words(app)
    app = press(app, IMPORT)
    assert [s.domain_id for s in sorted_sessions(own)] == ["1", "2", None]
    more = STUDY_LOG.replace(b"2026-03-", b"2026-04-")
    app = drop(app, ("april.csv", more))
    assert not app.selectbox and not app.segmented_control
    app = press(app, IMPORT)
    assert [s.domain_id for s in sorted_sessions(own)] == ["1", "2", None] * 2
    june = more.replace(b"-04-", b"-06-") + b",2026-06-04,Lakes,,Book,20,,2,Done\n"
    app = press(assign(drop(app, ("june.csv", june)), "Lakes", NO_DOMAIN), IMPORT)
    app = press(drop(app, ("july.csv", june.replace(b"-06-", b"-07-"))), IMPORT)
    assert [s.domain_id for s in sorted_sessions(own)] == [*["1", "2", None] * 2, *["1", "2", None, None] * 2]
    press(page(own, monkeypatch, text.SAVED_MAPPINGS, tab="file"), text.FORGET)
    app = drop(page(own, monkeypatch), ("may.csv", more.replace(b"2026-04-", b"2026-05-")))
    assert app.selectbox and app.segmented_control


def test_the_nearest_domain_is_selected_and_all_others_can_be_set_at_once(
    own: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its score is shown; what a search finds is set by one press, and else what has no domain."""
    names = ("Basics of generative AI fundamentals", "S3 lakes", "S3 rivers", "Cooking", "Sewing")
    rows = "".join(f"2026-03-0{n},{name},1\n" for n, name in enumerate(names, start=1))
    app = drop(page(own, monkeypatch), ("log.csv", f"Date,Topic,Hours\n{rows}".encode()))
    near = suggested_domain(names[0], shipped_blueprints()["AIF-C01"])
    assert near is not None
    assert f"close to Fundamentals of Generative AI ({near.score} of 100)" in plain_words(app)
    app = checked(app.text_input[0].set_value("s3").run())
    shown = [each.label for each in app.segmented_control]
    assert shown == [text.set_all(2, "s3"), *map(text.domain_of_topic, names[1:3])]
    app = checked(app.segmented_control[0].set_value("4").run())
    assert app.text_input[0].value == ""
    assert app.segmented_control[0].label == text.set_all(2, "")
    app = press(checked(app.segmented_control[0].set_value("5").run()), IMPORT)
    assert [s.domain_id for s in sorted_sessions(own)] == ["2", "4", "4", "5", "5"]


def test_a_cell_with_a_problem_is_corrected_in_place(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is read again at once; the corrected row is imported, and another mistake is shown again."""
    app = drop(page(own, monkeypatch), ("log.csv", b"Date,Minutes,What\n2026-03-01,4o,x\n2026-03-02,30,y\n"))
    (cell,) = app.text_input
    assert (cell.label.startswith("Line 2, minutes"), cell.value) == (True, "4o")
    app = checked(cell.set_value("forty").run())
    (cell,) = app.text_input
    assert cell.value == "forty"
    app = checked(cell.set_value("40").run())
    assert not app.text_input
    assert "2 study sessions" in plain_words(app)
    press(app, IMPORT)
    assert [s.time_on_task_min for s in sorted_sessions(own)] == [40, 30]


def test_several_files_have_a_sum_each_and_one_import(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """One press imports them as one batch; questions come file by file, and a refused file stays out."""
    canonical = b"started_at,time_on_task_min,activity\n2026-03-01,40,lab\n"
    files = (("one.csv", STUDY_LOG), ("two.csv", TEST_LOG), ("lab.csv", canonical), ("photo.png", b"\x89PNG\r\n\x1a\n"))
    app = drop(page(own, monkeypatch), *files)
    said = plain_words(app)
    assert "3 study sessions" in said and "1 practice exam," in said
    assert "1 study session, 40\u00a0min, 1\u00a0Mar" in said
    assert "All files: 5 new, 2 with problems" in said
    app = press(app, IMPORT)
    assert len(own.batches()) == 2
    assert len(own.records(StudySession)) == 4
    assert [error.value for error in app.error] and "photo.png" in plain_words(app)


def test_the_exams_in_one_file_apply_to_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log beside results of one exam is not asked for its exam."""
    empty = Store(tmp_path / "new.duckdb")
    results = b"practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\np,2026-03-01,AIF-C01,total,65,44\n"
    scores = b"date,result\n2026-03-14,13/20\n2026-03-21,14/20\n"
    app = press(drop(page(empty, monkeypatch), ("a.csv", scores), ("b.csv", results)), IMPORT)
    assert {r.exam_code for r in empty.records(DomainResult)} == {"AIF-C01"}
    assert len(empty.records(DomainResult)) == 3
    assert not app.exception


def test_several_domains_in_one_cell_are_a_problem_of_their_row(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row has one domain or none; 75 % of 20 is 15 right, 77 % of 20 is not a whole number."""
    app = drop(page(own, monkeypatch), ("tests.csv", TEST_LOG))
    assert app.selectbox[0].value == "practice_exams"
    assert "1 new, 2 with problems" in plain_words(app)
    assert any("one result for several domains" in each.label for each in app.text_input)
    assert not app.segmented_control
    press(app, IMPORT)
    (result,) = [r for r in own.records(DomainResult) if r.form == "Set A"]
    assert (result.domain_id, result.n_items, result.n_correct, result.duration_min) == ("1", 20, 15, 30)


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


def test_a_scaled_score_is_no_percentage(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says why it cannot be imported, and another answer is possible."""
    table = b"date,exam,score,full_score\n2026-03-14,Set 1,650,1000\n2026-03-21,Set 2,700,1000\n"
    app = drop(page(own, monkeypatch), ("scores.csv", table))
    app = choose(app, text.ASKED[Question.SCORE_UNIT], "scaled")
    assert "750 of 1000 is not 75 %" in unescaped(app.error[0].value)
    assert button(app, IMPORT).disabled


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
    assert app.multiselect


def test_a_file_can_be_skipped(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A skipped file leaves nothing."""
    app = drop(page(own, monkeypatch), ("one.csv", STUDY_LOG), ("two.csv", TEST_LOG))
    app = press(app, text.LEAVE_OUT)
    assert "one.csv" not in plain_words(app) and "two.csv" in plain_words(app)
    app = press(app, text.LEAVE_OUT)
    assert IMPORT not in [each.label for each in app.button]
    assert (own.records(StudySession), len(own.records(DomainResult))) == ([], 5)


def test_a_file_in_an_archive_is_asked_about(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name shows the archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("export/log.csv", STUDY_LOG)
    app = drop(page(own, monkeypatch), ("export.zip", out.getvalue()))
    assert "export.zip > export/log.csv" in plain_words(app)
    press(app, IMPORT)
    assert len(own.records(StudySession)) == 3


def test_an_empty_file_asks_for_the_exam_of_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Results need an exam; 13/20 needs no unit."""
    empty = Store(tmp_path / "new.duckdb")
    app = drop(page(empty, monkeypatch), ("scores.csv", b"date,result\n2026-03-14,13/20\n2026-03-21,14/20\n"))
    press(choose(app, text.ASKED[Question.EXAM], "AIF-C01"), IMPORT)
    results = sorted((r.exam_code, r.n_correct) for r in empty.records(DomainResult))
    assert results == [("AIF-C01", 13), ("AIF-C01", 14)]


def test_titles_can_be_labeled_before_any_exam_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The exam is optional then, for titles and for topics."""
    empty = Store(tmp_path / "new.duckdb")
    app = drop(page(empty, monkeypatch), ("log.csv", b"date,minutes,resource\n2026-03-14,50,Book\n"))
    assert not button(app, IMPORT).disabled
    app = choose(app, text.EXAM_OF_TITLES, "AIF-C01")
    app.session_state[next(key for key in app.session_state if "_titles_AIF-C01_open" in str(key))] = True
    press(assign(checked(app.run()), "Book", "1"), IMPORT)
    assert [s.domain_id for s in empty.records(StudySession)] == ["1"]
    assert exams_of(empty, "me") == ("AIF-C01",)
    empty.undo()
    app = drop(page(empty, monkeypatch), ("log.csv", b"date,minutes,topic\n2026-03-14,50,Lakes\n"))
    assert not button(app, IMPORT).disabled
    press(assign(choose(app, text.EXAM_OF_TITLES, "AIF-C01"), "Lakes", "1"), IMPORT)
    assert [s.domain_id for s in empty.records(StudySession)] == ["1"]


def test_a_calendar_asks_whether_past_events_took_place(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its events are plans until then."""
    app = drop(page(own, monkeypatch), ("my.ics", calendar(event(title="Study"))))
    app = checked(next(box for box in app.toggle if box.label == text.ALL_STUDY).set_value(True).run())
    assert "planned sessions, which do not count as study time" in plain_words(app)
    app = checked(next(box for box in app.toggle if box.label == text.IS_DONE).set_value(True).run())
    press(app, IMPORT)
    assert [(s.time_on_task_min, s.note) for s in own.records(StudySession)] == [(60, "Study")]
    assert own.records(PlannedSession) == []


def test_the_words_of_a_score_report_are_asked_in_one_form(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The PDF has them as drawings: one line per domain below the report, saved by one button."""
    data = pdf([["AWS Certified AI Practitioner", "Exam Date: 5/18/2026", "Candidate Score: 640Pass/Fail: FAIL"]])
    app = page(own, monkeypatch)
    app.file_uploader[0].set_value([("report.pdf", data, "application/pdf")])
    app = press(checked(app.run()), IMPORT)
    app = press(app, add_text.SAVE)
    assert add_text.NO_WORDS in app.error[0].value
    asked = [radio for radio in app.radio if add_text.NO_WORD in radio.options]
    assert len(asked) == 5
    for radio, word in zip(asked, ["Needs improvement"] * 2 + ["Meets competencies"] * 2, strict=False):
        radio.set_value(word)
    app = press(app, add_text.SAVE)
    rows = own.records(ExamOutcome)
    assert sorted((row.domain_id or "", row.classification, row.is_passed, row.scaled_score) for row in rows) == [
        ("", None, False, 640),
        ("1", "Needs improvement", False, None),
        ("2", "Needs improvement", False, None),
        ("3", "Meets competencies", False, None),
        ("4", "Meets competencies", False, None),
    ]
    assert not [radio for radio in app.radio if add_text.NO_WORD in radio.options]


def test_rows_in_the_file_can_be_relabeled(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows without a domain are counted, relabeled by title, and the change can be undone."""
    with own.batch("test", made_at=MADE_AT) as batch:
        batch.add([Row("1", replace(session(date(2026, 11, 5), 2), resource="Course"))])
    app = page(own, monkeypatch, text.ASSIGN, data_text.IMPORTS, tab="file")
    assert "1 row (2\u00a0h of study) has no domain yet." in plain_words(app)
    assert text.NOTHING_CHOSEN in press(app, text.ASSIGN_NOW).error[0].value
    app = edit(app, "titles_AIF-C01", {0: {text.COLUMN_DOMAIN: GENERATIVE}})
    app = press(app, text.ASSIGN_NOW)
    assert "1 row assigned." in plain_words(app)
    assert [s.domain_id for s in own.records(StudySession)] == ["2"]
    assert "no domain yet" not in plain_words(app)
    press(app, imports_text.UNDO_NOW)
    assert [s.domain_id for s in own.records(StudySession)] == [None]


def test_without_an_exam_titles_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says that an exam comes first, or that nothing is unlabeled."""
    store = store_with(tmp_path, [session(date(2026, 11, 5), 2)])
    assert text.NEEDS_EXAM in words(page(store, monkeypatch, text.ASSIGN, tab="file"))
    store.undo()
    assert text.ALL_ASSIGNED in words(page(store, monkeypatch, text.ASSIGN, tab="file"))


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
    app = choose(app, text.ASKED[Question.HEADER], False)
    assert columns_shown(app) == ["2026-03-01", "50", "EC2"]
    app = choose(app, text.ASKED[Question.HEADER], True)
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


def test_a_pasted_number_without_a_percent_sign_is_a_percentage(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name is mapped like any other, and a notice says how the number was read."""
    app = page(own, monkeypatch, text.PASTE)
    app = press(checked(app.text_area[0].set_value("2026-03-07 Set 1\nThing,72\n").run()), text.PASTE_IMPORT)
    app = assign(app, "Thing", "5")
    assert "read as percent" in plain_words(app)
    press(app, IMPORT)
    (found,) = [one for one in own.records(DomainResult) if one.taken_at == date(2026, 3, 7)]
    assert (found.domain_id, found.n_correct, found.n_items) == ("5", 6, 9)  # 14 % of 65 questions


FRENCH = """\
Date,Domaine,Questions,Correctes
2026-03-01,Sécurité et conformité,20,14
2026-03-01,IA responsable,10,7
"""


def test_topics_in_another_language_are_one_question(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """None of them is a problem of its row, and Import waits for them."""
    app = drop(page(own, monkeypatch), ("resultats.csv", FRENCH.encode()))
    assert text.ASKED[Question.DOMAIN] in plain_words(app) and text.problems(2) not in plain_words(app)
    app = assign(app, "Sécurité et conformité", "5")
    press(assign(app, "IA responsable", "4"), IMPORT)
    found = {r.domain_id: r.n_correct for r in own.records(DomainResult) if r.taken_at == date(2026, 3, 1)}
    assert found == {"5": 14, "4": 7}


def test_a_press_is_kept_until_a_run_reaches_it(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another input stops the run of the press, and its own run imports with both."""
    app = drop(page(own, monkeypatch), ("log.csv", STUDY_LOG))
    app.session_state["imports"].is_requested = True
    assign(app, "Networking", "2")
    assert [s.domain_id for s in sorted_sessions(own)] == ["1", "2", None]


def test_a_file_that_another_run_imports_is_not_left_on_the_page(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is drawn once more, although the run of the press was dropped."""
    preview = imports.import_preview

    def meanwhile(answered: imports.Answered) -> ImportReport:
        report = preview(answered)
        imports.skip(answered[0][0])  # as the other run's import takes it from the list
        return report

    app = page(own, monkeypatch)
    monkeypatch.setattr(imports, "import_preview", meanwhile)
    assert "log.csv" not in plain_words(drop(app, ("log.csv", STUDY_LOG)))
