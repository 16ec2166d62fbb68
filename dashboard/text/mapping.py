"""Texts of the questions about a file: its columns, and what its titles are about."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePath

from analytics.errors import DataProblem, OpenQuestionError
from analytics.ingest import Import
from analytics.ingest.file_mapping import DateOrder
from analytics.ingest.mapping.columns import FRACTION, OF_TOTAL, PERCENT, QUESTION_TEXT, SCALED, SCORE, START_TIME
from analytics.ingest.mapping.labels import LABELS_FORMAT, UnlabeledTitle
from analytics.ingest.values.written_dates import TimeUnit, parse_moment
from analytics.records import CheckIn, DomainResult, ExamOutcome, ItemResponse, SelfRating, StudySession
from dashboard import formatting
from dashboard.text import columns, common
from dashboard.text.add import COLUMNS
from dashboard.text.data import kind_name

CHOOSE = "Choose"
IMPORT = "Import this file"
LEAVE_OUT = "Leave this file out"
GET_MAP = "Download these answers as a file"
GET_MAP_HELP = "For the command line: cutscore import FILE --map THIS-FILE. Such files are read so from now on."
AS_IT_STANDS = "The first rows as they stand in the file"
AS_IT_WILL_BE = "The first rows as they will be read"
PREVIEW_ALT = "The first rows of the file, one line each."
NOT_SHOWN = frozenset({"candidate", "source_id"})
"""Columns that are of no use in the preview."""
N_ROWS_SHOWN = 8
N_PROBLEMS_SHOWN = 8
MAX_TITLES_SHOWN = 300

WHICH_KIND = "What is one row of this table?"
KIND_OF_ROW: Mapping[str, str] = {
    StudySession.TABLE: "a study session",
    DomainResult.TABLE: "the result of a practice exam, whole or by domain",
    ItemResponse.TABLE: "one answered question",
    SelfRating.TABLE: "a rating of your own knowledge",
    ExamOutcome.TABLE: "the result of the real exam",
    CheckIn.TABLE: "how a day was",
}
COLUMNS_BODY = "What does each column hold? What is set already is a guess by its name."
NO_COLUMN = "leave it out"
MEANINGS: Mapping[str, str] = {
    SCORE: "the score, in one cell",
    START_TIME: "the time of the day, where the day has a column of its own",
    QUESTION_TEXT: "the words of the question, which are not kept",
    "domain_id": "the domain",
    "task_id": "the task",
    "started_at": "its day, also with the time",
    "taken_at": "its day, also with the time",
    "time_on_task_min": "how long you studied",
    "duration_min": "how long it took",
    "response_time_s": "how long the question took",
    "form": "which set of questions",
    "note": "a note",
    "n_items": "how many questions",
    "n_correct": "how many of them were right",
    "rating": "your rating, from 1 to 5",
}

WHICH_EXAM = "Which exam is it for?"
EXAM_OF_TITLES = "Which exam do you study for? Its domains can then be chosen."
WHICH_DAY = "On which day was it taken?"
WHICH_ZONE = "In which time zone were these times written?"
WHICH_ZONE_HELP = "Set your own once under Your day and time zone, and no file asks for it again."
WHICH_ORDER = "How are its dates to be read?"
WHICH_DECIMAL = "What does a comma within a number mean?"
DECIMALS: Mapping[str, str] = {",": "3,5 is three and a half", ".": "3,500 is three thousand five hundred"}
WHICH_SCORE = "In what does its score count?"
SCORES: Mapping[str, str] = {
    PERCENT: "percent, such as 72",
    FRACTION: "a part of one, such as 0.72",
    OF_TOTAL: "right of asked, such as 13/18",
    SCALED: "the exam's own scale, such as 750 of 1000",
}
WHICH_TIME = "In what does it count time?"
TIMES: Mapping[TimeUnit, str] = {
    TimeUnit.MINUTES: "minutes",
    TimeUnit.HOURS: "hours",
    TimeUnit.SECONDS: "seconds",
    TimeUnit.CLOCK: "hours and minutes, such as 1:30",
}
WHICH_STUDY = "Which of these are studying for your exam?"
ALL_STUDY = "All of it, and whatever else such a file brings later"
IS_DONE = "What lies behind was done: count it as studied, in later files too"

UNKNOWN_TITLE = "Names that are no domain of the exam"
UNKNOWN_BODY = "Their rows can come in once you say which domain is meant."
TITLES_TITLE = "What are these about?"
TITLES_BODY = (
    "You can leave this for later: what has no domain stays visible on this page. It is remembered for all files."
)
TITLES_ALT = "One line for each title: its rows, its hours, and the domain and the activity that you choose."
NAMES_ALT = "One line for each name: its rows, and the domain that you choose."
COLUMN_TITLE, COLUMN_NAME, COLUMN_ROWS, COLUMN_HOURS = "Title, project or deck", "Name", "Rows", "Hours"
COLUMN_DOMAIN, COLUMN_ACTIVITY = "Domain or task", "Activity"
WITHOUT_TITLE = "(without a title)"

ASSIGN = "Titles without a domain"
ASSIGN_BODY = (
    "Choose what each title is about. The rows in your file are changed, which you can take back under Imports, "
    "and later files are read in the same way."
)
ASSIGN_NOW = "Assign them"
ALL_ASSIGNED = "Every row has its domain."
NEEDS_EXAM = (
    "Domains can be chosen once your file names an exam: import a practice exam or a plan of it, or type one in."
)
NOTHING_CHOSEN = "Choose a domain or an activity for at least one line."

SAVED_MAPPINGS = "Answers that are remembered"
SAVED_MAPPINGS_BODY = "Files of these kinds are read without asking. Forget one, and the next such file asks again."
NO_MAPPINGS = "Nothing has been asked about a file yet."
FORGET = "Forget"
MAPPING_FORGOTTEN = "Forgotten. The next such file is asked about again."

PASTE = "Paste results"
PASTE_BODY = (
    "For results that you can only see on a screen: one line for each domain, and above them the day, the set and "
    "who made it, as far as you know them."
)
PASTE_LABEL = "Results"
PASTE_EXAMPLE = "2026-03-07 Tutorials Dojo, set 2\nDesign Secure Architectures: 72 % (13/18)\nTotal: 75 % (49/65)"
PASTE_IMPORT = "Import these results"
PASTED = "pasted results"
NOTHING_PASTED = "Paste or type at least one line first."


def heading(name: str, n_waiting: int) -> str:
    more = f" {formatting.counted(n_waiting - 1, 'more file waits', 'more files wait')}." if n_waiting > 1 else ""
    return f"Before **{formatting.literal(name)}** goes in, something must be known.{more}"


def column_label(name: str, example: str) -> str:
    shown = formatting.cut(example, 40)
    such = f", such as {formatting.literal(shown)}" if shown else ", empty"
    return f"**{formatting.literal(name)}**{such}"


def column_meaning(ours: str | None) -> str:
    return NO_COLUMN if ours is None else MEANINGS.get(ours) or columns.MEANINGS[ours]


def still_missing(question: OpenQuestionError) -> str:
    return f"Still to be found: {formatting.joined([column_meaning(ours) for ours in question.found])}."


def named_twice(meanings: Sequence[str]) -> str:
    return f"Only one column can be: {formatting.joined([column_meaning(ours) for ours in meanings])}."


def date_ways(question: OpenQuestionError) -> dict[DateOrder, str]:
    cell = next(iter(question.found))
    return {order: _date_way(cell, order) for order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)}


def _date_way(cell: str, order: DateOrder) -> str:
    day = parse_moment(cell, order).day
    return f"{formatting.literal(cell)} is {day.day} {day:%B %Y}"


def study_choice(name: str, n: int, unit: str) -> str:
    if unit != "min":
        return f"{name} ({formatting.counted(n, 'row')})"
    return f"{name} ({formatting.minutes(n) if n < 60 else formatting.hours(n / 60)})"


def hinted_day(question: OpenQuestionError) -> date | None:
    return date.fromisoformat(next(iter(question.found))) if question.found else None


def sentence(reason: str) -> str:
    return formatting.literal(reason[:1].upper() + reason[1:])


def what_will_go(read: Import) -> str:
    parts = [f"{formatting.counted(len(read.rows), 'row')} can go in"]
    if read.n_failed:
        parts.append(f"{read.n_failed} {formatting.verb(read.n_failed, 'has', 'have')} problems")
    if read.n_skipped:
        parts.append(f"{read.n_skipped} {formatting.verb(read.n_skipped, 'is', 'are')} left out")
    return f"**{formatting.joined(parts)}.**"


def preview_row(cells: Mapping[str, str]) -> dict[str, str]:
    return {COLUMNS.get(name, name.replace("_", " ")): cell for name, cell in cells.items()}


def problem(found: DataProblem) -> str:
    parts = [f"line {found.line}" if found.line else "", found.column, found.value]
    return f"{sentence(', '.join(part for part in parts if part))}: {formatting.literal(found.reason)}."


def shown_title(title: str) -> str:
    return title or WITHOUT_TITLE


def unassigned(titles: Sequence[UnlabeledTitle]) -> str:
    n_rows = sum(title.n_without_domain for title in titles)
    minutes = sum(title.minutes for title in titles if title.n_without_domain)
    if not n_rows:
        return ""
    spent = f", {formatting.hours(minutes / 60)} of studying among them," if minutes else ""
    verb = formatting.verb(n_rows, "counts", "count")
    return f"{formatting.counted(n_rows, 'row')}{spent} {verb} for no domain. Assign them under {ASSIGN}."


def assigned(n_rows: int) -> str:
    return f"{formatting.counted(n_rows, 'row')} assigned. {common.TAKEN_BACK_WHERE}"


def more_titles(n: int) -> str:
    return f"And {n - MAX_TITLES_SHOWN} more, which come up when these are assigned." if n > MAX_TITLES_SHOWN else ""


def mapping_name(kind: str) -> str:
    if kind == LABELS_FORMAT:
        return "What titles are about, in all files"
    return f"Read as: {kind_name(kind)}"


def map_name(file: str) -> str:
    return f"{PurePath(file.rpartition(' > ')[2]).stem or 'cutscore'}-map.toml"
