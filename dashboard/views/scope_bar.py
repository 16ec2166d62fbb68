"""The bar beside every page: which candidate, exam and day."""

import streamlit as st

from dashboard import components, pages
from dashboard.session import own_database, scope, stores
from dashboard.session.scope import Scope
from dashboard.text import common


def render() -> None:
    """Draw the choices that exist; a file of one candidate with one exam has only the day."""
    shown = scope.current()
    with st.sidebar:
        if stores.has_sample():
            _sample_switch(shown)
        candidates, exams = scope.candidates(shown), scope.exam_codes(shown)
        if len(candidates) > 1:
            chosen = st.selectbox(common.CANDIDATE, candidates, index=candidates.index(shown.candidate_id))
            if chosen != shown.candidate_id:
                scope.choose_candidate(chosen)
                st.rerun()
        if len(exams) > 1:
            code = st.selectbox(common.EXAM, exams, index=exams.index(shown.exam_code or exams[0]))
            if code != shown.exam_code:
                scope.choose_exam(code)
                st.rerun()
        if exams:
            day = st.date_input(common.AS_OF, shown.as_of, max_value=shown.today, help=common.AS_OF_HELP)
            if day != shown.as_of:
                scope.choose_day(day)
                st.rerun()


def _sample_switch(shown: Scope) -> None:
    """Draw the switch between the sample and the own database."""
    if shown.is_sample:
        st.info(common.SAMPLE_NOTE)
        if st.button(common.SHOW_OWN, type="primary"):
            scope.show_sample(False)
            _show_own()
    else:
        st.button(common.SHOW_SAMPLE, on_click=scope.show_sample, args=(True,))


def _show_own() -> None:
    """Show the own database on this page, or the first steps while it is empty."""
    if own_database.inventory().rows:
        st.rerun()
    components.go_to(pages.START)
