"""Whether practice exams come from the exam's own provider."""

import re

from analytics.blueprints.model import ExamBlueprint

ALSO_NAMED = {"aws": ("amazon", "amazon web services"), "google cloud": ("google", "gcp")}

PRODUCT_WORDS = frozenset((
    "assessment", "boost", "builder", "exam", "learn", "official", "practice", "question", "sample", "set", "skill",
    "test", "the", "training",
))  # fmt: skip
"""Words that name what a provider offers, and not who the provider is."""


def is_official(blueprint: ExamBlueprint, provider: str) -> bool:
    """Whether a name of practice exams is that of the exam's own provider.

    Two names match if they share all words but those of products: "AWS Skill Builder" is AWS, and
    "AWS exams by somebody" is not. A name with a slash or brackets is several names. A provider
    called just "official" is the exam's own.
    """
    words = _words(provider)
    vendor = blueprint.provider or ""
    names = [*re.split(r"[/()]", vendor), *ALSO_NAMED.get(vendor.casefold(), ())]
    who = words - PRODUCT_WORDS
    return any(who == _words(name) - PRODUCT_WORDS for name in names) if who else "official" in words


def _words(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in re.findall(r"\w+", text.casefold()))
