"""Whether practice exams come from the exam's own provider."""

import re

from analytics.blueprints.model import ExamBlueprint

PROVIDER_ALIASES = {"aws": ("amazon", "amazon web services"), "google cloud": ("google", "gcp")}

PRODUCT_WORDS = frozenset((
    "assessment", "boost", "builder", "exam", "learn", "official", "practice", "question", "sample", "set", "skill",
    "test", "the", "training",
))  # fmt: skip
"""Words for what a provider offers rather than who the provider is."""


def is_official(blueprint: ExamBlueprint, provider: str) -> bool:
    """Whether the provider of a practice exam is the exam's own.

    Names match if they have the same words apart from those for products: "AWS Skill Builder" is AWS, and "AWS exams
    by somebody" is not. A slash or brackets separate several names. "Official" alone is the exam's own provider.
    """
    words = _words(provider)
    vendor = blueprint.provider or ""
    names = [*re.split(r"[/()]", vendor), *PROVIDER_ALIASES.get(vendor.casefold(), ())]
    who = words - PRODUCT_WORDS
    return any(who == _words(name) - PRODUCT_WORDS for name in names) if who else "official" in words


def _words(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in re.findall(r"\w+", text.casefold()))
