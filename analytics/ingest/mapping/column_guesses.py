"""Guess what the columns of a candidate's own table mean."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics.ingest.mapping.columns import QUESTION_TEXT, SCORE, START_TIME, mappable_columns
from analytics.records import DomainResult, ItemResponse, SelfRating, StudySession

_UNITS = re.compile(r"[(\[].*?[)\]]|%")
_TOTAL = re.compile(r"[0-9]+ ?(?:/|of|von) ?[0-9]+.{0,12}")

_COLUMN_NAMES: Mapping[str, Mapping[str, str]] = {
    ItemResponse.TABLE: {
        "is_correct": "is_correct correct richtig right result ergebnis",
        "taken_at": "taken_at date datum day timestamp time zeit answered_at created",
        "position": "position question_number frage_nr nr no number #",
        "item_id": "item_id question_id id",
        QUESTION_TEXT: "question frage question_text",
        "domain_id": "domain domain_id topic section category domäne thema",
        "chosen": "answer your_answer antwort chosen selected response",
        "correct_answer": "correct_answer right_answer solution lösung",
        "is_flagged": "flagged flag marked markiert",
        "response_time_s": "time_spent seconds duration response_time",
        "form": "form test set exam questions_file quiz",
        "provider": "provider vendor source",
    },
    DomainResult.TABLE: {
        "taken_at": "taken_at date datum day taken timestamp",
        SCORE: "score percentage percent result grade ergebnis score_percent",
        "n_correct": "n_correct correct right richtig correct_answers",
        "n_items": "n_items number_of_questions questions full_score total items max fragen question_count",
        "domain_id": "domain domains domain_id topic section category thema",
        "duration_min": "test_duration duration time_taken time minutes",
        "provider": "provider vendor source",
        "form": "form test_type test set exam quiz name",
    },
    SelfRating.TABLE: {
        "rated_on": "rated_on date datum day timestamp",
        "rating": "rating confidence self_rating",
        "domain_id": "domain domain_id topic section thema",
        "task_id": "task task_id sub_objective objective",
        "note": "note notes comment comments",
    },
    StudySession.TABLE: {
        "started_at": "started_at date datum day start_date started start timestamp",
        START_TIME: "start_time start from",
        "time_on_task_min": "time_on_task_min time_spent minutes hours duration dauer minuten stunden std time length",
        "activity": "activity type kind aktivität",
        "domain_id": "domain domains domain_id topic section category thema",
        "task_id": "task_id sub_objective objective",
        "resource": "resource resources resources_used course book material",
        "note": "note notes comment comments notiz",
    },
}
"""Usual names by kind and canonical column, the most likely first."""

_NEEDED: Mapping[str, tuple[frozenset[str], ...]] = {
    ItemResponse.TABLE: (frozenset({"is_correct"}), frozenset({"position", "item_id", QUESTION_TEXT, "chosen"})),
    DomainResult.TABLE: (frozenset({"taken_at"}), frozenset({SCORE, "n_correct"})),
    SelfRating.TABLE: (frozenset({"rating"}), frozenset({"domain_id"})),
}


@dataclass(frozen=True, slots=True)
class Guess:
    """A guessed kind of table, and the target column of each of its columns."""

    kind: str
    columns: Mapping[str, str]


def guess_columns(header: Sequence[str], sample_rows: Sequence[Sequence[str]], *, kind: str | None = None) -> Guess:
    """Guess a table's kind and columns from its header and from cells such as 13/20.

    With `kind` only the columns are guessed. A guess is always shown before it is used.
    """
    if kind is not None:
        return Guess(kind, _columns(header, sample_rows, kind))
    spent = _columns(header, sample_rows, StudySession.TABLE)
    for other, needed in _NEEDED.items():
        columns = _columns(header, sample_rows, other)
        is_time_log = other == SelfRating.TABLE and "time_on_task_min" in spent.values()
        if not is_time_log and all(any_of & set(columns.values()) for any_of in needed):
            return Guess(other, columns)
    return Guess(StudySession.TABLE, spent)


def _columns(header: Sequence[str], sample_rows: Sequence[Sequence[str]], kind: str) -> dict[str, str]:
    bare = {_UNITS.sub("", name).strip("_ ."): name for name in reversed(header) if name}
    columns: dict[str, str] = {}
    candidates = _COLUMN_NAMES.get(kind) or {target: target for target in mappable_columns(kind)}
    for target, names in candidates.items():
        source = next((bare[name] for name in names.split() if name in bare and bare[name] not in columns), None)
        if source is not None:
            columns[source] = target
    if kind == DomainResult.TABLE and not {SCORE, "n_correct"} & set(columns.values()):
        columns |= {name: SCORE for name in _totals(header, sample_rows) if name not in columns}
    return columns


def _totals(header: Sequence[str], sample_rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the first column whose cells all look like 13/20."""
    for at, name in enumerate(header):
        cells = [row[at] for row in sample_rows if len(row) > at and row[at].strip()]
        if name and cells and all(_TOTAL.fullmatch(cell.strip()) for cell in cells):
            return [name]
    return []
