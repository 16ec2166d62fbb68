"""Score stabilization: is the score stable, ready and genuine."""

import streamlit as st

from analytics.reports.decision.readiness import Readiness
from analytics.reports.practice.stabilization import StabilizationReport
from dashboard import components, pages
from dashboard.charts import stabilization as charts
from dashboard.components import PageContext
from dashboard.text import common, statements
from dashboard.text import stabilization as text
from dashboard.text.shapes import table_rows


@components.page(pages.SCORES)
def render(page: PageContext[StabilizationReport]) -> None:
    """Draw the level over time, the three statements, and the effect of repeated questions."""
    report = page.report
    components.warning(text.stable_and_low(report))
    if report.points:
        components.section(text.SCORES.title)
        components.chart(charts.scores, report, alt=text.SCORES.alt, key="stabilisation_scores")
        st.markdown(f"{text.now(report)} {text.next_exam(report)}")
        st.markdown(text.dispersion(report))
        st.caption(text.MAIN_NOTE)
    components.section(statements.TITLE)
    _statements(report.readiness)
    components.section(common.WHAT_TO_DO)
    st.markdown(text.next_step(report))
    if report.points:
        _inflation(report)
        with st.expander(text.TABLE_TITLE):
            st.table(table_rows(text.POINT_COLUMNS, report.points))
    components.how_computed(text.METHOD, text.inputs(report))


def _statements(answer: Readiness) -> None:
    """Draw stable, ready and genuine beside each other, each with its reason."""
    for column, (name, value, reason) in zip(st.columns(3), statements.rows(answer), strict=True):
        with column:
            components.fact(name, value, reason)


def _inflation(report: StabilizationReport) -> None:
    """Draw what repeated questions add to the raw score."""
    components.section(text.INFLATION.title)
    st.markdown(f"{text.inflation(report)} {text.pairs_note(report)}".strip())
    if any(effect.has_pair for effect in report.seen_effects):
        components.chart(charts.inflation, report, alt=text.INFLATION.alt, key="stabilisation_inflation")
    if report.seen_effects:
        st.table(table_rows(text.EFFECT_COLUMNS, report.seen_effects))
        st.markdown(text.fast(report))
