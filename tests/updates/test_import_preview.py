"""A preview reads a file without importing it, and finds what is still open."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.clock import DayRule
from analytics.errors import OpenQuestionError, Question
from analytics.ingest import Import
from analytics.ingest.file_mapping import UNASSIGNED, FileMapping
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import StudySession
from analytics.updates.import_preview import (
    has_past_plans,
    subject_mapping,
    table_head,
    unknown_domains,
    whole_cells,
)
from analytics.updates.import_reading import read_labeled
from tests.inputs.calendar_files import calendar, event
from tests.inputs.ingest_inputs import CONTEXT, EXAM
from tests.inputs.source_files import SOURCE_FILES

EXAM_OF_TEST = shipped_blueprints()[EXAM]
SECURE, RESILIENT, *_ = (domain.name for domain in EXAM_OF_TEST.domains)


def opened(text: str) -> OpenedFile:
    return OpenedFile("log.csv", text.encode())


def test_the_head_has_the_first_rows_as_in_the_file() -> None:
    """Each named column has up to three different cells as examples; a row of another length is left out."""
    head = table_head(opened("Date,Dauer  (Std.),,Note\n2026-03-01,,x,\n2026-03-02,40,x,\n2026-03-03\n"))
    assert head is not None
    assert head.header == ("date", "dauer_(std.)", "", "note")
    assert head.title_of("dauer_(std.)") == "Dauer (Std.)"
    assert len(head.rows) == 2
    assert head.examples() == {"date": ["2026-03-01", "2026-03-02"], "dauer_(std.)": ["40"], "note": []}
    assert head.guess().kind == "study_sessions"
    assert head.guess("check_ins").columns == {"date": "on", "note": "note"}


def test_a_file_that_is_not_a_table_has_no_head() -> None:
    """Binary data have no rows."""
    assert table_head(OpenedFile("photo", b"\x89PNG\r\n\x1a\n\x00\x01")) is None


@pytest.mark.parametrize("name", ["ics", "super_productivity", "pasted_results"])
def test_lines_that_are_no_table_are_not_shown_as_one(name: str) -> None:
    """The header of a calendar says nothing to its owner."""
    assert table_head(OpenedFile("file", SOURCE_FILES[name])) is None


def test_a_preview_has_rows_or_an_open_question() -> None:
    """A question is a value here, not an exception."""
    question = read_labeled(opened("day,spent\n2026-03-01,40\n"), CONTEXT)
    assert isinstance(question, OpenQuestionError)
    assert question.question is Question.COLUMNS
    assert question.__traceback__ is None  # or the text and the table of the file would stay in memory
    read = read_labeled(opened("started_at,time_on_task_min,activity\n2026-03-01,40,lab\n"), CONTEXT)
    assert isinstance(read, Import)
    assert len(read.rows) == 1


def read_with(text: str, answers: FileMapping) -> Import:
    read = read_labeled(opened(text), replace(CONTEXT, exam_code=EXAM, mapping=answers))
    assert isinstance(read, Import)
    return read


def test_unknown_domain_names_are_counted() -> None:
    """In a table, only cells of the domain column count, and no cell that names several domains."""
    log = (
        "day,min,what\n2026-03-01,40,Lakes\n2026-03-02,40,Lakes\n"
        f'2026-03-03,4o,{SECURE}\n2026-03-04,40,"{SECURE}, {RESILIENT}"\n'
    )
    columns = {"day": "started_at", "min": "time_on_task_min", "what": "domain_id"}
    read = read_with(log, FileMapping(kind="study_sessions", columns=columns))
    assert unknown_domains(read) == {"Lakes": 2}
    near = read_with(log.replace("Lakes", f"{RESILIENT} ones"), FileMapping(kind="study_sessions", columns=columns))
    assert unknown_domains(near) == {f"{RESILIENT} ones": 2}
    results = read_with(
        log.replace("min,", "result,").replace("40", "13/20").replace("4o", "21/20"),
        FileMapping(kind="practice_exams", columns={"day": "taken_at", "result": "score", "what": "domain_id"}),
    )
    assert unknown_domains(results) == {"Lakes": 2}


def test_chosen_subjects_become_patterns() -> None:
    """A task is read with its domain; a name that is no domain keeps its words."""
    log = "day,min,what\n2026-03-01,40,Lakes\n2026-03-02,40,Rivers\n2026-03-03,40,Cooking\n"
    columns = {"day": "started_at", "min": "time_on_task_min", "what": "domain_id"}
    chosen = subject_mapping({"Lakes": ("1", "1.2"), "Rivers": ("3", None), "Cooking": (UNASSIGNED, None)})
    read = read_with(log, replace(chosen, kind="study_sessions", columns=columns))
    sessions = [row.record for row in read.rows if isinstance(row.record, StudySession)]
    assert [(one.domain_id, one.task_id, one.resource) for one in sessions] == [
        ("1", "1.2", None),
        ("3", None, None),
        (None, None, "Cooking"),
    ]
    assert unknown_domains(read) == {}


def test_the_whole_cell_of_a_problem_is_there_to_correct() -> None:
    """Lists of problems cut cells; a row that cannot be split, and a file that is no table, have no cell."""
    text = f"on,sleep_h,note\n2026-03-01,7h,a\n2026-03-04,9,c,d\n2026-03-05,{'z' * 200},e\n"
    read = read_with(text, FileMapping())
    assert [problem.line for problem in read.problems] == ["2", "3", "4"]
    assert whole_cells(opened(text), read, read.problems) == {("2", "sleep_h"): "7h", ("4", "sleep_h"): "z" * 200}
    titled = f"My log\n\nDay,Slept\n2026-03-01,7h\n2026-03-02,{'z' * 200}\n"
    columns = {"day": "on", "slept": "sleep_h"}
    own = read_with(titled, FileMapping(kind="check_ins", columns=columns, time_unit="h"))
    assert ("5", "slept") in whole_cells(opened(titled), own, own.problems)
    pasted = "2026-03-01\nLakes: 72 % (13/18)"
    read = read_with(pasted, FileMapping())
    assert whole_cells(opened(pasted), read, read.problems) == {}
    assert whole_cells(OpenedFile("photo", b"\x89PNG\r\n\x1a\n\x00\x01"), read, read.problems) == {}


def test_a_canonical_file_has_no_names_to_map() -> None:
    """Its domains are ids, so a wrong one is corrected in its cell."""
    text = f"practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\na,2026-03-01,{EXAM},Lakes,10,9\n"
    read = read_with(text, FileMapping())
    assert [problem.value for problem in read.problems] == ["Lakes"]
    assert unknown_domains(read) == {}


def test_unknown_names_in_pasted_lines_and_in_results_of_programs_are_counted() -> None:
    """The name of a line comes before its percentage; a repeated domain is a problem of another kind."""
    names = ("Lakes", SECURE, SECURE, RESILIENT)
    pasted = "\n".join(["2026-03-01", *(f"{name}: 72 % (13/18)" for name in names)])
    assert unknown_domains(read_with(pasted, FileMapping())) == {"Lakes": 1}
    question = {
        "questionNumber": "Question 1",
        "questionType": "Multiple Choice",
        "status": "Correct",
        "question": "What?",
        "domain": "Lakes",
        "yourAnswer": "a",
        "correctAnswer": "a",
        "allOptions": [{"option": "a", "isCorrect": True}],
    }
    udemy = json.dumps([question, question | {"questionNumber": "Question 2", "question": "Why?", "domain": SECURE}])
    read = read_with(udemy, FileMapping(taken_on=CONTEXT.today))
    assert unknown_domains(read) == {"Lakes": 1}


def test_only_planned_sessions_of_past_days_may_have_taken_place() -> None:
    """An event of today is not past; a study session is not planned."""
    hour = calendar(event(title="Study")).decode()
    read = read_with(hour, FileMapping(study=("*",)))
    day = date(2026, 3, 1)
    assert [has_past_plans(read, DayRule(), today) for today in (day, day + timedelta(days=1))] == [False, True]
    done = read_with(hour, FileMapping(study=("*",), kind="study_sessions"))
    assert not has_past_plans(done, DayRule(), CONTEXT.today)
