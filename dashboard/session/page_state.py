"""State that one run of a page leaves for the next: links, a note, and input values."""

from collections.abc import Collection, Mapping
from typing import Any, NoReturn

import streamlit as st
from streamlit.navigation.page import StreamlitPage

_PAGES = "pages"
_NOTE = "note"


def register_pages(pages: Mapping[str, StreamlitPage]) -> None:
    """Store this run's pages by slug, so that each page can link to the others."""
    st.session_state[_PAGES] = pages


def registered_page(slug: str) -> StreamlitPage | None:
    """Return a page to link to, or None if only this page runs."""
    pages: Mapping[str, StreamlitPage] = st.session_state.get(_PAGES, {})
    return pages.get(slug)


def value_of(key: str, default: Any = None) -> Any:
    return st.session_state.get(key, default)


def set_input(key: str, value: object) -> None:
    """Set an input's value before it is drawn; leave an equal value alone, since it may be being edited."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def preset(key: str, value: object) -> None:
    """Set an input's value before it is drawn for the first time."""
    st.session_state.setdefault(key, value)


def is_drawn(key: str) -> bool:
    """Whether the last run drew an input."""
    return key in st.session_state


def note_fill(key: str, value: object) -> None:
    """Note what the fields of a save button were filled with, the first time that they are drawn."""
    if not is_drawn(key) or f"{key}_filled_with" not in st.session_state:  # the last save took the note
        st.session_state[f"{key}_filled_with"] = value


def is_fill(key: str, value: object) -> bool:
    """Whether the fields of a save button were filled with a value; the note is taken."""
    return bool(st.session_state.pop(f"{key}_filled_with") == value)


def choose_for(key: str, to: Collection[str], *, only_empty: bool) -> None:
    """Copy the value of a choice to others, or only to those without a value, and clear it."""
    value = st.session_state[key]
    st.session_state[key] = None
    for other in to:
        if not only_empty or value_of(other) is None:
            st.session_state[other] = value


def open_tab(key: str, name: str, titles: Collection[str]) -> None:
    """Open the tab or form that the address names, if there is one."""
    title = st.query_params.get(name)
    if title is None or title not in titles:
        return
    if value_of(key, title) != title:
        st.query_params[name] = title  # a link within a page leaves the browser's address as it was
    st.session_state[key] = title


def name_in_address(name: str, key: str) -> None:
    st.query_params[name] = str(st.session_state[key])


def leave_note(sentence: str) -> None:
    st.session_state[_NOTE] = sentence


def rerun_with(sentence: str) -> NoReturn:
    leave_note(sentence)
    st.rerun()


def take_note() -> str:
    """Return the sentence that the last run left, once."""
    return str(st.session_state.pop(_NOTE, ""))
