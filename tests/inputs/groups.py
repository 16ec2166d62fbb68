"""Groups of candidates for one exam."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from analytics.records import ExamOutcome, Record
from tests.inputs.builders import EXAM, TODAY, plan, practice_exam, responses, session


def of(candidate_id: str, records: Iterable[Record]) -> list[Record]:
    """Return records as those of another candidate."""
    return [replace(record, candidate_id=candidate_id) for record in records]


def small_group() -> list[Record]:
    """Make five: one does well, one has stopped, one has only a plan, one has booked a hard exam, one has passed."""
    recent, old, soon = TODAY - timedelta(days=3), TODAY - timedelta(days=40), TODAY + timedelta(days=10)
    good, weak = [(18, 20)] * 4, [(8, 20)] * 4
    return [
        *of("Ann", practice_exam(old, good)),
        *of("Ann", practice_exam(recent, good, provider="Provider B")),
        *of("Ann", [plan(exam_on=TODAY + timedelta(days=60)), session(recent, 15), session(old, 50)]),
        *of("Ben", practice_exam(old, good)),
        *of("Cem", [plan(exam_on=TODAY + timedelta(days=90))]),
        *of("Dia", practice_exam(recent, weak)),
        *of("Dia", [replace(plan(exam_on=soon), booked_exam_on=soon), session(recent, 4)]),
        *of("Eva", practice_exam(old, good)),
        *of("Eva", [ExamOutcome(exam_code=EXAM, taken_on=date(2026, 11, 1), is_passed=True)]),
    ]


def confused(candidate_id: str, number: int, chosen: str = "PCA", correct: str = "t-SNE") -> list[Record]:
    """Make one wrong answer that confuses two things."""
    (wrong,) = responses(f"pairs {number}", TODAY - timedelta(days=20), "-")
    return of(candidate_id, [replace(wrong, chosen=chosen, correct_answer=correct)])
