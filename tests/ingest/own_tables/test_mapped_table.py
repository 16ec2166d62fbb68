"""Candidates' own tables: how a mapping reads them, and what is asked for."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import opened_files, read_opened
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.mapping.targets import mappable_columns
from analytics.records import Activity, CheckIn, SelfRating
from tests.inputs.ingest_inputs import CONTEXT, EXAM, found, lines, read_bytes, workbook
from tests.inputs.mapped_tables import (
    LOG,
    LOG_MAPPING,
    TEST_COLUMNS,
    TEST_MAPPING,
    TESTS,
    mapped_context,
    question_of,
    responses,
    results,
)
from tests.inputs.tracker_inputs import context_with, minutes, read, sessions


def test_a_study_log_is_read_by_its_columns() -> None:
    """90 and 45 minutes; the domain by number or name; the notes left out with a notice."""
    text = f"{LOG}2026-03-01,1,Book,90,x\n2026-03-02,Design Resilient Architectures,Video,45,y\n"
    result = read(text, mapped_context(LOG_MAPPING))
    assert minutes(result) == [("2026-03-01", 90), ("2026-03-02", 45)]
    assert [(s.domain_id, s.resource, s.activity) for s in sessions(result)] == [
        ("1", "Book", Activity.OTHER),
        ("2", "Video", Activity.OTHER),
    ]
    assert "Columns that are not used: Notes." in result.notices
    assert (result.mapping, result.n_read) == (LOG_MAPPING, 2)


def test_an_unmapped_table_is_asked_about() -> None:
    """A table without rows or names is refused."""
    assert question_of(f"{LOG}2026-03-01,1,Book,90,x\n", CONTEXT)[0] is Question.COLUMNS
    with pytest.raises(UnreadableFileError) as caught:
        read("a\n1\n", CONTEXT)
    assert not isinstance(caught.value, OpenQuestionError)


def test_a_mapping_is_saved_by_header() -> None:
    """The next file with this header needs no answer; another header is asked about."""
    text = f"{LOG}2026-03-01,1,Book,90,x\n"
    first = read(text, mapped_context(LOG_MAPPING))
    assert first.fingerprint is not None
    later = replace(CONTEXT, exam_code=EXAM, saved_mappings={first.fingerprint: first.mapping})
    again = read(text, later)
    assert sessions(again) == sessions(first)
    assert any("saved mapping" in notice for notice in again.notices)
    assert question_of(text.replace("Notes", "Words"), later)[0] is Question.COLUMNS


def test_columns_given_for_one_table_do_not_change_another() -> None:
    """In one import, a table with a saved mapping keeps it."""
    text = f"{LOG}2026-03-01,1,Book,90,x\n"
    first = read(text, mapped_context(LOG_MAPPING))
    assert first.fingerprint is not None
    other = replace(mapped_context(TEST_MAPPING), saved_mappings={first.fingerprint: first.mapping})
    assert sessions(read(text, other)) == sessions(first)


def test_a_mapping_that_does_not_fit_is_refused() -> None:
    """A mapped column is missing, or a required one is not mapped."""
    with pytest.raises(UnreadableFileError, match="mapped columns are missing: time"):
        read(
            f"{LOG}2026-03-01,1,Book,90,x\n",
            mapped_context(FileMapping(kind="study_sessions", columns={"time": "started_at"})),
        )
    question, reason = question_of(
        f"{LOG}2026-03-01,1,Book,90,x\n",
        mapped_context(FileMapping(kind="study_sessions", columns={"date": "started_at"})),
    )
    assert (question, "time_on_task_min" in reason) == (Question.COLUMNS, True)


def test_right_wrong_and_skipped_are_the_questions() -> None:
    """A blank number of wrong answers is a problem, but not one of skipped questions; a stated total counts."""
    columns = {"date": "taken_at", "right": "n_correct", "wrong": "n_wrong", "blank": "n_skipped"}
    mapping = FileMapping(kind="practice_exams", columns=columns)
    text = "Date,Right,Wrong,Blank,Asked\n2026-03-01,38,25,2,66\n2026-03-08,15,5,,20\n2026-03-09,15,,,20\n"
    result = read(text, mapped_context(mapping))
    assert results(result) == [("total", 65, 38), ("total", 20, 15)]
    assert [(one.line, one.column) for one in result.problems] == [("4", "wrong")]
    stated = replace(mapping, columns=columns | {"asked": "n_items"})
    assert results(read(text, mapped_context(stated))) == [("total", 66, 38), ("total", 20, 15), ("total", 20, 15)]


ANSWERED = "user_id_display,frage_nr,frage,antwort,richtig,zeit,markiert\n"
ANSWERED_MAP = FileMapping(
    kind="item_responses",
    columns={
        "frage_nr": "position",
        "frage": "question_text",
        "antwort": "chosen",
        "richtig": "is_correct",
        "zeit": "taken_at",
        "markiert": "is_flagged",
    },
    domain={"*": "1"},
)


def test_a_log_of_answers_stores_no_question_and_no_name() -> None:
    """Points mean yes; the text of a question becomes an id."""
    text = (
        f"{ANSWERED}Ann,1,Which bucket?,A,1,2026-03-01T09:00:00Z,True\n"
        "Ann,2,Which key?,B,-1,2026-03-01T09:01:00Z,False\nAnn,3,Why?,C,maybe,2026-03-01T09:02:00Z,False\n"
        "Ann,4,How?,C,richtig,2026-03-01T09:02:00Z,False\n"
    )
    result = read(text, mapped_context(ANSWERED_MAP))
    assert [(r.position, r.is_correct, r.is_flagged, r.chosen) for r in responses(result)] == [
        (1, True, True, "A"),
        (2, False, False, "B"),
        (4, True, False, "C"),
    ]
    assert found(result) == [("4", "richtig", "maybe")]
    assert not [word for word in ("bucket", "Ann") if word in repr(result.rows)]
    again = read(text.replace("Which bucket?", " Which bucket? "), mapped_context(ANSWERED_MAP))
    assert responses(again)[0].item_id == responses(result)[0].item_id


def test_several_domains_of_one_answer_are_a_problem() -> None:
    """An answer counts for one domain."""
    mapping = replace(ANSWERED_MAP, columns={**ANSWERED_MAP.columns, "domain": "domain_id"}, domain={})
    text = (
        "frage_nr,frage,antwort,richtig,zeit,markiert,domain\n"
        '1,a,A,1,2026-03-01,no,"Design Secure Architectures, Design Resilient Architectures"\n'
        "2,b,A,1,2026-03-01,no,Design Secure Architectures\n"
    )
    result = read(text, mapped_context(mapping))
    assert (lines(result), found(result)[0][1]) == (["3"], "domain")


def test_results_without_an_exam_are_asked_about() -> None:
    """The candidate's only exam is used, or a column of the file."""
    text = f"{TESTS}2026-03-01,1,20,50,A\n"
    assert question_of(text, context_with(TEST_MAPPING))[0] is Question.EXAM
    own = replace(context_with(TEST_MAPPING), exams_of={"me": [EXAM]})
    assert results(read(text, own)) == [("1", 20, 10)]
    columns = {**TEST_COLUMNS, "exam": "exam_code"}
    named = f"Exam,{TESTS}SAA-C03,2026-03-01,1,20,50,A\n"
    assert results(read(named, context_with(replace(TEST_MAPPING, columns=columns)))) == [("1", 20, 10)]
    unknown = replace(context_with(TEST_MAPPING), exam_code="XYZ-1")
    assert results(read(text, unknown)) == [("1", 20, 10)]


def test_other_tables_can_be_mapped_too() -> None:
    """Ratings and check-ins."""
    ratings = FileMapping(
        kind="self_ratings", columns={"date": "rated_on", "domain": "domain_id", "confidence_(1_5)": "rating"}
    )
    result = read("Date,Domain,Confidence (1-5)\n25/03/2026,1,4\n01/04/2026,1,9\n", mapped_context(ratings))
    (rating,) = [row.record for row in result.rows if isinstance(row.record, SelfRating)]
    assert (rating.rated_on, rating.rating, found(result)) == (date(2026, 3, 25), 4, [("3", "confidence_(1_5)", "9")])
    days = FileMapping(kind="check_ins", columns={"date": "on", "sleep": "sleep_h"})
    (night,) = [row.record for row in read("Date,Sleep\n2026-03-01,7:30\n", mapped_context(days)).rows]
    assert isinstance(night, CheckIn)
    assert night.sleep_h == 7.5


def test_broken_rows_are_counted() -> None:
    """A line that cannot be split does not lose other rows."""
    result = read(f"{LOG}2026-03-01,1,Book,90,x\nbroken\n2026-03-02,1,Book,-5,x\n", mapped_context(LOG_MAPPING))
    assert (result.n_read, len(result.rows), result.n_failed) == (3, 1, 2)


def test_a_workbook_is_mapped_like_a_text() -> None:
    """Its dates and numbers are the values of the cells."""
    rows: list[list[object]] = [
        [*LOG.strip().split(",")],
        [datetime(2026, 3, 1, tzinfo=UTC), "1", "Book", 90, "x"],
        [date(2026, 3, 2), 2, None, 45.5, ""],
    ]
    result = read_bytes(workbook(rows), "file", mapped_context(LOG_MAPPING))
    assert minutes(result) == [("2026-03-01", 90), ("2026-03-02", 45.5)]
    assert lines(result) == ["Results!2", "Results!3"]


NOTION = "\ufeffName,Date,Domain,Done,Hours\r\n"
NOTION_ANSWERS = FileMapping(
    kind="study_sessions", columns={"date": "started_at", "domain": "domain_id", "hours": "time_on_task_min"}
)


def zipped(**members: str | bytes) -> bytes:
    """Pack files into an archive; a dash in a name is written as two underscores."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return out.getvalue()


def test_a_notion_export_is_an_archive_in_an_archive(tmp_path: Path) -> None:
    """The table with all properties of each database is read; pages are ignored, with a notice.

    1.5 and 0.75 hours are 90 and 45 minutes.
    """
    whole = (
        f'{NOTION}S3,"December 4, 2024 8:45 AM",1,Yes,1.5\r\nVPC,"@December 1, 2024 ",2,Yes,0.75\r\n'
        'EC2,"December 5, 2024 8:45 AM → December 5, 2024 10:15 AM",2,Yes,1.5\r\n'
    )
    inner = zipped(
        **{
            f"Study {'a' * 32}__csv": "\ufeffName,Date\r\nS3,\r\n",
            f"Study {'a' * 32}_all__csv": whole,
            f"Page {'b' * 32}__md": "# A page\n",
        }
    )
    path = tmp_path / "Export"
    path.write_bytes(zipped(**{"Export-x-Part-1__zip": inner}))
    (opened,) = opened_files(path)
    assert ("_all.csv" in opened.name, "md" in "".join(opened.notices)) == (True, True)
    result = read_opened(opened, mapped_context(NOTION_ANSWERS))
    assert minutes(result) == [
        ("2024-12-04T08:45:00+01:00", 90),
        ("2024-12-01", 45),
        ("2024-12-05T08:45:00+01:00", 90),
    ]


def test_a_range_gives_start_and_duration() -> None:
    """If no duration is mapped: an hour and a half, and an hour over midnight; a day alone has no length."""
    mapping = FileMapping(kind="study_sessions", columns={"date": "started_at"})
    text = (
        'Name,Date\nS3,"December 4, 2024 8:45 AM → 10:15 AM"\n'
        'VPC,"December 4, 2024 11:30 PM → December 5, 2024 12:30 AM"\nEC2,"December 5, 2024"\n'
        'KMS,"December 6, 2024 9:00 AM → 8:00 AM"\nIAM,"December 6, 2024 9:00 AM → later"\n'
    )
    result = read(text, mapped_context(mapping))
    assert minutes(result) == [("2024-12-04T08:45:00+01:00", 90), ("2024-12-04T23:30:00+01:00", 60)]
    assert (sorted(line for line, _, _ in found(result)), result.n_passed_over) == (["5", "6"], 1)
    plans = FileMapping(kind="planned_sessions", columns={"date": "starts_at"})
    assert len(read(text, mapped_context(plans)).rows) == 2
    assert question_of("Name,Date\nS3,2024-12-04\n", mapped_context(mapping))[0] is Question.COLUMNS


def test_each_kind_offers_its_extra_columns() -> None:
    """Such as a score for results, a question text for responses and a time for sessions."""
    assert {"score", "start_time", "n_items"} <= set(mappable_columns("practice_exams"))
    assert "question_text" in mappable_columns("item_responses")
    assert "score" not in mappable_columns("check_ins")


CELLS = st.sampled_from(
    ["2026-03-01", "25/03/2026", "90", "1:30", "-", "", "=1+1", "13/20", "72 %", "\u202etxt", "9" * 40, "nan", "1e9"]
)


@given(
    st.sampled_from([LOG_MAPPING, TEST_MAPPING, ANSWERED_MAP]),
    st.lists(st.lists(CELLS, min_size=7, max_size=7), max_size=5),
)
def test_any_cells_are_rows_or_problems(mapping: FileMapping, rows: list[list[str]]) -> None:
    """Each row is counted, or the file is refused."""
    header = {"study_sessions": LOG, "practice_exams": TESTS}.get(mapping.kind or "", ANSWERED)
    n_columns = header.count(",") + 1
    text = header + "".join(",".join(row[:n_columns]) + "\n" for row in rows)
    try:
        result = read(text, mapped_context(mapping))
    except UnreadableFileError as error:
        assert "\n" not in str(error)
        return
    if result.format != mapping.kind:
        return  # some rows are lines of pasted results
    blank = [row for row in rows if not "".join(row[:n_columns]).strip()]
    assert result.n_read == len(rows) - len(blank) == len(result.rows) + result.n_failed + result.n_passed_over


def test_a_result_whose_topic_is_mapped_to_no_domain_is_a_problem() -> None:
    """Only sessions and cards may have none."""
    mapping = replace(TEST_MAPPING, domain={"=Intro": ""})
    result = read(
        f"{TESTS}2026-03-01,Intro,20,60,A\n2026-03-01,Design Secure Architectures,20,60,A\n", mapped_context(mapping)
    )
    assert [(problem.line, problem.reason) for problem in result.problems] == [
        ("2", "mapped to no domain; only sessions and cards can be without one")
    ]
    assert results(result) == [("1", 20, 12)]
    log = read(f"{LOG}2026-03-01,Intro,,20,\n", mapped_context(replace(LOG_MAPPING, domain={"=Intro": ""})))
    assert [(one.domain_id, one.resource) for one in sessions(log)] == [(None, "Intro")]
