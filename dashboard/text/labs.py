"""Texts of labs: their kinds, errors, and costs against the budget."""

from analytics.models.random_walk_proportion import DRIFT_SD
from analytics.models.stability import CLAIM_LEVEL
from analytics.reports.study import lab_spending, labs
from dashboard import formatting
from dashboard.text import common, method_inputs, navigation
from dashboard.text.names import INDEPENDENT_LAB, LAB_KINDS
from dashboard.text.shapes import Columns, chart, first_steps, method, paragraph, phrases

KIND_SHARES = chart("labs_kind_shares")
KINDS_NOTE = paragraph("labs_kinds_note", independent_lab=INDEPENDENT_LAB)
HALF_LABEL = "half and half"
ERRORS = chart("labs_errors")
TOO_FEW_ERRORS = paragraph("labs_too_few_errors", least=formatting.spelled(labs.MIN_LABS_OF_KIND))
ERRORS_ARE_WELCOME = "Running into errors and solving them is what labs are for."
LIST_TITLE = "Lab by lab"

EMPTY_STEPS = first_steps("labs", explained=INDEPENDENT_LAB, study=navigation.STUDY, plan=navigation.PLAN)
TURNS = phrases(labs.LabTransition, "labs_turns")
MONEY = chart("lab_spending_money")
BUDGET_LABEL = "budget"
WEEK_COSTS = chart("lab_spending_week_costs")
MIN_FORECAST_WEEKS = formatting.spelled(lab_spending.MIN_FORECAST_WEEKS)
WEEK_HOVER = "week of %{x|%-d %b}: %{customdata}"

BUDGET_OUTLOOKS = phrases(labs.BudgetOutlook, "lab_spending_budget_outlooks")


def answer(report: labs.LabsReport) -> str:
    return f"{transition(report)} {costs(report)}".strip()


def transition(report: labs.LabsReport) -> str:
    if not report.n_with_kind:
        n_labs = formatting.counted(len(report.labs), "lab")
        return f"{n_labs} so far, none marked as guided or independent. {INDEPENDENT_LAB}"
    if report.transition is labs.LabTransition.TOO_FEW_LABS:
        so_far = formatting.counted(report.n_with_kind, "guided or independent lab", "guided or independent labs")
        return paragraph("labs_too_few", so_far=so_far, least=str(labs.MIN_LABS))
    days = {"guided_until": report.guided_until, "since": report.requirements_since}
    weeks = {name: "" if day is None else formatting.monday(day) for name, day in days.items()}
    return f"{TURNS[report.transition].format(**weeks)}."


def kinds(report: labs.LabsReport) -> str:
    missing = formatting.counted(report.n_without_kind, "lab without a kind is", "labs without a kind are")
    left_out = f" {missing} left out." if report.n_without_kind else ""
    n_labs = formatting.counted(report.n_with_kind, "lab")
    were = formatting.verb(report.n_from_requirements, "was", "were")
    return f"{report.n_from_requirements} of {n_labs} {were} independent.{left_out}"


def week_hover(week: labs.LabWeek) -> str:
    n_labs = formatting.counted(week.n_labs, "lab")
    return f"Week of {formatting.monday(week.week_on)}: {week.n_from_requirements} of {n_labs} independent"


WEEK_COLUMNS: Columns[labs.LabWeek] = {
    "Week of": lambda week: formatting.monday(week.week_on),
    "Independent": lambda week: f"{week.n_from_requirements} of {week.n_labs}" if week.n_labs else "no lab",
    "Smoothed share": lambda week: formatting.percent.with_range(week.smoothed.share),
}


def errors(report: labs.LabsReport) -> str:
    if not report.can_compare_errors:
        return f"{TOO_FEW_ERRORS} {ERRORS_ARE_WELCOME}"
    more = report.kind_with_more_errors
    if more is None:
        return f"Too early to tell which kind has more errors: their ranges overlap. {ERRORS_ARE_WELCOME}"
    (less,) = (name for kind, name in LAB_KINDS.items() if kind is not more)
    return f"You run into more errors when labs are {LAB_KINDS[more]} than when they are {less}. {ERRORS_ARE_WELCOME}"


def error_rate(rate: labs.ErrorRate) -> str:
    write = formatting.decimal().with_range
    per_hour = "too early to tell" if rate.per_hour is None else f"{write(rate.per_hour)} per hour"
    n_errors, n_labs = formatting.counted(rate.n_errors, "error"), formatting.counted(rate.n_labs, "lab")
    name, hours = LAB_KINDS[rate.kind].capitalize(), formatting.hours(rate.hours)
    return f"**{name}**: {per_hour}. {n_errors} in {hours}, {n_labs}."


def lab_columns(report: labs.LabsReport) -> Columns[lab_spending.Lab]:
    return {
        "Day": lambda lab: formatting.day(lab.day),
        "Kind": lambda lab: "not given" if lab.kind is None else LAB_KINDS[lab.kind],
        "Domain": lambda lab: formatting.literal(common.domain_name(report.names, lab.domain_id)),
        "Hours": lambda lab: formatting.hours(lab.hours),
        "Errors": lambda lab: "not given" if lab.n_errors is None else str(lab.n_errors),
        "Cost": _cost,
        "Resource and note": lambda lab: formatting.literal(", ".join(filter(None, (lab.resource, lab.note)))),
    }


def _cost(lab: lab_spending.Lab) -> str:
    if lab.cost is None:
        return "not given"
    return f"{lab.cost:,.2f} {formatting.literal(lab.currency) if lab.cost else ''}".rstrip()


def inputs(report: labs.LabsReport) -> list[tuple[str, str]]:
    plan = report.planned.plan
    end = f" to {formatting.full_day(plan.exam_on)}" if plan and plan.exam_on else ", no exam day yet"
    return [
        method_inputs.data_up_to(report.planned.as_of),
        ("Labs", str(len(report.labs))),
        ("Plan", "none" if plan is None else f"from {formatting.full_day(plan.starts_on)}{end}"),
    ]


def costs(report: labs.LabsReport) -> str:
    own, cost = report.spending, f"{'During the plan, your' if report.outside_plan else 'Your'} labs have cost"
    if own is None:
        return f"{cost} nothing."
    paid = _money(own.currency)(own.spent)
    if report.budget is None:
        return f"{cost} {paid}. Your plan has no lab budget."
    budget = formatting.amount(report.budget)
    outlook = f" {BUDGET_OUTLOOKS[report.budget_outlook]}" if report.budget_outlook else ""
    return f"{cost} {paid} of a budget of {budget}.{outlook}"


def money(report: labs.LabsReport, spending: lab_spending.Spending) -> str:
    code = "" if report.budget is None else formatting.literal(spending.currency)
    return f"{f'The budget is assumed to be in {code}.' if code else ''} {forecast(report, spending)}".strip()


def forecast(report: labs.LabsReport, spending: lab_spending.Spending) -> str:
    found = spending.forecast
    if found is None:
        if report.planned.plan_day is None:
            return "Set an exam day in your plan to see a forecast."
        if report.planned.plan_day <= report.planned.as_of:
            return ""
        return f"Too early for a forecast: it takes {MIN_FORECAST_WEEKS} weeks after the first cost."
    weeks = f"{formatting.spelled(found.n_weeks)} weeks"
    a_week = formatting.amount.between(found.lowest_week, found.highest_week)
    cost = _total(found, formatting.literal(spending.currency))
    until = f"By {formatting.day(found.exam_on)}, labs will have cost about {cost}"
    return f"{until} if you spend as in the last {weeks} ({a_week} a week)."


def left_out(report: labs.LabsReport) -> str:
    n, parts = report.n_without_cost, []
    if n:
        free = formatting.counted(n, "lab without a cost counts", "labs without a cost count")
        parts.append(f"{free} as free.")
    assumed = [lab.currency for lab in report.labs if lab.cost and not lab.is_currency_given]
    if any(assumed):
        costs = formatting.counted(len(assumed), "cost without a currency is", "costs without a currency are")
        parts.append(f"{costs} assumed to be in {formatting.literal(assumed[0])}.")
    others = {
        "Labs in other currencies": report.other_currencies,
        "Labs outside the plan": report.outside_plan,
        "Sessions that are not labs": report.other_costs,
    }
    for what, sums in others.items():
        amounts = formatting.joined([_money(currency)(amount) for currency, amount in sums.items()])
        parts += [f"{what} cost {amounts}, which is not included here."] if sums else []
    return " ".join(parts)


def _money(currency: str) -> formatting.Unit:
    return formatting.money(formatting.literal(currency))


def domain(report: labs.LabsReport, spending: lab_spending.Spending, domain: lab_spending.DomainSpending) -> str:
    name = formatting.literal(common.domain_name(report.names, domain.domain_id))
    cost, budget = _money(spending.currency)(domain.cost), report.budget
    of_budget = f" ({formatting.counted_percent(domain.cost / budget)} of the budget)" if budget else ""
    return f"**{name}**: {cost}{of_budget}, {formatting.hours(domain.hours)} in labs"


def forecast_hover(found: lab_spending.SpendForecast, currency: str) -> str:
    return f"by {formatting.day(found.exam_on)}: {_total(found, currency)}"


def _total(found: lab_spending.SpendForecast, currency: str) -> str:
    return f"{formatting.money(currency)(round(found.total.value))} ({formatting.whole.range(found.total)})"


METHOD = method(
    "labs",
    drift=f"{DRIFT_SD:g}",
    claim_level=formatting.counted_percent(CLAIM_LEVEL),
    forecast_weeks=formatting.spelled(lab_spending.FORECAST_WEEKS),
)
