"""What the name of a column means, in many languages, and which of its cells mean done."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache, lru_cache
from pathlib import Path

from analytics.ingest.values import fields
from analytics.ingest.values.words import is_alike, yes_or_no

_BRACKETS = re.compile(r"[(\[（][^(\[（)\]）]*[)\]）]|%")
_OF_100 = re.compile(r"[(（/]_?100_?(?:点|分|pts?|punkte|puntos|punti|pontos)?[)）]?$")
_MIN_PART_CHARS = 4
"""A shorter word, such as "end", may be part of another by chance; Chinese and Japanese words are exempt."""

NAMED = 3
"""The rank of a name that equals a word for a role."""

_READ = tomllib.loads(Path(__file__).with_name("header_words.toml").read_text(encoding="utf-8").casefold())
WORDS: Mapping[str, Sequence[str]] = {
    role: (words + _READ["share"] if role == "score" else words).split() for role, words in _READ.items()
}
"""Words by role, which is a target of a map file or a group of them; earlier words fit a role better."""

OPPOSITES: Mapping[str, str] = {
    "untimed": "is_timed",
    "ohne_zeitlimit": "is_timed",
    "open_book": "is_closed_book",
    "offenes_buch": "is_closed_book",
}
"""Names under which yes means no in their column."""

CONDITIONS: Mapping[str, str] = {"timed": "is_timed", "closed_book": "is_closed_book", **OPPOSITES}
"""Names for conditions of practice exams, and their columns."""

_FILLERS = frozenset(WORDS["filler"])


@lru_cache(maxsize=65_536)
def name_rank(name: str, role: str) -> int:
    """Rank how well a normalized column name fits a role.

    `NAMED` if it equals a word for the role, 2 if one of its words does, up to the ending, 1 if it contains one, else
    0. A name for answers and for what is right is one for correct answers.
    """
    bare, words = _bare(name), WORDS[role]
    if bare in words or name in words:
        return NAMED
    parts = set(re.split(r"[_/\W]+", bare)) - _FILLERS
    if any(is_alike(part, word) for part in parts for word in _of_start(role, part[:1])):
        return 2
    if any(word in bare for word in words if len(word) >= _MIN_PART_CHARS or not (word.isascii() or word in _FILLERS)):
        return 1
    return min(name_rank(name, "chosen"), name_rank(name, "is_correct")) if role == "correct_answer" else 0


@cache
def _of_start(role: str, letter: str) -> Sequence[str]:
    """Return the words for a role that begin with a letter, as two that are alike do."""
    return [word for word in WORDS[role] if word[:1] == letter and "_" not in word]


def names_share(name: str) -> bool:
    """Whether a name says that numbers are percentages, or points of 100, rather than counts."""
    return "%" in name or _OF_100.search(name) is not None or name_rank(name, "share") > 1


def word_place(name: str, role: str) -> int:
    """Return the index of a name among the words for a role, or their number if it is not among them."""
    bare, words = _bare(name), WORDS[role]
    return words.index(bare) if bare in words else len(words)


def _bare(name: str) -> str:
    return _BRACKETS.sub("", name).strip("_ .:")


_TICKED, _UNTICKED = frozenset({"[x]", "☑", "✅", "✔", "✓"}), frozenset({"[ ]", "☐", "⬜", "□"})
DONE, _TO_DO = frozenset(WORDS["done"]), frozenset(WORDS["undone"])
_UNDONE = _TO_DO | frozenset(WORDS["n_skipped"])


def plain_box(cell: str) -> str:
    """Return a cell with a check box or a word in its normal form."""
    plain = fields.known_text(cell).casefold().replace("\ufe0f", "")  # the sign for showing it as an emoji
    return plain if plain in _UNTICKED else re.sub("[ -]", "_", plain)


def undone_words(name: str, cells: Iterable[str]) -> Set[str]:
    """Return the cells of a column that mean that a session was not done; none if it is about something else.

    Check boxes and words such as done, skipped and to do mean so under any name, yes and no only under a name for what
    is done. There a blank cell means no, except beside [x], as in a list of notes. Under a name for breaks, yes means
    no.
    """
    words, is_named = set(map(plain_box, cells)), name_rank(name, "done") > 1
    if name_rank(name, "break") > 1:
        answers = {word: yes_or_no(word) for word in words if not word[:1].isdecimal()}
        return {word for word in words if answers.get(word) == "yes"} if {*answers.values()} == {"yes", "no"} else set()
    done = {word for word in words if word in _TICKED | DONE or (is_named and yes_or_no(word) == "yes")}
    undone = {word for word in words if word in _UNTICKED | _UNDONE or (is_named and yes_or_no(word) == "no")}
    has_others = not words <= done | undone | {""}
    has_numbers = any(word[0].isdecimal() for word in words - {"", "0", "1"})
    if not (done or words & _TO_DO) or (has_numbers if is_named else has_others):
        return set()
    return undone | (words & {""} if is_named and not words & {"[x]", "[ ]"} else set())
