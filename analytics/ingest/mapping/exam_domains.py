"""Match results to an exam, and names to its domains."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.errors import UnknownTopic
from analytics.ingest.reading import CHOOSE_DOMAIN

MIN_CONTAINED_CHARS = 8
"""A shorter name may be part of another by chance."""

MIN_ABBREVIATION_CHARS = 3
"""Shorter abbreviations, such as AI and DP, may mean something else."""

MAX_NAME_CHARS = 300

_WEIGHT = re.compile(r"\([^()]*%[^()]*\)")
_DOMAIN_WORD = re.compile(r"^(?:domaine|domäne|dominio|domínio|ドメイン|分野) ?(?=[0-9])")
_NOT_WORD = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"(?:content )?(?:domain |d)?(?P<number>[0-9]{1,2})(?: (?P<name>.+))?")


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """Return a name in lower case, without punctuation and weight, to compare it."""
    words = _WEIGHT.sub(" ", name[:MAX_NAME_CHARS]).replace("&", " and ").casefold()
    return _DOMAIN_WORD.sub("domain ", _NOT_WORD.sub(" ", words).strip())


def matching_domains(name: str, blueprint: ExamBlueprint) -> tuple[str, ...]:
    """Return the domains that a name may mean: by id or number, by current or former name, or by a name within it.

    A number with the name of another domain is ambiguous, since versions of an exam number their domains differently.
    """
    text = plain(name)
    names = {domain.domain_id: plain(domain.name) for domain in blueprint.domains}
    by_id = tuple(key for key in names if plain(key) == text)
    former = {plain(each): (current,) for each, current in blueprint.former_ids.items()}
    if by_id or text in former:
        return by_id or former[text]
    numbered = _NUMBERED.fullmatch(text)
    if numbered is not None and numbered["name"] is None:
        return tuple(key for key in names if key == numbered["number"])
    text = text if numbered is None else numbered["name"]
    same = former.get(text) or tuple(key for key, other in names.items() if other == text)
    found = same or tuple(key for key, other in names.items() if _contains(text, other) or _contains(other, text))
    if numbered is not None and numbered["number"] in names and numbered["number"] not in found:
        return (*found, numbered["number"]) if found else ()
    return found


def named_subject(name: str, blueprint: ExamBlueprint) -> tuple[str, str | None] | None:
    """Return the domain with this id or name, possibly abbreviated, or the domain and task with it; else None."""
    text = plain(name)
    for domain in blueprint.domains:
        ids = {plain(each) for each in (domain.domain_id, *domain.formerly)}
        if text in {plain(domain.name), *ids, *(f"{word}{each}" for each in ids for word in ("domain ", "d"))}:
            return domain.domain_id, None
        for task in domain.tasks:
            if text in {plain(task.task_id), plain(task.title)}:
                return domain.domain_id, task.task_id
    short = [domain.domain_id for domain in blueprint.domains if _is_short(text, plain(domain.name))]
    return (short[0], None) if len(short) == 1 else None


def _is_short(text: str, name: str) -> bool:
    """Whether a text abbreviates a name: its words are cut short, or replaced by their initials."""
    parts, words = text.split(), name.split()
    is_cut = len(parts) == len(words) and all(
        len(part) >= MIN_ABBREVIATION_CHARS and word.startswith(part) for part, word in zip(parts, words, strict=True)
    )
    initials = "".join(word[0] for word in words if word not in _COMMON)
    return is_cut or (len(text) >= MIN_ABBREVIATION_CHARS and text == initials)


def _contains(whole: str, part: str) -> bool:
    return len(part) >= MIN_CONTAINED_CHARS and f" {part} " in f" {whole} "


class UnknownDomainError(ValueError):
    """A name that is not a domain of the exam, or may be one of several."""

    def __init__(self, topic: str, why: str, blueprint: ExamBlueprint) -> None:
        domains = "; ".join(f"{domain.domain_id} {domain.name}" for domain in blueprint.domains)
        super().__init__(f"{why} of {blueprint.code}, which has: {domains}. {CHOOSE_DOMAIN}")
        self.topic = UnknownTopic(topic, blueprint.code)


_BESIDE_NAMES = re.compile(r"\(?[0-9]+(?:[.,][0-9]+)?\s*%\)?|\bdomains?\b|\band\b|[\s0-9.,;:&/|()\[\]+\-–]")


def domains_in(cell: str, blueprint: ExamBlueprint) -> tuple[str, ...]:
    """Return the domains that a cell names, in the exam's order; none if it has other words.

    Names of domains may contain commas, so the cell is not split: names are searched for, longest first, and only
    weights and punctuation may remain.
    """
    text = re.sub(r"\s+", " ", cell).strip().casefold()
    found = set()
    for domain in sorted(blueprint.domains, key=lambda domain: -len(domain.name)):
        name = re.sub(r"\s+", " ", domain.name).casefold()
        if name in text:
            found.add(domain.domain_id)
            text = text.replace(name, " ")
    return tuple(key for key in blueprint.domain_ids if key in found and not _BESIDE_NAMES.sub("", text))


_LEVELS = frozenset({"associate", "professional", "specialty", "foundational"})
_COMMON = frozenset({*_LEVELS, "certified", "certification", "program", "the", "of", "on", "a", "and", "in"})
_CODE, _STEM = 100, 50


def named_exam(name: str, blueprints: Mapping[str, ExamBlueprint], today: date) -> str | None:
    """Return the exam that a name fits best, None if it fits none or several; a retired one only fits its code."""
    scores = {code: _score(plain(name), exam, today) for code, exam in blueprints.items()}
    best = max(scores.values(), default=0)
    fitting = [code for code, score in scores.items() if score == best > 0]
    return fitting[0] if len(fitting) == 1 else None


def is_provider(name: str, blueprints: Mapping[str, ExamBlueprint]) -> bool:
    """Whether a name is that of a provider of an exam, such as AWS."""
    return plain(name) in {plain(exam.provider) for exam in blueprints.values() if exam.provider}


def _score(text: str, exam: ExamBlueprint, today: date) -> int:
    """Return how well a text names an exam, 0 if it does not."""
    code, words = plain(exam.code), set(text.split())
    if f" {code} " in f" {text} " or code.replace(" ", "") in words:
        return _CODE
    if exam.status_on(today) is ExamStatus.RETIRED:
        return 0
    stem = code.split()[0]
    if len(stem) >= MIN_ABBREVIATION_CHARS and stem.isalpha() and stem in words:
        return _STEM
    provider, title = set(plain(exam.provider or "").split()), set(plain(exam.name).split())
    subject = title - provider - _COMMON
    is_other_level = bool((words & _LEVELS) - title)
    is_named = bool(subject) and subject <= words and bool(words & (provider | _LEVELS))
    return len(words & (title | provider)) if is_named and not is_other_level else 0
