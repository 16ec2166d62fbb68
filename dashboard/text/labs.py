"""Texts of the labs page, except on cost."""

from collections.abc import Sequence
from datetime import date

from analytics.models.random_walk_proportion import DRIFT_SD
from analytics.models.stability import CLAIM_LEVEL
from analytics.reports.study.lab_spending import FORECAST_WEEKS, Lab
from analytics.reports.study.labs import MIN_LABS, MIN_LABS_OF_KIND, ErrorRate, LabsReport, LabTransition, LabWeek
from dashboard import formatting
from dashboard.text import common, method_inputs, navigation
from dashboard.text import lab_spending as spending_text
from dashboard.text.names import INDEPENDENT_LAB, LAB_KINDS
from dashboard.text.shapes import Column, chart, first_steps, method, phrases

KIND_SHARES = chart("labs_kind_shares")
KINDS_NOTE = (
    f"{INDEPENDENT_LAB} A dot is the share of one week, larger with more labs. The line is the smoothed share with its "
    "range."
)
HALF_LABEL = "half and half"
ERRORS = chart("labs_errors")
LIST_TITLE = "Lab by lab"

EMPTY_STEPS = first_steps("labs", explained=INDEPENDENT_LAB, study=navigation.STUDY, plan=navigation.PLAN)

TURNS = phrases(LabTransition, "labs_turns")


def answer(report: LabsReport) -> str:
    return f"{transition(report)} {spending_text.answer(report)}".strip()


def transition(report: LabsReport) -> str:
    if not report.n_with_kind:
        labs = formatting.counted(len(report.labs), "lab")
        return f"{labs} so far, none marked as guided or independent. {INDEPENDENT_LAB}"
    if report.transition is LabTransition.TOO_FEW_LABS:
        so_far = formatting.counted(report.n_with_kind, "guided or independent lab", "guided or independent labs")
        return f"You have {so_far} so far. With {MIN_LABS}, you can see when guided labs gave way to independent ones."
    turn, until, since = TURNS[report.transition], report.guided_until, report.requirements_since
    return f"{turn.format(guided_until=_week(until), since=_week(since))}."


def _week(monday: date | None) -> str:
    return "" if monday is None else formatting.monday(monday)


def kinds(report: LabsReport) -> str:
    missing = formatting.counted(report.n_without_kind, "lab without a kind is", "labs without a kind are")
    left_out = f" {missing} left out." if report.n_without_kind else ""
    n_labs = formatting.counted(report.n_with_kind, "lab")
    were = formatting.verb(report.n_from_requirements, "was", "were")
    return f"{report.n_from_requirements} of {n_labs} {were} independent.{left_out}"


def week_hover(week: LabWeek) -> str:
    return (
        f"Week of {formatting.monday(week.week_on)}: {week.n_from_requirements} of "
        f"{formatting.counted(week.n_labs, 'lab')} independent"
    )


WEEK_COLUMNS: Sequence[Column[LabWeek]] = (
    Column("Week of", lambda week: formatting.monday(week.week_on)),
    Column("Independent", lambda week: f"{week.n_from_requirements} of {week.n_labs}"),
    Column("Smoothed share", lambda week: formatting.percent.with_range(week.smoothed.share)),
)


def errors(report: LabsReport) -> str:
    if not report.can_compare_errors:
        return (
            f"Too early to compare the kinds. You need {formatting.spelled(MIN_LABS_OF_KIND)} labs of each kind with "
            f"errors logged. {_ERRORS_ARE_WELCOME}"
        )
    more = report.kind_with_more_errors
    if more is None:
        return f"Too early to tell which kind has more errors: their ranges overlap. {_ERRORS_ARE_WELCOME}"
    (less,) = (name for kind, name in LAB_KINDS.items() if kind is not more)
    return f"You run into more errors when labs are {LAB_KINDS[more]} than when they are {less}. {_ERRORS_ARE_WELCOME}"


_ERRORS_ARE_WELCOME = "Running into errors and solving them is what labs are for."


def error_rate(rate: ErrorRate) -> str:
    """Return a kind's errors as an item of a list."""
    per_hour = (
        "too little data" if rate.per_hour is None else f"{formatting.decimal().with_range(rate.per_hour)} per hour"
    )
    errors, labs = formatting.counted(rate.n_errors, "error"), formatting.counted(rate.n_labs, "lab")
    return f"**{LAB_KINDS[rate.kind].capitalize()}**: {per_hour}. {errors} in {formatting.hours(rate.hours)}, {labs}."


def lab_columns(report: LabsReport) -> Sequence[Column[Lab]]:
    return (
        Column("Day", lambda lab: formatting.full_day(lab.day)),
        Column("Kind", lambda lab: "not given" if lab.kind is None else LAB_KINDS[lab.kind]),
        Column("Domain", lambda lab: formatting.literal(common.domain_name(report.names, lab.domain_id))),
        Column("Hours", lambda lab: formatting.hours(lab.hours)),
        Column("Errors", lambda lab: "not given" if lab.n_errors is None else str(lab.n_errors)),
        Column("Cost", _cost),
        Column(
            "Resource and note",
            lambda lab: formatting.literal(", ".join(part for part in (lab.resource, lab.note) if part)),
        ),
    )


def _cost(lab: Lab) -> str:
    if lab.cost is None:
        return "not given"
    return f"{lab.cost:,.2f} {formatting.literal(lab.currency) if lab.cost else ''}".rstrip()


def inputs(report: LabsReport) -> list[tuple[str, str]]:
    end = f" to {formatting.full_day(report.exam_on)}" if report.exam_on else ", no exam date yet"
    return [
        method_inputs.known_until(report.as_of),
        ("Labs", str(len(report.labs))),
        ("Plan", "none" if report.starts_on is None else f"from {formatting.full_day(report.starts_on)}{end}"),
    ]


METHOD = method(
    "labs",
    drift=f"{DRIFT_SD:g}",
    claim_level=formatting.counted_percent(CLAIM_LEVEL),
    forecast_weeks=formatting.spelled(FORECAST_WEEKS),
)
