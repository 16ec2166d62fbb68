"""Services and notions that look alike, from `lookalike_sets/ml.toml`: hints, never evidence.

A name is known by any of its spellings: the maker's name in front, capitals and an older name of
the same service make no difference, so that old and new questions land on one name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import combinations

from analytics.toml_table import TomlTable, parse_toml

SCHEMA = "confusables/1"
MAX_SETS = 1_000
MAKERS = ("amazon", "aws")
"""Words that stand in front of a service's name and are often left out."""


class Basis(StrEnum):
    """Where the difference of a set is from."""

    SEEN = "seen"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class LookAlikeSet:
    """Names that are taken for each other, and what tells them apart.

    A rule that was not read in a source (`is_checked`) is general knowledge.
    """

    names: tuple[str, ...]
    rule: str
    is_checked: bool


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """All known sets; names by their spelling, sets by each two of their names."""

    names: Mapping[str, str]
    sets: Mapping[frozenset[str], LookAlikeSet]

    def name_of(self, text: str) -> str:
        """Give the one name of a thing, its own spelling where it is not known."""
        return self.names.get(spelling(text), " ".join(text.split()))

    def set_of(self, one: str, other: str) -> LookAlikeSet | None:
        """Give the set in which two names are taken for each other; the first, where there are several."""
        return self.sets.get(frozenset((self.name_of(one), self.name_of(other))))


def spelling(text: str) -> str:
    """Give what all spellings of a name have in common."""
    words = text.casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in MAKERS else words)


@cache
def shipped_look_alikes() -> LookAlikes:
    """Give the sets that come with Cutscore."""
    file = resources.files("analytics.blueprints") / "lookalike_sets" / "ml.toml"
    return parse_look_alikes(file.read_text(encoding="utf-8"), file=file.name)


def parse_look_alikes(text: str, *, file: str) -> LookAlikes:
    """Read the text of a file of look-alike sets.

    Raises:
        DocumentError: If the text breaks a rule of the schema.
    """
    top = TomlTable(file, "", parse_toml(text, file, what="a file of look-alike sets", rule="it must be valid TOML"))
    if top.text("schema") != SCHEMA:
        raise top.refusal("schema", f"it must be {SCHEMA!r}")
    names: dict[str, str] = {}
    for alias in top.tables("alias", at_most=MAX_SETS):
        canonical = alias.needed("canonical", alias.identifier("canonical"))
        for name in (canonical, *alias.texts("also")):
            if names.setdefault(spelling(name), canonical) != canonical:
                raise alias.refusal("also", f"{name!r} stands for two names")
    sets: dict[frozenset[str], LookAlikeSet] = {}
    for table in top.tables("pair", at_most=MAX_SETS):
        known = tuple(names.setdefault(spelling(name), name) for name in table.texts("set"))
        if len(set(known)) < 2 or len(set(known)) < len(known):
            raise table.refusal("set", "it must hold at least two names, each once")
        rule = table.needed("rule", table.text("rule"))
        basis = table.needed("basis", table.word("basis", Basis))
        one_set = LookAlikeSet(known, rule, basis is Basis.SEEN)
        for pair in combinations(known, 2):
            sets.setdefault(frozenset(pair), one_set)
    return LookAlikes(names, sets)
