"""The tab that brings files in."""

from collections.abc import Callable, Mapping

import streamlit as st

from analytics.exports.templates import templates
from analytics.store.inventory import Inventory
from dashboard import components, pages
from dashboard.forms import import_files, mapping
from dashboard.session import imports, own_database, page_state
from dashboard.text import common
from dashboard.text import data as text
from dashboard.text import mapping as mapping_text


def render() -> None:
    """Draw questions about waiting files, the drop zone, and what came of the last import."""
    with components.sentences_for_errors():
        inventory = own_database.inventory()
        components.success(page_state.take_note())
        mapping.render()
        import_files.drop_zone()
        if not imports.current().pending:
            import_files.last_outcome(inventory)
            if not inventory.rows:
                components.link(pages.START, common.GO_TO_START)
        components.warning(text.unknown_exams(inventory))
        if unassigned := mapping_text.unassigned(imports.unlabeled_titles()):
            components.note(unassigned)
            if st.button(components.as_link(mapping_text.ASSIGN), type="tertiary"):
                page_state.set_input(mapping_text.ASSIGN, True)
                components.go_to(pages.IN_FILE)
        components.sections(_SECTIONS, inventory)


def _templates() -> None:
    """Offer a file of each kind to begin with, and explain its columns."""
    st.markdown(text.TEMPLATES_BODY)
    files = templates()
    with st.container(horizontal=True):
        for name, content in files.items():
            st.download_button(name, content, name, on_click="ignore", key=f"template_{name}")
    chosen = st.selectbox(text.COLUMNS_OF, list(files))
    components.bullets(mapping_text.column_sentences(chosen))


_SECTIONS: Mapping[str, Callable[[Inventory], None]] = {
    mapping_text.PASTE: lambda _: import_files.paste(),
    text.TEMPLATES: lambda _: _templates(),
}
"""Only open sections are drawn."""
