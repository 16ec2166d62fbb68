"""Simulated people who all repeat the same questions: how far off the raw and the estimated scores are.

A world of its own: items of different difficulty, learning at a steady pace, and repeated questions known by
heart with one probability for all. Nobody practices without repeats, so their effect could be mistaken for easy
forms or for learning. The truth is the share of the whole bank on the day after.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analytics.blueprints.parser import shipped_blueprints
from analytics.models.intervals import Floats
from tests.inputs.model_worlds import MLS_SHARES
from tests.validation.product import AS_OF, EXAM, answers

DESIGNS = ("two forms of new questions, then only those again", "one form six times", "a bank of two forms' length")
KNOWN_BY_HEART = (0.3, 0.55, 0.8)
BANK_SIZE, N_ITEMS, N_EXAMS = 400, 65, 6
GUESSING = 0.2
GAIN_PER_WEEK = 0.08
COLUMNS = "candidate,practice_exam_id,taken_at,exam_code,provider,form,sitting,position,item_id,domain_id,is_correct"

Items = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatsResult:
    """How far off scores are, by person in percent points.

    `few` and `many` are estimates in a file too small for a cohort and in one large enough; `raw` is the last score
    of the many.
    """

    design: str
    known_by_heart: float
    raw: Floats
    few: Floats
    many: Floats


def compare(n_few: int, n_many: int, seed: int, *, n_memories: int = len(KNOWN_BY_HEART)) -> list[RepeatsResult]:
    """Compare every design and memory, in a file too small for a cohort and in one large enough."""
    rng = np.random.default_rng(seed)
    found = []
    for design in DESIGNS:
        for known in KNOWN_BY_HEART[:n_memories]:
            few, _ = _asked(design, known, n_few, rng)
            many, raw = _asked(design, known, n_many, rng)
            found.append(RepeatsResult(design=design, known_by_heart=known, raw=raw, few=few, many=many))
    return found


def _asked(design: str, known: float, n_people: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Simulate practice, and return the errors of the estimated score and of the last raw one."""
    bank = rng.choice(len(MLS_SHARES), BANK_SIZE, p=MLS_SHARES), rng.normal(0, 0.8, BANK_SIZE)
    people = {f"person {k:03d}": _Practice(design, known, bank, rng) for k in range(n_people)}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "item_responses.csv"
        lines = [line for name, person in people.items() for line in person.lines(name)]
        path.write_text("\n".join([COLUMNS, *lines]), encoding="utf-8")
        estimates = answers([path], shipped_blueprints()[EXAM], AS_OF, [AS_OF])[0]
    truth = np.array([person.truth for person in people.values()])
    scores = np.array([estimates[name].percent_correct.value for name in people])
    return scores - truth, np.array([person.last_percent for person in people.values()]) - truth


class _Practice:
    """One person's practice exams, one a week, the last one today."""

    def __init__(self, design: str, known: float, bank: tuple[Items, Floats], rng: np.random.Generator) -> None:
        """Draw ability and answers."""
        self._domain, self._easiness = bank
        self._design = design
        self._start = rng.normal(0.3, 0.6) + rng.normal(0, 0.4, len(MLS_SHARES))
        met: set[int] = set()
        self._exams: list[tuple[Items, NDArray[np.bool_]]] = []
        for week in range(N_EXAMS):
            items = self._drawn(week, met, rng)
            chance = self._chance(week)[items]
            chance = np.where(np.isin(items, list(met)), chance + (1 - chance) * known, chance)
            self._exams.append((items, rng.random(N_ITEMS) < chance))
            met.update(items.tolist())

    def _drawn(self, week: int, met: set[int], rng: np.random.Generator) -> Items:
        """Return the questions of a week."""
        if self._design == DESIGNS[1] and week:
            return self._exams[0][0]
        pool = np.arange(2 * N_ITEMS if self._design == DESIGNS[2] else BANK_SIZE)
        if self._design == DESIGNS[0] and week > 1:
            pool = np.array(sorted(met))
        return rng.choice(pool, N_ITEMS, replace=False)

    def _chance(self, week: int) -> Floats:
        """Return the probability of a correct answer to each new question of the bank, (items,)."""
        ability = self._start[self._domain] + GAIN_PER_WEEK * week
        return np.asarray(GUESSING + (1 - GUESSING) * special.expit(ability + self._easiness))

    @property
    def truth(self) -> float:
        """Expected percentage of the whole bank today, domains weighted as in the exam."""
        chance = self._chance(N_EXAMS - 1)
        return 100 * sum(share * float(chance[self._domain == d].mean()) for d, share in enumerate(MLS_SHARES))

    @property
    def last_percent(self) -> float:
        """Score of the last practice exam."""
        return 100 * float(self._exams[-1][1].mean())

    def lines(self, name: str) -> list[str]:
        """Return the answers as lines of item_responses.csv."""
        is_one_form = self._design == DESIGNS[1]
        return [
            f"{name},{name}-{week},{AS_OF - timedelta(weeks=N_EXAMS - 1 - week)},{EXAM},P,"
            f"{'F' if is_one_form else f'F{week}'},{week + 1 if is_one_form else 1},{place},q{item},"
            f"{self._domain[item] + 1},{str(bool(is_right)).lower()}"
            for week, (items, right) in enumerate(self._exams)
            for place, (item, is_right) in enumerate(zip(items, right, strict=True), start=1)
        ]


def worst_off(results: Sequence[RepeatsResult]) -> Mapping[str, float]:
    """Return the largest mean error of each kind of score over designs, in percent points."""
    return {kind: max(abs(float(getattr(one, kind).mean())) for one in results) for kind in ("raw", "few", "many")}
