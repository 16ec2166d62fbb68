"""Guess what the columns of a candidate's own table mean, by their cells and names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache, partial
from itertools import combinations, pairwise, starmap
from operator import eq
from statistics import mean

from analytics.blueprints.model import ExamBlueprint
from analytics.ingest.canonical.columns import CanonicalColumn, columns_of
from analytics.ingest.guesses.column_values import ColumnValues, column_values
from analytics.ingest.guesses.kind_guesses import (
    CHECK_IN_COLUMNS,
    KIND_TESTS,
    has_counts,
    has_length,
    is_doubtful,
    likely_kind,
)
from analytics.ingest.guesses.person_columns import holds_people
from analytics.ingest.guesses.result_guesses import are_sums, take_result
from analytics.ingest.guesses.span_guesses import ColumnChoices, take_day, take_length, take_times
from analytics.ingest.mapping.answer_keys import are_options
from analytics.ingest.mapping.column_names import CONDITIONS, NAMED, WORDS
from analytics.ingest.mapping.spans import is_moment
from analytics.ingest.mapping.suggestions import DomainSuggestion, suggested_domain
from analytics.ingest.mapping.targets import PERSON, QUESTION_TEXT, START_TIME, TABLES, YEAR, mappable_columns
from analytics.ingest.values.words import HOURS, provider_in, unit_in_name, yes_or_no
from analytics.records import CheckIn, DomainResult, ItemResponse, PlannedSession, SelfRating, StudySession

LIKE_DOMAINS = 0.5
"""Whatever its name, a column is the domain if this share of its words is near a domain or task of the exam."""

_MOMENTS = frozenset(column.name for kind in TABLES.values() for column in columns_of(kind) if is_moment(column))
"""Canonical columns of days, which count as such even if their cells cannot be read."""

NearestDomain = Callable[[str], DomainSuggestion | None]
"""Returns the domain or task of the exam that a word is near, None if there is none."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A guessed kind of table and the targets of its columns; if it is not sure, the candidate is asked."""

    kind: str
    columns: Mapping[str, str]
    is_sure: bool = True


def guess_columns(
    header: Sequence[str],
    sample_rows: Sequence[Sequence[str]],
    *,
    kind: str | None = None,
    blueprint: ExamBlueprint | None = None,
) -> Guess:
    """Guess a table's kind, unless given, and columns from its cells; names decide between columns that fit equally."""
    columns = column_values(header, sample_rows)
    nearest = None if blueprint is None else lru_cache(maxsize=4096)(partial(suggested_domain, blueprint=blueprint))
    if kind is not None:
        return Guess(kind, _choices(columns, kind, nearest).targets)
    guesses = {each: _choices(columns, each, nearest) for each in _GUESSERS}
    likely = likely_kind(guesses)
    return Guess(likely, guesses[likely].targets, is_sure=not is_doubtful(likely, guesses))


def may_hold_records(header: Sequence[str], sample_rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table has days, or columns for results, answers or ratings.

    Days with prices but without a length are those of a shopping list.
    """
    columns = column_values(header, sample_rows)
    sessions = _choices(columns, StudySession.TABLE, None)
    names_day = any(column.rank("date") == NAMED or column.name in _MOMENTS for column in columns)
    is_shopping = any(column.rank("price") == NAMED for column in columns) and not has_length(sessions)
    if (names_day or sessions.has("started_at", YEAR)) and not is_shopping:
        return True
    return any(is_one(_choices(columns, kind, None), sessions) for kind, is_one in KIND_TESTS.items())


def _choices(columns: Sequence[ColumnValues], kind: str, nearest: NearestDomain | None) -> ColumnChoices:
    """Choose the columns for a kind of table: those with canonical names, the person, and then the others."""
    people = [column for column in columns if column.name != "candidate" and holds_people(column, len(column.filled))]
    others = [*people[1:], *(column for column in columns if column.is_text and column.rank("weak") > 1)]
    choices = ColumnChoices([column for column in columns if column not in others], mappable_columns(kind))
    by_name = {column.name: column for column in columns_of(TABLES[kind])}
    for column in columns:
        name = "is_timed" if column.is_mode else CONDITIONS.get(column.name, column.name)
        if name in by_name and name not in WORDS and not choices.has(name) and _has_type_of(column, by_name[name]):
            choices.targets[column.name] = name
    choices.take(PERSON, lambda column: column in people)
    if kind in _GUESSERS:
        _GUESSERS[kind](choices, nearest)
    return choices


def _has_type_of(column: ColumnValues, canonical: CanonicalColumn) -> bool:
    """Whether the cells of a column with a canonical name are of its type."""
    if canonical.types & {date, datetime}:
        return column.is_moment
    (kind,) = canonical.types
    if issubclass(kind, StrEnum):
        words = {str(word) for word in kind}
        return column.all(lambda cell: cell.casefold() in words)
    if kind is bool:
        return column.is_yes_no or column.is_mode
    return kind is str or column.is_number or column.is_length


def _sessions(choices: ColumnChoices, nearest: NearestDomain | None, *, day: str, length: str, text: str) -> None:
    take_day(choices, day)
    take_times(choices, length)
    take_length(choices, length)
    choices.take("activity", lambda one: one.is_activity and one.rank("resource") < 2)  # a source may be "Book"
    _take_subject(choices, nearest)
    choices.take("activity", lambda column: column.is_text and not column.is_prose, is_named=True)
    choices.take("note", lambda one: one.is_text and one.rank("note") > one.rank("domain_id"), is_named=True)
    choices.take("note", lambda column: column.is_prose)
    choices.take(text, lambda column: column.is_text, is_named=True, role="resource")
    has_topic = choices.take(text, lambda column: column.is_text, is_named=True, role="domain_id")
    choices.take("note", lambda column: column.is_text, is_named=True)  # under a name that may also mean a topic
    choices.take("domain_id", lambda column: column.is_text, is_named=True)  # the words go to the note
    topics = [one for one in choices.free if one.is_text and len(one.words) in range(2, len(one.filled))]
    topics = [one for one in topics if not (has_topic or (choices.has(text) and one.rank("place") == NAMED))]
    most_varied = max(topics, key=lambda column: len(column.words), default=None)  # moods have fewer words
    choices.take("domain_id", lambda column: column is most_varied)
    if not choices.has("domain_id"):
        choices.take(text, lambda column: column.is_category, role="resource")
    texts = sorted((one for one in choices.free if one.is_text and one.filled), key=lambda one: len(one.filled))
    if len(texts) > 1 and len(texts[0].filled) < len(texts[-1].filled):  # only some rows have remarks
        choices.take(text, lambda column: column is texts[-1], role="resource")
    choices.take("note", lambda column: column.is_text and bool(column.filled))
    if not choices.has("domain_id", text):
        choices.take(text, lambda column: column.is_text and all(column.cells) and column.rank("place") < NAMED)


def _results(choices: ColumnChoices, nearest: NearestDomain | None) -> None:
    take_day(choices, "taken_at")
    take_result(choices)
    times = [one for one in choices.free if (one.is_number or one.is_length) and not one.is_of_each]
    for role in ("length", "amount"):
        choices.take("duration_min", lambda one: one in times, is_named=True, role=role)
    choices.take(START_TIME, lambda column: column.is_clock, is_named=True, role="start")
    _take_subject(choices, nearest)
    day = choices.column("taken_at")
    choices.take("domain_id", lambda column: column.is_text and _differ_on_days(day, column), is_named=True)
    if has_counts(choices):
        topics = [one for one in choices.free if one.is_category and len(one.words) > 1]
        choices.take("domain_id", lambda one: one in topics and one.rank("domain_id") == NAMED)
        choices.take("domain_id", partial(_numbers_domains, day, nearest))
    named = {one.name: sum(provider_in(word) is not None for word in one.words) for one in choices.free}
    choices.take("provider", lambda one: one.is_category and 2 * named[one.name] >= len(one.words))
    choices.take("provider", lambda column: column.is_text, is_named=True)
    choices.take("provider", lambda column: column.is_category, is_named=True, role="resource")
    forms = [one for one in choices.free if one.is_text or (one.is_number and not one.rank("n_correct"))]
    choices.take("form", lambda column: column in forms, is_named=True)
    choices.take("place", lambda column: column.is_text, is_named=True)


def _numbers_domains(day: ColumnValues | None, nearest: NearestDomain | None, column: ColumnValues) -> bool:
    """Whether an unexplained numbering starts again on each day and may be that of the exam's domains."""
    is_explained = any(map(column.rank, ("exam", "attempt", "position", "form", "n_items", "n_correct", "n_wrong")))
    if nearest is None or is_explained or not column.is_sequence or not _differ_on_days(day, column):
        return False
    return all(map(nearest, column.words))


def _differ_on_days(day: ColumnValues | None, column: ColumnValues) -> bool:
    """Whether some day has several rows, and no two rows of a day have the same cell."""
    days = [""] * len(column.cells) if day is None else day.cells
    n_rows, n_different = len(column.cells), len({*zip(days, column.cells, strict=True)})
    return all(column.cells) and len({*days}) < n_rows == n_different


def _responses(choices: ColumnChoices, nearest: NearestDomain | None) -> None:
    take_day(choices, "taken_at")
    _take_marked_answers(choices)
    marks = _take_yes_no_answers(choices)
    choices.take("is_correct", lambda column: column in marks and not are_sums(column, choices.free), is_named=True)
    choices.take("is_flagged", lambda column: column.is_yes_no, is_named=True)
    choices.take("position", lambda one: one.is_numbering and one.rank("n_items") < NAMED, is_named=True)
    others = ("domain_id", "chosen", "correct_answer", "is_correct")
    choices.take("position", lambda column: column.is_sequence and not any(map(column.rank, others)))
    choices.take("item_id", _may_be_question, is_named=True)
    choices.take("correct_answer", _may_be_answer, is_named=True)
    choices.take(QUESTION_TEXT, lambda column: column.is_text and not column.is_category, is_named=True)
    is_numbered = choices.has("position", "item_id", QUESTION_TEXT)  # without, numbers of wrong answers are counts
    answers = [one for one in choices.free if is_numbered or not (one.is_number and one.rank("n_wrong"))]
    choices.take("chosen", lambda one: one in answers and _may_be_answer(one), is_named=True)
    mine = choices.column("chosen")
    if mine is not None and are_options(mine.filled):  # then the right options may be under Correct or Answer
        for role in ("is_correct", "chosen"):
            choices.take("correct_answer", lambda one: are_options(one.filled), is_named=True, role=role)
    if not (choices.has("chosen") and choices.has("correct_answer")):  # these would be compared
        _take_only_mark(choices, marks)
    choices.take("response_time_s", lambda column: column.is_number or column.is_length, is_named=True)
    choices.take("response_time_s", lambda column: column.is_amount)
    _take_subject(choices, nearest)
    choices.take("provider", lambda column: column.is_text, is_named=True)
    choices.take("form", lambda column: column.is_text or column.is_number, is_named=True)


def _may_be_question(column: ColumnValues) -> bool:
    """Whether ids may be those of questions, not of a quiz or a person, whose rows follow each other."""
    n_repeated = sum(starmap(eq, pairwise(column.filled)))
    return not column.rank("person") and 2 * n_repeated < max(1, len(column.filled) - 1)


def _may_be_answer(column: ColumnValues) -> bool:
    return column.is_text or are_options(column.filled)


def _take_yes_no_answers(choices: ColumnChoices) -> Sequence[ColumnValues]:
    """Choose the given and correct answers to true-or-false questions; return the other yes-no columns.

    A column with the same words as the given answers may hold the correct ones or marks, so it needs a clear name.
    """
    yes_no = [one for one in choices.free if one.is_yes_no]
    mine = [one for one in yes_no if one.rank("chosen") > 1 and not (one.rank("is_correct") or one.is_number)]
    keys = [one for one in yes_no if one not in mine and any({*one.words} & {*each.words} for each in mine)]
    if choices.take("correct_answer", lambda one: one in keys, is_named=True):
        choices.take("chosen", lambda one: one in mine)
    return [one for one in yes_no if one not in keys]


def _take_only_mark(choices: ColumnChoices, marks: Sequence[ColumnValues]) -> None:
    """Choose the column of marks if it is the only one with two words and they mean yes and no."""
    free = [one for one in choices.free if one.filled and not any(map(one.rank, ("chosen", "n_wrong", "rating")))]
    free = [one for one in free if not one.is_number or one.is_whole(0, 1)]
    pairs = [one for one in free if one.is_yes_no or (one.is_text and len(one.words) == 2)]
    choices.take("is_correct", lambda column: pairs == [column] and column in marks)


def _take_marked_answers(choices: ColumnChoices) -> None:
    """Choose given answers, correct answers and marks if exactly the rows marked as right have equal answers."""
    marks = [one for one in choices.free if one.is_yes_no and len(one.words) > 1]
    answers = [one for one in choices.free if one.is_category]
    for mark, one, other in ((mark, *pair) for pair in combinations(answers, 2) for mark in marks):
        rows = zip(map(yes_or_no, mark.cells), one.cells, other.cells, strict=True)
        if all((right == "yes") == (answer == solution) for right, answer, solution in rows):
            mine, key = sorted((one, other), key=lambda each: each.rank("correct_answer") or each.rank("is_correct"))
            choices.targets |= {mark.name: "is_correct", mine.name: "chosen", key.name: "correct_answer"}
            return


def _ratings(choices: ColumnChoices, nearest: NearestDomain | None) -> None:
    take_day(choices, "rated_on")
    choices.take("rating", lambda column: column.is_whole(1, 5), is_named=True)
    _take_subject(choices, nearest)
    choices.take("domain_id", lambda column: column.is_text and bool(column.filled))
    choices.take("note", lambda column: column.is_text, is_named=True)


def _check_ins(choices: ColumnChoices, _nearest: NearestDomain | None) -> None:
    take_day(choices, "on")
    for target in CHECK_IN_COLUMNS:
        choices.take(target, lambda column: column.is_number or column.is_length or column.is_clock, is_named=True)
    if choices.has(*CHECK_IN_COLUMNS):
        choices.take("sleep_h", lambda column: column.is_amount and unit_in_name(column.name) == HOURS)
    choices.take("note", lambda column: column.is_text, is_named=True)


_GUESSERS: Mapping[str, Callable[[ColumnChoices, NearestDomain | None], None]] = {
    StudySession.TABLE: partial(_sessions, day="started_at", length="time_on_task_min", text="resource"),
    ItemResponse.TABLE: _responses,
    DomainResult.TABLE: _results,
    SelfRating.TABLE: _ratings,
    CheckIn.TABLE: _check_ins,
    PlannedSession.TABLE: partial(_sessions, day="starts_at", length="duration_min", text="title"),
}


def _take_subject(choices: ColumnChoices, nearest: NearestDomain | None) -> None:
    """Choose the task by name, and the domain by the exam if it is known, else by name."""
    choices.take("task_id", is_named=True)
    if nearest is None:
        choices.take("domain_id", lambda column: column.is_text or column.is_whole(1, 99), is_named=True)
        return
    shares = {column.name: _share_of_domains(column, nearest) for column in choices.free}
    best = max(shares, key=shares.__getitem__, default="")
    if shares.get(best, 0) > 0:
        choices.take("domain_id", lambda column: column.name == best)
    elif not any(column.is_text and column.filled for column in choices.free):
        choices.take("domain_id", lambda column: not column.filled, is_named=True)


def _share_of_domains(column: ColumnValues, nearest: NearestDomain) -> float:
    """Return the share of a column's words that are near a domain; few or numeric ones need a name for domains."""
    if not column.words or not (column.is_text or column.rank("domain_id")):
        return 0
    share = mean(nearest(word) is not None for word in column.words)
    return share if share >= LIKE_DOMAINS or column.rank("domain_id") else 0
