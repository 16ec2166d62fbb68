"""Resources: hours by resource, and results after them."""

import streamlit as st

from analytics.reports.study.resources import ResourcesReport
from dashboard import components, pages
from dashboard.charts import resources as charts
from dashboard.components import PageContext
from dashboard.text import resources as text


@components.page(pages.RESOURCES)
def render(page: PageContext[ResourcesReport]) -> None:
    """Draw the hours by resource; the results that followed are folded."""
    report = page.report
    if report.resources:
        st.markdown(text.answer(report))
        components.titled_chart(text.HOURS, charts.hours, report, key="resources_hours")
        components.note(text.hours(report))
        components.sections({text.COMPARISON.title: _followed}, report)
        components.numbers(text.USE_COLUMNS, report.resources)
    else:
        components.first_steps(text.EMPTY_STEPS)
    components.how_computed(text.METHOD, text.inputs(report))


def _followed(report: ResourcesReport) -> None:
    """Draw the results that followed with the caution, or what is missing."""
    st.markdown(text.comparison(report))
    if report.compared:
        components.chart(charts.comparison, report, alt=text.COMPARISON.alt, key="resources_followed")
        components.bullets([text.change(use) for use in report.compared])
        components.note(text.too_little(report))
        st.markdown(text.CAUTION)
