"""Texts about mapping a file: questions, unassigned titles, and canonical columns."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import DataProblem, OpenQuestionError, Question
from analytics.exports.canonical import templates
from analytics.ingest.canonical.columns import LIMITS, CanonicalColumn, columns_of
from analytics.ingest.file_mapping import ALL_TABLES, UNASSIGNED, DateOrder, TimeUnit
from analytics.ingest.mapping.entries import EVERYBODY, PEOPLE_FORMAT
from analytics.ingest.mapping.labels import LABELS_FORMAT, UnlabeledTitle
from analytics.ingest.reading import CHOOSE_ACTIVITY, CHOOSE_DOMAIN, listed
from analytics.ingest.values.written_dates import parse_moment
from analytics.records import ME, RECORD_TYPES, StudyPlan
from dashboard import formatting
from dashboard.text import names, navigation
from dashboard.text.add import column_name, id_and_name
from dashboard.text.data import kind_name
from dashboard.text.imports import HERE, with_place
from dashboard.text.shapes import filled, paragraph, phrases, words

if TYPE_CHECKING:  # guesses load what compares words
    from analytics.ingest.mapping.suggestions import DomainSuggestion


CHOOSE, LEAVE_OUT = "Choose", "Skip this file"
GET_MAP = "Download these answers"
GET_MAP_HELP = "A map file for the command line: cutscore import FILE --map MAP.toml. Your answers are also saved here."
ASK_AGAIN = navigation.ASK_AGAIN
ASK_AGAIN_HELP = "Asks about this file again, such as which rows are study. Your new answers replace the saved ones."
ASKED_LATER, ANSWER_FIRST = "Its questions come after those above.", "Answer every question above first."
AS_IT_STANDS = "First rows of the file"
ALL_ROWS = "First rows, whether they are study or not"
AS_IT_WILL_BE = "First rows as they will be imported"
PREVIEW_ALT = "Table with the first rows of the file."
NOT_SHOWN = frozenset({"candidate", "source_id"})
SHOWN_LAST = frozenset({"exam_code", "practice_exam_id"})
"""Columns that rarely change; a phone shows only the first three or four."""
CORRECT_BODY = "Correct a cell here to read it again. Your file is not changed. Rows with problems are not imported."
N_ROWS_SHOWN = 6
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2}):.*")
N_PROBLEMS_SHOWN = 8
N_TOPICS_SHOWN = 30
MAX_TITLES_SHOWN = 300

ASKED = phrases(Question, "mapping_asked")
HAS_HEADER: Mapping[bool, str] = {False: "data, like the other rows", True: "the names of the columns"}

WHICH_KIND = "What does each row contain?"
KIND_OF_ROW = words("kinds_of_row")
UNSURE = "This is a guess. Check what each row is before you import."
CHANGE_COLUMNS = "Change what the rows and columns are"
YOUR_COLUMN, WHAT_IT_IS, FIRST_VALUES = "Your column", "What it is", "First values"
COLUMNS_ALT = "Table of your columns, what each one is, and its first values; what it is can be changed."
MEANINGS = words("own_columns")

EXAM_OF_TITLES = "Which exam are you studying for?"
WHICH_ZONE_HELP = f"To avoid this question, set your time zone under {navigation.DATA}, {navigation.SETTINGS}."
DECIMALS: Mapping[str, str] = {",": "3,5 is three and a half", ".": "3,500 is three thousand five hundred"}
SCORES = words("score_units")
TIMES = phrases(TimeUnit, "mapping_times")
ALL_STUDY, ALL_MINE = "All rows are study, also in later files", "All rows are mine"
IS_DONE = "Count past events as studied, in later files too"

UNKNOWN_BODY = "Optional for study sessions. Other rows are imported only with a domain."
TITLES_BODY = f"You can also do this later under {navigation.TITLES_WHERE}. Your choices apply to all files."
TITLES_ALT = "Table of titles with their rows and hours, and a domain and activity to choose."
SEARCH, SEARCH_EXAMPLE = "Find topics that contain", "one or more words, such as iam, vpc"
ALL_TOPICS = "Show all {n}"
COLUMN_TITLE, COLUMN_ROWS, COLUMN_HOURS = "Title, project or deck", "Rows", "Hours"
COLUMN_DOMAIN, COLUMN_ACTIVITY = "Domain or task", "Activity"
WITHOUT_TITLE = "(without a title)"

ASSIGN = navigation.TITLES
ASSIGN_BODY = paragraph("mapping_assign_body", undo_where=navigation.UNDO_WHERE)
ASSIGN_NOW, ALL_ASSIGNED = "Assign", "Every row has a domain and an activity."
NEEDS_EXAM = "To choose domains, first add a practice exam or a study plan."
NOTHING_CHOSEN = "Choose a domain or an activity in at least one row."

SAVED_MAPPINGS = "Saved mappings"
SAVED_MAPPINGS_BODY = "Cutscore reads these kinds of files without asking. Delete a mapping to be asked again."
NO_MAPPINGS, FORGET = "No saved mappings yet.", "Delete"
MAPPING_FORGOTTEN = "Mapping deleted. Cutscore will ask about the next file of this kind."

PASTE = "Paste results"
PASTE_BODY = paragraph("mapping_paste_body")
PASTE_LABEL, PASTE_IMPORT = "Results", "Read these results"
PASTE_EXAMPLE = paragraph("mapping_paste_example")
PASTED, NOTHING_PASTED = "pasted results", "Paste at least one line."

COLUMN_MEANINGS = filled("columns", "meanings", {})
heading = formatting.template("**{}**", formatting.literal)
domain_of_topic = formatting.template("Domain of {}", formatting.literal)
settings_file = formatting.template("**{}**", formatting.counter("setting"))
titles = formatting.template("Assign {} to domains (optional)", formatting.counter("title"))
problems = formatting.template("{} to correct", formatting.counter("problem"))
assigned = formatting.template(f"{{}} assigned. {navigation.UNDO_WHERE}", formatting.counter("row"))


def first_values(cells: Sequence[str]) -> str:
    return " · ".join(formatting.shortened(cell, 24) for cell in cells)


def column_meaning(ours: str | None) -> str:
    return "ignore" if ours is None else MEANINGS.get(ours) or COLUMN_MEANINGS[ours]


def columns_read(kind: str, columns: Mapping[str, str], ignored: Sequence[str]) -> str:
    named = ", ".join(f"{formatting.literal(name)} → {column_meaning(ours)}" for name, ours in columns.items())
    left = f" Ignored: {listed([*map(formatting.literal, ignored)])}." if ignored else ""
    return f"Each row is {KIND_OF_ROW[kind]}. {named}.{left}"


def table_choices(question: OpenQuestionError) -> dict[str, str]:
    names = {title: formatting.literal(title) for title in question.found} | {ALL_TABLES: "All with the same columns"}
    return {title: f"{names[title]} ({formatting.counted(n, 'row')})" for title, n in question.found.items()}


def _meanings(columns: Iterable[str]) -> str:
    return formatting.joined([*map(column_meaning, columns)])


still_missing = formatting.template("No column chosen yet for: {}.", _meanings)
named_twice = formatting.template("Choose only one column for: {}.", _meanings)


def exam_choices(codes: Mapping[str, int], known: Mapping[str, ExamBlueprint]) -> dict[str, str]:
    """Return some exams by code, else all known ones."""
    return {code: id_and_name(code, known[code].name) if code in known else code for code in codes or known}


def date_ways(question: OpenQuestionError) -> dict[DateOrder, str]:
    cell = next(iter(question.found))
    year = "" if cell.count("/") != 1 else "/2024"  # a leap year has every day that a date without a year may be
    orders = (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)
    days = {order: parse_moment(f"{cell}{year}", order).day for order in orders}
    shown = "%B" if year else "%B %Y"
    return {order: f"{formatting.literal(cell)} is {day.day} {day:{shown}}" for order, day in days.items()}


@dataclass(frozen=True, slots=True)
class OneOf:
    """A question with a few choices, the field that stores the answer, and a note."""

    choices: Callable[[OpenQuestionError], Mapping[Any, str]]
    field: str
    note: Callable[[OpenQuestionError], str] = lambda _: ""


ONE_OF: Mapping[Question, OneOf] = {
    Question.SHEET: OneOf(table_choices, "sheet"),
    Question.HEADER: OneOf(lambda _: HAS_HEADER, "has_header", lambda question: f"First row: {_first_found(question)}"),
    Question.DATE_ORDER: OneOf(date_ways, "date_order"),
    Question.DECIMAL: OneOf(lambda _: DECIMALS, "decimal"),
    Question.SCORE_UNIT: OneOf(lambda _: SCORES, "score_unit"),
    Question.TIME_UNIT: OneOf(lambda _: TIMES, "time_unit"),
}


def entry_choices(question: OpenQuestionError) -> dict[str, str]:
    """Return the names to choose from, each on one line, with what the file has of them."""
    if question.unit == "min":
        entries = {name: f"{formatting.counted(n, 'entry', 'entries')}, " for name, n in question.counts.items()}
        amounts = {name: entries.get(name, "") + formatting.duration(n) for name, n in question.found.items()}
    else:
        amounts = {name: formatting.counted(n, "row") for name, n in question.found.items()}
    return {name: f"{' '.join(name.split())} ({amount})" for name, amount in amounts.items()}


def person_choices(question: OpenQuestionError) -> dict[str, str]:
    return {**entry_choices(question), EVERYBODY: ALL_MINE}


def same_person(question: OpenQuestionError) -> str:
    return ASKED[Question.SAME_PERSON].format(new=formatting.literal(question.about), known=_first_found(question))


def same_person_choices(question: OpenQuestionError) -> dict[str, str]:
    """Return the answers to offer, by the name under which each would import the rows."""
    return {
        next(iter(question.found)): f'Yes, import as "{_first_found(question)}"',
        question.about: "No, another person",
    }


def _first_found(question: OpenQuestionError) -> str:
    return formatting.literal(next(iter(question.found)))


def which_day(question: OpenQuestionError) -> str:
    return f"{ASKED[question.question]} {formatting.literal(question.about)}".strip()


_WHILE_ASKED = {
    **HERE,
    CHOOSE_DOMAIN: "with the buttons above",
    CHOOSE_ACTIVITY: f"after the import, under {navigation.TITLES_WHERE}",
}


def sentence(reason: str) -> str:
    return formatting.literal(formatting.capitalized(with_place(reason, _WHILE_ASKED)))


def not_of(candidate_id: str) -> str:
    """Return whose the rows without a name are, while somebody else is shown."""
    shown = formatting.literal(names.candidate(candidate_id))
    return (
        f"Rows without a name count for *{ME}*, not for {shown}, whose pages you see. "
        f"To import for {shown}, use a template with the name in its column *candidate*."
    )


def exam_file(exam: ExamBlueprint) -> str:
    return f"**Adds the exam {formatting.literal(f'{exam.code}, {exam.name}')}**"


def domains_of(exam: ExamBlueprint) -> str:
    return " · ".join(f"**{one.domain_id}** {formatting.literal(one.name)}" for one in exam.domains)


def domain_button(domain_id: str) -> str:
    return "none" if domain_id == UNASSIGNED else domain_id


def topic(name: str, n_rows: int, near: "DomainSuggestion | None", exam: ExamBlueprint) -> str:
    rows = f"**{formatting.literal(name)}**, {formatting.counted(n_rows, 'row')}"
    if near is None:
        return rows
    domain = exam.domain(near.domain_id)
    tasks = {task.task_id: task.title for task in domain.tasks}
    name = domain.name if near.task_id is None else f"{near.task_id} {tasks[near.task_id]}"
    shown = formatting.literal(formatting.shortened(name, 40))
    match = f"same as {shown}" if near.score == 100 else f"close to {shown} ({near.score} of 100)"
    return f"{rows} :small[· {match}]"


def set_all(n: int, wanted: str) -> str:
    which = f"that contain “{formatting.literal(wanted)}”" if wanted else "without a domain"
    return f"Set all {n} {which} to"


def preview_row(cells: Mapping[str, str]) -> dict[str, str]:
    """Leave out seconds and time offsets."""
    return {column_name(name): _MOMENT.sub(r"\1 \2", cell) for name, cell in cells.items()}


def more_problems(n: int) -> str:
    return f"{n:,} more appear once these are corrected." if n else ""


def problem_label(alike: Sequence[DataProblem]) -> str:
    lines = f"{formatting.verb(len(alike), 'Line', 'Lines')} {listed([one.line for one in alike])}"
    return formatting.literal(f"{lines}, {alike[0].column}: {alike[0].reason}")


def problem(found: DataProblem) -> str:
    parts = [f"line {found.line}" if found.line else "", found.column, found.value]
    reason = formatting.literal(with_place(found.reason, _WHILE_ASKED))
    return f"{sentence(', '.join(part for part in parts if part))}: {reason}."


def unassigned(titles: Sequence[UnlabeledTitle]) -> str:
    n_rows = sum(title.n_without_domain for title in titles)
    minutes = sum(title.minutes_without_domain for title in titles)
    if not n_rows:
        return ""
    spent = f" ({formatting.hours(minutes / 60)} of study)" if minutes else ""
    return f"{formatting.counted(n_rows, 'row')}{spent} {formatting.verb(n_rows, 'has', 'have')} no domain yet."


def more_titles(n: int) -> str:
    return f"{n - MAX_TITLES_SHOWN} more appear once these are assigned." if n > MAX_TITLES_SHOWN else ""


def mapping_name(kind: str) -> str:
    of_all = {LABELS_FORMAT: "Titles and their domains", PEOPLE_FORMAT: "Who is the same person"}
    return f"{of_all[kind]}, in all files" if kind in of_all else f"Format: {formatting.literal(kind_name(kind))}"


def map_name(file: str) -> str:
    return f"{PurePath(file.rpartition(' > ')[2]).stem or 'cutscore'}-map.toml"


def column_sentences(file: str) -> list[str]:
    kind = next(kind for kind in RECORD_TYPES if file.startswith(f"{kind.TABLE}."))
    columns = columns_of(kind)
    if kind is not StudyPlan:
        return [_sentence(column.name, _cells(column), is_needed=column.is_required) for column in columns]
    needed = tuple(column.name for column in columns if column.is_required)
    return [
        _sentence(key, "as in the template", is_needed=any(name.startswith(key) for name in needed))
        for key in tomllib.loads(templates()[file])
    ]


def _sentence(name: str, cells: str, *, is_needed: bool) -> str:
    needed = "; required" if is_needed else ""
    return f"**{formatting.literal(name)}** ({cells}{needed}): {COLUMN_MEANINGS[name]}."


def _cells(column: CanonicalColumn) -> str:
    if column.types == {date, datetime}:
        return "2026-03-01 or 2026-03-01T09:30"
    (kind,) = column.types
    if issubclass(kind, StrEnum):
        return formatting.literal(", ".join(kind))
    words = {date: "2026-03-01", bool: "true or false", str: "text"}
    if kind in words:
        return words[kind]
    limits = LIMITS[column.name]
    low = f"above {limits.low:g}, up to" if limits.is_open else f"{limits.low:g} to"
    return f"{'whole number' if kind is int else 'number'}, {low} {limits.high:,.0f}"
