"""The tab of why answers were wrong, before and since, and over time."""

import streamlit as st

from analytics.reports.practice.mistakes import MistakesReport
from dashboard import components, pages
from dashboard.charts import mistakes as charts
from dashboard.components import PageContext
from dashboard.text import common
from dashboard.text import mistakes as text


@components.page(pages.CAUSES)
def render(page: PageContext[MistakesReport]) -> None:
    """Draw each cause with its share and its remedy, and the mix over time."""
    report = page.report
    if not report.n_responses:
        components.first_steps(text.EMPTY_STEPS, pages.ADD_QUESTIONS)
    components.section(text.MIX_TITLE)
    if report.n_with_cause:
        components.note(f"{text.evidence(report)} {text.trends(report)}".strip())
    st.html(charts.causes(report))
    if len(report.periods) > 1:
        components.sections({text.OVER_TIME.title: _over_time}, report)
        components.sections({common.SAME_IN_NUMBERS: components.bullets}, [*map(text.period_line, report.periods)])
    elif report.n_with_cause:
        components.note(text.over_time(report))
    components.how_computed(text.METHOD, text.inputs(report))


def _over_time(report: MistakesReport) -> None:
    components.note(text.over_time(report))
    components.chart(charts.mix_over_time, report, alt=text.OVER_TIME.alt, key="mistakes_over_time")
