"""Hours against plan: by week, by day, and where they went."""

import streamlit as st

from analytics.reports.study.hours import HoursReport
from dashboard import components, pages
from dashboard.charts import hours as charts
from dashboard.charts.day_calendar import day_calendar
from dashboard.components import PageContext
from dashboard.text import hours as text


@components.page(pages.HOURS)
def render(page: PageContext[HoursReport]) -> None:
    """Draw the hours by week and by day, and the rest folded."""
    report = page.report
    if report.hours:
        components.section(text.WEEKS.title)
        stack = st.radio(
            text.STACK_LABEL, text.STACKS, horizontal=True, label_visibility="collapsed", key="hours_stack"
        )
        components.chart(charts.weeks, report, stack, alt=text.WEEKS.alt, key="hours_weeks")
        if stack is text.Stack.DOMAIN:
            st.html(charts.key(report))
        if evidence := f"{text.where(report)} {text.coverage(report)}".strip():
            st.markdown(evidence)
        components.titled_chart(text.DAYS, day_calendar, report, key="hours_days")
        can_recommend = report.has_recent_domains and not report.audit.is_closed
        components.sections(
            {
                **({text.DOMAINS.title: _domains} if can_recommend else {}),
                text.TOTAL: _total,
                text.CONSISTENCY.title: _consistency,
                text.ACTIVITIES_TITLE: lambda _: components.table(text.ACTIVITY_COLUMNS, report.activities),
                text.LOW_HOUR_TITLE: _low_hours,
            },
            report,
        )
        components.numbers(text.WEEK_COLUMNS, report.weeks)
    else:
        components.first_steps(text.EMPTY_STEPS[: 1 if report.plan else None])
    components.how_computed(text.METHOD, text.inputs(report))


def _domains(report: HoursReport) -> None:
    components.chart(charts.spent_and_recommended, report, alt=text.DOMAINS.alt, key="hours_domains")
    components.note(text.domains(report))
    components.bullets([text.domain(domain) for domain in report.domains])


def _total(report: HoursReport) -> None:
    components.chart(charts.cumulative, report, alt=text.CUMULATIVE.alt, key="hours_total")
    st.markdown(text.total(report))


def _consistency(report: HoursReport) -> None:
    st.markdown(text.consistency(report))
    if report.consistency is not None:
        components.chart(charts.consistency, report, alt=text.CONSISTENCY.alt, key="hours_consistency")


def _low_hours(report: HoursReport) -> None:
    components.bullets([*text.low_hour_weeks(report), text.after_low_hours(report)])
