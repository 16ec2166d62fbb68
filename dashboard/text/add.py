"""Texts of the page where a candidate enters data by hand."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from analytics.errors import DataProblem
from analytics.records import (
    CheckIn,
    Confidence,
    DomainResult,
    ErrorCause,
    ExamOutcome,
    ItemResponse,
    LabKind,
    Record,
    SelfRating,
    StudySession,
)
from analytics.store import BatchInfo
from analytics.updates.practice_exam_entry import DomainCounts
from dashboard import formatting
from dashboard.text import common
from dashboard.text.data import KINDS

ANSWER = "Type in what you did; each line can be corrected, taken out, and brought back."
OWN_FILE_NOTE = "What you type goes into your own file, also while the sample is shown."
WHAT = "What do you want to type in?"
SAVE = "Save"
DAY = "Day"
DAY_IN_FUTURE = "This day is in the future. Choose today or an earlier day."
DOMAIN = "Domain"
NO_DOMAIN = "no domain"
NOTE = "Note"

SESSION = "Study session"
EXAM = "Practice exam"
QUESTIONS = "Question by question"
RATINGS = "Self-ratings"
OUTCOME = "Exam result"
CHECK_IN = "How the day was"
CORRECT = "Correct or take out"

ACTIVITY = "Activity"
MINUTES = "Minutes"
MORE = "More about it"
RESOURCE = "Book, course or site"
TASK = "Task"
NO_TASK = "no task"
IS_NEW = "New to you"
LAB_KIND = "Kind of lab"
LAB_KINDS: Mapping[LabKind, str] = {
    LabKind.GUIDED: "led step by step",
    LabKind.FROM_REQUIREMENTS: "from requirements",
}
ERRORS_MET = "Errors met"
COST = "Cost"
CURRENCY = "Currency"

TIMER = "Timer"
START = "Start the timer"
STOP = "Stop and save"
DISCARD = "Throw the time away"
TIMER_BODY = "It goes on when this page is closed, and stops when you stop it."

CHOOSE_EXAM = "Exam"
NEEDS_EXAM = "Which exam do you prepare for? Choose it once; what you type next counts for it."
PROVIDER = "Who made the questions"
FORM = "Which set"
SITTING = "Which time you sat this set"
IS_TIMED = "Against the clock"
IS_CLOSED_BOOK = "Without looking anything up"
PLACE = "Where"
DURATION = "Minutes it took"
COUNTS = "Right answers by domain"
COUNTS_HELP = (
    "For each domain: how many were right, of how many, and how many of them you had seen before, if any. "
    "Only the total known? Use the last line, and leave the others empty."
)
WHOLE_EXAM = "the whole exam"
RIGHT_ANSWERS, OF_QUESTIONS, SEEN_BEFORE = "right", "of", "seen"
COUNT_LABELS: Mapping[str, str] = {
    RIGHT_ANSWERS: "right answers",
    OF_QUESTIONS: "questions asked",
    SEEN_BEFORE: "questions seen before",
}
OF_HOW_MANY = "of how many?"
COUNT_WITHOUT_ALL = "Say of each domain that you filled in how many questions there were."
IMPOSSIBLE_COUNTS = "Nothing was saved. Correct the domains that are marked."
NO_COUNTS = "Fill in how many questions there were, and how many you had right."

QUESTIONS_BODY = (
    "One key or press for each question; the keys stand on the buttons. What you then say of it, why it was wrong, "
    "how sure you were, is about the question in the box; press another one below to go back to it. What you have "
    "typed stays if you close the page."
)
FINISH = "Save the practice exam"
SHEET_WORDS: Mapping[str, str] = {
    "domain": "Domain of the next question",
    "next_domain": "Next domain",
    "question": "Question",
    "right": "right",
    "wrong": "wrong",
    "flag": "flagged",
    "turn": "turn right and wrong around",
    "remove": "take it out",
    "cause": "Why was it wrong?",
    "confidence": "How sure were you?",
    "all": "All questions so far",
}
CAUSES: Mapping[ErrorCause, str] = {
    ErrorCause.KNOWLEDGE: "did not know it",
    ErrorCause.CONFUSED_PAIR: "mixed two things up",
    ErrorCause.MISREAD: "misread the question",
    ErrorCause.REASONING: "reasoned wrongly",
    ErrorCause.TIMING: "ran out of time",
}
CONFIDENCE_KEYS: Mapping[Confidence, str] = {Confidence.GUESS: "g", Confidence.UNSURE: "u", Confidence.CONFIDENT: "c"}

PASSED, FAILED = "passed", "failed"
RESULT = "Result"
SCORE_HELP = "The score as it was reported, on the scale of the exam."
SCORE = "Reported score"
REPORT_WORDS = "What the score report says of each domain, in its own words"
WORDS_OF_PROVIDER: Mapping[str, Sequence[str]] = {
    "AWS": ("Needs improvement", "Meets competencies"),
    "ISC2": ("Below proficiency", "Near proficiency", "Above proficiency"),
    "PMI": ("Needs improvement", "Below target", "Target", "Above target"),
}
"""Providers whose score reports always use the same words."""
NO_WORD = "not said"
NO_WORDS = "Choose a word for at least one domain."

SLEEP, EXERCISE, SCREEN = "Hours slept", "Minutes of exercise", "Minutes of screen in the evening"
CHECK_IN_NOTE = "Two lines about the day or the week"
NO_CHECK_IN = "Fill in at least one of them."

KIND = "What to correct"
CORRECTABLE: tuple[type[Record], ...] = (StudySession, DomainResult, ItemResponse, SelfRating, ExamOutcome, CheckIn)
N_LINES = 200
CORRECT_BODY = (
    "Change a cell, or mark lines at the left and delete them, then save. Nothing is lost: each change is a line "
    "under Imports on the Data page and can be taken back there."
)
NOTHING_TO_CORRECT = "There is nothing of this kind in your file yet."
NOTHING_CHANGED = "Nothing has been changed."


COLUMNS: Mapping[str, str] = {
    "n_items": "questions",
    "n_correct": "right answers",
    "n_seen_before": "seen before",
    "time_on_task_min": "minutes",
    "domain_id": "domain",
    "taken_at": "day",
    "started_at": "day",
}
"""Columns whose name in the files cannot be read as words."""


def undo_label(last: BatchInfo) -> str:
    return f"Take back what was saved last ({formatting.literal(last.source)})"


def title_of(kind: type[Record]) -> str:
    return KINDS[kind.TABLE][1].capitalize()


def saved(n: int, kind: type[Record]) -> str:
    return f"Saved: {formatting.counted(n, *KINDS[kind.TABLE])}."


def words_heading(outcome: ExamOutcome) -> str:
    exam = formatting.literal(outcome.exam_code)
    return f"How did each domain go? The report of {exam} on {formatting.full_day(outcome.taken_on)} draws it."


def word_choice(word: str) -> str:
    return word or NO_WORD


def words_saved(n: int) -> str:
    return f"Saved: what the report says of {formatting.counted(n, 'domain')}."


def session_saved(minutes: float) -> str:
    return f"Saved: {formatting.counted(round(minutes), 'minute')}."


def corrections_saved(n_changed: int, n_taken_out: int) -> str:
    parts = [f"{n_changed} changed"] if n_changed else []
    parts += [f"{n_taken_out} taken out"] if n_taken_out else []
    return f"{' and '.join(parts).capitalize()}. {common.TAKEN_BACK_WHERE}"


def problems(found: Sequence[DataProblem]) -> str:
    lines = [f"- {_where(problem)}{formatting.literal(problem.reason)}." for problem in found]
    return "Nothing was saved.\n" + "\n".join(dict.fromkeys(lines))


def _where(problem: DataProblem) -> str:
    if not problem.column:
        return ""
    column = COLUMNS.get(problem.column, problem.column.replace("_", " "))
    return f"{formatting.literal(f'{column} {problem.value}'.strip())}: "


def missing_field(label: str) -> str:
    return f"{label} is missing."


def score(n_correct: int, n_items: int) -> str:
    if n_items == 0:
        return NO_COUNTS
    return f"**{n_correct} of {n_items} right: {100 * n_correct / n_items:.1f}{formatting.PERCENT}.**"


def count_label(domain: str, what: str) -> str:
    return f"{domain}: {COUNT_LABELS[what]}"


def impossible(domain: str, counts: DomainCounts) -> str:
    parts = [f"{counts.n_correct} right"]
    parts += [f"{counts.n_seen_before} seen before"] if counts.n_seen_before else []
    of_all = f"{' and '.join(parts)} of {formatting.questions(counts.n_items)}"
    return f"{formatting.literal(domain)}: {of_all}. Check the counts."


def share(n_correct: int, n_items: int) -> str:
    return f"{100 * n_correct / n_items:.0f}{formatting.PERCENT}" if n_items else OF_HOW_MANY


def timer_state(since: datetime, now: datetime, what: str) -> str:
    minutes = (now - since).total_seconds() / 60
    return f"Running since {since:%H:%M}, {formatting.counted(int(minutes), 'minute')}: {formatting.literal(what)}."


def domain_name(domain_id: str, name: str) -> str:
    return f"{domain_id} · {name}"


def column_title(name: str) -> str:
    return COLUMNS.get(name, name.replace("_", " ")).capitalize()


def correction_source(kind: type[Record]) -> str:
    return f"{KINDS[kind.TABLE][1]} corrected by hand"
