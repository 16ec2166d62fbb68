"""Play the season by the product's verdict and by every other rule.

Everybody's practice exams go into a database, and the verdict is read every week.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
from scipy import special

from analytics.blueprints.model import ExamStatus
from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.attempts import NO_ATTEMPTS, Attempt, Attempts, counted_attempts
from analytics.estimation.decision_inputs import DecisionInputs
from analytics.estimation.evidence import read_evidence
from analytics.estimation.evidence_counts import counts_of_all
from analytics.estimation.exam_form import exam_form
from analytics.estimation.exam_plan import open_days
from analytics.estimation.model_fit import ModelFit, chunks, fit_model
from analytics.models.exam_score import score_draws
from analytics.models.intervals import Floats
from analytics.models.points import Points
from analytics.records import DomainResult, Row
from analytics.reports.decision.booking_costs import booking_costs
from analytics.reports.decision.chance_by_day import Outlook
from analytics.reports.decision.verdict import Case, Reason, Reasons, Verdict, missing_items, verdict_of
from analytics.store import Store
from tests.validation.season import (
    N_WEEKS,
    PRACTICE_ITEMS,
    SETTINGS,
    SHARES,
    Choice,
    Choices,
    Rule,
    Setting,
    World,
    costs_of,
    first_attempts,
    oracle,
    score_rules,
    world_of,
)
from tests.validation.trained_rule import trained_rules

START = date(2026, 1, 5)
ROUNDING = 1e-6
EXAM = replace(shipped_blueprints()["MLS-C01"], listed_status=ExamStatus.ACTIVE, last_day=None)

# What the product says


def inputs_of(setting: Setting, *, are_costs_told: bool) -> DecisionInputs:
    """Return what a candidate enters: a setting's costs and limits, or its limits alone."""
    deadline = START + timedelta(weeks=setting.n_weeks - 1)
    if not are_costs_told:
        return DecisionInputs(deadline=deadline)
    return DecisionInputs(
        fee=setting.fee,
        week_cost=setting.week,
        fail_cost=setting.fail,
        is_retake_free=setting.is_retake_free,
        no_pass_cost=setting.no_pass,
        deadline=deadline,
    )


Decider = Callable[[ModelFit, Choices, int, DecisionInputs], Sequence[Choice]]
"""From a fit of some candidates, who they are, the week and what is weighed to their choices."""


def season_choices(
    world: World, settings: Sequence[Setting], folder: Path, decide: Decider, *, are_costs_told: bool = True
) -> list[Choices]:
    """Return the choice of every person and week, (people, weeks), for each setting.

    One fit a week serves all settings, and every fail so far is part of the evidence. Somebody who has passed
    decides no more, so the only path through the weeks is the one on which every attempt failed.
    """
    store, names = stored(world, folder)
    evidence = read_evidence(store, EXAM, names, START + timedelta(weeks=N_WEEKS))
    form = exam_form(EXAM)
    choices = [np.zeros((len(names), N_WEEKS), dtype=np.int64) for _ in settings]
    failed = [[NO_ATTEMPTS for _ in names] for _ in settings]
    for week in range(N_WEEKS):
        known = evidence.until(START + timedelta(weeks=week))
        going = [k for k, setting in enumerate(settings) if week < setting.n_weeks]
        for part in chunks(np.arange(len(names))):
            fitted = fit_model(known.of(part), form)
            for k in going:
                with_attempts = with_fails(fitted, [failed[k][i] for i in part])
                choices[k][part, week] = decide(
                    with_attempts, part, week, inputs_of(settings[k], are_costs_told=are_costs_told)
                )
        for k in going:
            for i in np.flatnonzero(choices[k][:, week] == Choice.BOOK):
                failed[k][i] = Attempts((*failed[k][i].all, Attempt(known.as_of, is_passed=False)))
    return choices


def with_fails(fitted: ModelFit, failed: Sequence[Attempts]) -> ModelFit:
    """Return the fit with failed attempts added.

    They came after the first practice exam, so nothing needs a new fit.
    """
    evidence = fitted.evidence
    counted = counted_attempts(failed, evidence.first_day, EXAM)
    return replace(fitted, evidence=replace(evidence, attempts=tuple(failed), counted=counted))


def verdicts(fitted: ModelFit, _: Choices, __: int, inputs: DecisionInputs) -> list[Choice]:
    """Return the verdict on sitting the exam at once, for each candidate of a fit; assumed costs decide nothing."""
    evidence, counts = fitted.evidence, counts_of_all(fitted.evidence)
    names, today = evidence.candidate_ids, evidence.as_of
    attempts = [evidence.attempts_of(i) for i in range(len(names))]
    days = [open_days(EXAM, own, today, inputs.deadline) for own in attempts]
    costs = [None] * len(names) if inputs.are_costs_assumed else booking_costs(fitted, EXAM, inputs, attempts)
    chances = score_draws(*fitted.abilities_on([today]).with_cut(0), fitted.form).pass_probability()
    chosen = []
    for i, name in enumerate(names):
        case = Case(
            fitted=fitted,
            planned=evidence.planned(i, None),
            inputs=inputs,
            candidate_id=name,
            index=i,
            counts=counts[name],
            open_days=days[i],
            exam_day=today,
            is_exam_day_given=False,
        )
        outlook = Outlook((today,), (float(chances[i]),), inputs.target)
        chosen.append(_choice(*verdict_of(case, missing_items(case), outlook, costs[i], chance=outlook.chances[0])))
    return chosen


def _choice(verdict: Verdict, reasons: Reasons) -> Choice:
    if verdict is Verdict.BOOK:
        return Choice.BOOK
    return Choice.STOP if Reason.STOPPING_IS_CHEAPER in reasons else Choice.WAIT


@dataclass(frozen=True, kw_only=True)
class _InformedFit(ModelFit):
    """A fit that also knows the present truth: `truth` is the abilities and, last, the cut."""

    truth: Floats

    def predict(self, points: Points) -> tuple[Floats, Floats]:
        """Predict conditionally on the truth; the first points are those of the present day."""
        mean, covariance = super().predict(points)
        at = np.array([*range(self.form.n_domains), mean.shape[1] - 1])
        known = covariance[:, at[:, None], at] + ROUNDING * np.eye(len(at))
        gain = np.swapaxes(np.linalg.solve(known, covariance[:, at]), 1, 2)
        away = (gain @ (self.truth - mean[:, at])[..., None])[..., 0]
        return mean + away, covariance - gain @ covariance[:, at]


def present_week_oracle(world: World) -> Decider:
    """Return an oracle that knows this week's ability and cut, and forecasts later weeks as the product does.

    It decides by the product's own induction, and stops when that says so.
    """

    def decide(fitted: ModelFit, part: Choices, week: int, inputs: DecisionInputs) -> list[Choice]:
        form = fitted.form
        above = (world.share[part, week] - form.guess_floor) / (1 - form.guess_floor)
        ability = special.logit(np.clip(above, ROUNDING, 1 - ROUNDING))
        cut = (world.cut[part] - form.cut_mean) / form.cut_sd
        parts = {field.name: getattr(fitted, field.name) for field in fields(ModelFit)}
        return verdicts(_InformedFit(**parts, truth=np.column_stack([ability, cut])), part, week, inputs)

    return decide


def stored(world: World, folder: Path) -> tuple[Store, list[str]]:
    """Write the practice exams of a world to a database."""
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
OURS_BY_TARGET = "Cutscore, costs unknown"
BY_TARGET_OR_LAST = "Cutscore, costs unknown, or the last week"
TRAINED = "trained on the truth of others"
ORACLE_OF_THE_DAY = "oracle of the day"
ORACLE, ORACLE_STOPPING = "oracle of all weeks", "oracle of all weeks that may stop"
SHOWN_FROM = 9_000
"""The first seed of the people that the trained rule is shown; no season is played with them."""


@dataclass(frozen=True, slots=True)
class ExtraCost:
    """A relative extra cost and its standard error."""

    share: float
    error: float


@dataclass(frozen=True, slots=True)
class SeasonCosts:
    """The mean cost of each rule in one setting, one number per seed, and the chances at its first attempts."""

    setting: Setting
    by_rule: Mapping[str, Floats]
    first: Mapping[str, Floats]

    @property
    def best_rule(self) -> str:
        """The score rule with the lowest cost over all seeds."""
        others = {TRAINED, ORACLE_OF_THE_DAY, ORACLE, ORACLE_STOPPING}
        rules = (name for name in self.by_rule if name not in others and not name.startswith(OURS))
        return min(rules, key=lambda name: float(self.by_rule[name].mean()))

    def beside(self, other: str, rule: str = OURS) -> ExtraCost:
        """Return the extra cost of one rule over another; the error is over seeds, which share their people."""
        one, two = self.by_rule[rule], self.by_rule[other]
        ratio = float(one.mean() / two.mean())
        spread = (one - ratio * two).std(ddof=1) / np.sqrt(len(one)) if len(one) > 1 else np.inf
        return ExtraCost(ratio - 1, float(spread / two.mean()))


def seasons(
    seeds: Sequence[int], n_people: int, *, n_shown: int, settings: Sequence[Setting] = SETTINGS
) -> list[SeasonCosts]:
    """Play the settings with the people of every seed; `n_shown` other seeds train the trained rule."""
    worlds = [world_of(seed, n_people) for seed in seeds]
    shown = [world_of(SHOWN_FROM + k, n_people) for k in range(n_shown)]
    trained = [trained_rules(shown, worlds, setting) for setting in settings]
    paid: list[list[dict[str, float]]] = [[] for _ in settings]
    first: list[list[dict[str, Floats]]] = [[] for _ in settings]
    for i, world in enumerate(worlds):
        with tempfile.TemporaryDirectory() as folder:
            chosen = season_choices(world, settings, Path(folder), verdicts)
        with tempfile.TemporaryDirectory() as folder:
            by_target = season_choices(world, settings, Path(folder), verdicts, are_costs_told=False)
        with tempfile.TemporaryDirectory() as folder:
            knowing = season_choices(world, settings, Path(folder), present_week_oracle(world))
        for k, (setting, own) in enumerate(zip(settings, chosen, strict=True)):
            rules = {
                OURS: _as_rule(own),
                OURS_STAYING: _as_rule(np.where(own == Choice.STOP, Choice.WAIT, own)),
                OURS_BY_TARGET: _as_rule(by_target[k]),
                BY_TARGET_OR_LAST: _as_rule(or_last_week(by_target[k], setting)),
                **score_rules(world, setting),
                TRAINED: trained[k][i],
                ORACLE_OF_THE_DAY: _as_rule(knowing[k]),
                ORACLE: oracle(world, setting, may_stop=False),
                ORACLE_STOPPING: oracle(world, setting, may_stop=True),
            }
            paid[k].append({name: float(costs_of(world, setting, rule).mean()) for name, rule in rules.items()})
            first[k].append({name: first_attempts(world, setting, rule) for name, rule in rules.items()})
    return [
        SeasonCosts(
            setting,
            {name: np.array([one[name] for one in costs]) for name in costs[0]},
            {name: np.concatenate([one[name] for one in chances]) for name in chances[0]},
        )
        for setting, costs, chances in zip(settings, paid, first, strict=True)
    ]


def or_last_week(choices: Choices, setting: Setting) -> Choices:
    """Return the choices with a last try in the last week."""
    is_last_week = np.arange(N_WEEKS) == setting.n_weeks - 1
    return np.asarray(np.where(is_last_week, Choice.BOOK, choices))


def _as_rule(choices: Choices) -> Rule:
    return lambda week, _: choices[:, week]
