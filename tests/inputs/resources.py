"""Sessions with resources, and weekly practice exams."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from analytics.records import Activity, Record, StudySession
from tests.inputs.builders import EXAM, practice_exam, session

MONDAY = date(2026, 11, 23)


def week(ago: int, *, day: int = 0) -> date:
    """Return a day of a past week; the present week is 0."""
    return MONDAY - timedelta(weeks=ago) + timedelta(days=day)


def used(name: str | None, day: date, domain_id: str | None = None, hours: float = 1.0, **changes: str) -> StudySession:
    made = session(day, hours, domain_id=domain_id, activity=Activity(changes.get("activity", "reading")))
    return replace(made, resource=name, exam_code=EXAM, session_key=f"{made.session_key} {name}")


def exams(shares: Sequence[Sequence[int]], *, n_items: int = 30) -> list[Record]:
    """Return a practice exam each week, up to this week, from correct answers by domain."""
    n = len(shares)
    return [
        row
        for k, counts in enumerate(shares)
        for row in practice_exam(week(n - 1 - k, day=1), [(c, n_items) for c in counts])
    ]


FLAT = [[18] * 4] * 10
APART = [[3 + 3 * k, 18, 18, 18] for k in range(10)]
