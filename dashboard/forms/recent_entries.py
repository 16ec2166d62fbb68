"""The last entries of the session, each with its undo."""

import streamlit as st

from dashboard import components
from dashboard.session import imports, manual_entry
from dashboard.session.manual_entry import SavedEntry
from dashboard.text import add as text


def render() -> None:
    """List the entries, folded; nothing before the first."""
    entries = manual_entry.entries()
    if not entries:
        return
    with st.expander(text.UNDO_TITLE, key="recent_entries"):
        for entry in entries:
            key = f"undo_entry_{entry.batch_id}"
            components.action(text.undo_label(entry.what), _undo, entry, key=key, icon=":material/undo:")


def _undo(entry: SavedEntry) -> str:
    imports.undo(entry.batch_id)
    return text.undone(entry.what)
