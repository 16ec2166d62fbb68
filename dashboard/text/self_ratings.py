"""Texts of the self-ratings, with the meaning of each level."""

from collections.abc import Mapping

from analytics.blueprints.model import BlueprintDomain, ExamBlueprint, Task
from dashboard import formatting

SHORT: Mapping[int, str] = {1: "New to me", 2: "Heard of it", 3: "With docs", 4: "On my own", 5: "Could teach it"}
LEVELS = (
    f"**{SHORT[1]}**: you haven't come across it, or only know its name.",
    f"**{SHORT[2]}**: you could say what it is for, but not use it.",
    f"**{SHORT[3]}**: you could do it with the documentation open, looking up most choices.",
    f"**{SHORT[4]}**: you could do it without looking anything up, and explain your choices.",
    f"**{SHORT[5]}**: you could explain it to a colleague, with its limits and the wrong answers that look right.",
)
MEANING = "What the levels mean"
BODY = (
    "What could you do **today**? Choose the highest level that is true, and the lower one when in doubt. "
    "Skip what you don't understand."
)
GUIDE = "Official guide: what each task covers"
WHOLE_DOMAIN = "Whole domain"
SAVE = "Save ratings"
NO_RATING = "There is nothing to save. Choose or change at least one level."


def domain(given: BlueprintDomain) -> str:
    part = "" if given.share is None else f" · {formatting.percent(given.share)} of the exam"
    return f"{formatting.literal(f'{given.domain_id} · {given.name}')}{part}"


def task(given: Task) -> str:
    return formatting.literal(f"{given.task_id} {given.title}")


def saved(n_rated: int, exam: ExamBlueprint) -> str:
    n_lines = sum(max(1, len(domain.tasks)) for domain in exam.domains)
    return f"Saved: {min(n_rated, n_lines)} of {formatting.counted(n_lines, 'task')} rated."
