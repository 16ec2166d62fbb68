"""The tab of confidence against correctness."""

import streamlit as st

from analytics.reports.practice.mistakes import MistakesReport
from dashboard import components, pages
from dashboard.charts import mistakes as charts
from dashboard.components import PageContext
from dashboard.text import confusion as text


@components.page(pages.CONFIDENCE)
def render(page: PageContext[MistakesReport]) -> None:
    """Draw confidence against correctness, and the share correct by level."""
    judged = page.report.confidence
    components.section(text.CONFIDENCE_TITLE)
    if not judged.n:
        components.first_steps([text.NO_CONFIDENCE], pages.ADD_QUESTIONS)
        return
    st.markdown(text.confidence_answer(judged))
    st.html(charts.quadrants(judged))
    components.note(text.confidence_note(judged))
    components.section(text.LEVELS_TITLE)
    st.html(charts.confidence(judged))
    components.note(text.guessing(judged))
    with st.expander(text.DOMAINS_TITLE):
        components.table(text.DOMAIN_COLUMNS, judged.domains)
    components.how_computed(text.CONFIDENCE_METHOD, ())
