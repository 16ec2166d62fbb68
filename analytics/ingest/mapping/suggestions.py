"""Suggest the domain of a name that is written a little differently; a suggestion is shown, never taken unseen."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from analytics.blueprints.model import ExamBlueprint
from analytics.ingest.mapping.exam_domains import matching_domains, named_subject, plain

MIN_SCORE = 70
"""Set on names as people write them: nine of ten domains reach it, and one in 25 titles about other things."""

MIN_LEAD = 3
"""A word such as "Design" is in the names of several domains; if they score alike, it means none."""


@dataclass(frozen=True, slots=True)
class DomainSuggestion:
    """The domain, and perhaps the task, that a name may mean; only an exact id or name scores 100."""

    domain_id: str
    task_id: str | None
    score: int


def suggested_domain(name: str, blueprint: ExamBlueprint) -> DomainSuggestion | None:
    """Return the domain or task whose name is nearest to a name, None if none is near or several are.

    The score is the mean of two ratios of rapidfuzz: one of shared words, since people shorten
    names, and one of all words, so that a single shared word does not suffice.
    """
    exact = named_subject(name, blueprint)
    if exact is not None:
        return DomainSuggestion(*exact, 100)
    contained = matching_domains(name, blueprint)
    if len(contained) == 1:
        score = _score(plain(name), blueprint.domain(contained[0]).name)
        return DomainSuggestion(contained[0], None, max(MIN_SCORE, score))
    text = plain(name)
    nearest = sorted(
        (_nearest(text, domain_id, blueprint) for domain_id in blueprint.domain_ids), key=lambda one: -one.score
    )
    others = nearest[1:]
    is_near = nearest[0].score >= MIN_SCORE and all(nearest[0].score - other.score >= MIN_LEAD for other in others)
    return nearest[0] if is_near else None


def _nearest(text: str, domain_id: str, blueprint: ExamBlueprint) -> DomainSuggestion:
    """Return a domain, or the one of its tasks that is nearer, with its score."""
    domain = blueprint.domain(domain_id)
    found = [DomainSuggestion(domain_id, None, _score(text, domain.name))]
    found += [DomainSuggestion(domain_id, task.task_id, _score(text, task.title)) for task in domain.tasks]
    return max(found, key=lambda one: one.score)


def _score(text: str, name: str) -> int:
    other = plain(name)
    return min(99, round((fuzz.token_set_ratio(text, other) + fuzz.token_sort_ratio(text, other)) / 2))
