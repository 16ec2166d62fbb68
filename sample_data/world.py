"""The simulated candidate and questions that answers are drawn from.

This is not the product's model: each question has a difficulty, study hours raise the ability in their domain
toward a ceiling, and a repeated question is either remembered or answered afresh.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

Generator = np.random.Generator

REAL_EXAM = "real exam"


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Two services that the candidate confuses: `chosen` where `correct` is right.

    `share` is the share of the task's questions that are about them. These are harder by `penalty` logits, `until` the
    candidate can tell the services apart.
    """

    task_id: str
    correct: str
    chosen: str
    share: float = 0.25
    penalty: float = 0.4
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The true parameters; abilities, difficulties and offsets are in logits.

    `start` and `ceiling` are abilities by domain. `provider_offset` is how much easier a provider's questions are than
    the real exam's, `recall` the probability of remembering the answer to a repeated question, and `cut_share` the
    share of scored questions needed to pass.
    """

    start: Mapping[str, float]
    ceiling: Mapping[str, float]
    hours_scale: float
    difficulty_sd: float = 0.8
    guess_floor: float = 0.2
    provider_offset: Mapping[str, float]
    day_sd: float = 0.1
    recall: float = 0.6
    untimed_bonus: float = 0.15
    cut_share: float
    look_alikes: tuple[LookAlike, ...]
    services: Mapping[str, tuple[str, ...]]

    def ability(self, domain_id: str, hours: float) -> float:
        """Return the ability in a domain after some hours of study."""
        gap = self.ceiling[domain_id] - self.start[domain_id]
        return self.ceiling[domain_id] - gap * math.exp(-hours / self.hours_scale)

    def chance(self, logit: float) -> float:
        """Return the probability of a correct answer, at least that of a blind guess."""
        return self.guess_floor + (1 - self.guess_floor) / (1 + math.exp(-logit))

    def expected_share(self, ability: float) -> float:
        """Return the expected share of correct answers to unseen questions of the real exam.

        It is averaged over difficulties and daily form by Gauss-Hermite quadrature.
        """
        points, weights = np.polynomial.hermite_e.hermegauss(41)
        sd = math.hypot(self.difficulty_sd, self.day_sd)
        chances = [self.chance(ability + sd * float(point)) for point in points]
        return float(np.dot(chances, weights / weights.sum()))


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a form."""

    position: int
    domain_id: str
    task_id: str
    service: str | None
    difficulty: float
    look_alike: LookAlike | None


@dataclass(frozen=True, slots=True)
class DrawnAnswer:
    """An answer to a question; `chance` was its probability of being correct."""

    item: Item
    chance: float
    was_seen: bool
    is_correct: bool


def draw_form(rng: Generator, world: World, n_items: Mapping[str, int], tasks: Mapping[str, list[str]]) -> list[Item]:
    """Draw the questions of a form, with its domains in random order."""
    domain_ids = [domain_id for domain_id, n in n_items.items() for _ in range(n)]
    items = []
    for position, drawn in enumerate(rng.permutation(len(domain_ids)), start=1):
        domain_id = domain_ids[drawn]
        task_id = str(rng.choice(tasks[domain_id]))
        pairs = [pair for pair in world.look_alikes if pair.task_id == task_id]
        place = int(np.searchsorted(np.cumsum([pair.share for pair in pairs]), rng.random()))
        pair = pairs[place] if place < len(pairs) else None
        names = world.services.get(task_id, ())
        service = names[rng.integers(len(names))] if names else None
        difficulty = float(rng.normal(0, world.difficulty_sd))
        items.append(Item(position, domain_id, task_id, pair.correct if pair else service, difficulty, look_alike=pair))
    return items


@dataclass(frozen=True, slots=True)
class Day:
    """When and how a form is taken; `ability` is that of the day, by domain."""

    on: date
    provider: str
    is_timed: bool
    ability: Mapping[str, float]


def answer_form(
    rng: Generator, world: World, form: list[Item], day: Day, *, seen: frozenset[int] = frozenset()
) -> list[DrawnAnswer]:
    """Draw the answers to a form; `seen` holds the positions of questions seen before."""
    ease = world.provider_offset[day.provider] + float(rng.normal(0, world.day_sd))
    ease += 0.0 if day.is_timed else world.untimed_bonus
    answers = []
    for item in form:
        pair = item.look_alike
        is_confused = pair is not None and (pair.until is None or day.on < pair.until)
        penalty = pair.penalty if pair and is_confused else 0.0
        chance = world.chance(day.ability[item.domain_id] + ease - item.difficulty - penalty)
        was_seen = item.position in seen
        if was_seen:
            chance = world.recall + (1 - world.recall) * chance
        answers.append(DrawnAnswer(item, chance, was_seen, bool(rng.random() < chance)))
    return answers
