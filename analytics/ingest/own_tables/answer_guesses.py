"""Guess the answers to questions about a file; guesses are shown, or used without asking only on request (`--yes`).

People, the order of dates, numbers of questions, and units of lengths other than pomodoros are never guessed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import OpenQuestionError, Question
from analytics.ingest.file_mapping import FileMapping, TimeUnit, whole_title
from analytics.ingest.guesses.column_guesses import guess_columns
from analytics.ingest.guesses.column_values import column_values
from analytics.ingest.layouts.week_grid import latest_start
from analytics.ingest.mapping.column_names import DONE, WORDS, name_rank
from analytics.ingest.mapping.exam_domains import is_provider, matching_domains, named_exam
from analytics.ingest.mapping.suggestions import suggested_domain
from analytics.ingest.mapping.targets import FRACTION, PERCENT, SCALED, SCORE
from analytics.ingest.values.words import known_activity

_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_EVERYDAY = frozenset(WORDS["everyday"])
_NAMING_CHARS = 2_000
"""How much of a text is searched for the name of its exam."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessBasis:
    """What guesses are based on besides the question.

    `header` and `rows` are the beginning of the file's table, empty if it has none. `exam` is the candidate's only one,
    None if there are none or several.
    """

    name: str
    text: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    zone: str
    exam: ExamBlueprint | None
    blueprints: Mapping[str, ExamBlueprint]
    today: date


def guessed_exam(question: OpenQuestionError, basis: GuessBasis) -> str | None:
    """Return the only exam in question, else the candidate's, else the one that the file names."""
    codes = question.found or dict.fromkeys(basis.blueprints, 1)
    if len(codes) == 1:
        return next(iter(codes))
    if basis.exam is not None and basis.exam.code in codes:
        return basis.exam.code
    blueprints = {code: basis.blueprints[code] for code in codes if code in basis.blueprints}
    return named_exam(basis.name, blueprints, basis.today) or named_exam(
        basis.text[:_NAMING_CHARS], blueprints, basis.today
    )


def guessed_study(names: Iterable[str], basis: GuessBasis) -> tuple[str, ...]:
    """Return the names that mean studying or done, or are those of the exam, its provider or one of its domains."""
    return tuple(
        name
        for name in names
        if _names_study(name, basis)
        or name.casefold() in DONE
        or (basis.exam is not None and len(matching_domains(name, basis.exam)) == 1)
    )


def guessed_mapping(question: OpenQuestionError, mapping: FileMapping, basis: GuessBasis) -> FileMapping | None:
    """Return the guess for a question other than for the exam, None if there is none."""
    guess: FileMapping | None = None
    match question.question:
        case Question.SHEET:
            guess = FileMapping(sheet=max(question.found, key=question.found.__getitem__))
        case Question.HEADER:
            guess = FileMapping(has_header=False)  # the question means that the first row reads like the others
        case Question.COLUMNS if not question.found:
            found = guess_columns(basis.header, basis.rows, kind=mapping.kind, blueprint=basis.exam)
            guess = FileMapping(kind=found.kind, columns=found.columns) if found.columns and found.is_sure else None
        case Question.DAY | Question.FIRST_WEEK if question.found:
            guess = FileMapping(taken_on=latest_start(next(iter(question.found)), basis.today))
        case Question.ZONE:
            guess = FileMapping(zone=basis.zone)
        case Question.DECIMAL:
            guess = FileMapping(decimal="." if all(map(_THOUSANDS.fullmatch, question.found)) else ",")
        case Question.TIME_UNIT if any(name_rank(name, "pomodoro") > 1 for name in question.found):
            guess = FileMapping(time_unit=TimeUnit.POMODOROS)
        case Question.SCORE_UNIT:
            guess = _score_unit(mapping, basis)
        case Question.STUDY:
            names = guessed_study(question.found, basis)
            is_named = any(_names_study(name, basis) for name in names)
            others = [name for name in question.found if name not in names]
            unclear = [one for one in others if known_activity(one) or not (is_named or one.casefold() in _EVERYDAY)]
            guess = FileMapping(study=tuple(map(whole_title, names))) if names and not unclear else None
        case Question.DOMAIN if basis.exam is not None:
            near = {whole_title(name): suggested_domain(name, basis.exam) for name in question.found}
            domains = {pattern: one.domain_id for pattern, one in near.items() if one is not None}
            is_one_to_one = sorted(domains.values()) == sorted(basis.exam.domain_ids) and len(near) == len(domains)
            guess = FileMapping(domain=domains) if is_one_to_one else None
    return guess


def _score_unit(mapping: FileMapping, basis: GuessBasis) -> FileMapping | None:
    """Return the unit of scores by the highest one; None up to the exam's length, since they may be counts."""
    columns = [one for one in column_values(basis.header, basis.rows) if mapping.columns.get(one.name) == SCORE]
    highest = max((number for column in columns for number in column.numbers if number is not None), default=0)
    if highest > 100:
        return FileMapping(score_unit=SCALED)
    if 0 < highest <= 1:
        return FileMapping(score_unit=FRACTION)
    return FileMapping(score_unit=PERCENT) if basis.exam and highest > basis.exam.n_items_max else None


def _names_study(name: str, basis: GuessBasis) -> bool:
    """Whether a name means study, or names the candidate's exam or its provider; if unknown, any exam will do."""
    exams = basis.blueprints if basis.exam is None else {basis.exam.code: basis.exam}
    is_named = is_provider(name, exams) or named_exam(name, exams, basis.today) is not None
    return is_named or name_rank(name.casefold(), "learning") > 1
