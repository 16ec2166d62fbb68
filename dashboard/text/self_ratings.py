"""Texts of the self-ratings, with the meaning of each level."""

from collections.abc import Mapping

from analytics.blueprints.model import BlueprintDomain
from dashboard import formatting

SHORT: Mapping[int, str] = {1: "New to me", 2: "Heard of it", 3: "With docs", 4: "On my own", 5: "Could teach it"}
LEVELS = (
    f"**1 · {SHORT[1]}**: you don't know it, or only by name.",
    f"**2 · {SHORT[2]}**: you can say what it is for, but not use it.",
    f"**3 · {SHORT[3]}**: you can do it with the documentation open, looking up most choices.",
    f"**4 · {SHORT[4]}**: you can do it without looking anything up, and explain your choices.",
    f"**5 · {SHORT[5]}**: you can explain it to a colleague, with its limits and the wrong answers that look right.",
)
MEANING = "What the levels mean"
BODY = (
    "What can you do **today**? Choose the highest level that is true, and the lower one when in doubt. "
    "Skip what you don't understand."
)
BY_TASK = "Rate task by task instead"
BY_TASK_NOTE = "A domain that you leave empty takes the average of its tasks."
GUIDE = "Official guide: what each task covers"
SAVE = "Save ratings"
NO_RATING = "There is nothing to save. Choose or change at least one level."


def level(number: int) -> str:
    return f"{number} · {SHORT[number]}"


def domain(given: BlueprintDomain) -> str:
    part = "" if given.share is None else f" · {formatting.percent(given.share)} of the exam"
    return f"{formatting.literal(f'{given.domain_id} · {given.name}')}{part}"


def saved(n_saved: int) -> str:
    return f"{formatting.counted(n_saved, 'rating')} saved."
