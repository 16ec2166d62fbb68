"""Texts of the resources page."""

from collections.abc import Mapping, Sequence

from analytics.models.intervals import Interval
from analytics.reports.study.resources import (
    FREE_DOMAIN_VELOCITY_SD,
    MAX_SHARE_OF_PRIOR,
    MIN_COMPARED_WEEKS,
    MIN_EXAM_DAYS,
    WEEKS_AHEAD,
    ResourcesReport,
    ResourceUse,
    ResourceVerdict,
)
from dashboard import formatting
from dashboard.text import common, method_inputs
from dashboard.text.shapes import ChartText, Column, method

HOURS = ChartText(
    title="Where did the hours go?",
    alt=(
        "The hours of each resource, the most used first, divided by domain. The same hours stand in the table below."
    ),
    x_axis="Hours",
)
COMPARISON = ChartText(
    title="What followed where it was used?",
    alt=(
        "For each resource the difference in percent points between how the domains moved where it was used and how "
        "the others moved in the same weeks, each with its range. The numbers stand in the table below."
    ),
    x_axis="Points more than the other domains",
)

CAUTION = (
    "This shows what followed, not what caused it. You choose a resource for a reason: a weak domain has more room "
    "to rise, and resources that you use for the same domains in the same weeks show the same. Of ten resources that "
    "do nothing, about one shows a difference by chance alone. So resources are listed by their hours, never by what "
    "followed."
)

EMPTY_STEPS = (
    "Name the resource with each session that you type in: the book, the course, the site. In study_sessions.csv it is "
    "the column resource; the template is on the Data page.",
    "Name the domain as well, since what followed is looked for domain by domain.",
    f"What followed needs {formatting.spelled(MIN_COMPARED_WEEKS)} weeks to compare, and practice exams on "
    f"{formatting.spelled(MIN_EXAM_DAYS)} days in them.",
)

VERDICTS: Mapping[ResourceVerdict, str] = {
    ResourceVerdict.MORE: "rose more than the others",
    ResourceVerdict.LESS: "rose less than the others",
    ResourceVerdict.CANNOT_TELL: "cannot tell",
}


def answer(report: ResourcesReport) -> str:
    if not report.resources:
        return "No session names a resource yet."
    first = report.resources[0]
    hours, share = formatting.hours(report.hours), formatting.counted_percent(first.hours / report.hours)
    all_or_part = f"All {hours}" if len(report.resources) < 2 else f"Of {hours} with a resource, {share}"
    return f"{all_or_part} went into {_name(first)}. {_comparison_summary(report)}"


def _comparison_summary(report: ResourcesReport) -> str:
    if not report.compared:
        return "Too little data to say what followed."
    findings = [
        f"the domains where {_names(found)} {formatting.verb(len(found), 'was', 'were')} used {VERDICTS[verdict]}"
        for verdict in (ResourceVerdict.MORE, ResourceVerdict.LESS)
        if (found := report.with_verdict(verdict))
    ]
    if not findings:
        return "No resource can be told from the others by what followed."
    return f"In the weeks of its use {formatting.joined(findings)}; that it is the reason does not follow."


def _name(use: ResourceUse) -> str:
    return formatting.literal(formatting.cut(use.name, 40))


def _names(uses: tuple[ResourceUse, ...]) -> str:
    return formatting.joined([_name(use) for use in uses])


def hours(report: ResourcesReport) -> str:
    if not report.hours_without_resource:
        return ""
    left_out = formatting.hours.counted(
        report.hours_without_resource, "without a resource is", "without a resource are"
    )
    return f"{left_out} left out."


def comparison(report: ResourcesReport) -> str:
    weeks = formatting.counted(report.n_weeks, "week")
    days = formatting.counted(report.n_exam_days, "day")
    rests = f"{weeks} after the first practice exam, with practice exams on {days}, can be looked at."
    if report.compared:
        return f"{rests} A resource is compared in those in which it was used for some domains and not for others."
    return (
        f"{rests} It takes {formatting.spelled(MIN_COMPARED_WEEKS)} weeks in which a resource was used for some "
        f"domains and not for others, and practice exams on {formatting.spelled(MIN_EXAM_DAYS)} days."
    )


def _changes(use: ResourceUse) -> str:
    found = use.followed
    return f"{_points(found.of_kind)}, {_points(found.others)}" if found else ""


def _points(change: Interval) -> str:
    return formatting.signed().with_range(change.scaled(100))


def too_little(report: ResourcesReport) -> str:
    open_ones = report.with_verdict(ResourceVerdict.TOO_LITTLE_DATA)
    return f"Too little data: {_names(open_ones)}." if open_ones else ""


def difference(use: ResourceUse) -> str:
    if use.followed is None:
        return ""
    return formatting.signed(1).with_range(use.followed.difference.scaled(100))


USE_COLUMNS: Sequence[Column[ResourceUse]] = (
    Column("Resource", _name),
    Column("Hours", lambda use: formatting.hours(use.hours)),
    Column("For", lambda use: ", ".join(common.ACTIVITIES[activity] for activity in use.by_activity)),
    Column("Used", lambda use: formatting.days(use.first_on, use.last_on)),
)


COMPARISON_COLUMNS: Sequence[Column[ResourceUse]] = (
    Column("Resource", lambda use: f"{_name(use)}, {formatting.counted(use.n_weeks, 'week')}"),
    Column("Used, not", _changes),
    Column("Difference", difference),
    Column("Where used", lambda use: VERDICTS[use.verdict]),
)


def inputs(report: ResourcesReport) -> list[tuple[str, str]]:
    return [
        method_inputs.known_until(report.as_of),
        ("Resources", str(len(report.resources))),
        ("Hours with a resource", formatting.hours(report.hours)),
        ("Hours without one", formatting.hours(report.hours_without_resource)),
        ("Weeks that can be looked at", str(report.n_weeks)),
        ("Days with a practice exam in them", str(report.n_exam_days)),
        ("Resources compared", str(len(report.compared))),
        *[
            method_inputs.ranges_hold(use.followed.difference)
            for use in report.compared[:1]
            if use.followed is not None
        ],
    ]


METHOD = method(
    "resources",
    weeks_ahead=formatting.spelled(WEEKS_AHEAD),
    velocity_sd=f"{FREE_DOMAIN_VELOCITY_SD:g}",
    most_of_prior=formatting.percent(MAX_SHARE_OF_PRIOR),
)
