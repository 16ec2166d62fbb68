"""Study sessions that are entered by hand or by the timer."""

from collections.abc import Iterable
from datetime import datetime

from analytics.ingest.mapping.labels import TYPED_PREFIX
from analytics.records import StudySession

MAX_MIN = 24 * 60


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
    return min(max(1.0, round((stopped_at - started_at).total_seconds() / 60)), MAX_MIN)
