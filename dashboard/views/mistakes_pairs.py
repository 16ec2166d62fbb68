"""The tab of things taken for each other."""

import streamlit as st

from analytics.reports.practice.mistakes import MistakesReport
from dashboard import components, pages
from dashboard.charts import mistakes as charts
from dashboard.components import PageContext
from dashboard.text import confusion


@components.page(pages.PAIRS)
def render(page: PageContext[MistakesReport]) -> None:
    """Draw the confused pairs by direction, and a list to drill."""
    report = page.report
    components.section(confusion.PAIRS.title)
    if not report.pairs:
        st.markdown(confusion.NO_PAIRS)
        return
    st.markdown(confusion.pairs_answer(report.pairs))
    drawn, rest = report.pairs[: charts.PAIRS_SHOWN], report.pairs[charts.PAIRS_SHOWN :]
    heat, drill = st.columns(2)
    with heat:
        components.chart(charts.confusions, report.pairs, alt=confusion.PAIRS.alt, key="mistakes_pairs")
        components.note(confusion.pairs_note(report.pairs, len(drawn)))
    with drill:
        st.markdown(f"**{confusion.DRILL_TITLE}**")
        components.steps([confusion.drill_item(pair) for pair in drawn])
        if rest:
            with st.expander(confusion.MORE_PAIRS):
                components.bullets([confusion.drill_item(pair) for pair in rest])
