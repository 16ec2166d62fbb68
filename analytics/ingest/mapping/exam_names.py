"""Find the exam that a name means, such as that of a project or a file: by its code, or by its title."""

from collections.abc import Mapping
from datetime import date

from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.ingest.mapping.exam_domains import plain

MIN_STEM_CHARS = 3
"""Shorter beginnings of codes, such as AI and DP, are words of their own."""

_LEVELS = frozenset({"associate", "professional", "specialty", "foundational"})
_COMMON = frozenset({*_LEVELS, "certified", "certification", "program", "the", "of", "on", "a", "and", "in"})
_CODE, _STEM = 100, 50


def named_exam(name: str, blueprints: Mapping[str, ExamBlueprint], today: date) -> str | None:
    """Return the exam that a name fits best, None if it fits none or several alike.

    An exam that can no longer be taken must be named by its whole code.
    """
    scores = {code: _score(plain(name), exam, today) for code, exam in blueprints.items()}
    best = max(scores.values(), default=0)
    fitting = [code for code, score in scores.items() if score == best > 0]
    return fitting[0] if len(fitting) == 1 else None


def is_provider(name: str, blueprints: Mapping[str, ExamBlueprint]) -> bool:
    """Return whether a name is that of a provider of one of the exams, such as AWS."""
    return plain(name) in {plain(exam.provider) for exam in blueprints.values() if exam.provider}


def _score(text: str, exam: ExamBlueprint, today: date) -> int:
    """Return how well a text names an exam, 0 if not."""
    code, words = plain(exam.code), set(text.split())
    if f" {code} " in f" {text} " or code.replace(" ", "") in words:
        return _CODE
    if exam.status_on(today) is ExamStatus.RETIRED:
        return 0
    stem = code.split()[0]
    if len(stem) >= MIN_STEM_CHARS and stem.isalpha() and stem in words:
        return _STEM
    provider, title = set(plain(exam.provider or "").split()), set(plain(exam.name).split())
    subject = title - provider - _COMMON
    is_other_level = bool((words & _LEVELS) - title)
    is_named = bool(subject) and subject <= words and bool(words & (provider | _LEVELS))
    return len(words & (title | provider)) if is_named and not is_other_level else 0
