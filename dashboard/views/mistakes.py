"""Mistakes: causes, confused pairs, confidence, and the log."""

import streamlit as st

from analytics.reports.practice.mistakes import MistakesReport
from dashboard import components, pages
from dashboard.components import PageContext
from dashboard.text import mistakes as text


@components.page(pages.MISTAKES)
def render(page: PageContext[MistakesReport]) -> None:
    """Draw the answer, the way to answers without a cause, and the tabs; the log first while no cause is set."""
    report = page.report
    components.headline(pages.MISTAKES, *text.head(report))
    first = pages.LOG if report.mistakes and not report.n_with_cause else pages.CAUSES
    if report.without_cause and st.query_params.get(components.TAB, first.title) != pages.LOG.title:
        components.link(pages.LOG, text.without_cause(report))
    components.tabs(pages.MISTAKES, first=first)
