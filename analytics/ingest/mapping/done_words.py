"""Words that say whether a session took place, in a column of a plan or a list to tick."""

from collections.abc import Iterable, Set

from analytics.ingest.mapping.column_names import WORDS, name_rank
from analytics.ingest.values import fields
from analytics.ingest.values.words import yes_or_no

_TICKED, _UNTICKED = frozenset({"[x]", "☑", "✅", "✔", "✓"}), frozenset({"[ ]", "☐", "⬜", "□"})
DONE, _SKIPPED = frozenset(WORDS["done"]), frozenset(WORDS["n_skipped"])


def box(cell: str) -> str:
    """Return a word or a check box in its usual form."""
    return fields.known(cell).casefold().replace("\ufe0f", "")  # which asks for an emoji


def undone_words(name: str, cells: Iterable[str]) -> Set[str]:
    """Return what says in a column that a session was not done, nothing if the column is about something else.

    Check boxes and words such as done and skipped do under any name, yes and no only under a name for what is done.
    There a blank cell is a no, too, but not beside [x], as in a list of notes.
    """
    words, is_named = set(map(box, cells)), name_rank(name, "done") > 1
    done = {word for word in words if word in _TICKED | DONE or (is_named and yes_or_no(word) == "yes")}
    undone = {word for word in words if word in _UNTICKED | _SKIPPED or (is_named and yes_or_no(word) == "no")}
    has_others = not words <= done | undone | {""}
    has_numbers = any(word[0].isdecimal() for word in words - {"", "0", "1"})
    if not done or (has_numbers if is_named else has_others):
        return set()
    return undone | (words & {""} if is_named and not words & {"[x]", "[ ]"} else set())
