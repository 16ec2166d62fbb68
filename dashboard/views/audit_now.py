"""Gap audit: questions at risk by domain, and the split of hours."""

import streamlit as st

from analytics.reports.study.gap_audit import GapAudit
from dashboard import components, pages
from dashboard.charts import audit as charts
from dashboard.components import PageContext
from dashboard.text import audit as text
from dashboard.text.shapes import table_rows


@components.page(pages.GAPS_NOW)
def render(page: PageContext[GapAudit]) -> None:
    """Draw the expected losses and the split of hours."""
    report = page.report
    lost, split = st.columns([3, 2])
    with lost:
        components.section(text.LOSSES.title)
        components.chart(charts.questions_lost, report, alt=text.LOSSES.alt, key="lost")
        st.markdown(text.evidence(report))
    with split:
        components.section(text.SPLIT.title)
        components.chart(charts.split_of_hours, report, alt=text.SPLIT.alt, key="split")
        st.markdown(text.split_reason(report))
    components.warning(text.weights_note(report))
    components.section(text.TABLE_TITLE)
    st.table(table_rows(text.DOMAIN_COLUMNS, report.by_loss))
    components.section(text.HOURS_TITLE)
    st.markdown(text.hours_note(report))
    st.table(table_rows(text.HOURS_COLUMNS, report.by_loss))
    components.how_computed(text.METHOD, text.inputs(report))
