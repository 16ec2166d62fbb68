"""Texts of the questions that `cutscore import` asks, and the options that answer them."""

from collections.abc import Sequence

from analytics.errors import OpenQuestionError, Question
from dashboard import formatting
from dashboard.text import mapping
from dashboard.text.shapes import phrases

NOT_A_DAY = "Enter a date such as 2026-03-01, not later than today."
NOT_A_ZONE = "Enter a time zone such as Europe/Berlin."
CHANGE_COLUMNS, WHICH_COLUMN, WHAT_IS_IT = "Change a column?", "Which column?", "What does it contain?"
HEADING, SKIPPED = "A few questions before importing {file}", "{file}: skipped."
NO_NAMES = "The file has no names to choose from. Is all of it study for your exam?"
CONFIRM, NO_DOMAIN = "Import?", "no domain"
N_OPTIONS_LISTED = 10

_IN_MAP = "in a map file (--map)"
OPTIONS = phrases(Question, "terminal_questions_options", in_map=_IN_MAP)
_GUESSED = frozenset({Question.SHEET, Question.HEADER, Question.COLUMNS})
_LISTED = frozenset({Question.SHEET, Question.STUDY, Question.DOMAIN})
"""Questions whose choices are listed; names of people may not be in a log."""
_ABOUT_A_CELL = frozenset({Question.HEADER, Question.DATE_ORDER, Question.DECIMAL, Question.TIME_UNIT})


def refusal(file: str, question: OpenQuestionError, *, is_yes: bool) -> list[str]:
    """Return the question, the option that answers it, and the choices, in lines."""
    one = question.question
    about = f" ({next(iter(question.found))})" if one in _ABOUT_A_CELL and question.found else ""
    has_guess = one in _GUESSED and not is_yes and not _is_lacking(question)
    option = f"--yes to take the guess, {_option(question)}" if has_guess else _option(question)
    what = mapping.still_missing(question.found) if _is_lacking(question) else mapping.ASKED[one]
    if one is Question.STUDY and not question.found:
        what = NO_NAMES
    if one is Question.SAME_PERSON:
        what = formatting.unescaped(mapping.same_person(question))
    lines = [f"{file}: not imported. {what}{about}", f"  Answer with {option}, or on the Data page."]
    named = list(mapping.entry_choices(question).values()) if one in _LISTED else []
    more = len(named) - N_OPTIONS_LISTED
    lines += [f"    {name}" for name in named[:N_OPTIONS_LISTED]]
    return [*lines, f"    and {more} more"] if more > 0 else lines


def _is_lacking(question: OpenQuestionError) -> bool:
    return question.question is Question.COLUMNS and bool(question.found)


def _option(question: OpenQuestionError) -> str:
    if not _is_lacking(question):
        return OPTIONS[question.question]
    lines = [f'"YOUR COLUMN" = "{ours}"' for ours in question.found]
    return f"{formatting.joined(lines)} under [columns] {_IN_MAP}"


def column(title: str, example: str, meaning: str | None) -> str:
    such = f", such as {formatting.shortened(example, 40)}" if example else ", empty"
    return f"{title}{such}: {mapping.column_meaning(meaning)}"


def topics(n: int, exam_code: str) -> str:
    count = formatting.counted(n, "topic is", "topics are")
    return f"{count} not a domain of {exam_code}. Choose a domain for {formatting.verb(n, 'it', 'each')}?"


def topic(name: str, n_rows: int) -> str:
    return f"{name} ({formatting.counted(n_rows, 'row')})"


def preview(file: str, totals: Sequence[str], n_left_out: int, n_problems: int) -> list[str]:
    rest = [f"{n_left_out:,} left out"] if n_left_out else []
    rest += [f"{n_problems} with problems"] if n_problems else []
    counts = [f"  {', '.join(rest)}"] if rest else []
    return [f"{file}:", *(f"  {total}" for total in totals or ["nothing to import"]), *counts]
