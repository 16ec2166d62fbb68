"""The page of the file itself: what comes in, what is there, what goes out."""

import streamlit as st

from analytics.clock import DayRule
from analytics.exports.canonical import problems_text
from analytics.exports.templates import templates
from analytics.ingest.sources.quizzes.aws_score_report import FORMAT as AWS_SCORE_REPORT
from analytics.ingest.sources.quizzes.pasted_results import FORMAT as PASTED_RESULTS
from analytics.store.inventory import Inventory, InventoryBatch
from analytics.updates.import_report import ImportReport
from dashboard import components, pages
from dashboard.forms import labels, mapping, report_words
from dashboard.session import imports, own_database, page_state, scope
from dashboard.text import backups as backups_text
from dashboard.text import columns, common
from dashboard.text import data as text
from dashboard.text import imports as imports_text
from dashboard.text import mapping as mapping_text

HOURS = range(24)


def render() -> None:
    """Show where data come in, what the file holds, and how to take it along or away."""
    with components.sentences_for_errors():
        inventory = own_database.inventory()
        components.headline(pages.DATA, text.answer(inventory))
        if scope.shows_sample():
            st.caption(text.OWN_FILE_NOTE)
        components.success(page_state.take_note())
        mapping.render()
        if not _drop_zone():
            _last_outcome(inventory)
        if not inventory.rows:
            components.link(pages.START, common.GO_TO_START)
        components.warning(text.unknown_exams(inventory))
        components.note(mapping_text.unassigned(imports.unlabeled_titles()))
        for title, fill in _SECTIONS.items():
            section = st.expander(title, key=title, on_change="rerun")
            if section.open:
                with section:
                    fill(inventory)


def _drop_zone() -> bool:
    """Take files, which are read when the button is pressed; tell whether some lie there that are not yet read."""
    key = f"uploads_{imports.n_imports()}"
    uploads = st.file_uploader(text.DROP, accept_multiple_files=True, key=key, help=text.DROP_HELP)
    if uploads and st.button(text.IMPORT, type="primary"):
        with components.sentences_for_errors():
            with st.spinner(text.IMPORTING, show_time=True):
                imports.import_uploads(uploads)
            st.rerun()
    return bool(uploads)


def _last_outcome(inventory: Inventory) -> None:
    """Say what became of the last import: in full where it was made here, else in a line."""
    report = imports.last_report()
    if report is not None:
        _report(report)
        if any(file.format == AWS_SCORE_REPORT for file in report.files):
            report_words.render_missing()
    elif inventory.batches:
        st.caption(imports_text.batch(inventory.batches[0].info, own_database.day_rule().zone))


def _report(report: ImportReport) -> None:
    """Show a report: the numbers, then each problem with its line, then each file and its notices."""
    tell = (st.success, st.warning, st.error)[report.exit_code]
    tell(imports_text.outcome(report))
    components.warning(imports_text.incomplete(report))
    problems = report.problems
    if problems:
        st.markdown(f"**{common.NOT_TAKEN}**")
        st.table(imports_text.problem_rows(problems), hide_index=True)
        components.note(imports_text.more_problems(len(problems)))
        st.download_button(
            imports_text.GET_PROBLEMS, problems_text(problems), imports_text.PROBLEMS_FILE, on_click="ignore"
        )
    with st.expander(imports_text.REPORT_TITLE):
        st.table([imports_text.file_row(file) for file in report.files], hide_index=True)
        components.bullets(imports_text.notices(report))


def _imports(inventory: Inventory) -> None:
    """List the imports, the latest first, with a way back for each."""
    if not inventory.batches:
        st.markdown(imports_text.NO_IMPORTS)
    shows_all = len(inventory.batches) > imports_text.N_IMPORTS_SHOWN and st.toggle(imports_text.ALL_IMPORTS)
    for batch in inventory.batches if shows_all else inventory.batches[: imports_text.N_IMPORTS_SHOWN]:
        with st.container(border=True):
            st.markdown(imports_text.batch(batch.info, own_database.day_rule().zone))
            _undo(batch)


def _undo(batch: InventoryBatch) -> None:
    """Say what taking an import back will do, and do it on a second press."""
    with st.popover(imports_text.undo(batch.info), key=f"undo_{batch.info.batch_id}"):
        st.markdown(imports_text.will_go(batch))
        if st.button(imports_text.undo_now(batch.info), type="primary"):
            with components.sentences_for_errors():
                page_state.leave_note(imports_text.undone(imports.undo(batch.info.batch_id)))
                st.rerun()


def _contents(inventory: Inventory) -> None:
    """Say what is in the file, by candidate and kind, and where the file is."""
    if inventory.rows:
        st.table([text.holding_row(row) for row in inventory.rows], hide_index=True)
    st.markdown(text.place(inventory))


def _exams(inventory: Inventory) -> None:
    """Take an exam of one's own, and list the exams that are known."""
    st.markdown(text.EXAMS_BODY)
    upload = st.file_uploader(text.DROP_EXAM, key=f"exam_file_{len(inventory.own_exam_codes)}")
    if upload is not None and st.button(text.KEEP_EXAM, type="primary"):
        with components.sentences_for_errors():
            page_state.leave_note(text.kept_exam(own_database.save_exam(upload)))
            st.rerun()
    today = own_database.today()
    known = own_database.blueprints().values()
    rows = [text.exam_row(blueprint, today, inventory.own_exam_codes) for blueprint in known]
    st.dataframe(rows, hide_index=True, alt=text.EXAMS_ALT)


def _take_along(inventory: Inventory) -> None:
    """Offer everything as plain files and as a backup."""
    st.markdown(text.EXPORT_BODY)
    st.download_button(
        text.EXPORT, own_database.export(), text.EXPORT_FILE, on_click="ignore", disabled=not inventory.rows
    )
    st.markdown(text.BACKUP_BODY)
    st.download_button(text.BACKUP, own_database.backup(), text.BACKUP_FILE, on_click="ignore")


def _backups(_inventory: Inventory) -> None:
    """List the copies that were made by themselves, and bring one back once it was looked into."""
    backups = own_database.backups()
    st.markdown(backups_text.BACKUPS_BODY if backups else backups_text.NO_BACKUPS)
    if not backups:
        return
    zone = own_database.day_rule().zone
    st.table([backups_text.backup_row(backup, zone) for backup in backups], hide_index=True)
    backup = st.selectbox(
        backups_text.BACKUP_CHOICE,
        backups,
        None,
        format_func=lambda one: backups_text.backup_name(one, zone),
        key="backup_choice",
    )
    if backup is None:
        return
    with components.sentences_for_errors():
        preview = own_database.restore_preview(backup)
        st.markdown(backups_text.will_come_back(preview))
        st.table([backups_text.preview_row(row) for row in preview.rows], hide_index=True)
        if st.button(backups_text.RESTORE, type="primary", key="restore"):
            page_state.leave_note(backups_text.restored(backup, imports.restore(backup), zone))
            st.rerun()


def _delete(inventory: Inventory) -> None:
    """Delete everything once the words have been typed."""
    st.markdown(text.DELETE_BODY)
    st.markdown(text.place(inventory))
    typed = st.text_input(text.DELETE_CONFIRM, key="delete_words")
    if st.button(text.DELETE, type="primary", key="delete"):
        if typed.strip().casefold() != text.DELETE_WORDS:
            st.error(text.DELETE_NEEDS_WORDS)
            return
        with components.sentences_for_errors():
            imports.delete_everything()
            page_state.leave_note(text.DELETED)
            components.go_to(pages.START)


def _day(_inventory: Inventory) -> None:
    """Offer the time zone and the hour at which a day begins."""
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


def _paste(_inventory: Inventory) -> None:
    """Take results that were copied from a screen, or typed line by line."""
    st.markdown(mapping_text.PASTE_BODY)
    pasted = st.text_area(
        mapping_text.PASTE_LABEL, placeholder=mapping_text.PASTE_EXAMPLE, key=f"pasted_{imports.n_pasted()}"
    )
    if st.button(mapping_text.PASTE_IMPORT, type="primary"):
        if not pasted.strip():
            st.error(mapping_text.NOTHING_PASTED)
            return
        with components.sentences_for_errors():
            imports.import_text(pasted, mapping_text.PASTED, PASTED_RESULTS)
            st.rerun()


def _titles(_inventory: Inventory) -> None:
    """Assign what counts for no domain yet."""
    labels.render()


def _kept_answers(_inventory: Inventory) -> None:
    """List the answers that are remembered, each to be taken along or forgotten."""
    answers = imports.saved_mappings()
    st.markdown(mapping_text.KEPT_BODY if answers else mapping_text.NOTHING_KEPT)
    for fingerprint, kind, answer in answers:
        with st.container(border=True):
            st.markdown(mapping_text.kept(kind))
            st.code(answer, language=None)
            if st.button(mapping_text.FORGET, key=f"forget_{fingerprint}"):
                imports.delete_mapping(fingerprint)
                page_state.leave_note(mapping_text.FORGOTTEN)
                st.rerun()


def _templates(_inventory: Inventory) -> None:
    """Offer a file of each kind to begin with, and say what its columns mean."""
    st.markdown(text.TEMPLATES_BODY)
    files = templates()
    with st.container(horizontal=True):
        for name, content in files.items():
            st.download_button(name, content, name, on_click="ignore", key=f"template_{name}")
    chosen = st.selectbox(text.COLUMNS_OF, list(files))
    components.bullets(columns.column_sentences(chosen))


_SECTIONS = {
    mapping_text.PASTE: _paste,
    text.TEMPLATES: _templates,
    mapping_text.ASSIGN: _titles,
    text.IMPORTS: _imports,
    mapping_text.KEPT: _kept_answers,
    text.CONTENTS: _contents,
    text.EXAMS: _exams,
    text.DAY: _day,
    text.TAKE_ALONG: _take_along,
    backups_text.BACKUPS: _backups,
    text.DELETE: _delete,
}
"""Each opens when it is asked for; the page draws no more than that."""
