"""Hours against plan: how many by week, and where they went."""

import streamlit as st

from analytics.reports.study.hours import HoursReport
from dashboard import components, pages
from dashboard.charts import hours as charts
from dashboard.components import PageContext
from dashboard.text import common, low_hour_weeks
from dashboard.text import hours as text
from dashboard.text.shapes import table_rows


@components.page(pages.HOURS)
def render(page: PageContext[HoursReport]) -> None:
    """Draw the hours by week, where they went, and low-hour weeks."""
    report = page.report
    if report.hours:
        _weeks(report)
        _whereto(report)
        components.section(low_hour_weeks.TITLE)
        components.bullets([*low_hour_weeks.week_by_week(report), low_hour_weeks.compared(report)])
        components.section(common.WHAT_TO_DO)
        st.markdown(text.next_step(report))
    else:
        components.first_steps(text.EMPTY_STEPS)
    components.how_computed(text.METHOD, text.inputs(report))


def _weeks(report: HoursReport) -> None:
    """Draw every week against the plan's range."""
    components.section(text.WEEKS.title)
    stack = st.radio(text.STACK_LABEL, text.STACKS, horizontal=True, key="hours_stack")
    components.chart(charts.weeks, report, stack, alt=text.WEEKS.alt, key="hours_weeks")
    st.markdown(text.coverage(report))
    with st.expander(text.TABLE_TITLE):
        st.table(table_rows(text.WEEK_COLUMNS, report.weeks))


def _whereto(report: HoursReport) -> None:
    """Draw the hours by domain, in all, their consistency, or by activity."""
    names = [text.DOMAINS.title, text.CUMULATIVE.title, text.CONSISTENCY.title, text.MIX_TAB]
    domains, in_all, consistency, mix = st.tabs(names, on_change="rerun", key="hours_tabs")
    if domains.open:
        with domains:
            components.chart(charts.spent_and_recommended, report, alt=text.DOMAINS.alt, key="hours_domains")
            st.markdown(text.without_domain(report))
            st.table(table_rows(text.DOMAIN_COLUMNS, report.domains))
    if in_all.open:
        with in_all:
            components.chart(charts.cumulative, report, alt=text.CUMULATIVE.alt, key="hours_in_all")
            st.markdown(text.in_all(report))
    if consistency.open:
        with consistency:
            st.markdown(text.consistency(report))
            if report.consistency is not None:
                components.chart(charts.consistency, report, alt=text.CONSISTENCY.alt, key="hours_consistency")
    if mix.open:
        with mix:
            st.table(table_rows(text.ACTIVITY_COLUMNS, report.activities))
