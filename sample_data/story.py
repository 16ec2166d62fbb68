"""The stories of the sample candidates, which are written in `stories/*.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sample_data.study_log import DrawnExam, Slot, Week
from sample_data.world import LookAlike, World

MADE_FOR = date(2026, 11, 25)
"""The day for which the committed files of a preparation that goes on are generated."""

WEEKS_SO_FAR = 7
"""Such a preparation is in its eighth week on whatever day it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A preparation; without a first day it goes on, and with one it is over.

    `day` in a practice exam, and `days` in ratings, are counted from the first one. `overconfidence` is how far the
    confidence in an answer exceeds its chance of being correct, by domain. Practice exams of the provider
    `by_question` are recorded question by question.
    """

    exam_code: str
    candidate: str | None = None
    starts_on: date | None = None
    exam_day: int
    hours_per_week: Sequence[int]
    minutes_per_item: float
    lab_budget: int
    requirements_from_week: int
    by_question: str
    seed: int
    overconfidence: Mapping[str, float] = field(default_factory=dict)
    world: World
    weeks: Sequence[Week]
    plan_focus: Sequence[str]
    practice_exams: Sequence[Mapping[str, Any]]
    ratings: Sequence[Mapping[str, Mapping[str, Any]]]
    resources: Mapping[str, Sequence[str]]

    def first_day(self, today: date) -> date:
        """Return the first day of the preparation, a Monday."""
        return self.starts_on or today - timedelta(days=today.weekday(), weeks=WEEKS_SO_FAR)

    def exams_until(self, today: date) -> list[DrawnExam]:
        """Return the practice exams; one that is due later is taken today."""
        first = self.first_day(today)
        days = [min(first + timedelta(days=exam["day"]), today) for exam in self.practice_exams]
        facts = ({name: value for name, value in exam.items() if name != "day"} for exam in self.practice_exams)
        return [DrawnExam(on=day, **own) for day, own in zip(days, facts, strict=True)]


@cache
def story(name: str) -> Story:
    """Read a story."""
    text = Path(__file__).with_name("stories").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    slots = {kind: [Slot(*slot) for slot in own] for kind, own in read.pop("slots").items()}
    read["weeks"] = [
        Week(**{**week, "number": number, "slots": slots[week["slots"]]})
        for number, week in enumerate(read["weeks"], start=1)
    ]
    pairs = tuple(LookAlike(**pair) for pair in read["world"].pop("look_alikes"))
    read["world"] = World(**read["world"], look_alikes=pairs)
    return Story(**read)
