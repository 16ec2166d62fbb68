"""Labs with few words, for the tests of their report, charts and page."""

from datetime import date
from typing import Any

from analytics.records import Activity, LabKind, StudySession

GUIDED, FREE = LabKind.GUIDED, LabKind.FROM_REQUIREMENTS


def lab(day: date, kind: LabKind | None = None, *, hours: float = 1.0, **given: Any) -> StudySession:
    """Make a lab; what is given besides is a field of the session."""
    given.setdefault("activity", Activity.LAB)
    key = f"{day} {kind} {hours} {sorted(given.items())}"
    return StudySession(session_key=key, started_at=day, time_on_task_min=60 * hours, lab_kind=kind, **given)
