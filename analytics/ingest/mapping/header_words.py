"""Words in the names of columns; they choose between columns whose cells fit equally."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

_BRACKETS = re.compile(r"[(\[（][^(\[（)\]）]*[)\]）]|%")
_MIN_PART_CHARS = 4
"""A shorter word, such as "end", may be a part of another by chance; Chinese and Japanese words are exempt."""

NAMED = 3
"""The rank of a name that is one of the words of a role."""

WORDS: Mapping[str, Sequence[str]] = {
    role: words.split()
    for role, words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}
"""By role: a target of a map file, or a group of targets; of two columns with such names, the earlier word wins."""


def name_rank(name: str, role: str) -> int:
    """Return how well a normalized column name fits a role: `NAMED` equal, 2 a word of it, 1 a part of it, 0 not."""
    bare, words = _bare(name), WORDS[role]
    if bare in words or name in words:
        return NAMED
    if set(re.split(r"[_/\W]+", bare)) & set(words):
        return 2
    return int(any(word in bare for word in words if len(word) >= _MIN_PART_CHARS or not word.isascii()))


def word_place(name: str, role: str) -> int:
    """Return where a name stands among the words of a role, their number if it is none of them."""
    bare, words = _bare(name), WORDS[role]
    return words.index(bare) if bare in words else len(words)


def _bare(name: str) -> str:
    return _BRACKETS.sub("", name).strip("_ .:")
