"""Texts of resources, and of what followed their use."""

from analytics.reports.study import resources
from dashboard import formatting
from dashboard.text import method_inputs, names
from dashboard.text.shapes import Columns, chart, first_steps, method, paragraph, phrases

HOURS = chart("resources_hours")
COMPARISON = chart("resources_comparison")
CAUTION = paragraph("resources_caution")

EMPTY_STEPS = first_steps(
    "resources",
    weeks=formatting.spelled(resources.MIN_COMPARED_WEEKS),
    days=formatting.spelled(resources.MIN_EXAM_DAYS),
)

VERDICTS = phrases(resources.ResourceVerdict, "resources_verdicts")


def answer(report: resources.ResourcesReport) -> str:
    first = report.resources[0]
    hours, share = formatting.hours(report.hours), formatting.counted_percent(first.hours / report.hours)
    return f"Of {hours} with a resource, {share} went into {_name(first)}."


def _name(use: resources.ResourceUse) -> str:
    return formatting.literal(formatting.shortened(use.name, 40))


def hours(report: resources.ResourcesReport) -> str:
    if not report.hours_without_resource:
        return ""
    without = formatting.hours.counted(report.hours_without_resource, "without a resource is", "without a resource are")
    return f"{without} left out."


def comparison(report: resources.ResourcesReport) -> str:
    if not report.compared:
        use = "full weeks in which you used a resource for some domains and not for others"
        days = f"practice exams on {formatting.spelled(resources.MIN_EXAM_DAYS)} days"
        return f"Too early to tell. You need {formatting.spelled(resources.MIN_COMPARED_WEEKS)} {use}, and {days}."
    weeks, days = formatting.counted(report.n_weeks, "full week"), formatting.counted(report.n_exam_days, "day")
    return paragraph("resources_comparison", weeks=weeks, days=days)


def too_little(report: resources.ResourcesReport) -> str:
    open_ones = [_name(use) for use in report.resources if use.verdict is resources.ResourceVerdict.TOO_LITTLE_DATA]
    return f"Too early to tell: {formatting.joined(open_ones)}." if open_ones else ""


def difference(use: resources.ResourceUse) -> str:
    if use.change is None:
        return ""
    return formatting.signed(1).with_range(use.change.difference.scaled(100))


USE_COLUMNS: Columns[resources.ResourceUse] = {
    "Resource": _name,
    "Hours": lambda use: formatting.hours(use.hours),
    "Activities": lambda use: ", ".join(names.ACTIVITIES[activity] for activity in use.by_activity),
    "Used from": lambda use: formatting.days(use.first_on, use.last_on),
}


def change(use: resources.ResourceUse) -> str:
    if use.change is None:
        return ""
    changes = (use.change.of_kind, use.change.others)
    own, others = (formatting.signed().with_range(change.scaled(100)) for change in changes)
    basis = f"{own} where used, {others} elsewhere, in {formatting.counted(use.n_weeks, 'week')}"
    return f"**{_name(use)}**: {difference(use)} points, {VERDICTS[use.verdict]}. {basis}."


def inputs(report: resources.ResourcesReport) -> list[tuple[str, str]]:
    return [
        method_inputs.data_up_to(report.as_of),
        ("Resources", str(len(report.resources))),
        ("Resources compared", str(len(report.compared))),
        *(method_inputs.level_of_ranges(use.change.difference) for use in report.compared[:1] if use.change),
    ]


METHOD = method(
    "resources",
    weeks_ahead=formatting.spelled(resources.WEEKS_AHEAD),
    velocity_sd=f"{resources.FREE_DOMAIN_VELOCITY_SD:g}",
    most_of_prior=formatting.percent(resources.MAX_SHARE_OF_PRIOR),
)
