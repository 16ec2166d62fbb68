"""Forecast record: forecasts against results."""

import streamlit as st

from analytics.reports.outcomes.forecast_record import ForecastRecord
from dashboard import components, pages
from dashboard.charts import record as charts
from dashboard.components import PageContext
from dashboard.text import record as text
from dashboard.text.shapes import table_rows


@components.page(pages.FORECASTS)
def render(page: PageContext[ForecastRecord]) -> None:
    """Draw the forecasts of practice exams and of the real exam against their results."""
    report = page.report
    st.markdown(text.answer(report))
    if report.entries:
        _forecasts(report)
    if report.outcomes:
        _outcomes(report)
    components.how_computed(text.METHOD, text.inputs(report))


def _forecasts(report: ForecastRecord) -> None:
    """Draw the ranges over time, their reliability, and their scores."""
    components.section(text.RANGES.title)
    components.chart(charts.ranges, report, alt=text.RANGES.alt, key="record_ranges")
    st.caption(text.RANGES_NOTE)
    st.markdown(f"{text.origin(report)} {text.shows(report)}")
    with st.expander(text.TABLE_TITLE):
        st.table(table_rows(text.COLUMNS, report.entries))
    if report.reliability:
        components.section(text.RELIABILITY.title)
        components.chart(charts.reliability, report, alt=text.RELIABILITY.alt, key="record_reliability")
    components.section(text.SCORES_TITLE)
    st.table(text.score_rows(report))
    st.caption(text.SCORES_NOTE)


def _outcomes(report: ForecastRecord) -> None:
    """Draw each real attempt beside its earlier forecasts."""
    components.section(text.OUTCOME_TITLE)
    for outcome in report.outcomes:
        st.markdown(f"{text.outcome(outcome)} {text.audit(outcome)}".strip())
        if outcome.domains:
            st.table(table_rows(text.DOMAIN_COLUMNS, outcome.domains))
