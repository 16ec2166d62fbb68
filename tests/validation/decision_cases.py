"""Candidates of many kinds who ask whether to book or wait, as the product and as its second version see them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import numpy as np
from scipy import special

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import DAYS_PER_WEEK
from analytics.estimation.decision_inputs import DecisionInputs
from analytics.estimation.exam_form import CutBelief
from analytics.estimation.exam_plan import OpenDays, open_days
from analytics.estimation.model_fit import ModelFit
from analytics.models.decision import Costs
from analytics.models.exam_score import ExamForm
from analytics.models.intervals import Floats
from analytics.models.points import joined
from analytics.records import DomainResult, ExamOutcome, Record
from analytics.reports.decision.booking_costs import BookingCosts, booking_costs
from tests.inputs.builders import EXAM, model_fit_from, practice_exam
from tests.inputs.readiness_cases import AS_OF, N_ITEMS, OPEN, series
from tests.validation.simulated_decision import Outlook

N_WEEKS = 17
TOLD = DecisionInputs(week_cost=60, fail_cost=300)
CHEAP_WEEKS = DecisionInputs(week_cost=20, fail_cost=300)
STEADY = series(72, 72, 72, 72)
NEAR = series(74, 76, 78)


@dataclass(frozen=True)
class DecisionCase:
    """A candidate's record, costs and rules.

    `rows` begin with the earliest. `items_per_week` are the new questions a week of the last four weeks, or since the
    first practice exam; `n_failed` attempts are in the record.
    """

    name: str
    rows: Sequence[Record]
    inputs: DecisionInputs = TOLD
    rules: Mapping[str, Any] = field(default_factory=dict)
    n_failed: int = 0
    items_per_week: float = 65

    @property
    def blueprint(self) -> ExamBlueprint:
        """The exam."""
        return replace(OPEN, **self.rules)

    def compared(self) -> tuple[BookingCosts, Outlook]:
        """Return the product's answer, and what the second version needs for its own."""
        fitted = model_fit_from(self.rows, self.blueprint, AS_OF, self.inputs.cut)
        attempts = fitted.evidence.attempts_of(0)
        can_sit = open_days(self.blueprint, attempts, AS_OF, self.inputs.deadline)
        (told,) = booking_costs(fitted, self.blueprint, self.inputs, [attempts])
        assert told is not None
        return told, self._outlook(fitted, can_sit)

    def _outlook(self, fitted: ModelFit, can_sit: OpenDays) -> Outlook:
        days = [AS_OF + timedelta(weeks=k) for k in range(N_WEEKS)]
        numbers = np.array([float(day.toordinal()) for day in days])
        practice = fitted.practice_exams(numbers, np.full((1, N_WEEKS), self._provider(fitted)))
        mean, covariance = fitted.predict(joined(fitted.real_exam(numbers), practice))
        first = N_WEEKS * fitted.form.n_domains
        return Outlook(
            mean=mean[0],
            covariance=covariance[0],
            noise=self._noise(mean[0, first:-1], fitted.form),
            form=fitted.form,
            costs=self._costs(),
            is_open=np.array([day in can_sit for day in days]),
        )

    def _provider(self, fitted: ModelFit) -> int:
        """Return the index of the provider of the latest practice exam."""
        names = [row.provider for row in self.rows if isinstance(row, DomainResult)]
        return list(fitted.evidence.provider_names).index(names[-1] or "") if names else 0

    def _noise(self, eta: Floats, form: ExamForm) -> Floats:
        """Return the variance of the chance of a week's questions in logits: a share's over its squared slope."""
        if not self.items_per_week:
            return np.full(N_WEEKS, np.inf)
        known = special.expit(eta)
        right = form.guess_floor + (1 - form.guess_floor) * known
        slope = (1 - form.guess_floor) * known * (1 - known)
        return np.asarray(right * (1 - right) / (self.items_per_week * slope**2))

    def _costs(self) -> Costs:
        fee, blueprint = self.inputs.fee_of(self.blueprint, AS_OF) or 0.0, self.blueprint
        week, fail, no_pass = self.inputs.cost_of_week, self.inputs.cost_of_fail, self.inputs.no_pass_cost
        after_fails = range(self.n_failed + 1, self.n_failed + 3)
        first_wait, second_wait = (
            math.ceil(blueprint.wait_after_fail_d(n_failed) / DAYS_PER_WEEK) for n_failed in after_fails
        )
        return Costs(
            fees=(fee, 0.0 if self.inputs.is_retake_free else fee, fee),
            wait_weeks=(first_wait, second_wait),
            week=week,
            fail=fail,
            no_pass=2 * fee + fail + (N_WEEKS - 1) * week if no_pass is None else no_pass,
            n_attempts=3 if blueprint.attempt_limit is None else blueprint.attempt_limit - self.n_failed,
        )


def of_one_provider(*percents: float, items: int = 65, days: int = 7) -> list[Record]:
    """Make practice exams some days apart, the last one yesterday, of about so many questions."""
    counts = [max(1, round(n * items / 65)) for n in N_ITEMS]
    return [
        row
        for k, percent in enumerate(percents, start=1)
        for row in practice_exam(
            AS_OF - timedelta(days=days * (len(percents) - k) + 1), [(round(n * percent / 100), n) for n in counts]
        )
    ]


def fail(days_ago: int, score: float) -> ExamOutcome:
    """Make a failed attempt."""
    taken_on = AS_OF - timedelta(days=days_ago)
    return ExamOutcome(taken_on=taken_on, exam_code=EXAM, is_passed=False, scaled_score=score)


CASES = [
    DecisionCase("one exam at 80 %", series(80), DecisionInputs()),
    DecisionCase("one exam at 65 %", series(65)),
    DecisionCase("one exam at 95 %", series(95)),
    DecisionCase("two exams, rising", series(70, 75)),
    DecisionCase("three exams at 60 %", series(60, 60, 60)),
    DecisionCase("four at 72 %, costs unknown", STEADY, DecisionInputs()),
    DecisionCase("four at 72 %, a week costs nothing", STEADY, replace(TOLD, week_cost=0)),
    DecisionCase("four at 72 %, cheap weeks", STEADY, replace(TOLD, week_cost=10)),
    DecisionCase("four at 72 %, costly weeks", STEADY, replace(TOLD, week_cost=200)),
    DecisionCase("four at 72 %, a fail costs nothing", STEADY, replace(TOLD, fail_cost=0)),
    DecisionCase("four at 72 %, costly fails", STEADY, replace(TOLD, fail_cost=2000)),
    DecisionCase("four at 72 %, open for three weeks", STEADY, replace(TOLD, deadline=AS_OF + timedelta(weeks=3))),
    DecisionCase("eight at 80 %", series(*[80] * 8)),
    DecisionCase("eight at 80 %, costly fails", series(*[80] * 8), replace(CHEAP_WEEKS, fail_cost=600)),
    DecisionCase("eight at 60 %", series(*[60] * 8)),
    DecisionCase("eight at 66 %, cheap weeks", series(*[66] * 8), CHEAP_WEEKS),
    DecisionCase("eight at 90 %", series(*[90] * 8)),
    DecisionCase("eight, rising", series(*range(55, 77, 3))),
    DecisionCase("eight, rising, cheap weeks", series(*range(55, 77, 3)), CHEAP_WEEKS),
    DecisionCase("eight, falling", series(*range(80, 65, -2))),
    DecisionCase("a deadline in eight weeks", series(78), replace(TOLD, deadline=AS_OF + timedelta(weeks=8))),
    DecisionCase("the exam retires in six weeks", series(70, 74), rules={"last_day": AS_OF + timedelta(weeks=6)}),
    DecisionCase("one fail", [*series(75, 78, 80, 80), fail(20, 700)], n_failed=1),
    DecisionCase(
        "one fail, closed for five weeks",
        [*series(75, 78, 80, 80), fail(3, 650)],
        replace(TOLD, week_cost=30),
        rules={"retake_wait_d": (40,)},
        n_failed=1,
    ),
    DecisionCase(
        "two fails of three",
        [*series(70, 74, 74, 74), fail(40, 650), fail(16, 690)],
        rules={"attempt_limit": 3},
        n_failed=2,
    ),
    DecisionCase("one attempt", NEAR, rules={"attempt_limit": 1}),
    DecisionCase("two attempts", NEAR, rules={"attempt_limit": 2}),
    DecisionCase("a free retake", NEAR, replace(TOLD, is_retake_free=True)),
    DecisionCase("a free retake, cheap weeks", series(68, 70), replace(TOLD, is_retake_free=True, week_cost=5)),
    DecisionCase("90 days between attempts", NEAR, rules={"retake_wait_d": (90,)}),
    DecisionCase("a retake on any day", NEAR, replace(TOLD, fail_cost=100), rules={"retake_wait_d": (1,)}),
    DecisionCase("200 questions a week", of_one_provider(*[75] * 6, items=200), CHEAP_WEEKS, items_per_week=200),
    DecisionCase("4 questions a week", of_one_provider(*[75] * 4, items=4), CHEAP_WEEKS, items_per_week=4),
    DecisionCase("an exam every 40 days", of_one_provider(75, 75, 75, days=40), CHEAP_WEEKS, items_per_week=65 / 4),
    DecisionCase("no practice exam", [], CHEAP_WEEKS, items_per_week=0),
    DecisionCase("an exact cut", series(72, 74, 76, 78), replace(TOLD, week_cost=25, cut=CutBelief(0.75, 0))),
    DecisionCase("a vague cut", series(72, 74, 76, 78), replace(TOLD, week_cost=25, cut=CutBelief(0.72, 0.08))),
    DecisionCase("a fee of 2000", series(72, 74, 76), replace(TOLD, fee=2000)),
    DecisionCase("no fee", series(72, 74, 76), replace(TOLD, fee=0, fail_cost=500)),
    DecisionCase("never passing costs 500", series(66, 68), replace(TOLD, no_pass_cost=500)),
    DecisionCase("never passing costs 20000", series(66, 68), replace(TOLD, no_pass_cost=20_000)),
    DecisionCase("three at 86 %, a fail of 5000", series(86, 86, 86), replace(TOLD, fail_cost=5000)),
    DecisionCase("three at 90 %, a fail of 5000", series(90, 90, 90), replace(TOLD, fail_cost=5000)),
    DecisionCase("twelve at 75 % of one provider", of_one_provider(*[75] * 12), replace(CHEAP_WEEKS, fail_cost=500)),
]
