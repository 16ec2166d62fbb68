"""Texts on the cost of labs."""

from collections.abc import Mapping

from analytics.reports.study.lab_spending import MIN_FORECAST_WEEKS, DomainSpending, SpendForecast, Spending
from analytics.reports.study.labs import BudgetOutlook, LabsReport
from dashboard import formatting
from dashboard.text import common
from dashboard.text.shapes import chart, phrases

MONEY = chart("lab_spending_money")
BUDGET_LABEL = "budget"
WEEK_COSTS = chart("lab_spending_week_costs")
WEEK_HOVER = "week of %{x|%-d %b}: %{y:,.2f}"
CURRENCY_LABEL = "Currency"
NO_CURRENCY = "no currency"

BUDGET_OUTLOOKS = phrases(BudgetOutlook, "lab_spending_budget_outlooks")


def answer(report: LabsReport) -> str:
    own = report.own_spending
    if own is None:
        if report.spendings:
            return f"Your labs have cost {_amounts({one.currency: one.spent for one in report.spendings})}."
        if report.outside_plan:
            return f"Nothing spent during the plan, and {_amounts(report.outside_plan)} outside it."
        return "No costs yet." if report.n_without_cost else "All your labs were free."
    paid = _money(own.currency)(own.spent)
    if report.budget is None:
        return f"Your labs have cost {paid}. Your plan has no lab budget."
    budget = formatting.amount(report.budget)
    outlook = f" {BUDGET_OUTLOOKS[report.budget_outlook]}" if report.budget_outlook else ""
    return f"Your labs have cost {paid} of a budget of {budget}.{outlook}"


def money(report: LabsReport, spending: Spending) -> str:
    return f"{_budget_left(report, formatting.literal(spending.currency))} {forecast(report, spending)}".strip()


def _budget_left(report: LabsReport, code: str) -> str:
    if report.budget is None:
        return ""
    left, budget = report.budget_left, formatting.amount(report.budget)
    if left is None:
        return "With costs in several currencies, there is no comparison with the budget."
    is_left = f"{formatting.amount(left)} of the budget of {budget} is left."
    is_over = f"That is {formatting.amount(-left)} over the budget of {budget}."
    assumed = f" The budget is assumed to be in {code}." if code else ""
    return f"{is_left if left >= 0 else is_over}{assumed}"


def forecast(report: LabsReport, spending: Spending) -> str:
    found = spending.forecast
    if found is None:
        if report.exam_on is None:
            return "Set an exam date in your plan to see a forecast."
        if report.exam_on <= report.as_of:
            return ""
        return (
            f"Too early for a forecast: it takes {formatting.spelled(MIN_FORECAST_WEEKS)} weeks after the first cost."
        )
    total = found.total
    in_currency = _money(spending.currency)
    return (
        f"By {formatting.day(found.exam_on)}, labs will have cost about {in_currency(round(total.value))} "
        f"({formatting.whole.range(total)}) if you spend as in the last {formatting.spelled(found.n_weeks)} weeks "
        f"({formatting.amount.between(found.lowest_week, found.highest_week)} a week)."
    )


def left_out(report: LabsReport) -> str:
    n, parts = report.n_without_cost, []
    if n:
        free = formatting.counted(n, "lab without a cost counts", "labs without a cost count")
        parts.append(f"{free} as free.")
    assumed = [lab.currency for lab in report.labs if lab.cost and not lab.is_currency_given]
    if any(assumed):
        costs = formatting.counted(len(assumed), "cost without a currency is", "costs without a currency are")
        parts.append(f"{costs} assumed to be in {formatting.literal(assumed[0])}.")
    if report.outside_plan:
        parts.append(f"Labs outside the plan cost {_amounts(report.outside_plan)}, not included here.")
    if report.other_costs:
        parts.append(f"Sessions that are not labs cost {_amounts(report.other_costs)}, not included here.")
    return " ".join(parts)


def _money(currency: str) -> formatting.Unit:
    return formatting.money(formatting.literal(currency))


def _amounts(sums: Mapping[str, float]) -> str:
    return formatting.joined([_money(currency)(amount) for currency, amount in sums.items()])


def domain(report: LabsReport, spending: Spending, domain: DomainSpending) -> str:
    """Return a domain's cost, its share of the budget and its hours, as an item of a list."""
    name = formatting.literal(common.domain_name(report.names, domain.domain_id))
    cost = _money(spending.currency)(domain.cost)
    share = domain.budget_share
    of_budget = "" if share is None else f" ({formatting.counted_percent(share)} of the budget)"
    return f"**{name}**: {cost}{of_budget}, {formatting.hours(domain.hours)} in labs"


def forecast_hover(found: SpendForecast) -> str:
    return f"by {formatting.day(found.exam_on)}: {found.total.value:,.0f} ({formatting.whole.range(found.total)})"
