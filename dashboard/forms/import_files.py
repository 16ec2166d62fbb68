"""Import files and pasted results, undo imports, delete saved mappings, and label titles."""

from collections.abc import Sequence
from itertools import islice

import pandas as pd
import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.exports.canonical import problems_text
from analytics.ingest.mapping.labels import TitleLabel, TitleLabels, UnlabeledTitle
from analytics.ingest.sources.quizzes.aws_score_report import FORMAT as AWS_SCORE_REPORT
from analytics.ingest.sources.quizzes.pasted_results import FORMAT as PASTED_RESULTS
from analytics.records import Activity
from analytics.store.inventory import Inventory, InventoryBatch
from analytics.updates.import_report import ImportReport
from dashboard import components, formatting
from dashboard.forms import choices, outcome
from dashboard.session import imports, manual_entry, own_database, page_state, stores
from dashboard.text import data as text
from dashboard.text import imports as imports_text
from dashboard.text import mapping as mapping_text
from dashboard.text import names
from dashboard.text.shapes import table_rows

_ACTIVITIES = {names.ACTIVITIES[activity]: activity for activity in Activity}


def drop_zone() -> None:
    """Draw the file uploader; dropped files are read at once, but stored only by the import."""
    key = f"uploads_{imports.current().n_drops}"
    st.file_uploader(
        text.DROP, accept_multiple_files=True, key=key, help=text.DROP_HELP, on_change=_read_uploads, args=(key,)
    )


def _read_uploads(key: str) -> None:
    with components.sentences_for_errors(), st.spinner(text.IMPORTING, show_time=True):
        imports.add_uploads(page_state.value_of(key))


def paste() -> None:
    st.markdown(mapping_text.PASTE_BODY)
    st.code(mapping_text.PASTE_EXAMPLE, language=None, wrap_lines=True)
    key = f"pasted_{imports.current().n_pasted}"
    st.text_area(mapping_text.PASTE_LABEL, key=key)
    st.button(mapping_text.PASTE_IMPORT, on_click=_read_pasted, args=(key,))


def _read_pasted(key: str) -> None:
    pasted = str(page_state.value_of(key))
    if not pasted.strip():
        st.error(mapping_text.NOTHING_PASTED)
        return
    with components.sentences_for_errors():
        imports.add_text(pasted, mapping_text.PASTED, PASTED_RESULTS)


def last_outcome(inventory: Inventory) -> None:
    """Draw the report of this session's last import, or the counts of the last one before it."""
    report = imports.last_report()
    if report is not None:
        components.section(imports_text.LAST_IMPORT)
        _report(report)
        for batch in inventory.batches:
            if batch.info.batch_id == report.batch_id:
                _undo(batch)
        if any(file.format == AWS_SCORE_REPORT for file in report.files):
            outcome.missing_words(own_database.blueprints())
    elif inventory.batches:
        components.section(imports_text.LAST_IMPORT)
        _batch(inventory.batches[0])


def _report(report: ImportReport) -> None:
    box = (st.success, st.warning, st.error)[report.exit_code]
    box(imports_text.outcome(report))
    st.table(table_rows(imports_text.file_columns(report), report.files), hide_index=True)
    components.warning(imports_text.incomplete(report))
    for file in report.files:
        components.warning(imports_text.unread(file.file, file.unread, imports_text.READ_AGAIN))
    problems = [problem for file in report.files for problem in file.problems]
    if problems:
        st.subheader(imports_text.PROBLEMS, anchor=False)
        shown = dict(islice(imports_text.lines_of(problems).items(), imports_text.N_PROBLEMS_SHOWN))
        components.bullets([imports_text.problem(one, lines) for one, lines in shown.items()])
        components.note(imports_text.more_problems(len(problems) - sum(map(len, shown.values()))))
        table = problems_text(problems)
        st.download_button(imports_text.GET_PROBLEMS, table, imports_text.PROBLEMS_FILE, on_click="ignore")
    notices = imports_text.notices(report)
    if notices:
        with st.expander(imports_text.NOTICES):
            components.bullets(notices)


def batches(inventory: Inventory) -> None:
    if not inventory.batches:
        st.markdown(imports_text.NO_IMPORTS)
    shows_all = len(inventory.batches) > imports_text.N_IMPORTS_SHOWN and st.toggle(imports_text.ALL_IMPORTS)
    for batch in inventory.batches if shows_all else inventory.batches[: imports_text.N_IMPORTS_SHOWN]:
        _batch(batch)


def _batch(batch: InventoryBatch) -> None:
    with st.container(border=True):
        st.markdown(imports_text.batch(batch.info, own_database.day_rule().zone))
        _undo(batch)


def _undo(batch: InventoryBatch) -> None:
    batch_id = batch.info.batch_id
    with st.expander(imports_text.UNDO.format(batch_id=batch_id), key=f"undo_{batch_id}"):
        st.markdown(imports_text.undo_preview(batch))
        key = f"undo_now_{batch_id}"
        components.action(imports_text.UNDO_NOW, lambda: imports_text.undo_result(imports.undo(batch_id)), key=key)


def saved_mappings() -> None:
    mappings = stores.own_store().settings().answers
    st.markdown(mapping_text.SAVED_MAPPINGS_BODY if mappings else mapping_text.NO_MAPPINGS)
    for one in mappings:
        with st.container(border=True):
            st.markdown(mapping_text.mapping_name(one.format))
            st.code(one.toml, language=None)
            components.action(mapping_text.FORGET, _forget, one.fingerprint, key=f"forget_{one.fingerprint}")


def _forget(fingerprint: str) -> str:
    stores.own_store().delete_mapping(fingerprint)
    return mapping_text.MAPPING_FORGOTTEN


def _titles(titles: Sequence[UnlabeledTitle], exam: ExamBlueprint, key: str) -> TitleLabels:
    """Draw the titles with the most time or rows, and return the labels chosen."""
    shown = titles[: mapping_text.MAX_TITLES_SHOWN]
    subjects = choices.subject_labels(exam)
    empty = pd.array([None] * len(shown), dtype="string")
    edited = st.data_editor(
        pd.DataFrame(
            {
                mapping_text.COLUMN_TITLE: [one.title or mapping_text.WITHOUT_TITLE for one in shown],
                mapping_text.COLUMN_DOMAIN: empty,
                mapping_text.COLUMN_ACTIVITY: empty,
                mapping_text.COLUMN_ROWS: [one.n_rows for one in shown],
                mapping_text.COLUMN_HOURS: [formatting.hours(one.minutes / 60) for one in shown],
            }
        ),
        hide_index=True,
        disabled=[mapping_text.COLUMN_TITLE, mapping_text.COLUMN_ROWS, mapping_text.COLUMN_HOURS],
        column_config={
            mapping_text.COLUMN_DOMAIN: st.column_config.SelectboxColumn(options=list(subjects), width="medium"),
            mapping_text.COLUMN_ACTIVITY: st.column_config.SelectboxColumn(options=list(_ACTIVITIES)),
        },
        key=f"{key}_{hash(tuple(one.title for one in shown))}",  # a choice belongs to its title, not to its line
        placeholder="",
        alt=mapping_text.TITLES_ALT,
    )
    components.note(mapping_text.more_titles(len(titles)))
    chosen = zip(shown, edited[mapping_text.COLUMN_DOMAIN], edited[mapping_text.COLUMN_ACTIVITY], strict=True)
    labels: dict[str, TitleLabel] = {}
    for one, subject, activity in chosen:  # both cells may be empty
        domain_id, task_id = subjects.get(subject, (None, None))
        labels[one.title] = TitleLabel(domain_id, _ACTIVITIES.get(activity), task_id)
    return {title: label for title, label in labels.items() if label != TitleLabel()}


def assign_titles() -> None:
    titles, exam = imports.unlabeled_titles(), own_database.exam()
    if not titles:
        st.markdown(mapping_text.ALL_ASSIGNED)
    elif exam is None:
        st.markdown(mapping_text.NEEDS_EXAM)
    else:
        st.markdown(mapping_text.ASSIGN_BODY)
        labels = _titles(titles, exam, f"titles_{exam.code}_{manual_entry.form_key()}")
        if st.button(mapping_text.ASSIGN_NOW):
            if labels:
                page_state.rerun_with(mapping_text.assigned(imports.relabel_titles(labels)))
            st.error(mapping_text.NOTHING_CHOSEN)
