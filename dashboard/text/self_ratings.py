"""Texts of the self-ratings, with the meaning of each level."""

from collections.abc import Mapping

from analytics.blueprints.model import BlueprintDomain, ExamBlueprint, Task
from dashboard import formatting
from dashboard.text import common

SHORT: Mapping[int, str] = {1: "new to me", 2: "heard of it", 3: "with docs", 4: "on my own", 5: "could teach"}
LEVELS: Mapping[int, str] = {
    1: "You have not met it, or only its name.",
    2: "You could say what it is for, and could not use it.",
    3: "You could do it with the documentation open, and would look up most choices.",
    4: "You could do it without looking anything up, and say why this way and not another.",
    5: "You could explain it to a colleague, with its limits and the wrong answers that look right.",
}
LEVEL, MEANING = "Level", "What it means"
BODY = (
    "For each line, what could you do **today**? Take the highest level that is true; where you waver between two, the "
    "lower. Leave out a line that you do not understand."
)
GUIDE = "The provider's guide: what each task covers"
WHOLE_DOMAIN = "The domain as a whole"
SAVE = "Save the ratings"
NO_RATING = "Nothing to save: choose a level, or change one."


def domain(given: BlueprintDomain) -> str:
    part = "" if given.share is None else f" · {formatting.percent(given.share)} of the exam"
    return f"{formatting.literal(f'{given.domain_id} · {given.name}')}{part}"


def task(given: Task) -> str:
    return formatting.literal(f"{given.task_id} {given.title}")


def saved(n_rated: int, exam: ExamBlueprint) -> str:
    n_lines = sum(max(1, len(domain.tasks)) for domain in exam.domains)
    return f"Saved: {min(n_rated, n_lines)} of {formatting.counted(n_lines, 'line')} rated. {common.TAKEN_BACK_WHERE}"
