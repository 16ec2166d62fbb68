"""The tab of the real result, beside its forecasts."""

import streamlit as st

from analytics.reports.outcomes.exam_day import ExamDayReport
from dashboard import components, pages
from dashboard.charts import exam_day as charts
from dashboard.components import PageContext
from dashboard.forms import outcome as outcome_form
from dashboard.text import common, next_action
from dashboard.text import exam_day as text


@components.page(pages.RESULT)
def render(page: PageContext[ExamDayReport]) -> None:
    """Draw the form while no result is known, and each attempt beside its forecasts."""
    report = page.report
    components.saved()
    if report.awaited_result_on is None and not report.results:
        st.markdown(text.NO_RESULT)
    if not page.scope.is_sample:
        _result(report)
    if report.results:
        _afterwards(report)
    components.how_computed(text.METHOD, ())


def _result(report: ExamDayReport) -> None:
    if report.awaited_result_on is not None:
        components.section(text.RESULT_TITLE)
        outcome_form.render(report.blueprint, report.exam_on)
        components.link(pages.PLAN, next_action.NOT_TAKEN, for_entry=True)
    elif not text.is_over(report):
        with st.expander(text.RESULT_TITLE):
            outcome_form.render(report.blueprint)


def _afterwards(report: ExamDayReport) -> None:
    """Draw each attempt beside its forecasts, the latest first."""
    components.section(text.AFTER_TITLE)
    components.note(text.unscored(report))
    for number, entry in enumerate(reversed(report.outcomes)):
        st.markdown(text.result_and_chance(entry))
        if entry.domains:
            components.titled_chart(text.DOMAINS, charts.domains, entry, key=f"exam_day_domains_{number}")
            with st.expander(common.SAME_IN_NUMBERS):
                components.table(text.DOMAIN_COLUMNS, entry.domains)
        components.bullets(text.comparisons(entry))
