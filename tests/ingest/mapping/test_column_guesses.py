"""Guesses about tables, on the headers of public trackers."""

import pytest

from analytics.ingest.mapping.column_guesses import guess_columns
from analytics.ingest.tables.text_table import normalized_header


def guessed(header: str, *rows: str, kind: str | None = None) -> tuple[str, dict[str, str]]:
    """Guess a table written as in a file."""
    names = normalized_header(header.split(","), "file")
    guess = guess_columns(names, [row.split(",") for row in rows], kind=kind)
    return guess.kind, dict(guess.columns)


@pytest.mark.parametrize(
    ("header", "kind", "columns"),
    [
        (
            "Timestamp,Date,Domain,Sub-Objective,Resources Used,Time Spent (Minutes),Notes,Confidence (1-5),Status",
            "study_sessions",
            {"date": "started_at", "time_spent_(minutes)": "time_on_task_min", "domain": "domain_id"},
        ),
        (
            "Timestamp,Date,Domain(s),Number of Questions,Score (%),Test Duration (Minutes),Test Type",
            "practice_exams",
            {"date": "taken_at", "number_of_questions": "n_items", "score_(%)": "score", "test_type": "form"},
        ),
        (
            "user_id_hash,user_id_display,frage_nr,frage,antwort,richtig,zeit,markiert,questions_file",
            "item_responses",
            {"richtig": "is_correct", "frage_nr": "position", "frage": "question_text", "markiert": "is_flagged"},
        ),
        *(
            (
                f"Datum,Was,{hours},Thema",
                "study_sessions",
                {"datum": "started_at", hours.casefold().replace(" ", "_"): "time_on_task_min", "thema": "domain_id"},
            )
            for hours in ("Dauer (Std.)", "Std", "Std.", "Stunden")
        ),
        ("Date,Domain,Confidence", "self_ratings", {"confidence": "rating", "domain": "domain_id"}),
        ("date,exam,score,full_score", "practice_exams", {"score": "score", "full_score": "n_items"}),
    ],
)
def test_headers_of_public_trackers_are_guessed(header: str, kind: str, columns: dict[str, str]) -> None:
    """These columns are among the guesses."""
    found, guess = guessed(header)
    assert found == kind
    assert columns.items() <= guess.items()
    assert len(set(guess.values())) == len(guess)
    assert "was" not in guess  # it may be the activity or the resource, and stays a question


def test_a_result_is_recognized_by_its_cells() -> None:
    """A column of cells such as 13/20 under any name; blank cells do not count."""
    kind, columns = guessed("Date,First", "2026-03-01,13/20", "2026-03-02,", "2026-03-03,14 of 20")
    assert (kind, columns) == ("practice_exams", {"date": "taken_at", "first": "score"})
    assert guessed("Date,First", "2026-03-01,", "2026-03-02")[0] == "study_sessions"


def test_columns_are_guessed_for_a_chosen_kind() -> None:
    """By the usual names, else by ours."""
    assert guessed("Date,Minutes", kind="practice_exams") == (
        "practice_exams",
        {"date": "taken_at", "minutes": "duration_min"},
    )
    assert guessed("on,sleep_h", kind="check_ins") == ("check_ins", {"on": "on", "sleep_h": "sleep_h"})
