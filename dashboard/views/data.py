"""Data: its headline and tabs, except the forms of manual entry."""

import streamlit as st

from analytics.clock import DayRule
from analytics.exports.canonical import templates
from analytics.store.inventory import Inventory
from dashboard import components, pages
from dashboard.forms import database_copies, exam_choice, import_files, pending_files
from dashboard.session import imports, manual_entry, own_database, page_state, scope, stores
from dashboard.text import common
from dashboard.text import data as text
from dashboard.text import mapping as mapping_text
from dashboard.text.shapes import table_rows


def render() -> None:
    with components.sentences_for_errors():
        inventory, today = own_database.inventory(), own_database.today()
        components.headline(
            pages.DATA,
            text.answer(inventory, own_database.updated_on(), today),
            text.sentence(inventory, own_database.last_backup_on(), today),
        )
        if scope.shows_sample():
            components.note(text.OWN_FILE_NOTE)
        components.tabs(pages.DATA)


def contents() -> None:
    with components.sentences_for_errors():
        inventory = own_database.inventory()
        components.confirmation()
        components.section(text.CONTENTS)
        if inventory.rows:
            rows = table_rows(text.inventory_columns(inventory), inventory.rows)
            # that of a group scrolls: it has a row for each of its people
            st.table(rows, height=500 if len(rows) > 12 else "content", hide_index=True)
            components.link(pages.CORRECT, pages.CORRECT.title)
        components.note(text.place(inventory))
        components.warning(text.unknown_exams(inventory))
        components.note(mapping_text.unassigned(imports.unlabeled_titles()))
        components.sections(
            {
                text.IMPORTS: import_files.batches,
                mapping_text.ASSIGN: lambda _: import_files.assign_titles(),
                mapping_text.SAVED_MAPPINGS: lambda _: import_files.saved_mappings(),
                text.EXAMS: _exams,
                text.EXPORT_TITLE: database_copies.downloads,
                text.BACKUPS: lambda _: database_copies.backups(),
            },
            inventory,
        )


def _exams(inventory: Inventory) -> None:
    st.markdown(text.EXAMS_BODY)
    exam_choice.from_file(len(inventory.own_exam_codes), lambda exam: page_state.leave_note(text.exam_saved(exam.code)))
    today = own_database.today()
    exams = own_database.blueprints().values()
    rows = table_rows(text.exam_columns(today, inventory.own_exam_codes), exams)
    st.dataframe(rows, hide_index=True, alt=text.EXAMS_ALT)


def import_tab() -> None:
    with components.sentences_for_errors():
        inventory = own_database.inventory()
        components.confirmation()
        can_import = pending_files.render()
        import_files.drop_zone()
        if not can_import:
            import_files.last_outcome(inventory)
            if not inventory.rows:
                components.link(pages.START, common.GO_TO_START)
        components.warning(text.unknown_exams(inventory))
        if unassigned := mapping_text.unassigned(imports.unlabeled_titles()):
            components.note(unassigned)
            if st.button(components.as_link(mapping_text.ASSIGN), type="tertiary"):
                page_state.set_input(mapping_text.ASSIGN, True)
                components.go_to(pages.IN_FILE)
        components.sections({mapping_text.PASTE: lambda _: import_files.paste(), text.TEMPLATES: _templates}, None)


def _templates(_: None) -> None:
    st.markdown(text.TEMPLATES_BODY)
    files = templates()
    with st.container(horizontal=True):
        for name, content in files.items():
            st.download_button(name, content, name, on_click="ignore", key=f"template_{name}")
    chosen = st.selectbox(text.COLUMNS_OF, list(files))
    components.bullets(mapping_text.column_sentences(chosen))


def settings() -> None:
    with components.sentences_for_errors():
        components.confirmation()
        _day_rule()
        components.section(text.MORE_SETTINGS)
        components.link(pages.PLAN, text.PLAN_SETTINGS)
        components.link(pages.FINAL_WEEK, text.FINAL_WEEK_SETTINGS)
        with st.container(border=True, key="box_delete"):
            components.section(text.DELETE)
            database_copies.delete_everything(own_database.inventory())


@components.form
def _day_rule() -> None:
    rule, zones, key = own_database.day_rule(), own_database.zones(), f"day_{manual_entry.form_key()}"
    components.section(text.DAY)
    st.markdown(text.DAY_BODY)
    with st.form("day_rule"):
        zone_at, starts_at = st.columns(2)
        zone = zone_at.selectbox(text.ZONE, zones, zones.index(rule.zone), key=f"{key}_zone")
        starts = starts_at.selectbox(
            text.DAY_STARTS,
            range(24),
            rule.day_starts_h,
            format_func=text.hour,
            help=text.DAY_STARTS_HELP,
            key=f"{key}_h",
        )
        if components.save_button(text.SAVE, rule, key=f"save_{key}"):
            stores.own_store().set_day_rule(own_database.candidate_id(), DayRule(zone, starts))
            page_state.rerun_with(text.saved(zone, starts))
