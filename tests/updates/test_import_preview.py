"""A preview reads a file without importing it, and finds what is still open."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.clock import DayRule
from analytics.errors import OpenQuestionError, Question
from analytics.ingest import Import
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.tables.opened import OpenedFile
from analytics.updates.import_preview import has_past_plans, pattern_of, table_head, unknown_domains
from analytics.updates.import_reading import read_labeled
from tests.inputs.ingest_inputs import CONTEXT, EXAM
from tests.inputs.source_files import SOURCE_FILES

EXAM_OF_TEST = shipped_blueprints()[EXAM]
SECURE, RESILIENT, *_ = (domain.name for domain in EXAM_OF_TEST.domains)


def opened(text: str) -> OpenedFile:
    return OpenedFile("log.csv", text.encode())


def test_the_head_has_the_first_rows_as_in_the_file() -> None:
    """Each named column has its first filled cell as an example; a row of another length is left out."""
    head = table_head(opened("Date,Dauer  (Std.),,Note\n2026-03-01,,x,\n2026-03-02,40,x,\n2026-03-03\n"))
    assert head is not None
    assert head.header == ("date", "dauer_(std.)", "", "note")
    assert head.title_of("dauer_(std.)") == "Dauer (Std.)"
    assert len(head.rows) == 2
    assert head.examples() == {"date": "2026-03-01", "dauer_(std.)": "40", "note": ""}
    assert head.guess().kind == "study_sessions"
    assert head.guess("check_ins").columns == {"note": "note"}


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
    assert unknown_domains(read, EXAM_OF_TEST) == {"Lakes": 2}
    results = read_with(
        log.replace("min,", "result,").replace("40", "13/20").replace("4o", "21/20"),
        FileMapping(kind="practice_exams", columns={"day": "taken_at", "result": "score", "what": "domain_id"}),
    )
    assert unknown_domains(results, EXAM_OF_TEST) == {"Lakes": 2}


def test_unknown_names_in_pasted_lines_and_in_results_of_programs_are_counted() -> None:
    """The name of a line comes before its percentage; a repeated domain is a problem of another kind."""
    names = ("Lakes", SECURE, SECURE, RESILIENT)
    pasted = "\n".join(["2026-03-01", *(f"{name}: 72 % (13/18)" for name in names)])
    assert unknown_domains(read_with(pasted, FileMapping()), EXAM_OF_TEST) == {"Lakes": 1}
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
    assert unknown_domains(read, EXAM_OF_TEST) == {"Lakes": 1}


def test_a_pattern_matches_a_whole_name_or_the_start_of_a_cut_one() -> None:
    """Lists of problems cut long names; wildcards in a name are escaped."""
    assert FileMapping(domain={pattern_of("Lakes"): "1"}).domain_of("lakes") == "1"
    assert FileMapping(domain={pattern_of("Lakes"): "1"}).domain_of("Data Lakes") is None
    cut = FileMapping(domain={pattern_of("Lakes [*] and…"): "1"})
    assert cut.domain_of("Lakes [*] and houses") == "1"
    assert cut.domain_of("Lakes x and houses") is None


CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Cutscore//test//EN
BEGIN:VEVENT
UID:a
DTSTART:20260301T090000Z
DTEND:20260301T100000Z
SUMMARY:Study
END:VEVENT
END:VCALENDAR
"""


def test_only_planned_sessions_of_past_days_may_have_taken_place() -> None:
    """An event of today is not past; a study session is not planned."""
    read = read_with(CALENDAR, FileMapping(study=("*",)))
    day = date(2026, 3, 1)
    assert [has_past_plans(read, DayRule(), today) for today in (day, day + timedelta(days=1))] == [False, True]
    done = read_with(CALENDAR, FileMapping(study=("*",), kind="study_sessions"))
    assert not has_past_plans(done, DayRule(), CONTEXT.today)
