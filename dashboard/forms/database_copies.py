"""Export, back up, restore and delete the user's own database."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import uuid4

import streamlit as st

from analytics.store.inventory import Inventory, restore_preview
from dashboard import components, pages
from dashboard.session import imports, own_database, page_state, stores
from dashboard.text import data as text
from dashboard.text.shapes import table_rows

_press = st.components.v2.component("cutscore_press", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"))


def downloads(inventory: Inventory) -> None:
    st.markdown(text.EXPORT_BODY)
    files = partial(own_database.export_zip, stores.own_store())
    _download(text.EXPORT, files, text.EXPORT_FILE, disabled=not inventory.rows)
    st.markdown(text.BACKUP_BODY)
    _download(text.BACKUP, stores.own_store().backup_bytes, text.BACKUP_FILE)


def _download(label: str, make: Callable[[], bytes], name: str, *, disabled: bool = False) -> None:
    if st.button(label, disabled=disabled):
        with components.sentences_for_errors():
            key = f"made_{uuid4().hex}"  # another for each press, so that each downloads the file
            st.download_button(name, make(), name, on_click="ignore", key=key)
            _press(data=key)


def backups() -> None:
    backups = stores.own_store().backups()
    st.markdown(text.BACKUPS_BODY if backups else text.NO_BACKUPS)
    if not backups:
        return
    zone = own_database.day_rule().zone
    st.table(table_rows(text.backup_columns(zone), backups), hide_index=True)
    names = {backup: text.backup_name(backup, zone) for backup in backups}
    backup = components.choose(text.BACKUP_CHOICE, names, key="backup_choice")
    if backup is None:
        return
    with components.sentences_for_errors():
        preview = restore_preview(stores.own_store(), backup.path)
        st.markdown(text.restore_preview(preview))
        st.table(table_rows(text.PREVIEW_COLUMNS, preview.rows), hide_index=True)
        components.action(text.RESTORE, lambda: text.restored(backup, imports.restore(backup), zone), key="restore")


@components.form
def delete_everything(inventory: Inventory) -> None:
    st.markdown(text.DELETE_BODY)
    st.markdown(text.place(inventory))
    typed = st.text_input(text.DELETE_CONFIRM, key="delete_words")
    if st.button(text.DELETE, key="delete"):
        if typed.strip().casefold() != text.DELETE_WORDS:
            st.error(text.DELETE_NEEDS_WORDS)
            return
        imports.delete_everything()
        page_state.leave_note(text.DELETED)
        components.go_to(pages.START)
