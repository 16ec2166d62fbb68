"""Topics in a user's own table: domains, activities and other words."""

from dataclasses import replace

from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.reading import CHOOSE_ACTIVITY
from analytics.records import Activity
from tests.inputs.ingest_inputs import found
from tests.inputs.mapped_tables import LOG, LOG_MAPPING, TEST_MAPPING, TESTS, mapped_context, results
from tests.inputs.tracker_inputs import context_with, read, sessions


def test_domains_with_commas_are_matched_whole() -> None:
    """All four domains in one cell are the total; two of them are a problem."""
    names = (
        "Design Secure Architectures (30%), Design Resilient Architectures, Design High-Performing Architectures, "
        "and Design Cost-Optimized Architectures"
    )
    two = "Design Secure Architectures, Design Resilient Architectures"
    text = f'{TESTS}2026-03-01,"{names}",20,50,A\n2026-03-02,"{two}",20,50,A\n2026-03-03,Cooking,20,50,A\n'
    result = read(text, mapped_context(TEST_MAPPING))
    assert (results(result), [line for line, _, _ in found(result)]) == ([("total", 20, 10)], ["3", "4"])
    log = read(
        f'{LOG}2026-03-01,"{two}",Book,90,x\n2026-03-02,Domain 2: Design Resilient Architectures (26%),Book,30,x\n',
        mapped_context(LOG_MAPPING),
    )
    assert [session.domain_id for session in sessions(log)] == [None, "2"]
    assert any("several domains" in notice for notice in log.notices)


def test_a_total_among_domains_is_of_the_whole_exam() -> None:
    """In any language; it is not an unknown domain."""
    text = f"{TESTS}2026-03-01,Design Secure Architectures,20,50,A\n2026-03-01,Gesamt,65,60,A\n"
    result = read(text, mapped_context(TEST_MAPPING))
    assert (results(result), found(result)) == ([("1", 20, 10), ("total", 65, 39)], [])


def test_patterns_name_domains_and_activities() -> None:
    """A pattern is searched for in all cells of a row."""
    mapping = replace(LOG_MAPPING, domain={"s3": "3"}, activity={"video": Activity.VIDEO})
    result = read(f"{LOG}2026-03-01,S3 storage,Video course,90,x\n2026-03-02,,Book,90,x\n", mapped_context(mapping))
    assert [(s.domain_id, s.activity) for s in sessions(result)] == [("3", Activity.VIDEO), (None, Activity.OTHER)]


def test_a_word_for_the_activity_is_read() -> None:
    """So are usual words; others are kept in the note, and one notice asks for their activities."""
    columns = {"date": "started_at", "min": "time_on_task_min", "what": "activity", "text": "note"}
    mapping = FileMapping(kind="study_sessions", columns=columns, study=("*",))
    text = "Date,Min,What,Text\n2026-03-01,30,Video,\n2026-03-02,30,Vorlesung,=room 4\n2026-03-03,30,Vorlesung,\n"
    text += "2026-03-04,30,Practice questions,\n2026-03-05,30,book,\n"
    result = read(text, mapped_context(mapping))
    assert [(s.activity, s.note) for s in sessions(result)] == [
        (Activity.VIDEO, None),
        (Activity.OTHER, "=room 4 / Vorlesung"),
        (Activity.OTHER, "Vorlesung"),
        (Activity.PRACTICE, None),
        (Activity.READING, None),
    ]
    (notice,) = [notice for notice in result.notices if "Vorlesung" in notice]
    assert notice.endswith(f"{CHOOSE_ACTIVITY}.")


def test_a_topic_that_is_not_a_domain_stays_as_words() -> None:
    """It becomes the resource, or part of the note; a notice lists the topics with the nearest domains."""
    text = "Date,Min,Topic,Book\n2026-03-01,30,Secure Architecture,\n2026-03-02,30,Cooking,B\n2026-03-03,30,1.3,B\n"
    columns = {"date": "started_at", "min": "time_on_task_min", "topic": "domain_id", "book": "resource"}
    mapping = FileMapping(kind="study_sessions", columns=columns)
    result = read(text, mapped_context(mapping))
    assert [(s.domain_id, s.task_id, s.resource, s.note) for s in sessions(result)] == [
        (None, None, "Secure Architecture", None),
        (None, None, "B", "Cooking"),
        ("1", "1.3", "B", None),
    ]
    assert result.unknown_topics == {"Secure Architecture": 1, "Cooking": 1}
    (notice,) = [notice for notice in result.notices if "Cooking" in notice]
    assert notice.startswith("2 topics are not domains of your exam: 'Secure Architecture' (nearest: 1, 83 %)")


def test_a_topic_without_an_exam_is_a_domain_only_if_it_looks_like_one() -> None:
    """A number, such as 2 or D2; other words, such as S3, stay words."""
    text = "Date,Min,Topic\n2026-03-01,30,D2\n2026-03-02,30,Cooking\n2026-03-03,30,S3\n"
    columns = {"date": "started_at", "min": "time_on_task_min", "topic": "domain_id"}
    result = read(text, context_with(FileMapping(kind="study_sessions", columns=columns)))
    assert [(s.domain_id, s.resource) for s in sessions(result)] == [("D2", None), (None, "Cooking"), (None, "S3")]
    (notice,) = [notice for notice in result.notices if "No exam is known" in notice]
    assert "2 topics have no domain: 'Cooking', 'S3'" in notice and notice.endswith("Choose an exam to assign them.")


def test_a_length_of_more_than_a_day_asks_for_its_unit() -> None:
    """Ninety hours in one session are probably minutes."""
    mapping = FileMapping(
        kind="study_sessions", columns={"date": "started_at", "spent": "time_on_task_min"}, time_unit="h"
    )
    result = read("Date,Spent\n2026-03-01,90\n2026-03-02,1\n", context_with(mapping))
    (problem,) = result.problems
    assert (problem.line, problem.value) == ("2", "90")
    assert problem.reason == "longer than a day; check whether the unit is h"


def test_a_topic_of_a_result_must_be_a_domain() -> None:
    """The reason names the nearest one; a total is accepted."""
    text = f"{TESTS}2026-03-01,Secure Architecture,20,50,A\n2026-03-01,total,20,50,A\n"
    result = read(text, mapped_context(TEST_MAPPING))
    assert results(result) == [("total", 20, 10)]
    assert "(nearest: 1, 83 %)" in result.problems[0].reason
