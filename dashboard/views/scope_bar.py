"""The bar beside every page: whose preparation, which exam, as known on which day."""

import streamlit as st

from dashboard import components, session
from dashboard.text import common


def render() -> None:
    """Offer the choices that there are; a file of one candidate with one exam shows none of them."""
    scope = session.scope()
    with st.sidebar:
        if session.has_sample():
            _sample_switch(scope)
        candidates, exams = session.candidates(scope), session.exams(scope)
        if len(candidates) > 1:
            chosen = st.selectbox(common.CANDIDATE, candidates, index=candidates.index(scope.candidate_id))
            if chosen != scope.candidate_id:
                session.choose_candidate(chosen)
                st.rerun()
        if len(exams) > 1:
            code = st.selectbox(common.EXAM, exams, index=exams.index(scope.exam_code or exams[0]))
            if code != scope.exam_code:
                session.choose_exam(code)
                st.rerun()
        if exams:
            day = st.date_input(common.AS_OF, scope.as_of, max_value=scope.today, help=common.AS_OF_HELP)
            if day != scope.as_of:
                session.choose_day(day)
                st.rerun()


def _sample_switch(scope: session.Scope) -> None:
    """Say that the sample is shown and lead to the own file, or the other way round."""
    if scope.is_sample:
        st.info(common.SAMPLE_NOTE)
        if st.button(common.SHOW_OWN, type="primary"):
            session.show_sample(False)
            _begin()
    else:
        st.button(common.SHOW_SAMPLE, on_click=session.show_sample, args=(True,))


def _begin() -> None:
    """Show the own file on this page; where nothing is in it yet, lead to the first steps."""
    if session.own_inventory().rows:
        st.rerun()
    components.go_to(common.PAGE_START)
