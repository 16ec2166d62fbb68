"""Super Productivity: time by task and day, without subtasks counted twice."""

import json

import pytest

from analytics.ingest.sources import SOURCES
from analytics.ingest.tables.opened import OpenedFile
from tests.inputs.ingest_inputs import found
from tests.inputs.tracker_files import TASK, super_productivity
from tests.inputs.tracker_inputs import minutes, read, sessions


def test_tasks_without_subtasks_count() -> None:
    """A parent's time is that of its subtasks; a task that is also in an archive counts once."""
    parent = {"title": "Exam", "subTaskIds": ["a"], "timeSpentOnDay": {"2026-03-01": 3_000_000}}
    old = {"title": "Old", "timeSpentOnDay": {"2026-02-01": 60_000, "2026-02-02": "x", "soon": 1, "2026-02-03": 0}}
    result = read(super_productivity({"a": TASK, "b": parent}, {"a": TASK, "c": old}))
    assert minutes(result) == [("2026-03-01", 50), ("2026-02-01", 1)]
    assert [session.source_id for session in sessions(result)] == [
        "super_productivity:a 2026-03-01",
        "super_productivity:c 2026-02-01",
    ]
    assert sessions(result)[0].note == "AWS / S3"
    assert found(result) == [("3", "timeSpentOnDay", "2026-02-02"), ("4", "timeSpentOnDay", "soon")]
    assert sessions(read(super_productivity({"a": TASK}, {}, is_older=True))) == sessions(result)[:1]


def test_the_first_version_kept_lists_of_tasks() -> None:
    """Subtasks count instead of their task, each once, in milliseconds or as an ISO duration."""
    subtask = {"id": "s", "title": "S3", "timeSpentOnDay": {"2017-05-08": 1_800_000, "2017-05-09": "PT1H30M"}}
    task = {"id": "t", "title": "AWS", "subTasks": [subtask], "timeSpentOnDay": {"2017-05-08": 1_800_000}}
    done = {"id": "d", "title": "Old", "subTasks": [], "timeSpentOnDay": {"2017-05-07": 600_000, "2017-05-06": "long"}}
    nameless = [{"timeSpentOnDay": {"2017-05-01": 60_000}}, {"timeSpentOnDay": {"2017-05-02": 60_000}}]
    other = {"id": "q", "title": "Chores", "data": {"tasks": [{"id": "u", "timeSpentOnDay": {"2017-05-08": 60_000}}]}}
    state = {
        "tasks": [task],
        "backlogTasks": nameless,
        "doneBacklogTasks": [done],
        "currentProject": {"id": "p", "title": "Exam"},
        "projects": [{"id": "p", "title": "Exam", "data": {"tasks": [task]}}, other],
    }
    result = read(json.dumps(state))
    assert minutes(result) == [
        ("2017-05-08", 30),
        ("2017-05-09", 90),
        ("2017-05-01", 1),
        ("2017-05-02", 1),
        ("2017-05-07", 10),
        ("2017-05-08", 1),
    ]
    assert sessions(result)[0].note == "Exam / S3"
    assert sessions(result)[-1].note == "Chores"
    assert [problem.value for problem in result.problems] == ["2017-05-06"]


def test_a_lone_surrogate_is_replaced() -> None:
    """JSON may hold one, and no database takes it."""
    text = super_productivity({"a": {**TASK, "title": "\ud800"}}, {})
    assert sessions(read(text))[0].note == "AWS / \ufffd"


@pytest.mark.parametrize(
    "text", ['{"data": 5}', "[1, 2]", "[" * 100_000, '{"task": {"entities": ', "{}", '{"data": {"task": 3}}']
)
def test_other_json_is_not_recognized(text: str) -> None:
    """No source recognizes it; some of it is broken or nested too deeply."""
    assert not any(source.recognizes(OpenedFile("f", text.encode())) for source in SOURCES)
