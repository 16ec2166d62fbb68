"""Files that are recognized but hold nothing to import."""

import json

import pytest

from analytics.errors import UnreadableFileError
from analytics.ingest.sources.quizzes import question_banks
from analytics.ingest.tables.opened import OpenedFile
from tests.inputs.ingest_inputs import read_bytes
from tests.inputs.tracker_inputs import context_with


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("User,Email,Client,Project,Duration\nMe,a@x,,AWS,01:00:00\n", "In Toggl open Reports, Detailed"),
        ("Project,Client,Description,Time (h),Time (decimal)\nAWS,,S3,01:00:00,1.00\n", "In Clockify open Reports"),
        ("Project,Time (h),Time (decimal),Amount (USD)\nAWS,01:00:00,1.00,0\n", "Detailed, choose Export"),
        ("Date;Start;End;Worked;Titles\n2026-03-01;09:00;10:00;1:00;a\n", "choose Export data"),
        ("question;answer1;answer2;answer3;answer4\nWhich?;a;b;c;d\n", "questions, not results"),
        ("Question,Question Type,Answer Option 1,Answer Option 2,Answer Option 3\nq,m,a,b,c\n", "open its review"),
        (json.dumps([{"question": "Which?", "options": ["a", "b"]}]), "questions, not results"),
        (json.dumps({"questions": [{"prompt": "Which?", "answers": ["a"]}]}), "questions, not results"),
        (json.dumps({"results": [{"question_text": "Which?", "most_voted": "A"}]}), "questions, not results"),
        ('{"a": 1}', "JSON of no program"),
        ("[5]", "JSON of no program"),
        ('[{"a": 1}', "not whole"),
        ("[" * 100_000, "nested too deep"),
        ("Topic 1 Question #1\nA. x\nMost Voted\nTopic 1 Question #2\nB. y\n", "break the agreement"),
    ],
)  # fmt: skip
def test_a_file_with_nothing_to_import_says_what_to_export(text: str, instead: str) -> None:
    """The refusal names the steps, whatever the file is called."""
    with pytest.raises(UnreadableFileError, match=instead):
        read_bytes(text.encode(), "results.csv", context_with())


@pytest.mark.parametrize(
    "text",
    [
        "question,a,b,c,your_answer\nWhich?,x,y,z,a\n",
        "question,answer,is_correct\nWhich?,x,1\n",
        "frage,antwort,richtig\nWas?,x,1\n",
        "date,score\n2026-03-01,50\n",
        "Question 1 was hard.\n",
        '{"questions": 5}',
        "[1, 2]",
    ],
)
def test_a_file_that_may_hold_results_is_left_to_other_readers(text: str) -> None:
    """An answer, a mark or a date is something to import."""
    assert not question_banks.SOURCE.recognizes(OpenedFile("x", text.encode()))
