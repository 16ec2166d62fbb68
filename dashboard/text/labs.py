"""Texts of the labs page, except on cost."""

from collections.abc import Mapping, Sequence

from analytics.models.intervals import Interval
from analytics.models.random_walk_proportion import DRIFT_SD
from analytics.models.stability import CLAIM_LEVEL
from analytics.records import LabKind
from analytics.reports.study.lab_log import Lab
from analytics.reports.study.lab_spending import FORECAST_WEEKS
from analytics.reports.study.labs import MIN_LABS, MIN_LABS_OF_KIND, ErrorRate, LabsReport, LabTransition, LabWeek
from dashboard import formatting
from dashboard.text import common, method_inputs, navigation
from dashboard.text import lab_spending as spending_text
from dashboard.text.shapes import ChartText, Column, method

KIND_SHARES = ChartText(
    title="When did guided labs give way to labs from requirements?",
    alt=(
        "For each week the smoothed share of labs from requirements with its range, and the share counted in that "
        "week as a dot, larger with more labs. The counts stand in a table on this page."
    ),
    y_axis="Labs from requirements (%)",
)
KINDS_NOTE = "A dot is the share counted in one week, larger with more labs. The band is the range of the line."
HALF_LABEL = "as many of each"
ERRORS = ChartText(
    title="How many errors do you meet in an hour?",
    alt="For each kind of lab the errors met in an hour with their range. The numbers stand in the table below.",
    x_axis="Errors met in an hour",
)
LIST_TITLE = "Lab by lab"
WEEKS_TITLE = "Labs week by week"

EMPTY_STEPS = (
    "Type a lab in, or import study_sessions.csv with the activity lab. The template is on the Data page.",
    "Say with each lab whether it was guided or from requirements (lab_kind), the errors that you met "
    "(n_errors_met), and what it cost (cost, currency).",
    f"Put the budget for labs into your plan, on the page {navigation.STUDY}, to see what is left of it.",
)

KINDS: Mapping[LabKind, str] = {
    LabKind.GUIDED: "guided",
    LabKind.FROM_REQUIREMENTS: "from requirements",
}

TURNS: Mapping[LabTransition, str] = {
    LabTransition.GAVE_WAY: (
        "Guided labs gave way to labs from requirements between the week of {guided_until} and the week of {since}"
    ),
    LabTransition.FROM_REQUIREMENTS: "More of your labs are from requirements, since the week of {since}",
    LabTransition.GUIDED_STILL: "Most of your labs are guided still",
    LabTransition.CANNOT_TELL: "Whether more of your labs are guided or from requirements cannot be told now",
}


def answer(report: LabsReport) -> str:
    if not report.labs:
        return "No lab is noted yet."
    return f"{transition(report)} {spending_text.answer(report)}".strip()


def transition(report: LabsReport) -> str:
    if report.transition is LabTransition.TOO_FEW_LABS:
        return (
            f"{formatting.counted(len(report.labs), 'lab')} so far, {report.n_with_kind} with their kind. Too little "
            f"data to say when guided labs gave way to labs from requirements: it takes {MIN_LABS}."
        )
    guided_until, since = (day and formatting.monday(day) for day in (report.guided_until, report.requirements_since))
    turned = TURNS[report.transition].format(guided_until=guided_until, since=since)
    return f"{turned} ({formatting.counted(report.n_with_kind, 'lab')})."


def kinds(report: LabsReport) -> str:
    missing = formatting.counted(report.n_without_kind, "lab without a kind is", "labs without a kind are")
    left_out = f" {missing} left out." if report.n_without_kind else ""
    n_labs = formatting.counted(report.n_with_kind, "lab")
    were = formatting.verb(report.n_from_requirements, "was", "were")
    return f"{report.n_from_requirements} of {n_labs} {were} from requirements.{left_out}"


def week_hover(week: LabWeek) -> str:
    return (
        f"week of {formatting.monday(week.week_on)}: {week.n_from_requirements} of "
        f"{formatting.counted(week.n_labs, 'lab')} from requirements"
    )


WEEK_COLUMNS: Sequence[Column[LabWeek]] = (
    Column("Week of", lambda week: formatting.monday(week.week_on)),
    Column("From requirements", lambda week: f"{week.n_from_requirements} of {week.n_labs}"),
    Column("Smoothed share", lambda week: formatting.percent.with_range(week.smoothed.share)),
)


def errors(report: LabsReport) -> str:
    if not report.can_compare_errors:
        return (
            f"Too little data to compare the kinds: it takes {formatting.spelled(MIN_LABS_OF_KIND)} labs of each "
            f"with their errors noted. {_ERRORS_ARE_WELCOME}"
        )
    more = report.kind_with_more_errors
    if more is None:
        return "Which kind brings more errors cannot be told: their ranges overlap."
    (less,) = (name for kind, name in KINDS.items() if kind is not more)
    return f"You meet more errors in labs that are {KINDS[more]} than in those that are {less}. {_ERRORS_ARE_WELCOME}"


_ERRORS_ARE_WELCOME = "An error that you met and solved is what a lab is for."


ERROR_COLUMNS: Sequence[Column[ErrorRate]] = (
    Column("Kind", lambda rate: KINDS[rate.kind]),
    Column("Labs with errors noted", lambda rate: str(rate.n_labs)),
    Column("Hours", lambda rate: formatting.hours(rate.hours)),
    Column("Errors", lambda rate: str(rate.n_errors)),
    Column(
        "In an hour",
        lambda rate: "too little data" if rate.per_hour is None else formatting.decimal().with_range(rate.per_hour),
    ),
)


def error_hover(kind: LabKind, per_hour: Interval) -> str:
    return f"{KINDS[kind]}: {formatting.decimal().with_range(per_hour)}"


def lab_columns(report: LabsReport) -> Sequence[Column[Lab]]:
    return (
        Column("Day", lambda lab: formatting.full_day(lab.day)),
        Column("Kind", lambda lab: "not noted" if lab.kind is None else KINDS[lab.kind]),
        Column("Domain", lambda lab: formatting.literal(common.domain_name(report.names, lab.domain_id))),
        Column("Hours", lambda lab: formatting.hours(lab.hours)),
        Column("Errors", lambda lab: "not noted" if lab.n_errors is None else str(lab.n_errors)),
        Column("Cost", _cost),
        Column("What", lambda lab: formatting.literal(", ".join(part for part in (lab.resource, lab.note) if part))),
    )


def _cost(lab: Lab) -> str:
    if lab.cost is None:
        return "not noted"
    return f"{lab.cost:,.2f} {formatting.literal(lab.currency) if lab.cost else ''}".rstrip()


def inputs(report: LabsReport) -> list[tuple[str, str]]:
    end = formatting.full_day(report.exam_on) if report.exam_on else "no exam day"
    return [
        method_inputs.known_until(report.as_of),
        ("Labs", str(len(report.labs))),
        ("with their kind", str(report.n_with_kind)),
        ("with their errors", str(sum(rate.n_labs for rate in report.errors))),
        ("with a cost", str(len(report.labs) - report.n_without_cost)),
        ("Plan", "none" if report.starts_on is None else f"{formatting.full_day(report.starts_on)} to {end}"),
        ("Budget for labs", "none in the plan" if report.budget is None else formatting.amount(report.budget)),
        ("A claim of the share is made from", common.of_100_cases(CLAIM_LEVEL)),
    ]


METHOD = method(
    "labs",
    drift=f"{DRIFT_SD:g}",
    claim_level=common.of_100_cases(CLAIM_LEVEL),
    forecast_weeks=formatting.spelled(FORECAST_WEEKS),
)
