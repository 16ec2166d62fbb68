"""Guess what the columns of a candidate's own table mean, by what their cells parse as."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache, partial
from itertools import combinations
from statistics import mean

from analytics.blueprints.model import ExamBlueprint
from analytics.ingest.canonical.columns import CanonicalColumn, columns_of
from analytics.ingest.guesses.column_values import ColumnValues, column_values
from analytics.ingest.guesses.kind_guesses import CHECKED, IS_KIND, are_counted, has_length, is_doubtful, likely_kind
from analytics.ingest.guesses.person_columns import holds_people
from analytics.ingest.guesses.result_guesses import are_sums, take_result
from analytics.ingest.guesses.span_guesses import Chosen, take_day, take_length, take_times
from analytics.ingest.mapping.answer_keys import are_options
from analytics.ingest.mapping.column_names import NAMED, WORDS
from analytics.ingest.mapping.spans import is_moment
from analytics.ingest.mapping.suggestions import DomainSuggestion, suggested_domain
from analytics.ingest.mapping.targets import PERSON, QUESTION_TEXT, START_TIME, TABLES, YEAR, mappable_columns
from analytics.ingest.values.words import HOURS, provider_in, unit_in_name, yes_or_no
from analytics.records import CheckIn, DomainResult, ItemResponse, PlannedSession, SelfRating, StudySession

LIKE_DOMAINS = 0.5
"""A column is the domain under any name if this share of its words is near a domain or a task of the exam."""

_MOMENTS = frozenset(column.name for kind in TABLES.values() for column in columns_of(kind) if is_moment(column))
"""Canonical columns of days, also where none of their cells can be read."""

IsDomain = Callable[[str], DomainSuggestion | None]
"""The domain or task of the exam that a word is near, None if there is none."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A guessed kind of table, and the target column of each of its columns; one that is not sure is asked about."""

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
    """Guess a table's kind and columns from its cells; names choose between columns that fit equally.

    With `kind` only the columns are guessed. A topic that repeats domains or tasks of the exam is
    the domain. A guess is always shown before it is used.
    """
    columns = column_values(header, sample_rows)
    is_domain = None if blueprint is None else lru_cache(maxsize=4096)(partial(suggested_domain, blueprint=blueprint))
    if kind is not None:
        return Guess(kind, _chosen(columns, kind, is_domain).targets)
    guesses = {each: _chosen(columns, each, is_domain) for each in _GUESSERS}
    likely = likely_kind(guesses)
    return Guess(likely, guesses[likely].targets, is_sure=not is_doubtful(likely, guesses))


def may_hold_records(header: Sequence[str], sample_rows: Sequence[Sequence[str]]) -> bool:
    """Return whether some column holds or names days, or columns together are results, answers or ratings.

    Days beside prices without a length are those of shopping.
    """
    columns = column_values(header, sample_rows)
    sessions = _chosen(columns, StudySession.TABLE, None)
    names_day = any(column.rank("date") == NAMED or column.name in _MOMENTS for column in columns)
    is_shopping = any(column.rank("price") == NAMED for column in columns) and not has_length(sessions)
    if (names_day or sessions.has("started_at", YEAR)) and not is_shopping:
        return True
    return any(is_one(_chosen(columns, kind, None), sessions) for kind, is_one in IS_KIND.items())


def _chosen(columns: Sequence[ColumnValues], kind: str, is_domain: IsDomain | None) -> Chosen:
    people = [column for column in columns if column.name != "candidate" and holds_people(column, len(column.filled))]
    others = [*people[1:], *(column for column in columns if column.is_text and column.rank("weak") > 1)]
    chosen = Chosen([column for column in columns if column not in others], mappable_columns(kind))
    by_name = {column.name: column for column in columns_of(TABLES[kind])}
    for column in columns:
        name = "is_timed" if column.is_mode else column.name
        if name in by_name and name not in WORDS and not chosen.has(name) and _holds(column, by_name[name]):
            chosen.targets[column.name] = name
    chosen.take(PERSON, lambda column: column in people)
    if kind in _GUESSERS:
        _GUESSERS[kind](chosen, is_domain)
    return chosen


def _holds(column: ColumnValues, canonical: CanonicalColumn) -> bool:
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


def _sessions(chosen: Chosen, is_domain: IsDomain | None, *, day: str, length: str, text: str) -> None:
    """Choose the columns of study sessions or planned ones."""
    take_day(chosen, day)
    take_times(chosen, length)
    take_length(chosen, length)
    chosen.take("activity", lambda column: column.is_activity and column.rank("resource") < 2)  # a Source may be "Book"
    _take_subject(chosen, is_domain)
    chosen.take("activity", lambda column: column.is_text and not column.is_prose, is_named=True)
    chosen.take("note", lambda column: column.is_text and column.rank("note") > column.rank("domain_id"), is_named=True)
    chosen.take("note", lambda column: column.is_prose)
    chosen.take(text, lambda column: column.is_text, is_named=True, role="resource")
    is_told = chosen.take(text, lambda column: column.is_text, is_named=True, role="domain_id")
    chosen.take("note", lambda column: column.is_text, is_named=True)  # of a name that may mean a topic, too
    chosen.take("domain_id", lambda column: column.is_text, is_named=True)  # the words go to the note
    topics = [one for one in chosen.free if one.is_text and len(one.words) in range(2, len(one.filled))]
    topics = [one for one in topics if not (is_told or (chosen.has(text) and one.rank("place") == NAMED))]
    most_varied = max(topics, key=lambda column: len(column.words), default=None)  # moods have fewer words
    chosen.take("domain_id", lambda column: column is most_varied)
    if not chosen.has("domain_id"):
        chosen.take(text, lambda column: column.is_category, role="resource")
    texts = sorted((one for one in chosen.free if one.is_text and one.filled), key=lambda one: len(one.filled))
    if len(texts) > 1 and len(texts[0].filled) < len(texts[-1].filled):  # remarks are written now and then
        chosen.take(text, lambda column: column is texts[-1], role="resource")
    chosen.take("note", lambda column: column.is_text and bool(column.filled))
    if not chosen.has("domain_id", text):
        chosen.take(text, lambda column: column.is_text and all(column.cells) and column.rank("place") < NAMED)


def _results(chosen: Chosen, is_domain: IsDomain | None) -> None:
    """Choose the columns of practice exams."""
    take_day(chosen, "taken_at")
    take_result(chosen)
    times = [one for one in chosen.free if (one.is_number or one.is_length) and not one.is_of_each]
    for role in ("length", "amount"):
        chosen.take("duration_min", lambda one: one in times, is_named=True, role=role)
    chosen.take(START_TIME, lambda column: column.is_clock, is_named=True, role="start")
    _take_subject(chosen, is_domain)
    day = chosen.column("taken_at")
    chosen.take("domain_id", lambda column: column.is_text and _differ_on_days(day, column), is_named=True)
    if are_counted(chosen):
        topics = [one for one in chosen.free if one.is_category and len(one.words) > 1]
        chosen.take("domain_id", lambda one: one in topics and one.rank("domain_id") == NAMED)
        chosen.take("domain_id", partial(_numbers_domains, day, is_domain))
    named = {one.name: sum(provider_in(word) is not None for word in one.words) for one in chosen.free}
    chosen.take("provider", lambda one: one.is_category and 2 * named[one.name] >= len(one.words))
    chosen.take("provider", lambda column: column.is_text, is_named=True)
    chosen.take("provider", lambda column: column.is_category, is_named=True, role="resource")
    forms = [one for one in chosen.free if one.is_text or (one.is_number and not one.rank("n_correct"))]
    chosen.take("form", lambda column: column in forms, is_named=True)


def _numbers_domains(day: ColumnValues | None, is_domain: IsDomain | None, column: ColumnValues) -> bool:
    """Whether a numbering that no word explains counts the domains of the exam again for each day."""
    is_explained = any(map(column.rank, ("exam", "attempt", "position", "form", "n_items", "n_correct", "n_wrong")))
    if is_domain is None or is_explained or not column.is_sequence or not _differ_on_days(day, column):
        return False
    return all(map(is_domain, column.words))


def _differ_on_days(day: ColumnValues | None, column: ColumnValues) -> bool:
    """Whether some day has several rows, and none of them has the same cell as another one of that day."""
    days = [""] * len(column.cells) if day is None else day.cells
    n_rows, n_different = len(column.cells), len({*zip(days, column.cells, strict=True)})
    return all(column.cells) and len({*days}) < n_rows == n_different


def _responses(chosen: Chosen, is_domain: IsDomain | None) -> None:
    """Choose the columns of answered questions."""
    take_day(chosen, "taken_at")
    _take_marked_answers(chosen)
    marks = _take_yes_no_answers(chosen)
    chosen.take("is_correct", lambda column: column in marks and not are_sums(column, chosen.free), is_named=True)
    chosen.take("is_flagged", lambda column: column.is_yes_no, is_named=True)
    chosen.take("position", lambda one: one.is_numbering and one.rank("n_items") < NAMED, is_named=True)
    others = ("domain_id", "chosen", "correct_answer", "is_correct")
    chosen.take("position", lambda column: column.is_sequence and not any(map(column.rank, others)))
    chosen.take("item_id", is_named=True)
    chosen.take("correct_answer", _may_be_answer, is_named=True)
    chosen.take(QUESTION_TEXT, lambda column: column.is_text and not column.is_category, is_named=True)
    is_numbered = chosen.has("position", "item_id", QUESTION_TEXT)  # numbers of wrong answers are mostly counts
    chosen.take(
        "chosen",
        lambda one: _may_be_answer(one) and (is_numbered or not (one.is_number and one.rank("n_wrong"))),
        is_named=True,
    )
    mine = chosen.column("chosen")
    if mine is not None and are_options(mine.filled):  # beside which the right ones may be named Correct or Answer
        for role in ("is_correct", "chosen"):
            chosen.take("correct_answer", lambda one: are_options(one.filled), is_named=True, role=role)
    if not (chosen.has("chosen") and chosen.has("correct_answer")):  # which are compared
        _take_only_mark(chosen, marks)
    chosen.take("response_time_s", lambda column: column.is_number or column.is_length, is_named=True)
    chosen.take("response_time_s", lambda column: column.is_amount)
    _take_subject(chosen, is_domain)
    chosen.take("provider", lambda column: column.is_text, is_named=True)
    chosen.take("form", lambda column: column.is_text or column.is_number, is_named=True)


def _may_be_answer(column: ColumnValues) -> bool:
    return column.is_text or are_options(column.filled)


def _take_yes_no_answers(chosen: Chosen) -> Sequence[ColumnValues]:
    """Choose the columns of given and correct answers that hold true or false; return the other yes-no columns.

    A column with the words of answers may hold the correct ones or marks, so without a clear name it is asked about.
    """
    yes_no = [one for one in chosen.free if one.is_yes_no]
    mine = [one for one in yes_no if one.rank("chosen") > 1 and not (one.rank("is_correct") or one.is_number)]
    keys = [one for one in yes_no if one not in mine and any({*one.words} & {*each.words} for each in mine)]
    if chosen.take("correct_answer", lambda one: one in keys, is_named=True):
        chosen.take("chosen", lambda one: one in mine)
    return [one for one in yes_no if one not in keys]


def _take_only_mark(chosen: Chosen, marks: Sequence[ColumnValues]) -> None:
    """Choose the only column of two words as the mark if it says yes and no; of several it is asked."""
    free = [one for one in chosen.free if one.filled and not any(map(one.rank, ("chosen", "n_wrong", "rating")))]
    free = [one for one in free if not one.is_number or one.is_whole(0, 1)]
    pairs = [one for one in free if one.is_yes_no or (one.is_text and len(one.words) == 2)]
    chosen.take("is_correct", lambda column: pairs == [column] and column in marks)


def _take_marked_answers(chosen: Chosen) -> None:
    """Choose answers, right ones and marks, where just the answers marked as right are the right ones."""
    marks = [one for one in chosen.free if one.is_yes_no and len(one.words) > 1]
    answers = [one for one in chosen.free if one.is_category]
    for mark, one, other in ((mark, *pair) for pair in combinations(answers, 2) for mark in marks):
        rows = zip(map(yes_or_no, mark.cells), one.cells, other.cells, strict=True)
        if all((right == "yes") == (answer == solution) for right, answer, solution in rows):
            mine, key = sorted((one, other), key=lambda each: each.rank("correct_answer") or each.rank("is_correct"))
            chosen.targets |= {mark.name: "is_correct", mine.name: "chosen", key.name: "correct_answer"}
            return


def _ratings(chosen: Chosen, is_domain: IsDomain | None) -> None:
    """Choose the columns of self-ratings."""
    take_day(chosen, "rated_on")
    chosen.take("rating", lambda column: column.is_whole(1, 5), is_named=True)
    _take_subject(chosen, is_domain)
    chosen.take("domain_id", lambda column: column.is_text and bool(column.filled))
    chosen.take("note", lambda column: column.is_text, is_named=True)


def _check_ins(chosen: Chosen, _is_domain: IsDomain | None) -> None:
    """Choose the columns of daily check-ins."""
    take_day(chosen, "on")
    for target in CHECKED:
        chosen.take(target, lambda column: column.is_number or column.is_length or column.is_clock, is_named=True)
    if chosen.has(*CHECKED):
        chosen.take("sleep_h", lambda column: column.is_amount and unit_in_name(column.name) == HOURS)
    chosen.take("note", lambda column: column.is_text, is_named=True)


_GUESSERS: Mapping[str, Callable[[Chosen, IsDomain | None], None]] = {
    StudySession.TABLE: partial(_sessions, day="started_at", length="time_on_task_min", text="resource"),
    ItemResponse.TABLE: _responses,
    DomainResult.TABLE: _results,
    SelfRating.TABLE: _ratings,
    CheckIn.TABLE: _check_ins,
    PlannedSession.TABLE: partial(_sessions, day="starts_at", length="duration_min", text="title"),
}


def _take_subject(chosen: Chosen, is_domain: IsDomain | None) -> None:
    """Choose the task and the domain: by the exam if it is known, else by name."""
    chosen.take("task_id", is_named=True)
    if is_domain is None:
        chosen.take("domain_id", lambda column: column.is_text or column.is_whole(1, 99), is_named=True)
        return
    shares = {column.name: _share_of_domains(column, is_domain) for column in chosen.free}
    best = max(shares, key=shares.__getitem__, default="")
    if shares.get(best, 0) > 0:
        chosen.take("domain_id", lambda column: column.name == best)
    elif not any(column.is_text and column.filled for column in chosen.free):
        chosen.take("domain_id", lambda column: not column.filled, is_named=True)


def _share_of_domains(column: ColumnValues, is_domain: IsDomain) -> float:
    """Return the share of a column's words that are near a domain, 0 if they are few and its name is another.

    Numbers count only under a fitting name, because any small number may be an id.
    """
    if not column.words or not (column.is_text or column.rank("domain_id")):
        return 0
    share = mean(is_domain(word) is not None for word in column.words)
    return share if share >= LIKE_DOMAINS or column.rank("domain_id") else 0
