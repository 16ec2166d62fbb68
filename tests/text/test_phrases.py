"""Phrases and spellings that no page, command, file or message uses."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path
    for room, ends in (
        ("dashboard", "*.py"),
        ("dashboard", "*.md"),
        ("dashboard/text", "*.toml"),
        ("analytics", "*.py"),
        ("analytics/blueprints", "*.toml"),
        ("analytics", "README.md"),
        ("sample_data", "README.md"),
    )
    for path in (ROOT / room).rglob(ends)
) + sorted(ROOT.glob("*.md"))
ALLOWED = {"stabilisation"}
"""An address of an earlier version, which bookmarks still have."""

PHRASES = (
    "cannot be told", "cannot tell", "rests? on", "as yet", "stands? still", "what became of", "what you weigh",
    "what lies behind", "that are remembered", "in all:", "by themselves", "of one's own", "of your own accord",
    "made anew", "laid? out anew", "take everything along", "no table that", "to be said", "would be of use",
    "type in", "types? it in", "typed in", "goes in here", "goes in\\b", "went in\\b", "bring in", "brought in",
    "there already", "taken out", "take back", "take (?:it|them|that|this) back", "taken back", "bring back",
    "brought back", "put something in", "mend", "name another", "look into", "way back", "keep this exam",
    "answered rightly", "wrongly answered", "(?:can|cannot|may) be sat", "sat again", "on trial", "questions lost",
    "lost questions", "against the clock", "with the book closed", "led step by step", "seen questions",
    "known until", "as known on", "was known on the day", "leans on", "told apart from", "scatter about",
    "the plan stands", "part of the whole", "will the time suffice", "invented candidate", "hours against plan",
    "labs and money", "(?:gap|plan) asks", "forecast record",
    "you learn until then", "largest doubt", "causes? of doubt", "will be checked for", "count as like",
    "(?:is|are|was|were) told (?:a|an|the|too|worse)\\b", "dear(?:er)?\\b", "takes? (?:it|them) to be", "way round",
    "anew\\b", "not known how many", "also (?:if|where|after|without)\\b",
    "time to return\\b", "this needs more than one", "how the day was", "which time you sat", "as you believe it",
)  # fmt: skip
SPELLINGS = (
    "colour", "normalis", "stabilis", "centre", "programmes?\\b", "judgement", "practis", "recognis", "analyse[ds]?\\b",
    "organis", "summaris", "generalis", "optimis(?:e|ing|ation)", "initialis", "favourit", "behaviour", "labelled",
    "modelling", "grey", "regularis", "parallelis", "catalogue", "learnt", "towards",
)  # fmt: skip
FORBIDDEN = re.compile(rf"\b(?:{'|'.join((*PHRASES, *SPELLINGS))})")  # for small letters, in a third of the time


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text file, or the string literals of a module without its docstrings."""
    if path.suffix != ".py":
        yield from enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            yield node.lineno, node.value


def test_no_forbidden_phrase_is_used() -> None:
    """What a person reads is plain English in US spelling."""
    found = [
        f"{path.relative_to(ROOT)}:{line}: {match[0]}"
        for path in SOURCES
        for line, text in _texts(path)
        if text not in ALLOWED
        for match in FORBIDDEN.finditer(" ".join(text.lower().split()))
    ]
    assert found == []
