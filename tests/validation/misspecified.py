"""A world that breaks the model: its own items, learning and memory, and exams that are really sat.

Items follow two- or three-parameter curves, from banks that differ in easiness; the real exam has a bank and a
cut that nobody knows. Ability climbs to a personal ceiling, stops from some week on for three in ten, and falls
after a break for some. A repeated question is known by heart with a personal probability, which is no shift on
the logit scale. The constants here were chosen for plausible scores, not to suit the model.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analytics.models.intervals import Floats
from tests.inputs.model_worlds import MLS_FORM
from tests.validation.generative import Cell, Record
from tests.validation.simple_rules import Scores

N_DOMAINS = 4
BANK_SIZE = 400
REAL_ITEMS = (10, 12, 18, 10)
PRACTICE_SIZES = ((13, 16, 23, 13), (6, 7, 11, 6), (4, 5, 7, 4))
WEEKS_AHEAD = (0.0, 3.0)
KNOWN_BY_HEART = 0.97
DAY_SD = 0.15


@dataclass(frozen=True, slots=True)
class Bank:
    """Items of one source by domain, (domains, items): a, b and c of a three-parameter curve."""

    discrimination: Floats
    difficulty: Floats
    guessing: Floats

    def share_correct(self, ability: Floats, domain: int, items: NDArray[np.intp]) -> Floats:
        """Return the probability of a correct answer to some items."""
        slope, place = self.discrimination[domain, items], self.difficulty[domain, items]
        guess = self.guessing[domain, items]
        return np.asarray(guess + (1 - guess) * special.expit(slope * (ability[domain] - place)))


@dataclass(frozen=True, slots=True)
class Learner:
    """How one person's ability moves: from a start to a ceiling, with a plateau and a relapse."""

    start: Floats
    gain: Floats
    scale_weeks: float
    stands_still_from: float
    break_from: float
    lost: float
    memory: float

    def ability(self, week: float) -> Floats:
        """Return the ability by domain in a week."""
        until = min(week, self.stands_still_from)
        fallen = self.lost * (1 - np.exp(-max(0.0, week - self.break_from) / 4))
        return np.asarray(self.start + self.gain * (1 - np.exp(-until / self.scale_weeks)) - fallen)


@dataclass(frozen=True, slots=True)
class Person:
    """One person's record, and the results of exams sat now and three weeks later."""

    world: int
    record: Record
    is_passed: tuple[float, ...]
    score_percent: tuple[float, ...]

    @property
    def is_repeater(self) -> bool:
        """Whether the person met questions again."""
        return any(cell.seen > 0 for cell in self.record.cells)

    def scores(self, weeks_ahead: float) -> Scores:
        """Return what a simple rule sees: scores as the provider shows them, repeats included."""
        weeks, percent = _by_exam([cell for cell in self.record.cells if cell.n_items])
        return Scores(weeks, percent, self.record.exam_week + weeks_ahead)

    def ignoring_repeats(self) -> Record:
        """Return the record of somebody who does not mark repeats."""
        cells = [replace(cell, seen=0.0) for cell in self.record.cells]
        return replace(self.record, cells=cells)


def people(n_worlds: int, n_people: int, seed: int) -> list[Person]:
    """Simulate worlds with their banks and cuts, and people in each."""
    found = []
    for world, rng in enumerate(np.random.default_rng(seed).spawn(n_worlds)):
        providers = [_bank(rng, easiness=rng.normal(0.05, 0.25)) for _ in range(3)]
        real, cut = _bank(rng, easiness=0.0), sum(REAL_ITEMS) * rng.normal(MLS_FORM.cut_mean, MLS_FORM.cut_sd)
        found += [_person(rng, world, k, providers, real, cut) for k in range(n_people)]
    return found


def _bank(rng: np.random.Generator, easiness: float) -> Bank:
    """Return a bank in which half of the items can be guessed."""
    shape = (N_DOMAINS, BANK_SIZE)
    guessing = np.where(rng.uniform(size=shape) < 0.5, rng.uniform(0.1, 0.3, size=shape), 0.0)
    return Bank(np.exp(rng.normal(0, 0.3, size=shape)), rng.normal(-easiness, 0.9, size=shape), guessing)


def _learner(rng: np.random.Generator) -> Learner:
    return Learner(
        start=rng.normal(0.55, 0.75) + rng.normal(0, 0.4, size=N_DOMAINS),
        gain=np.exp(rng.normal(-0.5, 0.7) + rng.normal(0, 0.3, size=N_DOMAINS)),
        scale_weeks=rng.uniform(3, 16),
        stands_still_from=rng.uniform(1, 8) if rng.uniform() < 0.3 else np.inf,
        break_from=rng.uniform(2, 9) if rng.uniform() < 0.15 else np.inf,
        lost=rng.uniform(0.1, 0.6),
        memory=rng.beta(2, 2),
    )


def _person(
    rng: np.random.Generator, world: int, number: int, providers: Sequence[Bank], real: Bank, cut: float
) -> Person:
    """Simulate one person's learning, practice exams and two real exams."""
    learner = _learner(rng)
    n_exams = int(rng.integers(2, 11))
    weeks = np.cumsum(np.append(0.0, rng.choice([0.5, 1, 1, 1, 2, 4], size=n_exams - 1)))
    used = rng.choice(3, size=int(rng.integers(1, 3)), replace=False)
    sizes, repeats = PRACTICE_SIZES[rng.integers(3)], rng.uniform() < 0.5
    met: dict[int, list[set[int]]] = {int(p): [set() for _ in range(N_DOMAINS)] for p in used}
    cells: list[Cell] = []
    for exam, week in enumerate(weeks):
        provider = int(rng.choice(used))
        share_met = float(rng.choice([0.3, 0.6, 1.0])) if repeats and rng.uniform() < 0.4 else 0.0
        ability = learner.ability(week) + rng.normal(0, DAY_SD)
        for domain, size in enumerate(sizes):
            old = _some(rng, sorted(met[provider][domain]), round(share_met * size))
            new = _some(rng, [i for i in range(BANK_SIZE) if i not in met[provider][domain]], size - len(old))
            met[provider][domain].update(new.tolist())
            chances = providers[provider].share_correct(ability, domain, old)
            by_heart = rng.uniform(size=len(old)) < learner.memory
            for seen, chance in (
                (0.0, providers[provider].share_correct(ability, domain, new)),
                (1.0, np.where(by_heart, KNOWN_BY_HEART, chances)),
            ):
                if len(chance):
                    n_correct = int((rng.uniform(size=len(chance)) < chance).sum())
                    cells.append(
                        Cell(
                            week=float(week), domain=domain, exam=exam, n_items=len(chance), n_correct=n_correct,
                            provider=provider, seen=seen,
                        )
                    )  # fmt: skip
    exam_week = float(weeks[-1]) + 0.5
    record = Record(name=f"w{world:02d}-{number:04d}", cells=cells, form=MLS_FORM, exam_week=exam_week)
    scores = [_real_score(rng, real, learner.ability(exam_week + ahead)) for ahead in WEEKS_AHEAD]
    percent = tuple(100 * score / sum(REAL_ITEMS) for score in scores)
    return Person(world, record, tuple(float(score >= cut) for score in scores), percent)


def _some(rng: np.random.Generator, items: Sequence[int], n: int) -> NDArray[np.intp]:
    return rng.choice(np.array(items, dtype=np.intp), size=min(n, len(items)), replace=False)


def _real_score(rng: np.random.Generator, bank: Bank, ability: Floats) -> int:
    """Return the score of a real exam: new questions, with its own day effect."""
    on_day = ability + rng.normal(0, DAY_SD)
    score = 0
    for domain, n in enumerate(REAL_ITEMS):
        chances = bank.share_correct(on_day, domain, rng.choice(BANK_SIZE, size=n, replace=False))
        score += int((rng.uniform(size=n) < chances).sum())
    return score


def _by_exam(cells: Sequence[Cell]) -> tuple[Floats, Floats]:
    """Return the week and the percentage of each practice exam."""
    exam = np.array([cell.exam for cell in cells])
    n_items, n_correct = (np.bincount(exam, [getattr(c, name) for c in cells]) for name in ("n_items", "n_correct"))
    weeks = np.zeros(len(n_items))
    weeks[exam] = [cell.week for cell in cells]
    return weeks, 100 * n_correct / n_items
