"""Texts of the forms."""

from collections.abc import Sequence

import pytest

from analytics.blueprints.model import CutScore, PassKind
from analytics.exports.canonical import file_columns
from analytics.ingest.values.words import known_activity
from analytics.records import Activity, CheckIn, DomainResult, ExamOutcome, Record, StudySession
from dashboard.text import add as text
from dashboard.text import names
from tests.inputs.builders import TODAY, practice_exam, rating


def session(minutes: float, activity: Activity) -> StudySession:
    return StudySession(session_key="s", started_at=TODAY, time_on_task_min=minutes, activity=activity)


@pytest.mark.parametrize(
    ("records", "entry"),
    [
        ([session(90, Activity.LAB)], "study session, 1 h 30 of labs on 25 Nov 2026"),
        ([session(125, Activity.OTHER)], "study session, 2 h 05 on 25 Nov 2026"),
        ([session(60, Activity.READING)], "study session, 1 h of reading on 25 Nov 2026"),
        (practice_exam(TODAY, [(7, 10), (8, 10)]), "practice exam, 15 of 20 correct on 25 Nov 2026"),
        ([ExamOutcome(taken_on=TODAY, exam_code="X", is_passed=True)], "exam result, passed on 25 Nov 2026"),
        ([CheckIn(on=TODAY)], "check-in for 25 Nov 2026"),
        ([rating("1", 3)], "self-rating"),
        ([rating("1", 3), rating("2", 4)], "2 self-ratings"),
    ],
)
def test_an_entry_is_described_by_what_it_adds(records: Sequence[Record], entry: str) -> None:
    """The confirmation, the undo and the list of imports have the same words."""
    assert text.entry_summary(records).replace("\u00a0", " ") == entry
    assert entry in text.source(entry)


def test_a_correction_counts_what_it_changes() -> None:
    """Edited and deleted rows are counted by kind."""
    assert text.corrected(CheckIn, 2, 1) == "2 check-ins edited and 1 check-in deleted"
    assert text.corrected(StudySession, 0, 3) == "3 study sessions deleted"


def test_an_activity_is_imported_under_the_name_that_the_pages_give_it() -> None:
    """A log in the words of the form needs no choice."""
    assert {known_activity(name.upper()): name for name in names.ACTIVITIES.values()} == names.ACTIVITIES


@pytest.mark.parametrize(("kind", "unit"), [(PassKind.PERCENT, " (%)"), (PassKind.SCALED, "")])
def test_the_score_of_an_exam_passed_by_a_percentage_is_asked_in_percent(kind: PassKind, unit: str) -> None:
    """Otherwise 22 points of 40 would count as 22 %."""
    assert text.score_label(CutScore(kind, 60, None, None)) == text.SCORE + unit


@pytest.mark.parametrize(
    ("kind", "labels"),
    [
        (StudySession, {text.RESOURCE, text.LAB_KIND, text.ERRORS_MET, text.IS_NEW, text.MINUTES, text.DAY}),
        (DomainResult, {text.FORM, text.SITTING, text.IS_TIMED, text.IS_CLOSED_BOOK, text.DURATION, text.DAY}),
        (ExamOutcome, {text.SCORE, text.DAY}),
        (CheckIn, {text.SLEEP, text.EXERCISE, text.SCREEN, text.NOTE, text.DAY}),
    ],
)
def test_the_table_of_saved_rows_has_the_labels_of_the_form(kind: type[Record], labels: set[str]) -> None:
    """No two columns of a table are called alike."""
    headers = [text.column_label(name) for name in file_columns(kind)]
    assert labels <= {*headers}
    assert len(headers) == len({*headers})
