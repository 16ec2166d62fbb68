"""Study sessions that are entered by hand or by the timer."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from analytics.clock import MINUTES_PER_DAY
from analytics.ingest.mapping.labels import TYPED_PREFIX
from analytics.records import Activity, StudySession

TIMER = "timer"
"""The name of the saved text with a running timer."""


def typed_session_key(now: datetime) -> str:
    """Return the key of a session entered now, so that two equal ones on a day both count."""
    return f"{TYPED_PREFIX}{now.isoformat(timespec='milliseconds')}"


def last_entered(sessions: Iterable[StudySession]) -> StudySession | None:
    """Return the session that was entered last, else the latest one that was imported."""

    def order(session: StudySession) -> tuple[str, str]:
        source_id = session.source_id or ""
        return source_id if source_id.startswith(TYPED_PREFIX) else "", session.started_at.isoformat()

    return max(sessions, key=order, default=None)


def timed_min(started_at: datetime, stopped_at: datetime) -> float:
    """Return whole minutes between two moments, at least one and at most a day."""
    return min(max(1.0, round((stopped_at - started_at).total_seconds() / 60)), MINUTES_PER_DAY)


@dataclass(frozen=True, slots=True)
class Timer:
    """A running timer: since when, and for what; without an exam it counts for all the candidate's exams."""

    at: datetime
    activity: Activity
    domain_id: str | None
    exam_code: str | None = None


def timer_text(timer: Timer) -> str:
    """Serialize a timer for storage."""
    return json.dumps({**asdict(timer), "at": timer.at.isoformat()})


def timer_from(text: str) -> Timer:
    """Parse a stored timer; any exception means that it is not ours."""
    stored = json.loads(text)
    at, names = datetime.fromisoformat(stored["at"]), (stored["domain_id"], stored.get("exam_code"))
    if at.tzinfo is None or not all(isinstance(name, str | None) for name in names):
        raise ValueError("no moment, domain or exam")
    return Timer(at, Activity(stored["activity"]), *names)
