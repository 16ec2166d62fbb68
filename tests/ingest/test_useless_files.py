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
        ("question;answer1;answer2;answer3;answer4\nWhich?;a;b;c;d\n", "not your answers"),
        ("Question,Question Type,Answer Option 1,Answer Option 2,Answer Option 3\nq,m,a,b,c\n", "Save the review"),
        ("Question,Options,Answer\nWhich?,a; b; c,b\n", "not your answers"),
        ("id,question,option_a,option_b,option_c,correct\n1,Which?,x,y,z,C\n", "not your answers"),
        ("Frage;Antwort A;Antwort B;Antwort C;Richtig\nWas?;x;y;z;B\n", "not your answers"),
        ("Pregunta,Opción A,Opción B,Opción C,Respuesta correcta\n¿Qué?,x,y,z,A\n", "not your answers"),
        ("question,answer,explanation\nWhat is S3?,Storage,Objects\n", "not your answers"),
        (json.dumps([{"question": "Which?", "options": ["a", "b"]}]), "no results"),
        (json.dumps({"questions": [{"prompt": "Which?", "answers": ["a"]}]}), "not your answers"),
        (json.dumps({"results": [{"question_text": "Which?", "most_voted": "A"}]}), "not your answers"),
        ('{"a": 1}', "unrecognized JSON"),
        ("[5]", "unrecognized JSON"),
        ('[{"a": 1}', "damaged, incomplete or"),
        ("[" * 100_000, "deeply nested JSON"),
        ("Topic 1 Question #1\nA. x\nMost Voted\nTopic 1 Question #2\nB. y\n", "violate the exam agreement"),
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
        "question,a,b,c,correct\nWhich?,x,y,z,yes\n",
        "question\nWhich?\n",
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
