"""Data: what comes in, what is there, what goes out."""

from collections.abc import Callable, Mapping

import streamlit as st

from analytics.clock import DayRule
from analytics.exports.templates import templates
from analytics.store.inventory import Inventory
from dashboard import components, pages
from dashboard.forms import database_copies, import_files, labels, mapping
from dashboard.session import imports, own_database, page_state, scope
from dashboard.text import backups as backups_text
from dashboard.text import columns, common
from dashboard.text import data as text
from dashboard.text import mapping as mapping_text
from dashboard.text.shapes import table_rows

HOURS = range(24)


def render() -> None:
    """Draw the import, then a folded section for each thing to do with the file."""
    with components.sentences_for_errors():
        inventory = own_database.inventory()
        components.headline(pages.DATA, text.answer(inventory))
        if scope.shows_sample():
            st.caption(text.OWN_FILE_NOTE)
        components.success(page_state.take_note())
        mapping.render()
        if not import_files.drop_zone():
            import_files.last_outcome(inventory)
        if not inventory.rows:
            components.link(pages.START, common.GO_TO_START)
        components.warning(text.unknown_exams(inventory))
        components.note(mapping_text.unassigned(imports.unlabeled_titles()))
        for title, fill in _SECTIONS.items():
            section = st.expander(title, key=title, on_change="rerun")
            if section.open:
                with section:
                    fill(inventory)


def _templates() -> None:
    """Offer a file of each kind to begin with, and explain its columns."""
    st.markdown(text.TEMPLATES_BODY)
    files = templates()
    with st.container(horizontal=True):
        for name, content in files.items():
            st.download_button(name, content, name, on_click="ignore", key=f"template_{name}")
    chosen = st.selectbox(text.COLUMNS_OF, list(files))
    components.bullets(columns.column_sentences(chosen))


def _contents(inventory: Inventory) -> None:
    """Draw what is in the file, by candidate and kind, and where the file is."""
    if inventory.rows:
        st.table(table_rows(text.INVENTORY_COLUMNS, inventory.rows), hide_index=True)
    st.markdown(text.place(inventory))


def _exams(inventory: Inventory) -> None:
    """Take the blueprint of another exam, and list all exams."""
    st.markdown(text.EXAMS_BODY)
    upload = st.file_uploader(text.DROP_EXAM, key=f"exam_file_{len(inventory.own_exam_codes)}")
    if upload is not None and st.button(text.SAVE_EXAM, type="primary"):
        with components.sentences_for_errors():
            page_state.leave_note(text.exam_saved(own_database.save_exam(upload)))
            st.rerun()
    today = own_database.today()
    exams = own_database.blueprints().values()
    rows = table_rows(text.exam_columns(today, inventory.own_exam_codes), exams)
    st.dataframe(rows, hide_index=True, alt=text.EXAMS_ALT)


def _day_rule() -> None:
    """Ask for the time zone and the hour at which a day begins."""
    rule = own_database.day_rule()
    zones = own_database.zones()
    st.markdown(text.DAY_BODY)
    with st.form("day_rule"):
        zone = st.selectbox(text.ZONE, zones, zones.index(rule.zone))
        starts = st.selectbox(
            text.DAY_STARTS, HOURS, rule.day_starts_h, format_func=text.hour, help=text.DAY_STARTS_HELP
        )
        if st.form_submit_button(text.SAVE):
            with components.sentences_for_errors():
                own_database.set_day_rule(DayRule(zone, starts))
                page_state.leave_note(text.saved(zone, starts))
                st.rerun()


_SECTIONS: Mapping[str, Callable[[Inventory], None]] = {
    mapping_text.PASTE: lambda _: import_files.paste(),
    text.TEMPLATES: lambda _: _templates(),
    mapping_text.ASSIGN: lambda _: labels.render(),
    text.IMPORTS: import_files.batches,
    mapping_text.SAVED_MAPPINGS: lambda _: import_files.saved_mappings(),
    text.CONTENTS: _contents,
    text.EXAMS: _exams,
    text.DAY: lambda _: _day_rule(),
    text.EXPORT_TITLE: database_copies.downloads,
    backups_text.BACKUPS: lambda _: database_copies.backups(),
    text.DELETE: database_copies.delete_everything,
}
"""The sections of the page; only open ones are drawn."""
