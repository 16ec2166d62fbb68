"""Tables with a column for each topic or domain: how they are read, and which others are not."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import read_opened
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.own_tables import chosen_table
from analytics.ingest.reading import LeftOutReason
from analytics.records import Activity, DomainResult, StudySession
from analytics.updates.import_preview import table_head
from tests.inputs.ingest_inputs import CONTEXT, EXAM
from tests.inputs.wide_tables import NAMES, STUDY, as_guessed, by_topic, opened

TOPICS = "Date,VPC,S3,IAM,Note\n2026-03-01,30,,45,tired\n2026-03-02,0,60,,\n2026-03-03,,,,rest\n2026-03-04,20,20,20,\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TOPICS, {"VPC": 50, "S3": 80, "IAM": 65}),
        (
            "Datum;Netz (2) (min);Speicher (min);Summe\n01.03.2026;30;20;50\n02.03.2026;60;15;75\n",
            {"Netz (2)": 90, "Speicher": 35},
        ),
        ("Date,Hours,VPC,S3\n2026-03-01,3,1,2\n2026-03-02,3.5,2,1.5\n", {"VPC": 180, "S3": 210}),
        ("Date,VPC (a),S3\n2026-03-01,1:30,0:30\n2026-03-02,0:20,\n", {"VPC (a)": 110, "S3": 30}),
        (  # a sum under a name for a time, whose unit is not that of the topics
            "学習日,RDS (min),IAM (min),VPC (min),累計時間\n2026-03-01,,15,60,75\n2026-03-02,60,15,,75\n",
            {"RDS": 60, "IAM": 30, "VPC": 60},
        ),
        ("Day,A (min),B (min),Study time\n2026-03-01,40,30,70\n2026-03-02,25,,25\n", {"A": 65, "B": 30}),
        ("Date,VPC,S3,Total\n2026-03-01,40,30,70\n2026-03-02,25,35,60\n", {"VPC": 65, "S3": 65}),
        (  # names of counts; that they have a sum tells that they are alike
            "Date,Mock questions,Pages read,Total\n2026-03-01,40,30,70\n2026-03-02,25,35,60\n",
            {"Mock questions": 65, "Pages read": 65},
        ),
    ],
)
def test_each_filled_cell_of_a_topic_is_a_session(text: str, expected: Mapping[str, float]) -> None:
    """A sum beside the topics is not counted, but its unit applies to them."""
    result = as_guessed(opened(text))
    assert by_topic(result) == pytest.approx(expected)
    assert not result.problems
    assert any("one row per topic" in notice for notice in result.notices)


def test_a_day_without_study_is_left_out_and_what_stays_is_in_each_row() -> None:
    """A cell of 0 and a blank day are left out; the note of a day is in each of its rows."""
    result = as_guessed(opened(TOPICS))
    assert result.left_out[LeftOutReason.NO_DAY_OR_LENGTH].n_rows == 2
    assert result.n_read == 8
    notes = [row.record.note for row in result.rows if isinstance(row.record, StudySession)]
    assert notes == ["tired", "tired", None, None, None, None]


def test_columns_of_activities_are_read_as_such() -> None:
    """Reading and video are kinds of study, not topics."""
    result = as_guessed(opened("Date,Reading,Video\n2026-03-01,30,\n2026-03-02,20,10\n"))
    kinds = [row.record.activity for row in result.rows if isinstance(row.record, StudySession)]
    assert kinds == [Activity.READING, Activity.READING, Activity.VIDEO]


DOMAINS = "Design Secure Architectures,Design Resilient Architectures,Domain 3,4"


@pytest.mark.parametrize(
    ("head", "row", "mapping"),
    [
        (f"Date,Exam,{DOMAINS},Overall", "2026-03-01,Mock 1,14/19,10/17,12/16,8/13,44/65", STUDY),
        (f"Date,Exam,{DOMAINS},Total", "2026-03-01,Mock 1,73.7%,58.8%,75%,61.5%,67.7%", STUDY),
        (
            f"Date,{DOMAINS}".replace(",D", " (%),D").replace("Date (%)", "Date").replace("3,4", "3 (%),4 (%)"),
            "2026-03-01,73.7,58.8,75,61.5",
            STUDY,
        ),
        (f"Date,Exam,{DOMAINS}", "2026-03-01,Mock 1,73.7,58.8,75,61.5", replace(STUDY, score_unit="percent")),
        (f"Date,Mock,{DOMAINS}", "2026-03-01,1,0.737,0.588,0.75,0.615", replace(STUDY, score_unit="fraction")),
    ],
)
def test_each_domain_of_an_exam_is_a_result(head: str, row: str, mapping: FileMapping) -> None:
    """Of 19, 17, 16 and 13 questions, 14, 10, 12 and 8 were right; the total is not counted again."""
    result = as_guessed(opened(f"{head}\n{row}\n"), mapping)
    assert (by_topic(result), result.problems) == ({"1": 14, "2": 10, "3": 12, "4": 8}, ())


def test_a_practice_exam_may_have_a_column_named_by_its_day() -> None:
    """The domains are in rows; the total below them is not counted again."""
    names = DOMAINS.split(",")
    shares = ("73.7%,78.9%", "58.8%,64.7%", "75%,81.3%", "61.5%,69.2%")
    rows = [f"{name},{both}" for name, both in zip(names, shares, strict=True)]
    result = as_guessed(opened("\n".join(["Domain,2026-03-01,2026-03-08", *rows, "Overall,67.7%,73.8%", ""])))
    assert (by_topic(result), result.problems) == ({"1": 29, "2": 21, "3": 25, "4": 17}, ())
    assert result.left_out[LeftOutReason.TOTAL].n_rows == 1


def test_the_column_of_days_may_have_no_name() -> None:
    """What is above the first column of a matrix is often blank; that is not a table without days."""
    result = as_guessed(opened(",VPC,S3\n2026-03-01,30,\n2026-03-02,,60\n2026-03-03,20,\n"))
    assert by_topic(result) == {"VPC": 50, "S3": 60}


def test_a_total_below_a_grid_of_days_is_left_out() -> None:
    """Two days are enough, because no other name is a date."""
    result = as_guessed(opened("Topic,2026-03-01,2026-03-02\nVPC,40,\nS3,30,35\nTotal,70,35\n"))
    assert (by_topic(result), result.left_out[LeftOutReason.TOTAL].n_rows) == ({"VPC": 40, "S3": 65}, 1)


@pytest.mark.parametrize("domains", [DOMAINS, "Design Secure Architectures,Process,Domain 3,4"])
def test_the_unit_of_scores_is_asked(domains: str) -> None:
    """73 may be a percentage or a number of answers; a process is not a percentage."""
    with pytest.raises(OpenQuestionError) as caught:
        as_guessed(opened(f"Date,Exam,{domains}\n2026-03-01,Mock 1,14,10,12,8\n"))
    assert caught.value.question is Question.SCORE_UNIT


@pytest.mark.parametrize(
    "text",
    [
        "Date,Pages,Pomodoros\n2026-03-01,30,0\n2026-03-02,20,4\n",
        "Date,VPC,S3\n2026-03-01,30,20\n2026-03-02,60,15\n",  # may be anything: no unit, no sum, no gap
        "Date,Duration,VPC,S3\n2026-03-01,90,1,\n2026-03-02,60,2,1\n",  # it has a length
        "Topic,VPC,S3\na,1,2\nb,,1\n",  # no day
        "Date,VPC\n2026-03-01,30\n2026-03-02,\n",
        "Date,Topic,VPC,S3\n2026-03-01,a,30,\n2026-03-02,b,,15\n",
        "Date,Start,End,VPC,Nr\n2026-03-01,9:00,10:00,30,1\n2026-03-02,9:00,10:00,,2\n2026-03-03,9:00,10:00,20,3\n",
        "2026-03-01,30,20\n2026-03-02,,15\n",
    ],
)
def test_other_tables_stay_as_they_are(text: str) -> None:
    """Only a day and times of two topics make a table wide."""
    head = table_head(opened(text), FileMapping(has_header=text[0] != "2"))
    assert head is not None
    assert head.header[-1] not in {"time", "score", "time_(min)"}


PEOPLE = {
    "in percent": "Student,Quiz 1,Quiz 2,Group,Average\nEmily Carter,60%,80%,2,70%\nJames Wong,55%,,1,55%\n",
    "of Moodle": "First name,Last name,Quiz: Quiz 1 (Percentage),Quiz: Quiz 2 (Percentage),Course total,Exported\n"
    "Emily,Carter,60.00 %,80.00 %,70.00,1793900000\nJames,Wong,55.00 %,-,55.00,1793900000\n",
    "of a total": "Élève;QCM 1;QCM 2;Moyenne\nCamille Martin;12/20;16/20;14\nLucas Bernard;11/20;;11\n",
    "of a total above": "Name,Quiz 1 (/20),Quiz 2 (/20)\nEmily Carter,12,16\nJames Wong,11,\n",
}


@pytest.mark.parametrize(
    ("table", "person"),
    [
        ("in percent", "Emily Carter"),
        ("of Moodle", "Emily"),
        ("of a total", "Camille Martin"),
        ("of a total above", "Emily Carter"),
    ],
)
def test_each_quiz_of_a_person_is_a_practice_exam(table: str, person: str) -> None:
    """Of a course the candidate has one row; the others are counted, and the mean is not a quiz."""
    with pytest.raises(OpenQuestionError):  # it is not refused as something else
        read_opened(opened(PEOPLE[table]), CONTEXT)
    mapping = FileMapping(person=person, taken_on=date(2026, 3, 1), n_items=20)
    result = as_guessed(opened(PEOPLE[table]), mapping)
    found = [(row.record.form, row.record.n_correct) for row in result.rows if isinstance(row.record, DomainResult)]
    name = {"of Moodle": "Quiz: Quiz {} (Percentage)", "of a total": "QCM {}"}.get(table, "Quiz {}")
    assert found == [(name.format(1), 12), (name.format(2), 16)]
    assert (result.left_out[LeftOutReason.OTHER_PEOPLE].n_rows, result.problems) == (1, ())


def test_each_column_beside_the_domains_is_a_practice_exam_with_a_day_of_its_own() -> None:
    """The day of each is asked for; one given for the file is that of all."""
    text = f"Domain,Mock 1 %,Mock 1,Mock 2 %\n{NAMES[0]},60,12,70\n{NAMES[1]},50,10,80\n"
    first, second = date(2026, 3, 1), date(2026, 3, 8)
    for known, about in (({}, "Mock 1"), ({"Mock 1": first}, "Mock 2")):
        with pytest.raises(OpenQuestionError) as caught:
            as_guessed(opened(text), FileMapping(days=known, n_items=20))
        assert (caught.value.question, caught.value.about) == (Question.DAY, about)
    result = as_guessed(opened(text), FileMapping(days={"Mock 1": first, "Mock 2": second}, n_items=20))
    found = [row.record for row in result.rows if isinstance(row.record, DomainResult)]
    assert [(one.form, one.taken_at, one.domain_id) for one in found] == [
        ("Mock 1", first, "1"), ("Mock 2", second, "1"), ("Mock 1", first, "2"), ("Mock 2", second, "2")
    ]  # fmt: skip
    given = as_guessed(opened(text), FileMapping(taken_on=second, n_items=20))
    assert {row.record.taken_at for row in given.rows if isinstance(row.record, DomainResult)} == {second}


def test_the_day_of_many_practice_exams_is_asked_once() -> None:
    text = "Mock,Score %\n" + "".join(f"Mock {n},{50 + n}\n" for n in range(1, 14))
    with pytest.raises(OpenQuestionError) as caught:
        as_guessed(opened(text), FileMapping(n_items=20))
    assert (caught.value.question, caught.value.about) == (Question.DAY, "")


@pytest.mark.parametrize(
    "text",
    [
        "Student,Score,Attendance\nEmily Carter,60%,80%\nJames Wong,55%,90%\n",
        "Student,Date,Quiz 1,Quiz 2\nEmily Carter,2026-03-01,60%,80%\nJames Wong,2026-03-01,55%,90%\n",
        "Topic,Quiz 1,Quiz 2\nVPC,60%,80%\nVPC,55%,90%\n",
    ],
)
def test_other_tables_of_people_are_not_of_quizzes(text: str) -> None:
    """Their columns are not numbered, or rows have a day or the name of another row."""
    assert "form" not in chosen_table.likely_table(opened(text), FileMapping()).header


def test_a_map_says_that_a_table_is_wide() -> None:
    """A later file may be of one day without a gap."""
    columns = {"date": "started_at", "topic": "resource", "time": "time_on_task_min"}
    mapping = replace(STUDY, kind="study_sessions", columns=columns)
    result = read_opened(opened("Date,VPC,S3\n2026-03-01,30,20\n"), replace(CONTEXT, exam_code=EXAM, mapping=mapping))
    assert by_topic(result) == {"VPC": 30, "S3": 20}


@pytest.mark.parametrize("limit", [3, 11])
def test_rows_are_bounded_by_topic(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four days with three topics may be twelve rows, so the limit is checked before any row is read."""
    monkeypatch.setattr(chosen_table, "MAX_ROWS", limit)
    with pytest.raises(UnreadableFileError, match=f"can have at most {limit} rows. Split it"):
        as_guessed(opened(TOPICS))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [("2026-03-05,30,20,10\n", {"VPC": 30, "S3": 20, "IAM": 10}), ("2026-03-05,30,,\n2026-03-06,5,,\n", {"VPC": 35})],
)
def test_a_saved_wide_table_is_wide_again(rows: str, expected: Mapping[str, float]) -> None:
    """Even if it would not be recognized: without a gap, or with the times of one topic."""
    first = as_guessed(opened("Date,VPC,S3,IAM\n2026-03-01,30,,45\n2026-03-02,0,60,\n"))
    context = replace(CONTEXT, exam_code=EXAM, saved_mappings={first.fingerprint or "": first.mapping})
    result = read_opened(opened(f"Date,VPC,S3,IAM\n{rows}"), context)
    assert (by_topic(result), result.problems) == (expected, ())


def test_own_columns_may_be_mapped_instead() -> None:
    """Then only they are read."""
    mapping = replace(STUDY, kind="study_sessions", columns={"date": "started_at", "s3": "time_on_task_min"})
    result = read_opened(opened(TOPICS), replace(CONTEXT, exam_code=EXAM, mapping=mapping))
    assert sum(row.record.time_on_task_min for row in result.rows if isinstance(row.record, StudySession)) == 80


def test_a_cell_with_a_problem_is_corrected_in_place() -> None:
    """Its line names the topic, too."""
    file = opened(TOPICS.replace("2026-03-04,20,20,20", "2026-03-04,20,lots,20"))
    result = as_guessed(file)
    (problem,) = result.problems
    assert (problem.line, problem.column) == ("5 (S3)", "time")
    corrected = as_guessed(file.corrected("20", (problem.line, problem.column)))
    assert by_topic(corrected) == {"VPC": 50, "S3": 80, "IAM": 65}


def test_tables_of_months_are_read_together() -> None:
    """Each is wide."""
    rows = [f"| {line.replace(',', ' | ')} |" for line in TOPICS.splitlines()]
    table = "\n".join([rows[0], "|---|---|---|---|---|", *rows[1:]])
    file = opened(f"# March\n\n{table}\n\n# April\n\n{table}\n")
    assert by_topic(as_guessed(file, replace(STUDY, sheet="*"))) == {"VPC": 100, "S3": 160, "IAM": 130}


def test_a_broken_row_stays_a_problem() -> None:
    """It has too few cells; the others are read."""
    broken = as_guessed(opened(f"{TOPICS}2026-03-05,1\n2026-03-06,10,10,10,\n"))
    assert [problem.line for problem in broken.problems] == ["6"]
    assert sum(by_topic(broken).values()) == 50 + 80 + 65 + 30
