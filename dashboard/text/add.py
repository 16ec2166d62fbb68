"""Texts of the forms in which a candidate adds data by hand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from analytics.blueprints.model import PERCENT_KINDS, CutScore
from analytics.errors import DataProblem
from analytics.records import (
    Activity,
    CheckIn,
    Confidence,
    DomainResult,
    ExamOutcome,
    ItemResponse,
    Moment,
    Record,
    SelfRating,
    StudySession,
)
from dashboard import formatting
from dashboard.text import names
from dashboard.text.data import KINDS
from dashboard.text.shapes import filled, paragraph, word_lists, words

if TYPE_CHECKING:
    from analytics.updates.practice_exam_entry import DomainCounts

COLUMNS = filled("columns", "short", {})


def column_name(name: str) -> str:
    return COLUMNS.get(name, name.replace("_", " "))


def column_label(name: str) -> str:
    return formatting.capitalized(column_name(name))


WHAT = "What do you want to add?"
SAVE = "Save"
DAY, DOMAIN, NOTE = map(column_label, ("started_at", "domain_id", "note"))
DAY_IN_FUTURE = "This date is in the future. Choose today or an earlier date."
NO_DOMAIN = "No domain"

SESSION, EXAM, QUESTIONS = "Study session", "Practice exam", "Question by question"
RATINGS, OUTCOME, CHECK_IN = "Self-rating", "Exam result", "Daily check-in"
CORRECT = "Edit or delete"

UNDO_TITLE = "Undo recent entries"
NOT_SAVED = "Not saved. Correct the marked fields."

ACTIVITY, MINUTES, RESOURCE, TASK = map(column_label, ("activity", "time_on_task_min", "resource", "task_id"))
MORE = "More details"
NO_TASK = "No task"
OPTIONAL, ANOTHER = "optional", "Another …"
IS_NEW, LAB_KIND, ERRORS_MET = map(column_label, ("is_new_material", "lab_kind", "n_errors_met"))
COST, CURRENCY = map(column_label, ("cost", "currency"))

TIMER = "Timer"
START, STOP, DISCARD = "Start timer", "Stop and save", "Discard"
TIMER_BODY, TIMER_DISCARDED = "Keeps running when you close the page.", "Timer discarded. Nothing was saved."

NEEDS_EXAM = "Which exam are you preparing for? You choose it only once."
PROVIDER, FORM, SITTING = map(column_label, ("provider", "form", "sitting"))
SITTING_HELP = "1 if you took this question set for the first time."
IS_TIMED, IS_CLOSED_BOOK, PLACE, DURATION = map(column_label, ("is_timed", "is_closed_book", "place", "duration_min"))
HAS_SEEN = "I had seen some of the questions before"
COUNTS = "Your score"
BY_DOMAIN, TOTAL_ONLY = "By domain", "Total only"
ENTERED_IN = "Enter as"
IN_COUNTS, PERCENT = "Correct answers", "Percent"
NO_PERCENT = "A percentage is between 0 and 100. A scaled score, such as 720 of 1000, is not one."
N_QUESTIONS = "Questions in this exam"
N_QUESTIONS_HELP = "Split over the domains by their weights. To adjust a domain, enter its correct answers."
WHOLE_EXAM = "Whole exam"
RIGHT_ANSWERS, OF_QUESTIONS, SEEN_BEFORE = map(column_label, ("n_correct", "n_items", "n_seen_before"))
NO_RESULT = "Enter your result, in total or for at least one domain."
NO_QUESTIONS = "How many questions were there?"

QUESTIONS_BODY = paragraph("add_questions_body")
FINISH = "Finish and save"
SHEET_WORDS = words("answer_sheet")
CONFIDENCE_KEYS: Mapping[Confidence, str] = {Confidence.GUESS: "g", Confidence.UNSURE: "u", Confidence.CONFIDENT: "c"}

PASSED, FAILED = "Passed", "Failed"
RESULT = "Result"
SCORE = column_label("scaled_score")
SCORE_HELP = "As on your score report. Leave it empty if there is none."
REPORT_WORDS = "Your score report by domain (optional)"
WORDS_OF_PROVIDER = word_lists("report_words")
NO_WORD, NO_WORDS = "Not stated", "Choose a rating for at least one domain."

SLEEP, EXERCISE, SCREEN = map(column_label, ("sleep_h", "exercise_min", "evening_screen_min"))
NO_CHECK_IN = "Fill in at least one field."

KIND = "What do you want to edit?"
CORRECTABLE: tuple[type[Record], ...] = (StudySession, DomainResult, ItemResponse, SelfRating, ExamOutcome, CheckIn)
N_LINES = 200
CORRECT_BODY = "Change cells, or select rows on the left and delete them. Then save. You can undo both."
NOTHING_TO_CORRECT, NOTHING_CHANGED = "There are no entries of this kind yet.", "There are no changes to save."


def new(label: str) -> str:
    return f"New {label[0].lower()}{label[1:]}"


def score_label(cut: CutScore) -> str:
    return f"{SCORE} (%)" if cut.kind in PERCENT_KINDS else SCORE


def entry_summary(records: Sequence[Record]) -> str:
    """Describe what one save adds, for its confirmation and its undo."""
    kind = type(records[0])
    match records[0]:
        case StudySession(started_at=day, time_on_task_min=minutes, activity=activity):
            spent_on = "" if activity is Activity.OTHER else f" of {names.ACTIVITIES[activity]}"
            return f"study session, {formatting.duration(minutes)}{spent_on} on {formatting.full_day(day)}"
        case DomainResult(taken_at=day):
            results = [record for record in records if isinstance(record, DomainResult)]
            n_correct, n_items = sum(r.n_correct for r in results), sum(r.n_items for r in results)
            return f"practice exam, {n_correct} of {n_items} correct on {formatting.full_day(day)}"
        case ExamOutcome(taken_on=day, is_passed=is_passed):
            return f"exam result, {(PASSED if is_passed else FAILED).lower()} on {formatting.full_day(day)}"
        case CheckIn(on=day):
            return f"check-in for {formatting.full_day(day)}"
        case _:
            return formatting.counted(len(records), *KINDS[kind.TABLE]) if len(records) > 1 else KINDS[kind.TABLE][0]


source = "Added by hand: {}".format
saved = formatting.template("Saved: {}.", formatting.literal)
undo_label = formatting.template("Undo: {}", formatting.literal)
undone = formatting.template("Undone: {}.", formatting.literal)
missing_field = formatting.template("Enter the {}.", str.lower)
id_and_name = "{} · {}".format


def title_of(kind: type[Record]) -> str:
    return KINDS[kind.TABLE][1].capitalize()


def words_heading(outcome: ExamOutcome) -> str:
    exam, day = formatting.literal(outcome.exam_code), formatting.full_day(outcome.taken_on)
    return f"How did each domain of {exam} go on {day}? Your score report may show it, perhaps as a chart."


def corrected(kind: type[Record], n_changed: int, n_deleted: int) -> str:
    of_kind = KINDS[kind.TABLE]
    parts = [f"{formatting.counted(n_changed, *of_kind)} edited"] if n_changed else []
    parts += [f"{formatting.counted(n_deleted, *of_kind)} deleted"] if n_deleted else []
    return formatting.joined(parts)


def row_name(number: int, moment: Moment) -> str:
    return f"Row {number} ({formatting.day(moment)})"


def problems(found: Sequence[DataProblem], *, names_rows: bool = False) -> str:
    lines = []
    for one in found:
        cell = f"{column_name(one.column)} {one.value}".strip() if one.column else ""
        where = ", ".join(filter(None, [one.line if names_rows else "", cell]))
        place = f"{formatting.literal(where)}: " if where else ""
        lines.append(f"- {place}{formatting.literal(one.reason)}.")
    return "Not saved.\n" + "\n".join(dict.fromkeys(lines))


def field_problem(found: DataProblem) -> str:
    return f"{formatting.literal(formatting.capitalized(found.reason))}."


def score(n_correct: int, n_items: int) -> str:
    return f"**{n_correct} of {n_items} correct: {100 * n_correct / n_items:.1f}{formatting.PERCENT}**"


def left_out(n_domains: int) -> str:
    if not n_domains:
        return ""
    verb = formatting.verb(n_domains, "is", "are")
    return f"{formatting.counted(n_domains, 'domain')} without a result {verb} left out."


def stored(n_correct: int, n_items: int, possible: Sequence[int] = ()) -> str:
    """Return the counts stored for a percentage, and the others it may stand for."""
    others = f" ({formatting.span(str(possible[0]), str(possible[-1]), has_dash=True)})" if len(possible) > 1 else ""
    return f"{n_correct} of {n_items}{others}"


def impossible_percent(percent: str, n_items: int) -> str:
    given = f"{percent}{formatting.PERCENT}"
    return f"{given} is not possible with {formatting.questions(n_items)}. Check the number of questions."


def impossible(counts: "DomainCounts") -> str:
    if not 0 <= counts.n_correct <= counts.n_items:
        return f"{counts.n_correct} correct of {formatting.questions(counts.n_items)} is not possible."
    return f"{counts.n_seen_before} seen before of {formatting.questions(counts.n_items)} is not possible."


def timer_state(since: datetime, now: datetime, what: str) -> str:
    minutes = (now - since).total_seconds() // 60
    return f"**{formatting.duration(minutes)}** of {formatting.literal(what)}, since {since:%H:%M}"
