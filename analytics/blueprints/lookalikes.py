"""Sets of services and concepts that are easily confused: hints, never evidence.

Spellings with and without the vendor, in any case, and older names of a service all count as one name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import combinations

from analytics.toml_table import TomlTable, line_of_text, one_of, parse_toml

SCHEMA = "confusables/1"
MAX_SETS = 1_000
VENDORS = ("amazon", "aws")
"""Vendor names in front of a service that are often left out."""


@dataclass(frozen=True, slots=True)
class LookAlikeSet:
    """Names that are easily confused, and a rule to tell them apart; `is_checked` if the rule has a source."""

    names: tuple[str, ...]
    rule: str
    is_checked: bool


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """Canonical names by normalized spelling, and the look-alike set of each pair of names."""

    names: Mapping[str, str]
    sets: Mapping[frozenset[str], LookAlikeSet]

    def name_of(self, text: str) -> str:
        """Return the canonical name, or the text itself if it is unknown."""
        return self.names.get(spelling(text), " ".join(text.split()))

    def set_of(self, one: str, other: str) -> LookAlikeSet | None:
        """Return the first set that holds both names."""
        return self.sets.get(frozenset((self.name_of(one), self.name_of(other))))


def spelling(text: str) -> str:
    """Return the normalized spelling of a name."""
    words = text.casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in VENDORS else words)


@cache
def shipped_look_alikes() -> LookAlikes:
    """Return the sets that come with Cutscore."""
    file = resources.files("analytics.blueprints") / "lookalike_sets" / "ml.toml"
    return parse_look_alikes(file.read_text(encoding="utf-8"), file=file.name)


def parse_look_alikes(text: str, *, file: str) -> LookAlikes:
    """Parse a file of look-alike sets.

    Raises:
        DocumentError: If the text breaks a rule of the schema.
    """
    top = TomlTable(file, "", parse_toml(text, file, what="a file of look-alike sets", rule="it must be valid TOML"))
    if top.text("schema") != SCHEMA:
        raise top.refusal("schema", f"it must be {SCHEMA!r}")
    names: dict[str, str] = {}
    for alias in top.tables("alias", at_most=MAX_SETS):
        canonical = alias.needed("canonical", alias.identifier("canonical"))
        for name in (canonical, *alias.each("also", line_of_text)):
            if names.setdefault(spelling(name), canonical) != canonical:
                raise alias.refusal("also", f"{name!r} is used for two names")
    sets: dict[frozenset[str], LookAlikeSet] = {}
    for table in top.tables("pair", at_most=MAX_SETS):
        members = tuple(names.setdefault(spelling(name), name) for name in table.each("set", line_of_text))
        if len(set(members)) < 2 or len(set(members)) < len(members):
            raise table.refusal("set", "it must hold at least two names, each once")
        rule = table.needed("rule", table.text("rule"))
        basis = table.required("basis", one_of(("seen", "general")))
        for pair in combinations(members, 2):
            sets.setdefault(frozenset(pair), LookAlikeSet(members, rule, basis == "seen"))
    return LookAlikes(names, sets)
