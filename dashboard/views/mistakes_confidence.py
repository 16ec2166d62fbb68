"""The tab of confidence against correctness."""

import streamlit as st

from analytics.reports.practice.mistakes import MistakesReport
from dashboard import components, pages
from dashboard.charts import mistakes as charts
from dashboard.components import PageContext
from dashboard.text import confusion
from dashboard.text.shapes import table_rows


@components.page(pages.CONFIDENCE)
def render(page: PageContext[MistakesReport]) -> None:
    """Draw confidence against correctness, and the proportion correct by level."""
    components.section(confusion.CONFIDENCE.title)
    judged = page.report.confidence
    if not judged.n:
        st.markdown(confusion.NO_CONFIDENCE)
        return
    st.markdown(confusion.confidence_answer(judged))
    counts = confusion.counts(judged)
    for column, count in zip(st.columns(len(counts)), counts, strict=True):
        with column:
            components.fact(*count)
    components.chart(charts.confidence, judged, alt=confusion.CONFIDENCE.alt, key="mistakes_confidence")
    st.caption(confusion.confidence_note(judged))
    with st.expander(confusion.DOMAINS_TITLE):
        st.table(table_rows(confusion.DOMAIN_COLUMNS, judged.domains))
