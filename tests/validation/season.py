"""Seasons of made-up people who decide week by week, by the product's verdict, by scores, or knowing the truth.

A world of its own, not the product's prior: growth towards a ceiling with plateaus, items of
unlike difficulty and discrimination, providers and days that are easier or harder, and a cut
that nobody is told. Everybody sits a practice exam a week. Each rule sees the results so far and
books, waits or stops; the real exam is drawn from the true chance of that week, and what was paid
is added up. The oracle knows its person's true chance in every week and decides by induction.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analytics.blueprint import ExamStatus
from analytics.blueprint_file import shipped_blueprints
from analytics.models.intervals import Floats
from analytics.records import DomainResult, Row
from analytics.reports.booking_costs import DecisionInputs, booking_costs
from analytics.reports.counts import counts_of_all
from analytics.reports.evidence import read_evidence
from analytics.reports.exam_form import exam_form
from analytics.reports.fitting import FittedCandidates, chunks, fit_candidates
from analytics.reports.verdict import Case, Reason, Verdict, missing_items, verdict_of
from analytics.store import Store

N_WEEKS = 20
START = date(2026, 1, 5)
EXAM = replace(shipped_blueprints()["MLS-C01"], listed_status=ExamStatus.ACTIVE, last_day=None)
SHARES = np.array([0.20, 0.24, 0.36, 0.20])
PRACTICE_ITEMS = np.array([13, 16, 23, 13])
REAL_ITEMS = 50 * SHARES
CUT = 650 / 900
WAIT_WEEKS = 2
MAX_ATTEMPTS = 10
EIGHTY = 0.80

Choices = NDArray[np.int64]


class Choice(IntEnum):
    """What a rule does with one week."""

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
        """Give what ending without a pass costs: two fees, a fail and sixteen weeks for nothing."""
        return 2 * self.fee + self.fail + 16 * self.week

    def fee_of_attempt(self, n_before: Choices) -> Floats:
        """Give the fee of an attempt; where a retake is free, every second one is."""
        return np.where(self.is_retake_free & (n_before % 2 == 1), 0.0, self.fee)

    @property
    def inputs(self) -> DecisionInputs:
        """Give the same to the product."""
        return DecisionInputs(
            fee=self.fee,
            week_cost=self.week,
            fail_cost=self.fail,
            is_retake_free=self.is_retake_free,
            no_pass_cost=self.no_pass,
            deadline=START + timedelta(weeks=self.n_weeks - 1),
        )


SETTINGS = (
    Setting(name="usual costs"),
    Setting(name="cheap weeks, dear fail", week=20.0, fail=900.0),
    Setting(name="dear weeks, cheap fail", fee=150.0, week=150.0, fail=100.0),
    Setting(name="voucher of eight weeks, free retake", n_weeks=8, is_retake_free=True),
)


@dataclass(frozen=True)
class World:
    """People of one seed: their true chance and their practice scores."""

    chance: Floats
    right: Floats
    providers: Choices

    @property
    def scores(self) -> Floats:
        """Give practice scores as shares, (people, weeks)."""
        return np.asarray(self.right.sum(axis=2) / PRACTICE_ITEMS.sum())


def world_of(seed: int, n_people: int) -> World:
    """Draw the people of a seed."""
    rng = np.random.default_rng(seed)
    theta = _abilities(rng, n_people)
    easiness = rng.normal(0, 0.25, (n_people, 3))
    n_providers = rng.integers(1, 4, n_people)
    providers = np.arange(N_WEEKS)[None, :] % n_providers[:, None]
    form = rng.normal(0, 0.15, (n_people, N_WEEKS)) + np.take_along_axis(easiness, providers, axis=1)
    right = rng.binomial(PRACTICE_ITEMS.astype(int), _share_right(theta + form[..., None])).astype(float)
    cut = rng.normal(CUT, 0.02, (n_people, 1)) * REAL_ITEMS.sum()
    chance = np.mean([_reaches(_share_right(theta + day), cut) for day in (-0.15, 0.0, 0.15)], axis=0)
    return World(chance, right, providers)


def _abilities(rng: np.random.Generator, n_people: int) -> Floats:
    """Grow towards a ceiling, (people, weeks, domains): at a pace of one's own, some with a plateau."""
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
    """Give the share right of items of unlike difficulty and discrimination, a fifth of them guessed."""
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
    """Give the chance that the real score reaches the cut."""
    expected = share @ REAL_ITEMS
    return np.asarray(special.ndtr((expected - cut) / np.sqrt((share * (1 - share)) @ REAL_ITEMS)))


# What a rule has paid


Rule = Callable[[int, Choices], Choices]
"""From a week and how often each person has failed to choices."""


def costs_of(world: World, setting: Setting, rule: Rule) -> Floats:
    """Play the season by a rule and give what each person pays, averaged over the luck of the exam day.

    Each attempt goes on with both results, weighted by the true chance: as if it were drawn
    endlessly often.
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


def oracle(world: World, setting: Setting, *, may_stop: bool) -> Rule:
    """Decide by induction on the true chance of every week, after each number of fails.

    It knows the weeks to come as well. One that may stop knows on the first day who will never get
    there, which no rule can; one that may not shares the season's end with the others.
    """
    n_people, last_week = len(world.chance), setting.n_weeks - 1
    after = np.full((n_people, setting.n_weeks + WAIT_WEEKS), setting.no_pass)
    choices = np.zeros((MAX_ATTEMPTS, n_people, setting.n_weeks), dtype=int)
    for n_before in reversed(range(MAX_ATTEMPTS)):
        value = np.full_like(after, setting.no_pass)
        for week in reversed(range(setting.n_weeks)):
            stops = np.full(n_people, setting.no_pass if may_stop or week == last_week else np.inf)
            retake = np.minimum(
                stops, setting.week * (min(week + WAIT_WEEKS, last_week) - week) + after[:, week + WAIT_WEEKS]
            )
            fails = 1 - world.chance[:, week]
            waits = value[:, week + 1] + (setting.week if week < last_week else 0.0)
            sits = setting.fee_of_attempt(np.array(n_before)) + fails * (setting.fail + retake)
            ways = np.stack([waits, sits, stops])
            choices[n_before, :, week] = ways.argmin(axis=0)
            value[:, week] = ways.min(axis=0)
        after = value
    return lambda week, n_sat: choices[np.minimum(n_sat, MAX_ATTEMPTS - 1), np.arange(n_people), week]


def score_rule(does_sit: NDArray[np.bool_]) -> Rule:
    """Sit in each week in which the scores say so, (people, weeks)."""
    return lambda week, _: does_sit[:, week].astype(int)


def score_rules(world: World, setting: Setting) -> Mapping[str, Rule]:
    """Give the rules that go by scores alone, each also with a last try in the last week."""
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


# What the product says


def verdict_rules(world: World, settings: Sequence[Setting], folder: Path) -> list[Choices]:
    """Ask the product in every week, for each setting, (people, weeks): one fit a week serves them all."""
    store, names = _stored(world, folder)
    evidence = read_evidence(store, EXAM, names, START + timedelta(weeks=N_WEEKS))
    form = exam_form(EXAM)
    choices = [np.zeros((len(names), N_WEEKS), dtype=np.int64) for _ in settings]
    for week in range(N_WEEKS):
        known = evidence.until(EXAM, START + timedelta(weeks=week))
        asked = [k for k, setting in enumerate(settings) if week < setting.n_weeks]
        for part in chunks(np.arange(len(names))):
            fitted = fit_candidates(known.of(part), form)
            for k in asked:
                choices[k][part, week] = _choices(fitted, settings[k].inputs)
    return choices


def _choices(fitted: FittedCandidates, inputs: DecisionInputs) -> list[Choice]:
    """Ask for the verdict of each candidate of a fit, for sitting the exam at once."""
    evidence, counts = fitted.evidence, counts_of_all(fitted.evidence)
    chosen = []
    for i, costs in enumerate(booking_costs(fitted, EXAM, inputs)):
        name = evidence.candidate_ids[i]
        case = Case(fitted, EXAM, inputs, name, i, counts[name], evidence.as_of, is_exam_day_given=False)
        chosen.append(_choice(*verdict_of(case, missing_items(case), costs, chance=1.0)))
    return chosen


def _choice(verdict: Verdict, reasons: tuple[Reason, ...]) -> Choice:
    if verdict is Verdict.BOOK:
        return Choice.BOOK
    return Choice.STOP if Reason.STOPPING_IS_CHEAPER in reasons else Choice.WAIT


def _stored(world: World, folder: Path) -> tuple[Store, list[str]]:
    """Put the practice exams of a world into a file."""
    n_people = len(world.chance)
    names = [f"person {i:04d}" for i in range(n_people)]
    rows = [
        DomainResult(
            candidate_id=names[i],
            practice_exam_id=f"exam {week}",
            taken_at=START + timedelta(weeks=week),
            exam_code=EXAM.code,
            provider=f"{names[i]}, {world.providers[i, week]}",
            form=f"form {week}",
            domain_id=str(domain + 1),
            n_items=int(PRACTICE_ITEMS[domain]),
            n_correct=int(world.right[i, week, domain]),
        )
        for i in range(n_people)
        for week in range(N_WEEKS)
        for domain in range(len(SHARES))
    ]
    store = Store(folder / "season.duckdb")
    with store.batch("season", made_at=datetime(2026, 1, 5, tzinfo=UTC)) as batch:
        batch.add([Row(str(line), row) for line, row in enumerate(rows, start=2)])
    return store, names


# What all rules paid


OURS = "Cutscore"
OURS_STAYING = "Cutscore, never stopping"
ORACLE, ORACLE_STOPPING = "oracle", "oracle that may stop"


@dataclass(frozen=True, slots=True)
class SeasonCosts:
    """What each rule cost on average in one setting: by rule, one number a seed."""

    setting: Setting
    by_rule: Mapping[str, Floats]

    @property
    def best_rule(self) -> str:
        """Name the rule of scores that cost least over all seeds."""
        own = {OURS, OURS_STAYING, ORACLE, ORACLE_STOPPING}
        return min(
            (name for name in self.by_rule if name not in own), key=lambda name: float(self.by_rule[name].mean())
        )

    @property
    def beside_oracle(self) -> float:
        """Give how many times the oracle's cost Cutscore's was."""
        return float(self.by_rule[OURS].mean() / self.by_rule[ORACLE].mean())


def seasons(seeds: Sequence[int], n_people: int) -> list[SeasonCosts]:
    """Play every setting with the people of every seed."""
    paid: list[list[dict[str, float]]] = [[] for _ in SETTINGS]
    for seed in seeds:
        world = world_of(seed, n_people)
        with tempfile.TemporaryDirectory() as folder:
            chosen = verdict_rules(world, SETTINGS, Path(folder))
        for setting, own, found in zip(SETTINGS, chosen, paid, strict=True):
            rules = {
                OURS: _as_rule(own),
                OURS_STAYING: _as_rule(np.where(own == Choice.STOP, Choice.WAIT, own)),
                **score_rules(world, setting),
                ORACLE: oracle(world, setting, may_stop=False),
                ORACLE_STOPPING: oracle(world, setting, may_stop=True),
            }
            found.append({name: float(costs_of(world, setting, rule).mean()) for name, rule in rules.items()})
    return [
        SeasonCosts(setting, {name: np.array([one[name] for one in found]) for name in found[0]})
        for setting, found in zip(SETTINGS, paid, strict=True)
    ]


def _as_rule(choices: Choices) -> Rule:
    return lambda week, _: choices[:, week]
