"""Names of candidates, activities and causes, as pages show them."""

from collections.abc import Mapping

from analytics.errors import CutscoreError, SavedTextError, UnknownCandidateError
from analytics.errors.store import StoreValueError
from analytics.records import ME, Activity, ErrorCause, LabKind
from dashboard import environment, formatting
from dashboard.text.shapes import phrases

ACTIVITIES = phrases(Activity, "names_activities")
CAUSES = phrases(ErrorCause, "names_causes")
LAB_KINDS: Mapping[LabKind, str] = {LabKind.GUIDED: "guided", LabKind.FROM_REQUIREMENTS: "independent"}
INDEPENDENT_LAB = "An independent lab is built from a list of requirements, without instructions."

PROVIDER_CHARS = 30
"""Characters of a provider's name that fit a phone; tables show all of them."""

_HIDDEN = "The file has a problem whose description would name a candidate. To read it, run: cutscore check"

_NUMBERS: dict[str, int] = {}


def candidate(candidate_id: str) -> str:
    """Return a candidate's name; if names are hidden, a number that stays until the dashboard ends."""
    if candidate_id == ME or not environment.are_names_hidden():
        return candidate_id
    return f"Candidate {_NUMBERS.setdefault(candidate_id, len(_NUMBERS) + 1)}"


def error_sentence(error: CutscoreError) -> str:
    """Return an error's sentence, unless it may name a candidate and names are hidden."""
    may_name = isinstance(error, (SavedTextError, StoreValueError, UnknownCandidateError))
    return _HIDDEN if may_name and environment.are_names_hidden() else str(error)


def provider(name: str | None) -> str:
    """Return a provider's name, cut to fit a sentence; None is a new one."""
    return "a provider new to you" if name is None else formatting.literal(formatting.shortened(name, PROVIDER_CHARS))
