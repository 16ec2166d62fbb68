"""Names of candidates and activities as the pages show them."""

from collections.abc import Mapping

from analytics.records import ME, Activity
from dashboard import places

ACTIVITIES: Mapping[Activity, str] = {
    Activity.READING: "reading",
    Activity.VIDEO: "video",
    Activity.LAB: "labs",
    Activity.PRACTICE: "practice questions",
    Activity.REVIEW: "review",
    Activity.NOTES: "notes",
    Activity.DIAGRAM: "diagrams",
    Activity.OTHER: "other",
}

_NUMBERS: dict[str, int] = {}


def candidate(candidate_id: str) -> str:
    """Return a candidate's name, or a number that stays until the dashboard ends if names are hidden."""
    if candidate_id == ME or not places.are_names_hidden():
        return candidate_id
    return f"Candidate {_NUMBERS.setdefault(candidate_id, len(_NUMBERS) + 1)}"
