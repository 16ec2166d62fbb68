"""The tab of answers that are confused with each other."""

import streamlit as st

from analytics.reports.practice.mistakes import MistakesReport
from dashboard import components, pages
from dashboard.charts import mistakes as charts
from dashboard.components import PageContext
from dashboard.text import confusion as text


@components.page(pages.PAIRS)
def render(page: PageContext[MistakesReport]) -> None:
    """Draw the confused pairs by direction, and a list to drill."""
    pairs = page.report.pairs
    components.section(text.PAIRS_TITLE)
    if not pairs:
        components.first_steps([text.NO_PAIRS], pages.ADD_QUESTIONS)
        return
    st.markdown(text.pairs_answer(pairs))
    drawn, rest = pairs[: charts.PAIRS_SHOWN], pairs[charts.PAIRS_SHOWN :]
    with st.container(key="pairs"):
        matrix, drill = st.columns((5, 4))
    with matrix:
        st.html(charts.confusions(pairs))
        components.note(text.pairs_note(pairs, len(drawn)))
    with drill:
        st.subheader(text.DRILL_TITLE, anchor=False)
        components.steps([text.drill_item(pair) for pair in drawn])
    if rest:
        with st.expander(text.MORE_PAIRS):
            components.bullets([text.drill_item(pair) for pair in rest])
    components.how_computed(text.PAIRS_METHOD, ())
