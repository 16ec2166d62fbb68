"""Texts of what to study next."""

from collections.abc import Mapping, Sequence

from analytics.reports.planning.plan_weeks import AUDIT, REVIEW
from analytics.reports.planning.study_next import StudyNext, StudyReason
from dashboard import formatting
from dashboard.text.shapes import phrases

FOCI: Mapping[str, str] = {AUDIT: "Audit", REVIEW: "Review"}

REASONS = phrases(StudyReason, "study_next_reasons")

MAX_NAMED = 3
"""Of more domains that are about equal, the others are named if those are fewer."""


def symbols(domain_ids: Sequence[str]) -> Mapping[str, str]:
    """Return a sign for each focus: a domain's number, or a letter for audit and review."""
    numbers = {domain_id: str(number) for number, domain_id in enumerate(domain_ids, start=1)}
    return numbers | {focus: name[0] for focus, name in FOCI.items()}


def sentence(answer: StudyNext, names: Mapping[str, str], *, says_equal: bool = True) -> str:
    if answer.reason in {StudyReason.PASSED, StudyReason.RESULT_DUE, StudyReason.EXAM_CLOSED}:
        return ""
    what = value(answer, names)
    if answer.hours is not None and not _is_first_of_several(answer, names):
        what = f"{what}, about {formatting.hours(answer.hours)} this week"
    return f"Study next: {what}. {note(answer, names, says_equal=says_equal)}".strip()


def value(answer: StudyNext, names: Mapping[str, str]) -> str:
    """Return the domain or other focus, or which domains are equal."""
    focus = answer.domain_id or answer.focus
    if focus is not None:
        return formatting.literal(names.get(focus) or FOCI.get(focus, focus))
    if answer.reason is StudyReason.NO_EVIDENCE:
        return "too early to tell"
    return listed(answer.equal, names, "any domain", "or")


def listed(equal: Sequence[str], names: Mapping[str, str], every: str, word: str = "and") -> str:
    """Return the names of equal domains or, if shorter, which are not among them: "any domain except Security"."""
    if len(equal) == len(names):
        return every
    if _are_few(equal, names):
        return formatting.joined([formatting.literal(names[domain_id]) for domain_id in equal], word)
    others = [formatting.literal(name) for domain_id, name in names.items() if domain_id not in equal]
    return f"{every} except {formatting.joined(others)}"


def _are_few(equal: Sequence[str], names: Mapping[str, str]) -> bool:
    return len(equal) <= max(MAX_NAMED, len(names) - len(equal))


def note(answer: StudyNext, names: Mapping[str, str], *, says_equal: bool = True) -> str:
    """Return the reason, or that the plan decides among equal domains."""
    equal = answer.equal
    if len(names) == 1 and answer.reason is StudyReason.LARGEST_GAP:
        return ""
    if 1 < len(equal) < len(names) and answer.focus is None and says_equal:
        return "They are about equal." if _are_few(equal, names) else "The others are about equal."
    why = f"{about_equal(len(equal), len(names))}." if equal and says_equal else REASONS.get(answer.reason, "")
    if not _is_first_of_several(answer, names):
        return why
    return f"{why} Your plan puts this one first.".strip()


def _is_first_of_several(answer: StudyNext, names: Mapping[str, str]) -> bool:
    return answer.domain_id is None and answer.focus in names


def about_equal(n_equal: int, n_all: int) -> str:
    if n_equal < n_all:
        some = formatting.capitalized(formatting.spelled(n_equal))
        return f"{some} of {formatting.spelled(n_all)} domains are about equal"
    return f"{'Both' if n_all == 2 else f'All {formatting.spelled(n_all)}'} domains are about equal"
