"""Find the column of a table that tells studying from other time."""

from collections.abc import Sequence

from analytics.blueprints.model import ExamBlueprint
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.mapping.column_facts import MappedColumns
from analytics.ingest.mapping.header_words import WORDS
from analytics.ingest.mapping.suggestions import suggested_domain
from analytics.ingest.values import fields
from analytics.ingest.values.activity_words import known_activity
from analytics.records import Activity

MAX_CATEGORIES = 60
MAX_CATEGORY_CHARS = 80

_BY_NAME = WORDS["category"]
"""Usual names of such a column, the likeliest first."""

_TIMES = (
    "sleep sleeping nap work working job gym sport sports exercise workout running meal meals lunch dinner breakfast "
    "cooking commute commuting chores housework cleaning shopping errands family friends social leisure relaxing "
    "rest break games gaming tv email emails meeting meetings travel hobby hobbies schlaf schlafen arbeit essen "
    "haushalt freizeit familie pendeln einkaufen pause sommeil travail repas trabajo comida"
)
_EVERYDAY = frozenset(_TIMES.split())
"""Words for time that is not study; a column that has one is a category under any name."""

_YES_OR_NO = frozenset({"true", "false", "yes", "no", "y", "n", "x", "ja", "nein"})
_OTHER_MEANINGS = frozenset({"exam_code", "task_id", "lab_kind", "candidate", "source_id", "currency"})
"""Columns that are mapped to one of these are of sessions that are study."""


def category_column(
    columns: MappedColumns, rows: Sequence[Sequence[str]], mapping: FileMapping, blueprint: ExamBlueprint | None
) -> int | None:
    """Return the place of the column with the kinds of time, None if there is none.

    It has few texts that repeat, and not all of them are domains of the exam or known activities.
    """
    header = columns.table.header
    targets = {source: target for target, source in columns.source_names.items()}
    not_texts = {columns.source_names[target] for target in (*columns.moments, *columns.lengths)}
    found: list[tuple[int, int]] = []
    for at, name in enumerate(header):
        if not name or name in not_texts or targets.get(name) in _OTHER_MEANINGS:
            continue
        rank = _rank(name, targets.get(name))
        texts = [fields.stripped(cells[at]) for cells in rows if not fields.is_missing(cells[at])]
        if _are_categories(texts, is_named=rank < len(_BY_NAME)):
            found.append((rank, at))
    known = (at for _, at in sorted(found) if not _are_known([cells[at] for cells in rows], mapping, blueprint))
    return next(known, None)


def _rank(name: str, target: str | None) -> int:
    """Return how likely a column holds categories by its name or meaning, the least number first."""
    if target == "activity":
        return _BY_NAME.index("activity")
    words = [word for word in name.split("_") if word != "name"]
    return max((_BY_NAME.index(word) if word in _BY_NAME else len(_BY_NAME) for word in words), default=len(_BY_NAME))


def _are_categories(texts: Sequence[str], *, is_named: bool) -> bool:
    """Whether texts are few and repeat; without a usual name, one must be an everyday word."""
    names = {text.casefold() for text in texts}
    if not 2 <= len(names) <= MAX_CATEGORIES or names <= _YES_OR_NO:
        return False
    are_texts = any(map(str.isalpha, "".join(names))) and max(map(len, names)) <= MAX_CATEGORY_CHARS
    return are_texts and len(names) < len(texts) and (is_named or bool(names & _EVERYDAY))


def _are_known(cells: Sequence[str], mapping: FileMapping, blueprint: ExamBlueprint | None) -> bool:
    names = {fields.stripped(cell) for cell in cells if not fields.is_missing(cell)}
    return all(_is_known(name, mapping, blueprint) for name in names)


def _is_known(name: str, mapping: FileMapping, blueprint: ExamBlueprint | None) -> bool:
    """Whether a name is an activity or a domain, also by the mapping's patterns."""
    if known_activity(name) not in (None, Activity.OTHER):
        return True
    if mapping.activity_of(name) is not None or mapping.domain_of(name) is not None:
        return True
    return blueprint is not None and suggested_domain(name, blueprint) is not None
