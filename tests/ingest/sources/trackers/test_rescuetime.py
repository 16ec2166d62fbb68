"""RescueTime: seconds by program, joined by hour or day."""

from dataclasses import replace

import pytest

from analytics.errors import Question, UnreadableFileError
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.reading import LeftOut, LeftOutReason
from tests.inputs.ingest_inputs import CONTEXT
from tests.inputs.tracker_files import RESCUETIME
from tests.inputs.tracker_inputs import ALL, context_with, minutes, open_question, read, sessions


def test_programs_of_one_hour_are_one_session() -> None:
    """Half an hour and ten minutes in the hour from nine are forty minutes; the mail is left out."""
    text = (
        f"{RESCUETIME}2026-03-01T09:00:00,1800,1,docs.aws.amazon.com,Reference,2\n"
        "2026-03-01T09:00:00,600,1,Anki,Learning,2\n2026-03-01T09:00:00,600,1,Mail,Mail,0\n"
        "2026-03-01T10:00:00,60,1,Anki,Learning,2\n2026-03-01T10:00:00,a lot,1,Anki,Learning,2\nbroken\n"
    )
    result = read(text, context_with(FileMapping(study=("reference", "learning"), domain={"docs": "3"})))
    assert [(start, n, s.domain_id) for (start, n), s in zip(minutes(result), sessions(result), strict=True)] == [
        ("2026-03-01T09:00:00+01:00", 30, "3"),
        ("2026-03-01T09:00:00+01:00", 10, None),
        ("2026-03-01T10:00:00+01:00", 1, None),
    ]
    assert (result.n_read, result.n_merged, result.n_failed, result.format) == (6, 0, 2, "rescuetime")
    assert result.left_out == {LeftOutReason.NOT_STUDY: LeftOut(1, 10)}
    together = read(text, context_with(FileMapping(study=("*",))))
    assert minutes(together)[0] == ("2026-03-01T09:00:00+01:00", 50)
    assert (together.n_read, len(together.rows), together.n_merged, together.left_out) == (6, 2, 2, {})
    assert sessions(together)[0].note is None
    assert open_question(text, replace(CONTEXT, mapping=ALL)).question is Question.ZONE
    by_program = open_question(text, context_with(FileMapping())).found
    assert by_program == {"docs.aws.amazon.com": 30, "Anki": 11, "Mail": 10}


def test_a_report_by_day_needs_no_zone() -> None:
    """Each row begins at midnight, so only its day is known."""
    text = f"{RESCUETIME}2026-03-01T00:00:00,1800,1,Anki,Learning,2\n2026-03-02T00:00:00,60,1,Anki,Learning,2\n"
    result = read(text, replace(CONTEXT, mapping=ALL))
    assert minutes(result) == [("2026-03-01", 30), ("2026-03-02", 1)]
    semicolons = read(text.replace(",", ";").replace("Category;", ""), replace(CONTEXT, mapping=ALL))
    assert [problem.line for problem in semicolons.problems] == ["2", "3"]
    assert semicolons.notices


@pytest.mark.parametrize(
    "header",
    [
        "Rank,Time Spent (seconds),Number of People,Activity,Category,Productivity",
        "Date,Time Spent (seconds),Number of People,Efficiency",
    ],
)
def test_a_report_without_days_or_programs_is_refused(header: str) -> None:
    """Neither ranks nor the efficiency of a day show what was studied."""
    with pytest.raises(UnreadableFileError, match="All Activities"):
        read(f"{header}\n1,2,3,4\n")


def test_an_index_in_front_does_no_harm() -> None:
    """A data frame that was saved with its index has a first column without a name."""
    text = f"{RESCUETIME}2026-03-01T09:00:00,1800,1,Anki,Learning,2\n2026-03-01T09:00:00,600,1,S3,Learning,2\n"
    first, *rows = text.splitlines()
    for name in ("", "Unnamed: 0"):
        indexed = "\n".join([f"{name},{first}", *(f"{at},{row}" for at, row in enumerate(rows))])
        result = read(indexed)
        assert (result.format, sessions(result), result.n_merged) == ("rescuetime", sessions(read(text)), 1)
