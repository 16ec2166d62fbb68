"""Lab sessions with their costs, by domain and week of the plan, and a forecast to the exam day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.clock import DAYS_PER_WEEK, monday_of
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.candidate_records import rows_of
from analytics.models.event_rates import sum_ahead
from analytics.models.intervals import Interval
from analytics.records import NO_DOMAIN, LabKind


@dataclass(frozen=True, slots=True)
class Lab:
    """A lab, or another session with a cost; None where nothing was recorded, NO_DOMAIN without one of the exam."""

    day: date
    is_lab: bool
    domain_id: str
    kind: LabKind | None
    hours: float
    n_errors: int | None
    cost: float | None
    currency: str
    is_currency_given: bool
    resource: str
    note: str


def read_labs(candidate: FittedCandidate) -> tuple[list[Lab], list[Lab]]:
    """Return the labs and the other sessions with a cost, oldest first.

    A cost without a currency is read in the only one that the others have, else in the exam's.
    """
    table = candidate.records.lab_sessions
    given = set(table.currency[table.currency != ""])
    usual = given.pop() if len(given) == 1 else candidate.blueprint.currency
    sessions = [
        Lab(**{**row, "currency": row["currency"] or usual}, is_currency_given=row["currency"] != "")
        for row in rows_of(table, kind=LabKind, n_errors=int)
    ]
    return [one for one in sessions if one.is_lab], [one for one in sessions if not one.is_lab]


FORECAST_WEEKS = 6
"""Latest weeks that predict the weeks ahead."""

MIN_FORECAST_WEEKS = 3


@dataclass(frozen=True, slots=True)
class DomainSpending:
    """Cost and hours of a domain's labs; `budget_share` is None without a budget to compare with."""

    domain_id: str
    cost: float
    hours: float
    budget_share: float | None


@dataclass(frozen=True, slots=True)
class SpendForecast:
    """Total spending by the exam day if the coming weeks are like the latest ones."""

    exam_on: date
    total: Interval
    n_weeks: int
    lowest_week: float
    highest_week: float


@dataclass(frozen=True, slots=True)
class Spending:
    """Lab spending in one currency during the plan.

    `days` holds the running total on days with a cost, from zero on the day before the first to today.
    """

    currency: str
    spent: float
    domains: tuple[DomainSpending, ...]
    weeks: Mapping[date, Mapping[str, float]]
    days: tuple[tuple[date, float], ...]
    forecast: SpendForecast | None


def is_in_plan(day: date, candidate: FittedCandidate) -> bool:
    """Whether a day is within the plan; always true without a plan."""
    plan = candidate.plan
    return plan is None or (plan.starts_on <= day and (plan.exam_on is None or day <= plan.exam_on))


def sums_by_currency(labs: Sequence[Lab]) -> dict[str, float]:
    """Return total costs by currency, without free labs."""
    sums: dict[str, float] = {}
    for lab in labs:
        if lab.cost:
            sums[lab.currency] = sums.get(lab.currency, 0.0) + lab.cost
    return sums


def spendings(planned: Sequence[Lab], candidate: FittedCandidate) -> tuple[Spending, ...]:
    """Return spending on the plan's labs by currency, the one with most labs first."""
    paid = [lab for lab in planned if lab.cost]
    currencies = sorted(
        {lab.currency for lab in paid}, key=lambda name: (-sum(lab.currency == name for lab in paid), name)
    )
    budget = candidate.plan.lab_budget if candidate.plan and len(currencies) == 1 else None
    return tuple(
        _spending(name, [lab for lab in paid if lab.currency == name], planned, budget, candidate)
        for name in currencies
    )


def _spending(
    currency: str, paid: Sequence[Lab], planned: Sequence[Lab], budget: float | None, candidate: FittedCandidate
) -> Spending:
    by_domain: dict[str, float] = {}
    weeks: dict[date, dict[str, float]] = {}
    days = {paid[0].day - timedelta(days=1): 0.0}
    spent = 0.0
    for lab in paid:
        cost = lab.cost or 0.0
        spent += cost
        days[lab.day] = spent
        by_domain[lab.domain_id] = by_domain.get(lab.domain_id, 0.0) + cost
        week = weeks.setdefault(monday_of(lab.day), {})
        week[lab.domain_id] = week.get(lab.domain_id, 0.0) + cost
    days[candidate.as_of] = spent
    domains = [
        DomainSpending(
            domain_id,
            by_domain.get(domain_id, 0.0),
            sum(lab.hours for lab in planned if lab.domain_id == domain_id),
            by_domain.get(domain_id, 0.0) / budget if budget else None,
        )
        for domain_id in (*candidate.blueprint.domain_ids, NO_DOMAIN)
        if domain_id in by_domain or domain_id != NO_DOMAIN
    ]
    return Spending(
        currency=currency,
        spent=spent,
        domains=tuple(domains),
        weeks=weeks,
        days=tuple(days.items()),
        forecast=_forecast(paid, spent, candidate),
    )


def _forecast(paid: Sequence[Lab], spent: float, candidate: FittedCandidate) -> SpendForecast | None:
    """Forecast spending to the plan's end from the latest seven-day weeks, the last of which ends today."""
    schedule = candidate.schedule
    exam_on = schedule.exam_on if schedule and candidate.exam_on else None
    if exam_on is None or exam_on == candidate.as_of:
        return None
    n_weeks = min(FORECAST_WEEKS, ((candidate.as_of - paid[0].day).days + 1) // DAYS_PER_WEEK)
    if n_weeks < MIN_FORECAST_WEEKS:
        return None
    behind = [0.0] * n_weeks
    for lab in paid:
        k = (candidate.as_of - lab.day).days // DAYS_PER_WEEK
        if k < n_weeks:
            behind[k] += lab.cost or 0.0
    ahead = sum_ahead(behind, (exam_on - candidate.as_of).days / DAYS_PER_WEEK)
    total = Interval(spent + ahead.value, spent + ahead.low, spent + ahead.high, ahead.level)
    return SpendForecast(exam_on, total, n_weeks, min(behind), max(behind))
