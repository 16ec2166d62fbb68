"""Data: what comes in, what is there, what goes out."""

import streamlit as st

from dashboard import components, pages
from dashboard.session import own_database, scope
from dashboard.text import data as text


def render() -> None:
    """Draw the answer and the tabs."""
    components.headline(pages.DATA, text.answer(own_database.inventory()))
    if scope.shows_sample():
        st.caption(text.OWN_FILE_NOTE)
    components.tabs(pages.DATA)
