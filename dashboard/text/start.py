"""Texts of the setup: the exam, the hours, the ratings, and the first gap audit."""

from collections.abc import Sequence

from analytics.blueprints.custom import CustomExam
from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.records import StudyPlan
from dashboard import formatting
from dashboard.text import exam_card
from dashboard.text.shapes import paragraph

TITLE = "Your first gap audit in ten minutes"
DONE, UNDER_WAY = "Your first gap audit", "Your exam, hours and ratings"
TO_OVERVIEW = "Go to the overview"

EXAM_STEP, HOURS_STEP, RATING_STEP = "Choose your exam", "Hours per week and exam day", "Rate yourself"
MINUTES = {EXAM_STEP: 1, HOURS_STEP: 2, RATING_STEP: 7}
NEEDS_EXAM = "Choose your exam first."
HAVE_FILES = "I have files already"
PLAN_TITLE = "Your plan"

CHOOSE, SEARCH = "Exam", "Search by name, code or provider"
NOT_LISTED = "My exam is not listed"
FILE, ADD_FILE = "Exam file (.toml)", "Add exam from file"
FILE_HELP = "Its format is described in analytics/blueprints/README.md."
DESCRIBE = paragraph("start_describe")
CODE, NAME, QUESTIONS, MINUTES_ALLOWED = "Short code", "Name", "Questions", "Minutes"
QUESTIONS_HELP = paragraph("start_questions_help")
CUT_PERCENT = "Passing score (% correct)"
CUT_HELP = "Leave it empty if it is not published, or if it is scaled, like 700 of 1000."
DOMAIN, WEIGHT, TASKS = "Domain", "Weight (% or questions)", "Tasks"
TASKS_HELP = "What the domain covers, separated by semicolons. You can then rate and practice task by task."
TASKS_APART = ";"
DOMAINS_ALT = "One row for each domain of the exam, with its weight and its tasks, separated by semicolons."
ADD_EXAM = "Add exam"


def incomplete(exam: CustomExam) -> str:
    has_some = len({domain.weight is None for domain in exam.domains}) > 1
    needed = {
        "a short code": bool(exam.code),
        "a name": bool(exam.name),
        "at least one domain": bool(exam.domains),
        "a name for each domain": all(domain.name for domain in exam.domains),
        "all weights or none": not has_some,
    }
    missing = [what for what, given in needed.items() if not given]
    if missing:
        return f"The exam is incomplete. Enter {formatting.joined(missing)}."
    if exam.wrong_sum is None:
        return ""
    wanted = f"100{formatting.PERCENT} or {formatting.questions(exam.n_questions)}"
    return f"The weights add up to {exam.wrong_sum:g}, not to {wanted}. Correct them, or leave all of them empty."


def wrong_weight(weight: str, reason: object) -> str:
    return f"The weight “{formatting.shortened(weight, 40)}” is {reason}."


def title(*, is_done: bool, is_under_way: bool) -> str:
    if is_under_way:
        return UNDER_WAY
    return DONE if is_done else TITLE


def sentence(exam: ExamBlueprint | None) -> str:
    if exam is None:
        return "Three steps, and no practice exam needed."
    return f"**{formatting.literal(exam.name)}**: {exam_card.facts(exam)}."


def to_do(step: str) -> str:
    number = list(MINUTES).index(step) + 1
    return f"{number} · {step} · {formatting.minutes(MINUTES[step])}"


next_step = formatting.template("Next: {}", to_do)


def steps(exam: ExamBlueprint | None, plan: StudyPlan | None, n_rated: int) -> Sequence[str]:
    hours = rated = ""
    if plan is not None:
        exam_on = f"exam on {formatting.day(plan.exam_on)}" if plan.exam_on else "no exam day yet"
        hours = f"{formatting.hours.between(plan.hours_per_week_low, plan.hours_per_week_high)} per week, {exam_on}"
    if n_rated and exam is not None:
        rated = f"{n_rated} of {formatting.counted(len(exam.domains), 'domain')} rated"
    entered = ("" if exam is None else exam_card.title(exam), hours, rated)
    numbered = enumerate(zip(MINUTES, entered, strict=True), start=1)
    return [f"{number} · {words}" if words else to_do(step) for number, (step, words) in numbered]


def option(exam: ExamBlueprint, status: ExamStatus) -> str:
    note = "" if status is ExamStatus.ACTIVE else f" ({exam_card.STATUSES[status]})"
    provider = f" · {exam.provider}" if exam.provider else ""
    return f"{exam.name} · {exam.code}{provider}{note}"
