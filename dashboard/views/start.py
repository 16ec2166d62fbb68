"""The setup at an address of its own, to begin and to change it later."""

import streamlit as st

from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.study.plan import plan_report
from dashboard import components, pages
from dashboard.forms import setup
from dashboard.forms.setup import Setup
from dashboard.session import own_database, page_state, reports, scope
from dashboard.text import add as add_text
from dashboard.text import start as text


def render() -> None:
    """Draw the steps, and after them the first gap audit."""
    with components.sentences_for_errors():
        done = setup.current()
        is_under_way = _is_under_way(done)
        is_first_audit = done.is_done and not is_under_way
        title = text.title(is_done=done.is_done, is_under_way=is_under_way)
        components.headline(pages.START, title, "" if is_first_audit else text.sentence(done.exam))
        if scope.shows_sample():
            components.note(add_text.OWN_FILE_NOTE)
        components.success(page_state.take_note())
        if is_first_audit and done.exam is not None:
            setup.result(done.exam)
            if st.button(text.TO_OVERVIEW, type="primary"):
                components.go_to(pages.OVERVIEW)
        setup.render(done, is_under_way=is_under_way)


def _is_under_way(done: Setup) -> bool:
    """Return whether there is a practice exam, or a week of the plan is over."""
    if done.exam is None or done.plan is None:
        return False
    weeks = reports.cached(plan_report, own_database.scope_of(done.exam))
    return weeks.losses.basis is GapBasis.PRACTICE_EXAMS or weeks.last_week is not None
