"""The tab of mastery over time, by domain."""

import streamlit as st

from analytics.reports.practice.mastery import MasteryReport
from dashboard import components, pages
from dashboard.charts import mastery as charts
from dashboard.components import PageContext
from dashboard.session.caching import cached_figure
from dashboard.text import mastery as text


@components.page(pages.GAPS_OVER_TIME)
def render(page: PageContext[MasteryReport]) -> None:
    """Draw each domain's path on the same axes."""
    report = page.report
    components.section(text.PATHS.title)
    st.markdown(f"{text.answer(report)} {text.evidence(report)}")
    st.html(charts.key(report))
    figures = cached_figure(charts.halves, report)
    for number, (place, figure) in enumerate(zip(st.columns(2), figures, strict=False)):
        with place:
            components.figure(figure, alt=text.PATHS.alt, key=f"paths_{number}")
    components.note(text.reading(report))
    components.numbers(text.COLUMNS, report.domains)
    components.how_computed(text.METHOD, text.inputs(report))
