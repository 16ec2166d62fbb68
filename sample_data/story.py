"""The stories of the sample candidates, which are written in `stories/*.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np

from analytics.blueprints.parser import shipped_blueprints
from sample_data.files import Cells
from sample_data.world import Generator, LookAlike, World

MADE_FOR = date(2026, 11, 25)
"""The day for which the committed files of a preparation that goes on are generated."""

WEEKS_SO_FAR = 7
"""Such a preparation is in its eighth week on whatever day it is shown."""


NEW_MATERIAL = ("reading", "video", "lab")
N_QUESTIONS, N_SCORED = 65, 50


@dataclass(frozen=True, slots=True)
class Slot:
    """A study slot; `domain` is an id, `focus` or `second` for the week's domains, or empty for all domains."""

    weekday: int
    start: str
    minutes: float
    activity: str
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """A week: its total hours, its slots, and its first and second domain."""

    number: int
    hours: float
    slots: Sequence[Slot]
    focus: str
    second: str = ""
    new_activities: Sequence[str] = NEW_MATERIAL
    note: str = ""


@dataclass(frozen=True, slots=True)
class DrawnExam:
    """A practice exam: a form, and when and how it was taken.

    `seen_share` is the share of a new form's questions that were seen before. With more `progress`, from 0 to 1, the
    candidate is quicker, returns to more flagged questions, and makes fewer mistakes for lack of knowledge.
    """

    practice_exam_id: str
    on: date
    provider: str
    form: str
    duration_min: int
    sitting: int = 1
    is_timed: bool = True
    is_closed_book: bool = True
    place: str = "home"
    seen_share: float = 0.0
    progress: float = 0.0

    def row(self, exam_code: str) -> Cells:
        """Return the cells that rows by domain and by question have in common."""
        names = ("practice_exam_id", "provider", "form", "sitting", "is_timed", "is_closed_book")
        return {"taken_at": self.on, "exam_code": exam_code, **{name: getattr(self, name) for name in names}}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamFrame:
    """The exam's code, and the weight, tasks and numbers of questions of each domain.

    `time_scale` is the time per question, relative to 180 minutes for 65 questions.
    """

    code: str
    time_scale: float
    shares: Mapping[str, float]
    tasks: Mapping[str, list[str]]
    n_items: Mapping[str, int]
    n_scored: Mapping[str, int]


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


@dataclass(frozen=True)
class Preparation:
    """A story as told on some day."""

    story: Story
    today: date

    def rng(self, part: int) -> Generator:
        """Return the random numbers of a part of the files."""
        return np.random.default_rng([self.story.seed, part])

    @property
    def starts_on(self) -> date:
        """The first day of the preparation, a Monday."""
        return self.story.starts_on or self.today - timedelta(days=self.today.weekday(), weeks=WEEKS_SO_FAR)

    @property
    def exam_on(self) -> date:
        """The day of the real exam."""
        return self.starts_on + timedelta(days=self.story.exam_day)

    @cached_property
    def practice_exams(self) -> list[DrawnExam]:
        """The practice exams; one that is due later is taken today."""
        facts = [dict(exam) for exam in self.story.practice_exams]
        days = [self.starts_on + timedelta(days=own.pop("day")) for own in facts]
        return [DrawnExam(on=min(day, self.today), **own) for day, own in zip(days, facts, strict=True)]

    @cached_property
    def frame(self) -> ExamFrame:
        """The exam as its blueprint describes it."""
        blueprint = shipped_blueprints()[self.story.exam_code]
        return ExamFrame(
            code=blueprint.code,
            time_scale=blueprint.duration_min * 65 / (blueprint.n_items_max * 180),
            shares={domain.domain_id: domain.share or 0.0 for domain in blueprint.domains},
            tasks={domain.domain_id: [task.task_id for task in domain.tasks] for domain in blueprint.domains},
            n_items=blueprint.items_by_domain(N_QUESTIONS),
            n_scored=blueprint.items_by_domain(N_SCORED),
        )


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
