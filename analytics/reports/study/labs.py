"""Labs: guided and independent ones over time, errors met, and spending against the budget."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analytics.clock import monday_of, mondays_between
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.exam_plan import PlannedExam
from analytics.models.event_rates import rate_of_counts
from analytics.models.intervals import Interval
from analytics.models.random_walk_proportion import WeeklyProportion, random_walk_proportions
from analytics.models.stability import CLAIM_LEVEL
from analytics.records import LabKind
from analytics.reports.planning.plan_weeks import n_days_in_plan
from analytics.reports.study.lab_spending import Lab, Spending, read_labs, spending_on, sums_by_currency

MIN_LABS = 6
"""Labs with a recorded kind that are needed to judge the transition from guided ones."""

MIN_LABS_OF_KIND = 3
"""Labs with recorded errors that a kind needs for a rate."""


class LabTransition(StrEnum):
    """Whether independent labs have replaced guided ones, as far as it is certain."""

    TOO_FEW_LABS = "too_few_labs"
    GAVE_WAY = "gave_way"
    FROM_REQUIREMENTS = "from_requirements"
    GUIDED_STILL = "guided_still"
    CANNOT_TELL = "cannot_tell"


class BudgetOutlook(StrEnum):
    """Whether the budget lasts to the exam day, if the forecast's range is clear."""

    EXCEEDED = "exceeded"
    SUFFICES = "suffices"
    RUNS_OUT = "runs_out"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class LabWeek:
    """One week's labs with a recorded kind, and the smoothed share from requirements."""

    week_on: date
    n_from_requirements: int
    n_labs: int
    smoothed: WeeklyProportion

    @property
    def counted_share(self) -> float | None:
        """Share from requirements as counted, None in a week without labs."""
        return self.n_from_requirements / self.n_labs if self.n_labs else None


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """Errors per hour in a kind's labs with recorded errors; `per_hour` is None with too few."""

    kind: LabKind
    n_labs: int
    hours: float
    n_errors: int
    per_hour: Interval | None


@dataclass(frozen=True, slots=True)
class LabsReport:
    """Labs up to a day, oldest first; spending counts within the plan, in the currency of most labs.

    `budget` is the plan's; it names no currency, and is taken to be in that one. `other_currencies` are the sums left
    out.
    """

    planned: PlannedExam
    budget: float | None
    names: Mapping[str, str]
    labs: tuple[Lab, ...]
    weeks: tuple[LabWeek, ...]
    errors: tuple[ErrorRate, ...]
    spending: Spending | None
    other_currencies: Mapping[str, float]
    outside_plan: Mapping[str, float]
    other_costs: Mapping[str, float]

    @property
    def n_with_kind(self) -> int:
        """Labs with a recorded kind."""
        return sum(lab.kind is not None for lab in self.labs)

    @property
    def n_without_kind(self) -> int:
        """Labs without a recorded kind."""
        return len(self.labs) - self.n_with_kind

    @property
    def n_from_requirements(self) -> int:
        """Labs from requirements."""
        return sum(lab.kind is LabKind.FROM_REQUIREMENTS for lab in self.labs)

    @property
    def n_without_cost(self) -> int:
        """Labs without a recorded cost."""
        return sum(lab.cost is None for lab in self.labs)

    @property
    def budget_outlook(self) -> BudgetOutlook | None:
        """Whether the forecast stays within the budget, None without a forecast or budget."""
        own = self.spending
        if self.budget is None or own is None:
            return None
        if own.spent > self.budget:
            return BudgetOutlook.EXCEEDED
        if own.forecast is None:
            return None
        total = own.forecast.total
        if total.low > self.budget:
            return BudgetOutlook.RUNS_OUT
        return BudgetOutlook.SUFFICES if total.high <= self.budget else BudgetOutlook.CANNOT_TELL

    @property
    def has_enough_labs(self) -> bool:
        """Whether there are enough labs to judge the transition."""
        return self.n_with_kind >= MIN_LABS

    @property
    def guided_until(self) -> date | None:
        """The last week with labs, mostly guided ones, as far as it is certain."""
        sure = [week.week_on for week in self.weeks if week.n_labs and week.smoothed.above_half <= 1 - CLAIM_LEVEL]
        return sure[-1] if sure and self.has_enough_labs else None

    @property
    def requirements_since(self) -> date | None:
        """The first week with labs of the present run of mostly labs from requirements, as far as it is certain."""
        since = None
        for week in reversed(self.weeks):
            if week.smoothed.above_half < CLAIM_LEVEL:
                break
            since = week.week_on if week.n_labs else since
        return since if self.has_enough_labs else None

    @property
    def transition(self) -> LabTransition:
        """Whether one kind gave way to the other."""
        if not self.has_enough_labs:
            return LabTransition.TOO_FEW_LABS
        if self.requirements_since:
            return LabTransition.GAVE_WAY if self.guided_until else LabTransition.FROM_REQUIREMENTS
        return LabTransition.GUIDED_STILL if self.guided_until == self.weeks[-1].week_on else LabTransition.CANNOT_TELL

    @property
    def rates_by_kind(self) -> tuple[tuple[LabKind, Interval], ...]:
        """Errors per hour of each kind with enough labs."""
        return tuple((rate.kind, rate.per_hour) for rate in self.errors if rate.per_hour is not None)

    @property
    def can_compare_errors(self) -> bool:
        """Whether every kind has a rate."""
        return len(self.rates_by_kind) == len(self.errors)

    @property
    def kind_with_more_errors(self) -> LabKind | None:
        """The kind with the higher rate, None if the ranges overlap."""
        rates = self.rates_by_kind
        clear = [kind for kind, own in rates if all(own.low > other.high for name, other in rates if name is not kind)]
        return clear[0] if self.can_compare_errors and clear else None


def labs_report(candidate: FittedCandidate) -> LabsReport:
    """Report the labs and their costs."""
    labs, others = read_labs(candidate)
    plan = candidate.plan
    planned = [lab for lab in labs if plan is None or n_days_in_plan(plan, lab.day, lab.day)]
    spending, sums = spending_on(planned, candidate), sums_by_currency(planned)
    return LabsReport(
        planned=candidate.planned,
        budget=plan.lab_budget if plan else None,
        names={domain.domain_id: domain.name for domain in candidate.blueprint.domains},
        labs=tuple(labs),
        weeks=_weeks(labs),
        errors=tuple(_errors(kind, labs) for kind in LabKind),
        spending=spending,
        other_currencies={name: cost for name, cost in sums.items() if spending and name != spending.currency},
        outside_plan=sums_by_currency([lab for lab in labs if plan and not n_days_in_plan(plan, lab.day, lab.day)]),
        other_costs=sums_by_currency(others),
    )


def _weeks(labs: Sequence[Lab]) -> tuple[LabWeek, ...]:
    """Return the weeks from the first to the last lab with a recorded kind."""
    with_kind = [lab for lab in labs if lab.kind is not None]
    if not with_kind:
        return ()
    mondays = mondays_between(with_kind[0].day, with_kind[-1].day)
    n_all = Counter(monday_of(lab.day) for lab in with_kind)
    n_independent = Counter(monday_of(lab.day) for lab in with_kind if lab.kind is LabKind.FROM_REQUIREMENTS)
    counts = [(n_independent[monday], n_all[monday]) for monday in mondays]
    weeks = zip(mondays, counts, random_walk_proportions(counts), strict=True)
    return tuple(LabWeek(monday, *own, share) for monday, own, share in weeks)


def _errors(kind: LabKind, labs: Sequence[Lab]) -> ErrorRate:
    own = [(lab.n_errors, lab.hours) for lab in labs if lab.kind is kind and lab.n_errors is not None]
    counts, hours = [n for n, _ in own], [h for _, h in own]
    rate = rate_of_counts(counts, hours) if len(own) >= MIN_LABS_OF_KIND else None
    return ErrorRate(kind, len(own), sum(hours), sum(counts), rate)
