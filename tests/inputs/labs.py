"""Labs in few words, and their report."""

from datetime import date, timedelta
from typing import Any

from analytics.records import Activity, LabKind, Record, StudySession
from analytics.reports.study.labs import LabsReport, labs_report
from tests.inputs.builders import fitted_from

GUIDED, FREE = LabKind.GUIDED, LabKind.FROM_REQUIREMENTS


MONDAY = date(2026, 10, 5)
EXAM_ON = date(2026, 12, 9)


def week(number: int, *, day: int = 0) -> date:
    """Return a day of a week of the plan, counted from 0."""
    return MONDAY + timedelta(weeks=number, days=day)


def report_of(*records: Record) -> LabsReport:
    return labs_report(fitted_from(records))


def lab(day: date, kind: LabKind | None = None, *, hours: float = 1.0, **given: Any) -> StudySession:
    """Return a lab; other arguments are fields of the session."""
    given.setdefault("activity", Activity.LAB)
    key = f"{day} {kind} {hours} {sorted(given.items())}"
    return StudySession(session_key=key, started_at=day, time_on_task_min=60 * hours, lab_kind=kind, **given)
