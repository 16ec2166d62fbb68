"""Seasons of simulated people who decide week by week, by scores or with the truth.

A world of its own, not the product's prior: growth toward a ceiling with plateaus, items of different
difficulty and discrimination, providers and days that are easier or harder, and an unknown cut. Everybody sits
a practice exam a week. Each rule sees the results so far and books, waits or stops; the real exam follows the
true chance of that week, and the costs are added up. The oracle knows each person's true chance in every week
and decides by induction.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analytics.models.intervals import Floats

N_WEEKS = 20
SHARES = np.array([0.20, 0.24, 0.36, 0.20])
PRACTICE_ITEMS = np.array([13, 16, 23, 13])
REAL_ITEMS = 50 * SHARES
CUT = 650 / 900
WAIT_WEEKS = 2
MAX_ATTEMPTS = 10
EIGHTY = 0.80

Choices = NDArray[np.int64]
Abilities = Callable[[np.random.Generator, int], Floats]
"""From a generator and a number of people to abilities in logits, (people, weeks, domains)."""


class Choice(IntEnum):
    """What a rule does in one week."""

    WAIT = 0
    BOOK = 1
    STOP = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a season costs, and how long it lasts."""

    name: str
    fee: float = 300.0
    week: float = 60.0
    fail: float = 300.0
    n_weeks: int = N_WEEKS
    is_retake_free: bool = False

    @property
    def no_pass(self) -> float:
        """Cost of ending without a pass: two fees, a fail and sixteen weeks for nothing."""
        return 2 * self.fee + self.fail + 16 * self.week

    def fee_of_attempt(self, n_before: Choices) -> Floats:
        """Return the fee of an attempt; with free retakes every second one is free."""
        return np.where(self.is_retake_free & (n_before % 2 == 1), 0.0, self.fee)


SETTINGS = (
    Setting(name="usual costs"),
    Setting(name="cheap weeks, costly fail", week=20.0, fail=900.0),
    Setting(name="costly weeks, cheap fail", fee=150.0, week=150.0, fail=100.0),
    Setting(name="voucher of eight weeks, free retake", n_weeks=8, is_retake_free=True),
)


@dataclass(frozen=True)
class World:
    """The people of one seed: their true chance and their practice scores.

    `share` is the share correct that the real exam would give, (people, weeks, domains), and `cut`, (people,), the
    share that passes; the true chance follows from both.
    """

    chance: Floats
    right: Floats
    providers: Choices
    share: Floats
    cut: Floats

    @property
    def scores(self) -> Floats:
        """Return practice scores as shares, (people, weeks)."""
        return np.asarray(self.right.sum(axis=2) / PRACTICE_ITEMS.sum())


def world_of(seed: int, n_people: int, abilities: Abilities | None = None) -> World:
    """Simulate the people of a seed; `abilities` replaces how they grow."""
    rng = np.random.default_rng(seed)
    theta = (abilities or _abilities)(rng, n_people)
    easiness = rng.normal(0, 0.25, (n_people, 3))
    n_providers = rng.integers(1, 4, n_people)
    providers = np.arange(N_WEEKS)[None, :] % n_providers[:, None]
    form = rng.normal(0, 0.15, (n_people, N_WEEKS)) + np.take_along_axis(easiness, providers, axis=1)
    right = rng.binomial(PRACTICE_ITEMS.astype(int), _share_right(theta + form[..., None])).astype(float)
    cut = rng.normal(CUT, 0.02, (n_people, 1)) * REAL_ITEMS.sum()
    chance = np.mean([_reaches(_share_right(theta + day), cut) for day in (-0.15, 0.0, 0.15)], axis=0)
    return World(chance, right, providers, _share_right(theta), cut[:, 0] / REAL_ITEMS.sum())


def _abilities(rng: np.random.Generator, n_people: int) -> Floats:
    """Return abilities, (people, weeks, domains), that grow to a ceiling at a personal pace, some with a plateau."""
    start = rng.normal(0.0, 0.6, (n_people, 1, 1))
    gap = rng.gamma(6.0, 0.35, (n_people, 1, 1))
    pace = rng.lognormal(np.log(7), 0.4, (n_people, 1, 1))
    weeks = np.arange(float(N_WEEKS))
    stalls = rng.integers(1, 10, (n_people, 1))
    length = np.where(rng.random((n_people, 1)) < 0.3, rng.integers(3, 7, (n_people, 1)), 0)
    studied = (weeks - np.clip(weeks - stalls, 0, length))[..., None]
    domains = rng.normal(0, 0.45, (n_people, 1, 4))
    wobble = rng.normal(0, 0.08, (n_people, N_WEEKS, 1))
    return np.asarray(start + domains + gap * -np.expm1(-studied / pace) + wobble)


def _share_right(theta: Floats) -> Floats:
    """Return the share correct of items of different difficulty and discrimination, a fifth of them guessed."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(7)
    weights = weights / weights.sum()
    slopes = np.exp(0.3 * nodes)
    curve = sum(
        wa * wb * special.expit(slope * (theta - 0.9 * b))
        for slope, wa in zip(slopes, weights, strict=True)
        for b, wb in zip(nodes, weights, strict=True)
    )
    return np.asarray(0.2 + 0.8 * curve)


def _reaches(share: Floats, cut: Floats) -> Floats:
    """Return the probability that the real score reaches the cut."""
    expected = share @ REAL_ITEMS
    return np.asarray(special.ndtr((expected - cut) / np.sqrt((share * (1 - share)) @ REAL_ITEMS)))


# What a rule has paid


Rule = Callable[[int, Choices], Choices]
"""From a week and how often each person has failed to choices."""


def costs_of(world: World, setting: Setting, rule: Rule) -> Floats:
    """Play the season by a rule and return each person's expected cost.

    Each attempt continues with both results, weighted by the true chance, as if it were repeated endlessly.
    """
    n_people, last_week = len(world.chance), setting.n_weeks - 1
    paid, going = np.zeros(n_people), np.ones(n_people)
    n_sat, failed_in = np.zeros(n_people, dtype=int), np.full(n_people, -WAIT_WEEKS)
    for week in range(setting.n_weeks):
        chosen = rule(week, n_sat)
        sits = (chosen == Choice.BOOK) & (week - failed_in >= WAIT_WEEKS)
        fails = np.where(sits, going * (1 - world.chance[:, week]), 0.0)
        paid += np.where(sits, going * setting.fee_of_attempt(n_sat), 0.0) + fails * setting.fail
        going = np.where(sits, fails, going)
        failed_in = np.where(sits, week, failed_in)
        n_sat += sits
        is_end = (chosen == Choice.STOP) | (week == last_week)
        paid += going * np.where(is_end, setting.no_pass, setting.week)
        going = np.where(is_end, 0.0, going)
    return paid


def first_attempts(world: World, setting: Setting, rule: Rule) -> Floats:
    """Return each person's true chance at their first attempt by a rule, nan for those who never take the exam."""
    n_sat = np.zeros(len(world.chance), dtype=int)
    sits = np.stack([rule(week, n_sat) == Choice.BOOK for week in range(setting.n_weeks)], axis=1)
    chance = world.chance[np.arange(len(sits)), sits.argmax(axis=1)]
    return np.asarray(np.where(sits.any(axis=1), chance, np.nan))


def oracle(world: World, setting: Setting, *, may_stop: bool) -> Rule:
    """Return the rule that decides by induction on the true chance of every week, after each number of fails.

    It knows future weeks too. If it may stop, it knows on the first day who will never get there, which no rule
    can; otherwise it ends the season as the others do.
    """
    choices, _ = oracle_values(world, setting, may_stop=may_stop)
    people = np.arange(len(world.chance))
    return lambda week, n_sat: choices[np.minimum(n_sat, MAX_ATTEMPTS - 1), people, week]


def oracle_values(world: World, setting: Setting, *, may_stop: bool) -> tuple[Choices, Floats]:
    """Return the oracle's choices, (attempts, people, weeks), and its cost from each week on after one fail."""
    n_people, last_week = len(world.chance), setting.n_weeks - 1
    value = np.full((n_people, setting.n_weeks + WAIT_WEEKS), setting.no_pass)
    choices = np.zeros((MAX_ATTEMPTS, n_people, setting.n_weeks), dtype=np.int64)
    after = value
    for n_before in reversed(range(MAX_ATTEMPTS)):
        after = value
        sitting = sitting_costs(world, setting, after, n_before=n_before, may_stop=may_stop)
        value = np.full_like(after, setting.no_pass)
        for week in reversed(range(setting.n_weeks)):
            stops = np.full(n_people, setting.no_pass if may_stop or week == last_week else np.inf)
            waits = value[:, week + 1] + (setting.week if week < last_week else 0.0)
            ways = np.stack([waits, sitting[:, week], stops])
            choices[n_before, :, week] = ways.argmin(axis=0)
            value[:, week] = ways.min(axis=0)
    return choices, after


def sitting_costs(
    world: World, setting: Setting, after: Floats, *, n_before: int = 0, may_stop: bool = False
) -> Floats:
    """Return the expected cost of sitting the exam in each week, (people, weeks), including what follows a fail."""
    weeks = np.arange(setting.n_weeks)
    last_week = setting.n_weeks - 1
    waited = setting.week * (np.minimum(weeks + WAIT_WEEKS, last_week) - weeks)
    ends = np.where(may_stop | (weeks == last_week), setting.no_pass, np.inf)
    retake = np.minimum(ends, waited + after[:, WAIT_WEEKS : WAIT_WEEKS + setting.n_weeks])
    fails = 1 - world.chance[:, : setting.n_weeks]
    return np.asarray(setting.fee_of_attempt(np.array(n_before)) + fails * (setting.fail + retake))


def score_rule(does_sit: NDArray[np.bool_]) -> Rule:
    """Return the rule that takes the exam in the weeks given, (people, weeks)."""
    return lambda week, _: does_sit[:, week].astype(int)


def score_rules(world: World, setting: Setting) -> Mapping[str, Rule]:
    """Return the rules based on scores alone, each also with a last try in the last week."""
    scores = world.scores
    before = np.pad(scores, ((0, 0), (2, 0)), constant_values=-np.inf)
    three = np.stack([before[:, k : k + N_WEEKS] for k in range(3)])
    is_last_week = np.arange(N_WEEKS) == setting.n_weeks - 1
    plain = {
        "last at the cut": scores >= CUT,
        "last at 80 %": scores >= EIGHTY,
        "mean of last three at 80 %": three.mean(axis=0) >= EIGHTY,
        "three in a row at 80 %": (three >= EIGHTY).all(axis=0),
    }
    with_last_try = {f"{name}, or the last week": sits | is_last_week for name, sits in plain.items()}
    return {name: score_rule(np.asarray(sits)) for name, sits in {**plain, **with_last_try}.items()}
