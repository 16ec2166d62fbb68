"""Starts, ends, lengths and days in a user's own table, in one column or several."""

import pytest

from analytics.ingest.file_mapping import FileMapping
from analytics.records import DomainResult, StudySession
from tests.inputs.ingest_inputs import found
from tests.inputs.mapped_tables import TEST_MAPPING, TESTS, mapped_context
from tests.inputs.tracker_inputs import minutes, read

SPANS = "Date,Start,End,Min\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("2026-03-01,9:00,10:30,", 90),
        ("2026-03-01,9:00,10:30,75", 75),  # the stated length counts
        ("2026-03-01,22:30,0:15,", 105),  # over midnight
        ("2026-03-01,9:00,2026-03-01 10:00,", 60),
        ("2026-03-01,9:00-10:30,,", 90),
        ("2026-03-01,2 pm to 3 pm,,", 60),
        ("2026-03-28,23:00,2026-03-29 04:00,", 240),  # summer time began that night
        ("2026-03-01,9:00,9:00,", None),
        ("2026-03-01,9:00,,", None),
        ("2026-03-01,,,0", None),
        ("2026-03-01,,,0:00 h", None),
        (",9:00,10:30,", 90),  # of the day above
        (",,10:30,60", None),
        ("2026-03-01,9:00,8:30,", "ends before it starts"),
        ("2026-03-01,morning - noon,,30", "not a time of day"),
        ("2026-03-01,,8:30,", "no time of day at the start"),
        ("2026-03-01,9:00,2026-03-01,", "no time of day at the end"),
        ("2026-03-01,9:00,late,", "not a time of day"),
    ],
)
def test_a_session_has_a_length_or_a_start_and_an_end(row: str, expected: float | str | None) -> None:
    """A row without a day, or a length above zero, is left out; one with a start but no day is of the day above."""
    columns = {"date": "started_at", "start": "start_time", "end": "ended_at", "min": "time_on_task_min"}
    mapping = FileMapping(kind="study_sessions", columns=columns)
    result = read(f"{SPANS}2026-02-28,8:00,9:00,60\n{row}\n", mapped_context(mapping))
    lengths = [length for _, length in minutes(result)][1:]
    if isinstance(expected, str):
        assert (lengths, expected in result.problems[0].reason) == ([], True)
    elif expected is None:
        assert (lengths, result.problems, result.n_passed_over, result.n_read) == ([], (), 1, 2)
    else:
        assert lengths == [expected]


def test_start_and_end_are_enough() -> None:
    """No column for the length is needed; a plan has both too."""
    text = "From,To\n2026-03-01 09:00,2026-03-01 10:30\n"
    for kind, start in (("study_sessions", "started_at"), ("planned_sessions", "starts_at")):
        mapping = FileMapping(kind=kind, columns={"from": start, "to": "ended_at"})
        assert len(read(text, mapped_context(mapping)).rows) == 1


def test_hours_and_minutes_are_added() -> None:
    """1 h 20 min is 80 minutes, and one column may be empty; 0 h 0 min is a rest day."""
    columns = {"date": "started_at", "a": "time_h", "b": "time_min"}
    mapping = FileMapping(kind="study_sessions", columns=columns)
    text = "Date,A,B\n2026-03-01,1,20\n2026-03-02,,45\n2026-03-03,0,0\n2026-03-04,x,5\n"
    result = read(text, mapped_context(mapping))
    assert minutes(result) == [("2026-03-01", 80), ("2026-03-02", 45)]
    assert (result.n_passed_over, found(result)) == (1, [("5", "a", "x")])


def test_a_date_in_three_columns() -> None:
    """The month may be a number or a name; a row without one of the parts has no day."""
    columns = {"y": "year", "m": "month", "d": "day", "min": "time_on_task_min"}
    mapping = FileMapping(kind="study_sessions", columns=columns)
    text = "Y,M,D,Min\n2026,3,1,30\n2026,Mai,02,40\n2026,,3,50\n"
    result = read(text, mapped_context(mapping))
    assert minutes(result) == [("2026-03-01", 30), ("2026-05-02", 40)]
    assert result.n_passed_over == 1


def test_a_day_may_be_written_once_for_several_rows() -> None:
    """So may columns filled in the same rows; one row without a day is not enough, and a remark is not repeated."""
    columns = {"date": "started_at", "topic": "resource", "note": "note", "min": "time_on_task_min"}
    mapping = mapped_context(FileMapping(kind="study_sessions", columns=columns))
    text = "Date,Topic,Note,Min\n2026-03-01,S3,x,30\n,IAM,,40\n,EC2,,50\n2026-03-02,S3,,10\n,IAM,,20\n"
    result = read(text, mapping)
    days = ["2026-03-01"] * 3 + ["2026-03-02"] * 2
    assert minutes(result) == list(zip(days, (30, 40, 50, 10, 20), strict=True))
    assert "Rows without a date were given that of the row above. Lines: 3, 4, 6." in result.notices
    assert [row.record.note for row in result.rows if isinstance(row.record, StudySession)] == ["x", *[None] * 4]
    single = read("Date,Topic,Note,Min\n2026-03-01,S3,,30\n,IAM,,40\n2026-03-02,S3,,10\n", mapping)
    assert (len(single.rows), single.n_passed_over) == (2, 1)
    exams = FileMapping(
        kind="practice_exams", columns={"date": "taken_at", "test": "form", "d": "domain_id", "n": "score"}
    )
    text = "Date,Test,D,N\n2026-03-01,A,1,5/9\n,,2,6/9\n,,3,6/9\n2026-03-02,B,1,7/9\n,,2,6/9\n"
    found = [row.record for row in read(text, mapped_context(exams)).rows]
    names = [one.practice_exam_id for one in found if isinstance(one, DomainResult)]
    assert names == ["2026-03-01 A"] * 3 + ["2026-03-02 B"] * 2


@pytest.mark.parametrize(("counts", "expected"), [("12,20.0,5", (40, 26, 9)), ("12,20,", (40, 26, None))])
def test_topics_of_one_domain_are_of_one_practice_exam(counts: str, expected: tuple[int, int, int | None]) -> None:
    """They are added up, since a second sitting of the same set would count as repeated questions."""
    columns = {
        "date": "taken_at",
        "topic": "domain_id",
        "right": "n_correct",
        "asked": "n_items",
        "seen": "n_seen_before",
    }
    domains = {"=EC2": "3", "=S3": "3", "=IAM": "1"}
    mapping = FileMapping(kind="practice_exams", columns=columns, domain=domains)
    text = f"Date,Topic,Right,Asked,Seen\n2026-03-01,EC2,14,20,4\n2026-03-01,IAM,9,15,0\n2026-03-01,S3,{counts}\n"
    result = read(text, mapped_context(mapping))
    found = [row.record for row in result.rows if isinstance(row.record, DomainResult)]
    assert {one.practice_exam_id for one in found} == {"2026-03-01"}
    (joined,) = (one for one in found if one.domain_id == "3")
    assert (joined.n_items, joined.n_correct, joined.n_seen_before) == expected
    assert (result.n_read, result.n_merged) == (3, 1)
    wrong = read(text.replace(counts, "x,20,5"), mapped_context(mapping))
    assert [(problem.line, problem.value) for problem in wrong.problems] == [("4", "x")]


@pytest.mark.parametrize(
    ("column", "id_column", "n_ids"),
    [("exam_code", "form", 2), ("candidate", "form", 2), ("candidate", "practice_exam_id", 1)],
)
def test_topics_of_two_exams_or_candidates_are_not_added_up(column: str, id_column: str, n_ids: int) -> None:
    """On the same day they are two practice exams, even under the same id."""
    columns = {"date": "taken_at", "set": id_column, "whose": column, "topic": "domain_id"}
    columns |= {"right": "n_correct", "asked": "n_items"}
    mapping = FileMapping(kind="practice_exams", columns=columns, domain={"=EC2": "3", "=S3": "3"})
    text = "Date,Set,Whose,Topic,Right,Asked\n2026-03-01,A,SAA-C03,EC2,14,20\n2026-03-01,A,DVA-C02,S3,9,15\n"
    result = read(text, mapped_context(mapping))
    found = [row.record for row in result.rows if isinstance(row.record, DomainResult)]
    assert [(one.n_items, one.n_correct) for one in found] == [(20, 14), (15, 9)]
    assert len({one.practice_exam_id for one in found}) == n_ids


def test_sittings_of_one_day_are_distinguished() -> None:
    """A repeated domain begins the next sitting; the same rows give the same ids."""
    text = f"{TESTS}2026-03-01,1,20,50,A\n2026-03-01,2,20,50,A\n2026-03-01,1,20,60,A\n2026-03-02,1,20,60,\n"
    result = read(text, mapped_context(TEST_MAPPING))
    names = [row.record.practice_exam_id for row in result.rows if isinstance(row.record, DomainResult)]
    assert names == ["2026-03-01 A", "2026-03-01 A", "2026-03-01 A (2)", "2026-03-02"]
