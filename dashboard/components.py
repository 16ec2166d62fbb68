"""Pieces that pages are put together from; they place, and compute nothing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import plotly.graph_objects as go
import streamlit as st

from analytics.errors import CutscoreError
from dashboard import formatting, session
from dashboard.text import common

CHART_CONFIG = {"displaylogo": False, "modeBarButtons": [["toImage"]], "responsive": True}


def headline(title: str, answer: str) -> None:
    """Open a page: its title, then its answer, nothing between them."""
    st.title(title)
    st.markdown(f"## {answer}")


def chart(figure: go.Figure, *, alt: str, key: str) -> None:
    """Place a chart with its alternative text."""
    st.plotly_chart(figure, width="stretch", config=CHART_CONFIG, alt=alt, key=key)


def how_computed(method: str, inputs: Sequence[tuple[str, str]]) -> None:
    """Offer the formula in words and its inputs with their values, in place."""
    with st.expander(common.HOW_COMPUTED):
        st.markdown(method)
        if inputs:
            st.table([{common.WHAT: what, common.VALUE: value} for what, value in inputs])


def section(question: str) -> None:
    """Name the question that the next chart answers."""
    st.subheader(question)


def warning(sentence: str) -> None:
    """Show a sentence that must not be missed; nothing where there is none."""
    if sentence:
        st.warning(sentence)


def note(sentence: str) -> None:
    """Show a sentence of less weight; nothing where there is none."""
    if sentence:
        st.caption(sentence)


def success(sentence: str) -> None:
    """Show that something has been done; nothing where there is no sentence."""
    if sentence:
        st.success(sentence)


@contextmanager
def sentences_for_errors() -> Iterator[None]:
    """Show what a person can mend as the sentence that it is."""
    try:
        yield
    except CutscoreError as error:
        st.error(formatting.literal(str(error)))


def steps(sentences: Sequence[str]) -> None:
    """List short sentences in their order."""
    st.markdown("\n".join(f"{number}. {sentence}" for number, sentence in enumerate(sentences, 1)))


def first_steps(sentences: Sequence[str]) -> None:
    """List what fills a page, and lead to where it is done."""
    steps(sentences)
    data_page = session.data_page()
    if data_page is not None:
        st.page_link(data_page, label=common.GO_TO_DATA)


def bullets(sentences: Sequence[str]) -> None:
    """List short sentences; nothing where there are none."""
    if sentences:
        st.markdown("\n".join(f"- {sentence}" for sentence in sentences))


def empty_state(scope: session.Scope) -> None:
    """Keep the page, say what is missing, and offer the next steps."""
    with st.container(border=True):
        st.subheader(common.EMPTY_TITLE)
        st.markdown(common.NO_BLUEPRINT_BODY if session.candidates(scope) else common.EMPTY_BODY)
        start_page = session.start_page()
        if start_page is not None:
            st.page_link(start_page, label=common.GO_TO_START)
        data_page = session.data_page()
        if data_page is not None:
            st.page_link(data_page, label=common.GO_TO_DATA)
        if session.has_sample() and not scope.is_sample:
            st.button(common.SHOW_SAMPLE, on_click=session.show_sample, args=(True,))


def fact(label: str, value: str, note: str) -> None:
    """Show one number with its name and what to know about it."""
    with st.container(border=True):
        st.caption(label)
        st.markdown(f"**{value}**")
        st.caption(note)
