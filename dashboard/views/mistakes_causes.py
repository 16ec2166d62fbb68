"""The tab of why answers were wrong, before and since, and over time."""

import streamlit as st

from analytics.reports.practice.mistakes import MistakesReport
from dashboard import components, pages
from dashboard.charts import mistakes as charts
from dashboard.components import PageContext
from dashboard.text import common
from dashboard.text import mistakes as text
from dashboard.text.shapes import table_rows


@components.page(pages.CAUSES)
def render(page: PageContext[MistakesReport]) -> None:
    """Draw the mix of causes, the remedies, and the mix over time."""
    report = page.report
    if not report.n_responses:
        components.first_steps(text.EMPTY_STEPS)
    if report.mistakes:
        components.section(text.MIX.title)
        st.markdown(f"{text.evidence(report)} {text.halves(report)}".strip())
    if report.n_with_cause:
        components.chart(charts.cause_mix, report, alt=text.MIX.alt, key="mistakes_mix")
        numbers = st.expander(common.SAME_IN_NUMBERS, key="mistakes_numbers", on_change="rerun")
        if numbers.open:
            numbers.table(table_rows(text.CAUSE_COLUMNS, report.causes))
    components.section(text.REMEDIES_TITLE)
    components.bullets(text.remedies(report))
    _over_time(report)
    components.how_computed(text.METHOD, text.inputs(report))


def _over_time(report: MistakesReport) -> None:
    """Draw the mix of causes by period."""
    components.section(text.OVER_TIME.title)
    st.markdown(text.over_time(report))
    if len(report.periods) > 1:
        components.chart(charts.mix_over_time, report, alt=text.OVER_TIME.alt, key="mistakes_over_time")
        with st.expander(common.SAME_IN_NUMBERS):
            components.bullets([text.period_line(period) for period in report.periods])
