"""The tab of forecasts: each practice exam against the range that was forecast for it."""

import streamlit as st

from analytics.reports.outcomes.forecast_record import ForecastRecord
from dashboard import components, pages
from dashboard.charts import forecasts as charts
from dashboard.components import PageContext
from dashboard.session import reports
from dashboard.text import forecasts as text


@components.page(pages.FORECASTS)
def render(page: PageContext[ForecastRecord]) -> None:
    """Draw the forecasts of practice exams against their results."""
    report = page.report
    if report.entries:
        components.section(text.RANGES.title)
    st.markdown(text.answer(report))
    if report.entries:
        st.html(charts.key(report))
        components.chart(charts.ranges, report, alt=text.RANGES.alt, key="forecast_ranges")
        components.note(f"{text.origin(report)} {text.shows(report)}")
    if report.outcomes:
        components.link(pages.RESULT, text.REAL_EXAM)
    if report.entries:
        reliability = {text.RELIABILITY.title: _reliability} if report.reliability else {}
        components.sections({**reliability, text.SCORES_TITLE: _scores}, report)
        components.numbers(text.COLUMNS, report.entries)
    components.how_computed(text.METHOD, text.inputs(report))
    reports.cache_forecasts(page.scope)


def _reliability(report: ForecastRecord) -> None:
    components.chart(charts.reliability, report, alt=text.RELIABILITY.alt, key="forecast_reliability")


def _scores(report: ForecastRecord) -> None:
    st.table(text.score_rows(report))
    components.note(text.SCORES_NOTE)
