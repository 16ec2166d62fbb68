"""Suggest the domain of a name that is written differently; suggestions are shown before they are used."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from analytics.blueprints.model import BlueprintDomain, ExamBlueprint
from analytics.ingest.mapping.exam_domains import matching_domains, named_subject, plain

MIN_SCORE = 70
"""Reached by nine of ten domains as people write them, and by one of 25 titles about something else."""

MIN_LEAD = 3
"""How much better than others the best domain must score, since a word such as "Design" is in several names."""

MAX_TOPIC_WORDS = 4
"""Longer texts are sentences, which may contain a domain's word by chance."""

_ENDING = re.compile(
    r"(?:i[sz]ations?|i[sz]ed|i[sz]e|i[sz]ing|ations?|ances?|ences?|ents?|ings?|it(?:y|ies)|ed|es|e|s)$"
)
_MIN_STEM_CHARS = 4
_BROAD = frozenset({"architecture", "data", "design", "management", "test"})
"""Words that are also common in other subjects."""


@dataclass(frozen=True, slots=True)
class DomainSuggestion:
    """The domain, and perhaps the task, that a name may mean; only an exact id or name scores 100."""

    domain_id: str
    task_id: str | None
    score: int


def suggested_domain(name: str, blueprint: ExamBlueprint) -> DomainSuggestion | None:
    """Return the domain or task with the most similar name, None if none is similar or several are.

    The score is the mean of two ratios of rapidfuzz: of shared words, since people shorten names, and of all words, so
    that one shared word is not enough.
    """
    exact = named_subject(name, blueprint)
    if exact is not None:
        return DomainSuggestion(*exact, 100)
    contained = matching_domains(name, blueprint)
    if len(contained) == 1:
        score = _score(plain(name), blueprint.domain(contained[0]).name)
        return DomainSuggestion(contained[0], None, max(MIN_SCORE, score))
    text = plain(name)
    by_word = _domains_by_word(text, blueprint)
    if len(by_word) == 1:
        near = _nearest(text, by_word[0], blueprint)
        is_domain = _stems(text) <= _stems(blueprint.domain(by_word[0]).name)
        return DomainSuggestion(near.domain_id, None if is_domain else near.task_id, max(MIN_SCORE, near.score))
    found = (_nearest(text, domain_id, blueprint) for domain_id in blueprint.domain_ids)
    first, *others = sorted(found, key=lambda one: -one.score)
    is_near = first.score >= MIN_SCORE and all(first.score - other.score >= MIN_LEAD for other in others)
    return first if is_near and not _is_shared(text, first, blueprint) else None


def _is_shared(text: str, near: DomainSuggestion, blueprint: ExamBlueprint) -> bool:
    """Whether the words that a topic shares with a task also occur in another domain."""
    tasks = {task.task_id: task.title for task in blueprint.domain(near.domain_id).tasks}
    shared = _stems(text) & _stems(tasks.get(near.task_id or "", ""))
    others = [domain for domain in blueprint.domains if domain.domain_id != near.domain_id]
    return bool(shared) and any(shared <= _all_stems(domain) for domain in others)


def _domains_by_word(text: str, blueprint: ExamBlueprint) -> list[str]:
    """Return the domains whose name has a word of the topic that no other domain has in its name or tasks."""
    if len(text.split()) > MAX_TOPIC_WORDS:
        return []
    stems, having = _stems(text), dict[str, set[str]]()
    for domain in blueprint.domains:
        for stem in stems & _all_stems(domain):
            having.setdefault(stem, set()).add(domain.domain_id)
    own = {stem for stem, ids in having.items() if len(ids) == 1}
    return [domain.domain_id for domain in blueprint.domains if own & _stems(domain.name)]


def _all_stems(domain: BlueprintDomain) -> frozenset[str]:
    return _stems(" ".join([domain.name, *(task.title for task in domain.tasks)]))


@lru_cache(maxsize=8192)
def _stems(text: str) -> frozenset[str]:
    """Return the words of a text without their endings, so that performance equals performing."""
    stems = (_ENDING.sub("", word) for word in plain(text).split() if word not in _BROAD)
    return frozenset(stem for stem in stems if len(stem) >= _MIN_STEM_CHARS)


def _nearest(text: str, domain_id: str, blueprint: ExamBlueprint) -> DomainSuggestion:
    """Return the most similar of a domain and its tasks, with its score."""
    domain = blueprint.domain(domain_id)
    found = [DomainSuggestion(domain_id, None, _score(text, domain.name))]
    found += [DomainSuggestion(domain_id, task.task_id, _score(text, task.title)) for task in domain.tasks]
    return max(found, key=lambda one: one.score)


def _score(text: str, name: str) -> int:
    other = plain(name)
    return min(99, round((fuzz.token_set_ratio(text, other) + fuzz.token_sort_ratio(text, other)) / 2))
