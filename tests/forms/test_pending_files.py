"""Files on the Data page: the sum of what is in them, corrected cells, and one import with saved answers."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from analytics.errors import Question
from analytics.ingest import Import, ReadingContext, read_opened
from analytics.ingest.file_mapping import UNASSIGNED
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import DomainResult, StudySession
from analytics.store import Store
from analytics.updates.import_report import ImportReport
from dashboard.formatting import unescaped
from dashboard.session import imports
from dashboard.text import imports as imports_text
from dashboard.text import mapping as text
from tests.inputs.import_page import (
    IMPORT,
    STUDY_LOG,
    TEST_LOG,
    assign,
    choose,
    drop,
    page,
    sorted_sessions,
)
from tests.inputs.own_table_inputs import Sheet, book
from tests.inputs.pages import checked, plain_words, press


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


def test_a_sheet_that_was_not_read_is_named_with_the_way_to_it(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before and after the import, and again once the choice is saved; a sheet of its own has nothing to say."""
    log: Sheet = ("Log", [["Date", "Minutes", "Resource"], ["2026-03-14", 50, "Book"], ["2026-03-15", 40, "Book"]])
    videos: Sheet = (
        "Videos",
        [["Day", "Video minutes", "Channel"], ["2026-03-16", 30, "One"], ["2026-03-17", 20, "Two"]],
    )
    data = book(log, videos)
    app = choose(drop(page(own, monkeypatch), ("log.xlsx", data)), text.ASKED[Question.SHEET], "Log")
    unread = "Not read from log.xlsx: “Videos”. To read it, "
    assert [unescaped(one.value) for one in app.warning] == [f"{unread}{imports_text.READ_NEXT}."]
    app = press(app, IMPORT)
    assert f"{unread}{imports_text.READ_AGAIN}." in [unescaped(one.value) for one in app.warning]
    app = drop(page(own, monkeypatch), ("log.xlsx", data))
    assert f"{unread}{imports_text.READ_INSTEAD}." in [unescaped(one.value) for one in app.warning]
    app = choose(press(app, text.ASK_AGAIN), text.ASKED[Question.SHEET], "Videos")
    press(app, IMPORT)
    assert sorted(s.time_on_task_min for s in own.records(StudySession)) == [20, 30, 40, 50]


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
    app = press(assign(drop(app, ("june.csv", june)), "Lakes", UNASSIGNED), IMPORT)
    app = press(drop(app, ("july.csv", june.replace(b"-06-", b"-07-"))), IMPORT)
    assert [s.domain_id for s in sorted_sessions(own)] == [*["1", "2", None] * 2, *["1", "2", None, None] * 2]
    press(page(own, monkeypatch, text.SAVED_MAPPINGS, tab="file"), text.FORGET)
    app = drop(page(own, monkeypatch), ("may.csv", more.replace(b"2026-04-", b"2026-05-")))
    assert app.selectbox and app.segmented_control


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


def test_equal_wrong_cells_are_corrected_as_one(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The label has their lines; equal words in another column, and empty cells, stay apart."""
    rows = b"2026-03-01,,soon\n2026-03-02,30,soon\n2026-03-03,soon,video\n2026-03-04,30,soon\n2026-03-05,,video\n"
    app = drop(page(own, monkeypatch), ("study_sessions.csv", b"started_at,time_on_task_min,activity\n" + rows))
    assert [unescaped(cell.label).split(":")[0] for cell in app.text_input] == [
        "Line 2, time_on_task_min",
        "Lines 2, 3, 5, activity",
        "Line 4, time_on_task_min",
        "Line 6, time_on_task_min",
    ]
    app = checked(app.text_input[1].set_value("lab").run())
    assert [len(app.text_input), "2 new, 3 with problems" in plain_words(app)] == [3, True]
    press(app, IMPORT)
    assert [s.activity for s in sorted_sessions(own)] == ["lab", "lab"]


def test_the_first_rows_begin_with_what_differs(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A phone shows three or four columns: names that all rows share come last."""
    app = drop(page(own, monkeypatch), ("tests.csv", TEST_LOG))
    columns = list(app.dataframe[-1].value)
    assert (columns[0], columns[-2:]) == ("date", ["practice exam", "exam code"])


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


@pytest.mark.parametrize("exams", [("AIF-C01",), ("AIF-C01", "DEA-C01")])
def test_the_exam_in_one_file_is_selected_for_the_topics_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exams: tuple[str, ...]
) -> None:
    """A log of study sessions asks for it, and its topics are asked about at once; of two exams none is selected."""
    rows = "".join(f"{exam},2026-03-01,{exam},total,65,44\n" for exam in exams)
    results = f"practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\n{rows}".encode()
    app = page(Store(tmp_path / "new.duckdb"), monkeypatch)
    app = drop(app, ("log.csv", STUDY_LOG), ("results.csv", results))
    exam = next(each for each in app.selectbox if each.label == text.EXAM_OF_TITLES)
    topics = [each.label for each in app.segmented_control]
    assert (exam.value, topics) == (("AIF-C01", ["Domain of Networking"]) if len(exams) == 1 else (None, []))


def test_what_was_assumed_about_the_only_file_is_open(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A number of questions that the file does not state is in view; with several files the notices are folded."""
    table = b"Date,Test,Score\n2026-03-01,Set 1,72 %\n2026-03-08,Set 2,75 %\n"
    app = drop(page(own, monkeypatch), ("scores.csv", table))
    assert "No number of questions is given" in plain_words(app)
    notices = [each.proto.expanded for each in app.expander if each.label == imports_text.NOTICES]
    app = drop(app, ("more.csv", table.replace(b"2026-03", b"2026-04")))
    assert (notices, {each.proto.expanded for each in app.expander}) == ([True], {False})


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


def test_a_press_is_kept_until_a_run_reaches_it(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another input stops the run of the press, and its own run imports with both."""
    app = drop(page(own, monkeypatch), ("log.csv", STUDY_LOG))
    app.session_state["imports"].is_requested = True
    assign(app, "Networking", "2")
    assert [s.domain_id for s in sorted_sessions(own)] == ["1", "2", None]


def test_a_file_that_another_run_imports_is_not_left_on_the_page(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is drawn once more, although the run of the press was dropped."""
    preview = imports.import_preview

    def meanwhile(answered: imports.AnsweredFiles) -> ImportReport:
        report = preview(answered)
        imports.skip(answered[0][0])  # as the other run's import takes it from the list
        return report

    app = page(own, monkeypatch)
    monkeypatch.setattr(imports, "import_preview", meanwhile)
    assert "log.csv" not in plain_words(drop(app, ("log.csv", STUDY_LOG)))


def test_a_dropped_file_is_added_once_even_if_its_callback_runs_twice(
    own: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Streamlit calls back again if the run after the first call is interrupted; two drops of a file are two."""
    add = imports.add_uploads
    monkeypatch.setattr(imports, "add_uploads", lambda uploads: [add(uploads), add(uploads)])
    app = drop(page(own, monkeypatch), ("log.csv", STUDY_LOG))
    assert len(app.session_state["imports"].pending) == 1
    assert len(drop(app, ("log.csv", STUDY_LOG)).session_state["imports"].pending) == 2
