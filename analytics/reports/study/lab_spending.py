"""Lab sessions with their costs, by domain and week of the plan, and a forecast to the exam day."""

from collections import Counter, defaultdict
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
    """Cost and hours of a domain's labs."""

    domain_id: str
    cost: float
    hours: float


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
    """Lab spending during the plan, in one currency.

    `days` holds the running total on days with a cost, from zero on the day before the first to today.
    """

    currency: str
    spent: float
    domains: tuple[DomainSpending, ...]
    weeks: Mapping[date, Mapping[str, float]]
    days: tuple[tuple[date, float], ...]
    forecast: SpendForecast | None


def sums_by_currency(labs: Sequence[Lab]) -> dict[str, float]:
    """Return total costs by currency, without free labs."""
    sums = defaultdict[str, float](float)
    for lab in labs:
        if lab.cost:
            sums[lab.currency] += lab.cost
    return sums


def spending_on(planned: Sequence[Lab], candidate: FittedCandidate) -> Spending | None:
    """Return spending on the plan's labs in the currency that most of them have, None if none had a cost."""
    n_paid = Counter(lab.currency for lab in planned if lab.cost)
    currency = min(n_paid, key=lambda name: (-n_paid[name], name), default=None)
    if currency is None:
        return None
    paid = [lab for lab in planned if lab.cost and lab.currency == currency]
    days = {paid[0].day - timedelta(days=1): 0.0}
    by_domain, weeks, spent = defaultdict[str, float](float), dict[date, dict[str, float]](), 0.0
    for lab in paid:
        cost = lab.cost or 0.0
        spent += cost
        days[lab.day] = spent
        by_domain[lab.domain_id] += cost
        weeks.setdefault(monday_of(lab.day), defaultdict(float))[lab.domain_id] += cost
    days[candidate.as_of] = spent
    without = [NO_DOMAIN] if NO_DOMAIN in by_domain else []
    return Spending(
        currency=currency,
        spent=spent,
        domains=tuple(
            DomainSpending(
                domain_id, by_domain[domain_id], sum(lab.hours for lab in planned if lab.domain_id == domain_id)
            )
            for domain_id in (*candidate.blueprint.domain_ids, *without)
        ),
        weeks=weeks,
        days=tuple(days.items()),
        forecast=_forecast(paid, spent, candidate),
    )


def _forecast(paid: Sequence[Lab], spent: float, candidate: FittedCandidate) -> SpendForecast | None:
    """Forecast spending to the plan's end from the latest seven-day weeks, the last of which ends today."""
    schedule = candidate.schedule
    exam_on = schedule.exam_on if schedule and candidate.day_ahead else None
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
