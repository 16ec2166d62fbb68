"""The sentences of the page of labs and money."""

from collections.abc import Mapping
from datetime import date

from analytics.models.drifting_share import DRIFT_SD
from analytics.models.intervals import Interval
from analytics.models.progress import CLAIM_LEVEL
from analytics.records import LabKind
from analytics.reports.lab_log import Lab
from analytics.reports.lab_spending import FORECAST_WEEKS, LEAST_FORECAST_WEEKS, DomainSpending, SpendForecast, Spending
from analytics.reports.labs import LEAST_LABS, LEAST_LABS_OF_KIND, BudgetOutlook, ErrorRate, LabsReport, LabWeek, Turn
from analytics.reports.study_weeks import NO_DOMAIN
from dashboard import formatting
from dashboard.text import basis, common

KINDS_TITLE = "When did guided labs give way to labs from requirements?"
KINDS_ALT = (
    "For each week the smoothed share of labs from requirements with its range, and the share counted in that week "
    "as a dot, larger with more labs. The counts stand in a table on this page."
)
KINDS_AXIS = "Labs from requirements (%)"
KINDS_NOTE = "A dot is the share counted in one week, larger with more labs. The band is the range of the line."
HALF_LABEL = "as many of each"
ERRORS_TITLE = "How many errors do you meet in an hour?"
ERRORS_ALT = "For each kind of lab the errors met in an hour with their range. The numbers stand in the table below."
ERRORS_AXIS = "Errors met in an hour"
MONEY_TITLE = "Will the budget suffice?"
MONEY_ALT = (
    "Money spent on labs added up over time, the budget as a line, and the range of what will have been spent by "
    "the exam day."
)
BUDGET_LABEL = "budget"
EXAM_LABEL = "exam"
DOMAINS_TITLE = "Where did the money go?"
DOMAINS_ALT = "The cost of labs in each week, divided by domain. The numbers by domain stand in the table below."
WEEK_HOVER = "week of %{x|%-d %b}: %{y:,.2f}"
LIST_TITLE = "Lab by lab"
WEEKS_TITLE = "Labs week by week"
CURRENCY_LABEL = "Currency"
NO_CURRENCY = "currency not named"

EMPTY_STEPS = (
    "Type a lab in, or import study_sessions.csv with the activity lab. The template is on the Data page.",
    "Say with each lab whether it was guided or from requirements (lab_kind), the errors that you met "
    "(n_errors_met), and what it cost (cost, currency).",
    f"Put the budget for labs into your plan, on the page {common.PAGE_PLAN}, to see what is left of it.",
)

KINDS: Mapping[LabKind, str] = {
    LabKind.GUIDED: "guided",
    LabKind.FROM_REQUIREMENTS: "from requirements",
}

TURNS: Mapping[Turn, str] = {
    Turn.GAVE_WAY: (
        "Guided labs gave way to labs from requirements between the week of {guided_until} and the week of {since}"
    ),
    Turn.FROM_REQUIREMENTS: "More of your labs are from requirements, since the week of {since}",
    Turn.GUIDED_STILL: "Most of your labs are guided still",
    Turn.CANNOT_TELL: "Whether more of your labs are guided or from requirements cannot be told now",
}

BUDGET_OUTLOOKS: Mapping[BudgetOutlook | None, str] = {
    BudgetOutlook.SUFFICES: ", which is on the way to suffice",
    BudgetOutlook.RUNS_OUT: ", and are on the way beyond it",
    BudgetOutlook.CANNOT_TELL: "; whether it suffices up to the exam cannot be told",
    None: "",
}


def answer(report: LabsReport) -> str:
    """Say when the kinds changed and how the money stands."""
    if not report.labs:
        return "No lab is noted yet."
    return f"{turn(report)} {_money(report)}".strip()


def turn(report: LabsReport) -> str:
    """Say when one kind gave way to the other, as far as that is sure, and what it rests on."""
    if report.turn is Turn.TOO_FEW_LABS:
        return (
            f"{formatting.counted(len(report.labs), 'lab')} so far, {report.n_told} with their kind. Too little data "
            f"to say when guided labs gave way to labs from requirements: it takes {LEAST_LABS}."
        )
    guided_until, since = (day and formatting.day(day) for day in (report.guided_until, report.requirements_since))
    said = TURNS[report.turn].format(guided_until=guided_until, since=since)
    return f"{said} ({formatting.counted(report.n_told, 'lab')})."


def _money(report: LabsReport) -> str:
    """Say in one sentence how the money stands."""
    own = report.own_spending
    if own is None:
        if report.spendings:
            sums = [formatting.money(s.spent, currency(s.currency)) for s in report.spendings]
            return f"You have spent {formatting.joined(sums)} on them; currencies are not added up."
        return "No cost is noted for them." if report.n_without_cost else "They have cost nothing."
    paid = formatting.money(own.spent, currency(own.currency))
    if report.budget is None:
        return f"They have cost {paid}; your plan names no budget for labs."
    return f"They have cost {paid} of a budget of {report.budget:,.0f}{BUDGET_OUTLOOKS[report.budget_outlook]}."


def currency(code: str) -> str:
    """Name a currency from a file."""
    return formatting.literal(code) or NO_CURRENCY


def kinds(report: LabsReport) -> str:
    """Say what the share rests on."""
    missing = report.n_untold
    left_out = f" {formatting.counted(missing, 'lab')} without a kind {_is(missing)} left out." if missing else ""
    told = formatting.counted(report.n_told, "lab")
    return f"{report.n_from_requirements} of {told} were from requirements.{left_out}"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def week_hover(week: LabWeek) -> str:
    """Say what a dot of the chart shows."""
    return (
        f"week of {formatting.day(week.week_on)}: {week.n_from_requirements} of "
        f"{formatting.counted(week.n_labs, 'lab')} from requirements"
    )


def week_row(week: LabWeek) -> dict[str, str]:
    """Give one week's labs as a row."""
    return {
        "Week of": formatting.day(week.week_on),
        "From requirements": f"{week.n_from_requirements} of {week.n_labs}",
        "Smoothed share": formatting.share_with_range(week.smoothed.share),
    }


def errors(report: LabsReport) -> str:
    """Say whether one kind brings more errors, where the ranges leave no doubt."""
    if not report.can_compare_errors:
        return (
            f"Too little data to compare the kinds: it takes {formatting.spelled(LEAST_LABS_OF_KIND)} labs of each "
            f"with their errors noted. {_ERRORS_ARE_WELCOME}"
        )
    more = report.kind_with_more_errors
    if more is None:
        return "Which kind brings more errors cannot be told: their ranges overlap."
    (less,) = (name for kind, name in KINDS.items() if kind is not more)
    return f"You meet more errors in labs that are {KINDS[more]} than in those that are {less}. {_ERRORS_ARE_WELCOME}"


_ERRORS_ARE_WELCOME = "An error that you met and solved is what a lab is for."


def error_row(rate: ErrorRate) -> dict[str, str]:
    """Give one kind's errors as a row."""
    return {
        "Kind": KINDS[rate.kind],
        "Labs with errors noted": str(rate.n_labs),
        "Hours": formatting.hours(rate.hours),
        "Errors": str(rate.n_errors),
        "In an hour": "too little data" if rate.per_hour is None else _per_hour(rate.per_hour),
    }


def error_hover(kind: LabKind, per_hour: Interval) -> str:
    """Say what a row of the chart shows."""
    return f"{KINDS[kind]}: {_per_hour(per_hour)}"


def _per_hour(found: Interval) -> str:
    return f"{found.value:.1f} ({found.low:.1f} to {found.high:.1f})"


def money(report: LabsReport, spending: Spending) -> str:
    """Say what was spent, what is to be expected, and what that rests on."""
    code = currency(spending.currency)
    said = [f"Spent in the plan's time: {formatting.money(spending.spent, code)}."]
    left = report.budget_left
    if report.budget is not None and left is not None:
        said.append(
            f"Of the budget of {report.budget:,.0f}, {left:,.0f} is left."
            if left >= 0
            else f"That is {-left:,.0f} more than the budget of {report.budget:,.0f}."
        )
        said.append(f"The budget names no currency and is read as {code}.")
    elif report.budget is not None:
        said.append("The budget names no currency, so costs in more than one are not compared with it.")
    return " ".join([*said, forecast(report, spending)])


def forecast(report: LabsReport, spending: Spending) -> str:
    """Say what will have been spent by the exam day, or what is missing to say it."""
    found = spending.forecast
    if found is None:
        if report.exam_on is None:
            return "Without an exam day in the plan there is nothing to look ahead to."
        if report.exam_on <= report.as_of:
            return "The exam day has come."
        weeks = formatting.spelled(LEAST_FORECAST_WEEKS)
        return f"Too little data to look ahead: it takes {weeks} weeks since the first lab that cost money."
    total = found.total
    return (
        f"By the exam on {formatting.day(found.exam_on)} it will be about "
        f"{formatting.money(total.value, currency(spending.currency))} ({formatting.whole_range(total)}), if the weeks "
        f"ahead are like the last {formatting.spelled(found.n_weeks)}, which cost {found.lowest_week:,.0f} to "
        f"{found.highest_week:,.0f} each. A quieter last week is not counted in."
    )


def left_out(report: LabsReport) -> str:
    """Say which money and which labs do not count, and why; empty where all do."""
    said = []
    if report.n_without_cost:
        n = report.n_without_cost
        counts = "counts" if n == 1 else "count"
        said.append(f"{formatting.counted(n, 'lab')} without a cost noted {counts} as free.")
    if report.outside_plan:
        said.append(f"Labs outside the plan's time cost {_amounts(report.outside_plan)}, which is not counted here.")
    if report.other_costs:
        said.append(f"Sessions that are no labs cost {_amounts(report.other_costs)}, which is not counted here.")
    return " ".join(said)


def _amounts(sums: Mapping[str, float]) -> str:
    return formatting.joined([formatting.money(amount, currency(code)) for code, amount in sums.items()])


def domain_name(report: LabsReport, domain_id: str) -> str:
    """Name a domain of the exam, or that there is none."""
    return common.NO_DOMAIN if domain_id == NO_DOMAIN else report.names[domain_id]


def domain_row(report: LabsReport, spending: Spending, domain: DomainSpending) -> dict[str, str]:
    """Give one domain's money as a row."""
    row = {
        "Domain": formatting.literal(domain_name(report, domain.domain_id)),
        "Hours in labs": formatting.hours(domain.hours),
        "Cost": formatting.money(domain.cost, currency(spending.currency)),
    }
    if domain.budget_share is not None:
        row["Of the budget"] = formatting.counted_percent(domain.budget_share)
    return row


def lab_row(report: LabsReport, lab: Lab) -> dict[str, str]:
    """Give one lab as a row."""
    return {
        "Day": formatting.full_day(lab.day),
        "Kind": "not noted" if lab.kind is None else KINDS[lab.kind],
        "Domain": formatting.literal(domain_name(report, lab.domain_id)),
        "Hours": formatting.hours(lab.hours),
        "Errors": "not noted" if lab.n_errors is None else str(lab.n_errors),
        "Cost": "not noted" if lab.cost is None else f"{lab.cost:,.2f} {currency(lab.currency) if lab.cost else ''}",
        "What": formatting.literal(", ".join(part for part in (lab.resource, lab.note) if part)),
    }


def money_axis(spending: Spending) -> str:
    """Title an axis of money."""
    return f"Spent ({formatting.unescaped(currency(spending.currency))})"


def forecast_hover(found: SpendForecast) -> str:
    """Say what the range at the exam day shows."""
    return f"by {formatting.day(found.exam_on)}: {found.total.value:,.0f} ({formatting.whole_range(found.total)})"


def inputs(report: LabsReport) -> list[tuple[str, str]]:
    """List what the page was worked out from."""
    return [
        basis.known_until(report.as_of),
        ("Labs", str(len(report.labs))),
        ("with their kind", str(report.n_told)),
        ("with their errors", str(sum(rate.n_labs for rate in report.errors))),
        ("with a cost", str(len(report.labs) - report.n_without_cost)),
        ("Plan", _plan(report.starts_on, report.exam_on)),
        ("Budget for labs", "none in the plan" if report.budget is None else f"{report.budget:,.0f}"),
        ("A claim of the share is made from", common.of_100_cases(CLAIM_LEVEL)),
    ]


def _plan(starts_on: date | None, exam_on: date | None) -> str:
    if starts_on is None:
        return "none"
    end = formatting.full_day(exam_on) if exam_on else "no exam day"
    return f"{formatting.full_day(starts_on)} to {end}"


METHOD = (
    "A lab is a session of the activity lab, or one that names a kind of lab.\n\n"
    "The smoothed share: each week's labs are drawn from a share that drifts from week to week. How fast it may "
    f"drift is a judgement of ours ({DRIFT_SD:g} in logits a week). All weeks together give each week's share and "
    "its range. That one kind is the more frequent is said where the chance of it is at least "
    f"{common.of_100_cases(CLAIM_LEVEL)}.\n\n"
    "Errors in an hour: the errors of the labs where they are noted, divided by their hours, with the range of a "
    "Poisson rate. Half an error is added before, since a few labs without one prove little; where labs differ by more "
    "than chance, the range is widened by as much, and so is that half.\n\n"
    f"The forecast takes the last {formatting.spelled(FORECAST_WEEKS)} times seven days, as far as they lie after "
    "the first lab that cost money, and the weeks ahead to be like them: their mean, with the range of a sum of as "
    "many more weeks. One more week is counted that lay as far from the mean as the mean is large, so that a few "
    "weeks that are alike do not make the range too narrow.\n\n"
    "Only labs from the plan's first day to its exam day count against the budget. Amounts of different currencies "
    "are never added up."
)
