"""Names of candidates as the pages show them."""

from analytics.records import ME
from dashboard import places

_NUMBERS: dict[str, int] = {}


def candidate(candidate_id: str) -> str:
    """Return a candidate's name, or a number that stays until the dashboard ends if names are hidden."""
    if candidate_id == ME or not places.are_names_hidden():
        return candidate_id
    return f"Candidate {_NUMBERS.setdefault(candidate_id, len(_NUMBERS) + 1)}"
