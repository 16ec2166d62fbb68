"""Texts on the cost of labs."""

from collections.abc import Mapping

from analytics.reports.study.lab_spending import MIN_FORECAST_WEEKS, DomainSpending, SpendForecast, Spending
from analytics.reports.study.labs import BudgetOutlook, LabsReport
from dashboard import formatting
from dashboard.text import common
from dashboard.text.shapes import ChartText

MONEY = ChartText(
    title="Will the budget suffice?",
    alt=(
        "Money spent on labs added up over time, the budget as a line, and the range of what will have been spent by "
        "the exam day."
    ),
)
BUDGET_LABEL = "budget"
EXAM_LABEL = "exam"
WEEK_COSTS = ChartText(
    title="Where did the money go?",
    alt="The cost of labs in each week, divided by domain. The numbers by domain stand in the table below.",
)
WEEK_HOVER = "week of %{x|%-d %b}: %{y:,.2f}"
CURRENCY_LABEL = "Currency"
NO_CURRENCY = "no currency"

BUDGET_OUTLOOKS: Mapping[BudgetOutlook | None, str] = {
    BudgetOutlook.SUFFICES: ", which is on the way to suffice",
    BudgetOutlook.RUNS_OUT: ", and are on the way beyond it",
    BudgetOutlook.CANNOT_TELL: "; whether it suffices up to the exam cannot be told",
    None: "",
}


def answer(report: LabsReport) -> str:
    own = report.own_spending
    if own is None:
        if report.spendings:
            sums = [formatting.money(formatting.literal(s.currency))(s.spent) for s in report.spendings]
            return f"You have spent {formatting.joined(sums)} on them; currencies are not added up."
        if report.outside_plan:
            return f"Nothing is noted as paid in the plan's time; labs outside it cost {_amounts(report.outside_plan)}."
        return "No cost is noted for them." if report.n_without_cost else "They have cost nothing."
    paid = formatting.money(formatting.literal(own.currency))(own.spent)
    if report.budget is None:
        return f"They have cost {paid}; your plan names no budget for labs."
    budget = formatting.amount(report.budget)
    return f"They have cost {paid} of a budget of {budget}{BUDGET_OUTLOOKS[report.budget_outlook]}."


def money(report: LabsReport, spending: Spending) -> str:
    code = formatting.literal(spending.currency)
    sentences = [f"Spent in the plan's time: {formatting.money(code)(spending.spent)}."]
    left = report.budget_left
    if report.budget is not None and left is not None:
        sentences.append(
            f"Of the budget of {formatting.amount(report.budget)}, {formatting.amount(left)} is left."
            if left >= 0
            else f"That is {formatting.amount(-left)} more than the budget of {formatting.amount(report.budget)}."
        )
        if code:
            sentences.append(f"The budget has no currency and is read in {code}.")
    elif report.budget is not None:
        sentences.append("The budget names no currency, so costs in more than one are not compared with it.")
    return " ".join([*sentences, forecast(report, spending)])


def forecast(report: LabsReport, spending: Spending) -> str:
    found = spending.forecast
    if found is None:
        if report.exam_on is None:
            return "Without an exam day in the plan there is nothing to look ahead to."
        if report.exam_on <= report.as_of:
            return "The exam day has come."
        return (
            f"Too little data to look ahead: it takes {formatting.spelled(MIN_FORECAST_WEEKS)} weeks since the first "
            "lab that cost money."
        )
    total = found.total
    in_currency = formatting.money(formatting.literal(spending.currency))
    lowest, highest = (formatting.amount(week) for week in (found.lowest_week, found.highest_week))
    return (
        f"By the exam on {formatting.day(found.exam_on)} it will be about "
        f"{in_currency(round(total.value))} ({formatting.whole.range(total)}), if the weeks ahead are like the last "
        f"{formatting.spelled(found.n_weeks)}, which cost {lowest} to {highest} each. "
        "A quieter last week is not counted in."
    )


def left_out(report: LabsReport) -> str:
    n, parts = report.n_without_cost, []
    if n:
        free = formatting.counted(n, "lab without a cost noted counts", "labs without a cost noted count")
        parts.append(f"{free} as free.")
    assumed = [lab.currency for lab in report.labs if lab.cost and not lab.is_currency_given]
    if any(assumed):
        costs = formatting.counted(len(assumed), "cost without a currency is", "costs without a currency are")
        parts.append(f"{costs} read in {formatting.literal(assumed[0])}.")
    if report.outside_plan:
        parts.append(f"Labs outside the plan's time cost {_amounts(report.outside_plan)}, which is not counted here.")
    if report.other_costs:
        parts.append(f"Sessions that are no labs cost {_amounts(report.other_costs)}, which is not counted here.")
    return " ".join(parts)


def _amounts(sums: Mapping[str, float]) -> str:
    return formatting.joined([formatting.money(formatting.literal(code))(amount) for code, amount in sums.items()])


def domain_row(report: LabsReport, spending: Spending, domain: DomainSpending) -> dict[str, str]:
    row = {
        "Domain": formatting.literal(common.domain_name(report.names, domain.domain_id)),
        "Hours in labs": formatting.hours(domain.hours),
        "Cost": formatting.money(formatting.literal(spending.currency))(domain.cost),
    }
    if domain.budget_share is not None:
        row["Of the budget"] = formatting.counted_percent(domain.budget_share)
    return row


def money_axis(spending: Spending) -> str:
    return f"Spent ({spending.currency})" if spending.currency else "Spent"


def forecast_hover(found: SpendForecast) -> str:
    return f"by {formatting.day(found.exam_on)}: {found.total.value:,.0f} ({formatting.whole.range(found.total)})"
