"""Labs: whether guided ones gave way to requirements, the errors met, and the money against the budget."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from analytics.clock import DAYS_PER_WEEK, monday_of
from analytics.estimation.candidate import FittedCandidate
from analytics.models.event_rates import rate_of_counts
from analytics.models.intervals import Interval
from analytics.models.progress import CLAIM_LEVEL
from analytics.models.random_walk_proportion import DriftingShare, drifting_shares
from analytics.records import LabKind
from analytics.reports.study.lab_log import Lab, read_labs
from analytics.reports.study.lab_spending import Spending, is_in_plan, spendings, sums_by_currency

MIN_LABS = 6
"""Labs whose kind is told, below which nothing is said of when one kind gave way to the other."""

MIN_LABS_OF_KIND = 3
"""Labs with their errors noted, below which a kind has no rate."""


class LabTransition(StrEnum):
    """Whether guided labs have given way to labs from requirements, as far as that is sure."""

    TOO_FEW_LABS = "too_few_labs"
    GAVE_WAY = "gave_way"
    FROM_REQUIREMENTS = "from_requirements"
    GUIDED_STILL = "guided_still"
    CANNOT_TELL = "cannot_tell"


class BudgetOutlook(StrEnum):
    """Whether the budget holds up to the exam day, where the range of the forecast leaves no doubt."""

    SUFFICES = "suffices"
    RUNS_OUT = "runs_out"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class LabWeek:
    """The labs of one week whose kind is told, and the smoothed share of those from requirements."""

    week_on: date
    n_from_requirements: int
    n_labs: int
    smoothed: DriftingShare

    @property
    def counted_share(self) -> float | None:
        """Give the share from requirements as it was counted, None in a week without labs."""
        return self.n_from_requirements / self.n_labs if self.n_labs else None


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """Errors met per hour in the labs of a kind whose errors are noted; None with too few of them."""

    kind: LabKind
    n_labs: int
    hours: float
    n_errors: int
    per_hour: Interval | None


@dataclass(frozen=True, slots=True)
class LabsReport:
    """Labs up to a day, oldest first; money counts within the plan, and each currency for itself.

    `budget` is that of the plan, which names no currency: it is compared only where there is one.
    """

    as_of: date
    starts_on: date | None
    exam_on: date | None
    budget: float | None
    names: Mapping[str, str]
    labs: tuple[Lab, ...]
    weeks: tuple[LabWeek, ...]
    errors: tuple[ErrorRate, ...]
    spendings: tuple[Spending, ...]
    outside_plan: Mapping[str, float]
    other_costs: Mapping[str, float]

    @property
    def n_with_kind(self) -> int:
        """Count the labs whose kind is told."""
        return sum(lab.kind is not None for lab in self.labs)

    @property
    def n_without_kind(self) -> int:
        """Count the labs whose kind is not told."""
        return len(self.labs) - self.n_with_kind

    @property
    def n_from_requirements(self) -> int:
        """Count the labs from requirements."""
        return sum(lab.kind is LabKind.FROM_REQUIREMENTS for lab in self.labs)

    @property
    def n_without_cost(self) -> int:
        """Count the labs of which no cost is noted."""
        return sum(lab.cost is None for lab in self.labs)

    @property
    def own_spending(self) -> Spending | None:
        """Give the spending that the budget is compared with: the only currency, None where there are more or none."""
        return self.spendings[0] if len(self.spendings) == 1 else None

    @property
    def compared_budget(self) -> float | None:
        """Give the budget where the own spending is compared with it."""
        return None if self.own_spending is None else self.budget

    @property
    def budget_left(self) -> float | None:
        """Give what the own spending leaves of the budget, below zero beyond it; None where they are not compared."""
        own = self.own_spending
        return None if self.budget is None or own is None else self.budget - own.spent

    @property
    def budget_outlook(self) -> BudgetOutlook | None:
        """Judge the budget by the forecast of the own spending, None without either."""
        own = self.own_spending
        if self.budget is None or own is None or own.forecast is None:
            return None
        total = own.forecast.total
        if total.low > self.budget:
            return BudgetOutlook.RUNS_OUT
        return BudgetOutlook.SUFFICES if total.high <= self.budget else BudgetOutlook.CANNOT_TELL

    @property
    def is_enough(self) -> bool:
        """Tell whether there are labs enough to say when one kind gave way to the other."""
        return self.n_with_kind >= MIN_LABS

    @property
    def guided_until(self) -> date | None:
        """Give the last week in which more labs were guided, as far as that is sure enough."""
        sure = [week.week_on for week in self.weeks if week.smoothed.above_half <= 1 - CLAIM_LEVEL]
        return sure[-1] if sure and self.is_enough else None

    @property
    def requirements_since(self) -> date | None:
        """Give the first of the weeks up to now in which more labs were from requirements, as far as that is sure."""
        since = None
        for week in reversed(self.weeks):
            if week.smoothed.above_half < CLAIM_LEVEL:
                break
            since = week.week_on
        return since if self.is_enough else None

    @property
    def transition(self) -> LabTransition:
        """Judge whether one kind gave way to the other."""
        if not self.is_enough:
            return LabTransition.TOO_FEW_LABS
        if self.requirements_since:
            return LabTransition.GAVE_WAY if self.guided_until else LabTransition.FROM_REQUIREMENTS
        return LabTransition.GUIDED_STILL if self.guided_until == self.weeks[-1].week_on else LabTransition.CANNOT_TELL

    @property
    def known_rates(self) -> tuple[tuple[LabKind, Interval], ...]:
        """Give the errors per hour of each kind that has labs enough."""
        return tuple((rate.kind, rate.per_hour) for rate in self.errors if rate.per_hour is not None)

    @property
    def can_compare_errors(self) -> bool:
        """Tell whether every kind has its errors per hour."""
        return len(self.known_rates) == len(self.errors)

    @property
    def kind_with_more_errors(self) -> LabKind | None:
        """Give the kind that brings more errors than the other, None where their ranges overlap."""
        rates = self.known_rates
        clear = [kind for kind, own in rates if all(own.low > other.high for name, other in rates if name is not kind)]
        return clear[0] if self.can_compare_errors and clear else None


def labs_report(known: FittedCandidate) -> LabsReport:
    """Report the labs and their money."""
    labs, others = read_labs(known)
    plan = known.plan
    planned = [lab for lab in labs if is_in_plan(lab.day, known)]
    return LabsReport(
        as_of=known.as_of,
        starts_on=plan.starts_on if plan else None,
        exam_on=plan.exam_on if plan else None,
        budget=plan.lab_budget if plan else None,
        names={domain.domain_id: domain.name for domain in known.blueprint.domains},
        labs=tuple(labs),
        weeks=_weeks(labs),
        errors=tuple(_errors(kind, labs) for kind in LabKind),
        spendings=spendings(planned, known),
        outside_plan=sums_by_currency([lab for lab in labs if not is_in_plan(lab.day, known)]),
        other_costs=sums_by_currency(others),
    )


def _weeks(labs: Sequence[Lab]) -> tuple[LabWeek, ...]:
    """Count the kinds week by week, from the first lab whose kind is told to the last one."""
    told = [lab for lab in labs if lab.kind is not None]
    if not told:
        return ()
    first, last = monday_of(told[0].day), monday_of(told[-1].day)
    mondays = [first + timedelta(weeks=k) for k in range((last - first).days // DAYS_PER_WEEK + 1)]
    counts = dict.fromkeys(mondays, (0, 0))
    for lab in told:
        n, n_all = counts[monday_of(lab.day)]
        counts[monday_of(lab.day)] = n + (lab.kind is LabKind.FROM_REQUIREMENTS), n_all + 1
    smoothed = drifting_shares(list(counts.values()))
    return tuple(LabWeek(day, *counts[day], share) for day, share in zip(mondays, smoothed, strict=True))


def _errors(kind: LabKind, labs: Sequence[Lab]) -> ErrorRate:
    """Give the errors per hour of a kind."""
    own = [(lab.n_errors, lab.hours) for lab in labs if lab.kind is kind and lab.n_errors is not None]
    counts, hours = [n for n, _ in own], [h for _, h in own]
    rate = rate_of_counts(counts, hours) if len(own) >= MIN_LABS_OF_KIND else None
    return ErrorRate(kind, len(own), sum(hours), sum(counts), rate)
