"""Pieces that pages are put together from; they place, and compute nothing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

import plotly.graph_objects as go
import streamlit as st

from analytics.errors import CutscoreError
from dashboard import formatting, session
from dashboard.text import common

K = TypeVar("K")
CHART_CONFIG = {"displaylogo": False, "modeBarButtons": [["toImage"]], "responsive": True}


def headline(title: str, answer: str) -> None:
    """Open a page: its title, then its answer, nothing between them."""
    st.title(title, anchor=False)
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
    st.subheader(question, anchor=False)


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
    link(common.PAGE_ADD, common.GO_TO_ADD)
    link(common.PAGE_DATA, common.GO_TO_DATA)


def link(title: str, label: str) -> None:
    """Lead to another page; nothing where a page is run on its own."""
    page = session.page_named(title)
    if page is not None:
        st.page_link(page, label=f"**{label}** →")


def go_to(title: str) -> None:
    """Show another page; where a page is run on its own, begin that one anew."""
    page = session.page_named(title)
    if page is None:
        st.rerun()
    st.switch_page(page)


def ticks(label: str, names: Mapping[K, str], ticked: Collection[K], *, key: str) -> list[K]:
    """Let each of a few things be ticked, all of them in sight; give those that are."""
    st.markdown(label)
    return [one for one, name in names.items() if st.checkbox(name, one in ticked, key=f"{key}_{one}")]


def bullets(sentences: Sequence[str]) -> None:
    """List short sentences; nothing where there are none."""
    if sentences:
        st.markdown("\n".join(f"- {sentence}" for sentence in sentences))


def empty_state(scope: session.Scope) -> None:
    """Keep the page, say what is missing, and offer the next steps."""
    with st.container(border=True):
        st.subheader(common.EMPTY_TITLE)
        st.markdown(common.NO_BLUEPRINT_BODY if session.candidates(scope) else common.EMPTY_BODY)
        link(common.PAGE_START, common.GO_TO_START)
        link(common.PAGE_DATA, common.GO_TO_DATA)
        if session.has_sample() and not scope.is_sample:
            st.button(common.SHOW_SAMPLE, on_click=session.show_sample, args=(True,))


def fact(label: str, value: str, note: str) -> None:
    """Show one number with its name and what to know about it, as high as those beside it."""
    with st.container(border=True, height="stretch"):
        st.caption(label)
        st.markdown(f"**{value}**")
        st.caption(note)
