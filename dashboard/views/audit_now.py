"""The tab of the gaps now: questions missed by domain, beside the split of hours."""

import streamlit as st

from analytics.reports.study.gap_audit import GapAudit
from analytics.reports.study.plan import plan_report
from dashboard import components, pages
from dashboard.charts import audit as charts
from dashboard.components import PageContext
from dashboard.forms import reflection
from dashboard.session import reports
from dashboard.text import audit as text
from dashboard.text import common


@components.page(pages.GAPS_NOW)
def render(page: PageContext[GapAudit]) -> None:
    """Draw the questions missed, and until the exam is over what to do about them."""
    report = page.report
    components.saved()
    if report.is_over:
        components.titled_chart(text.LOSSES, charts.questions_lost, report, key="lost")
    else:
        _losses_and_hours(page)
    components.note(text.notes(report))
    components.sections({common.SAME_IN_NUMBERS: _numbers}, report)
    components.how_computed(text.METHOD, text.inputs(report))


def _losses_and_hours(page: PageContext[GapAudit]) -> None:
    """Draw questions missed beside the hours that they deserve, and what to do next."""
    report = page.report
    lost, split = st.columns([13, 7])
    with lost:
        components.titled_chart(text.LOSSES, charts.questions_lost, report, key="lost")
    with split:
        components.titled_chart(text.SPLIT, charts.split_of_hours, report, key="split")
    st.markdown(text.split_reason(report))
    if len(report.largest) == 1 and not page.scope.is_sample and page.scope.as_of == page.scope.today:
        domain = page.exam.domain(report.largest[0].domain_id)
        reflection.focus_button(reports.cached(plan_report, page.scope), domain, page.exam)
    components.link(pages.RATE, text.RATE if len(report.unrated) == len(report.domains) else text.RATE_AGAIN)


def _numbers(report: GapAudit) -> None:
    components.table(text.DOMAIN_COLUMNS, report.by_loss)
    if not report.is_over:
        components.table(text.HOURS_COLUMNS, report.by_loss)
        st.markdown(text.hours_note(report))
