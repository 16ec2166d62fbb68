"""The sidebar, and the line above every page: candidate, exam and day."""

from datetime import date

import streamlit as st

from dashboard import components, formatting, pages
from dashboard.session import own_database, page_state, scope, stores
from dashboard.session.scope import Scope
from dashboard.text import common, names
from dashboard.text import navigation as text

CANDIDATE, EXAM, AS_OF = "scope_candidate", "scope_exam", "scope_day"
_WITHOUT_DAY = (pages.DATA.url_path, pages.START.slug)
"""Pages that hide no later data."""


def render(url_path: str = pages.OVERVIEW.url_path) -> None:
    """Draw both for the page with this address."""
    shown = scope.current()
    day = scope.group_day(shown) if url_path == pages.GROUP.url_path else shown.as_of
    with st.sidebar:
        if pages.is_offered(pages.ADD):
            if st.button(text.ADD_DATA, type="primary", icon=":material/add:", width="stretch"):
                components.go_to(pages.ADD)
        else:
            components.note(common.READ_ONLY)
        if shown.exam_code is not None:
            _choices(shown, shown.exam_code)
        components.sidebar_script()
    if shown.is_sample:
        _sample_banner()
    if day != shown.today and shown.exam_code is not None and url_path not in _WITHOUT_DAY:
        of_exam = (shown.path, shown.revision, shown.candidate_id, shown.exam_code)
        is_day_of_pass = day == stores.shown_day(*of_exam, shown.today)
        with st.container(horizontal=True, vertical_alignment="center"):
            note = text.viewed_as_of(day, shown.today, is_day_of_pass=is_day_of_pass)
            st.markdown(note, width="content")
            st.button(text.BACK_TO_TODAY, on_click=scope.choose_day, args=(shown.today,))


def _choices(shown: Scope, exam_code: str) -> None:
    """Draw what can be chosen, folded if the file has only one candidate."""
    candidates, exams = scope.candidates(shown), scope.exam_codes(shown)
    title = text.showing(shown.candidate_id, exam_code, shown.as_of, shown.today)
    with st.expander(title, expanded=len(candidates) > 1):
        if len(candidates) > 1:
            page_state.set_input(CANDIDATE, shown.candidate_id)
            st.selectbox(
                text.CANDIDATE,
                candidates,
                format_func=names.candidate,
                key=CANDIDATE,
                on_change=lambda: scope.choose_candidate(page_state.value_of(CANDIDATE)),
            )
        elif len(names.candidate(shown.candidate_id)) > text.NAME_CHARS:
            components.note(formatting.literal(names.candidate(shown.candidate_id)))
        if len(exams) > 1:
            page_state.set_input(EXAM, exam_code)
            st.selectbox(text.EXAM, exams, key=EXAM, on_change=lambda: scope.choose_exam(page_state.value_of(EXAM)))
        page_state.set_input(AS_OF, shown.as_of)
        st.date_input(text.AS_OF, max_value=shown.today, key=AS_OF, on_change=_choose_day, help=text.AS_OF_HELP)
        if stores.has_sample() and not shown.is_sample:
            components.action(text.SHOW_SAMPLE, scope.show_sample, True, type="tertiary")
        if not shown.is_sample:
            components.link(pages.START, text.OTHER_EXAM)


def _choose_day() -> None:
    day = page_state.value_of(AS_OF)
    if isinstance(day, date):
        scope.choose_day(day)


@components.form
def _sample_banner() -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(text.SAMPLE_NOTE, width="content")
        if st.button(text.SHOW_OWN):
            scope.show_sample(False)
            if not own_database.candidates():
                components.go_to(pages.OVERVIEW)
            st.rerun()
