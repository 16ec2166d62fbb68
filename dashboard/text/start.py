"""Texts of the first steps."""

from collections.abc import Sequence
from enum import StrEnum

from analytics.blueprints.model import ExamBlueprint
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.study.plan import PlanReport
from dashboard import formatting

ANSWER = "Three steps, about ten minutes: your exam, your hours, your own rating. No practice exam is needed yet."
DONE = "Your gaps and your plan are below. They follow your own ratings until practice exams correct them."
WITHOUT_RATING = "Plan saved. Rate yourself to fit it to your gaps."
UNDER_WAY = "Your plan is under way. Change your exam, your hours or your ratings here."

STEP_EXAM, STEP_PLAN, STEP_RATING = (
    "1 · Which exam?",
    "2 · How many hours, until when?",
    "3 · Where do you stand today?",
)
RESULT_TITLE = "Your gaps, the split of your hours, and your plan"
NOT_KNOWN_TITLE = "What is not known yet"


class Way(StrEnum):
    """How an exam is added."""

    LISTED = "choose it from the list"
    FILE = "bring a file"
    WRITE = "write a simple one"


WAYS = tuple(Way)
WAY = "Your exam"
CHOOSE = "Exam"
FILE = "Exam file (.toml)"
FILE_HELP = "A blueprint as README.md in analytics/blueprints describes it."
TAKE_FILE = "Take this file"
WRITE_BODY = "Only what you know. What you leave empty counts as not published, and the ranges grow by it."
CODE, NAME, QUESTIONS, MINUTES = "Short code", "Name", "Questions", "Minutes"
CUT_PERCENT = "Right answers to pass (%)"
CUT_HELP = "Empty where it is not published. A scaled mark such as 700 of 1000 is no percentage: leave it empty."
DOMAIN, WEIGHT, TASKS = "Domain", "Weight (%)", "Tasks"
TASKS_HELP = "What the domain asks for, with a semicolon between two tasks. With tasks you rate and practise by task."
TASKS_APART = ";"
DOMAINS_ALT = (
    "One line for each domain of the exam, with its weight in percent and its tasks where they are known; a semicolon "
    "stands between two tasks."
)
SAVE_EXAM = "Take this exam"
NEEDED = "Give the exam a short code, a name and at least one domain."
NEEDS_EXAM = "First the exam: the other steps follow it."
NEXT_TITLE = "What comes next"


def answer(report: PlanReport | None, *, is_rated: bool) -> str:
    if report is None:
        return ANSWER
    if is_under_way(report):
        return UNDER_WAY
    return DONE if is_rated else WITHOUT_RATING


def is_under_way(report: PlanReport) -> bool:
    """Whether there is a practice exam, or a week of the plan is over."""
    return report.losses.basis is GapBasis.PRACTICE_EXAMS or report.last_week is not None


def step(title: str, *, is_done: bool) -> str:
    return f"{title} ✓" if is_done else title


def exam_name(exam: ExamBlueprint) -> str:
    return f"{exam.code} · {exam.name}"


def chosen(exam: ExamBlueprint) -> str:
    return f"You prepare for **{formatting.literal(exam.name)}** ({formatting.literal(exam.code)})."


def not_known(exam: ExamBlueprint, unrated: Sequence[str]) -> list[str]:
    missing = ["Your chance of passing: that takes practice exams, at least two."]
    missing.append("Whether your ratings are right: the first practice exam by domain shows it.")
    if unrated:
        names = formatting.joined([formatting.literal(name) for name in unrated])
        missing.append(f"How you stand in {names}, which you have not rated: what is usual for candidates stands in.")
    if not exam.is_weight_published:
        missing.append("How much each domain counts: the provider does not publish it.")
    return missing


NEXT = (
    "Follow the plan's first week. Log what you do on the Type in page, or bring the file of your timer.",
    "Come back once a week to This week: five minutes.",
    "Type in the first practice exam by domain as soon as you have sat it.",
)
