"""Edit or delete saved rows, and undo the last entries of the session."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics.errors import CutscoreError
from analytics.ingest.reading import Notices
from analytics.records import CheckIn, Record, SelfRating
from analytics.updates.import_totals import DAY_FIELDS, moment_of
from analytics.updates.manual_entry import Correction, cells_of
from dashboard import components, formatting
from dashboard.session import imports, manual_entry, own_database, page_state
from dashboard.session.manual_entry import SavedEntry
from dashboard.text import add as text
from dashboard.text import common

_KIND = "kind_to_edit"
_FIRST = {*DAY_FIELDS, "practice_exam_id", "position", "domain_id", "n_correct", "n_items", "time_on_task_min"}
"""What names a row, and what is corrected most often."""


@components.form
def render() -> None:
    st.caption(text.CORRECT_BODY)
    kind = st.selectbox(text.KIND, text.CORRECTABLE, format_func=text.title_of, key=_KIND)
    # as text, because a date and a datetime cannot be compared
    records = sorted(own_database.records(kind), key=lambda one: moment_of(one).isoformat(), reverse=True)
    records = records[: text.N_LINES]
    if not records:
        st.markdown(text.NOTHING_TO_CORRECT)
        return
    rows = cells_of(kind, records, own_database.day_rule().zone)
    cells = pd.DataFrame(rows, dtype="string").drop(columns="candidate")
    names, is_empty = list(map(str, cells.columns)), (cells.fillna("") == "").all()
    key = f"{kind.TABLE}_{manual_entry.form_key()}"
    edited = st.data_editor(
        cells,
        hide_index=True,
        num_rows="delete",
        column_order=sorted(names, key=lambda name: 0 if name in _FIRST else 1 + int(is_empty[name])),
        column_config={name: st.column_config.TextColumn(text.column_label(name)) for name in cells.columns}
        | {"source_id": None},
        key=f"correct_{key}",
        placeholder="",
        alt=text.title_of(kind),
    )
    if components.save_button(text.SAVE, records, key=f"save_{key}", in_form=False):
        _save(kind, records, cells, edited)


def _save(kind: type[Record], records: Sequence[Record], cells: pd.DataFrame, edited: pd.DataFrame) -> None:
    left = set(edited.index)
    deleted = [record for line, record in enumerate(records) if line not in left]
    corrections = [
        Correction(
            records[line],
            {"candidate": records[line].candidate_id, **_texts(edited.loc[line])},
            text.row_name(line + 1, moment_of(records[line])),
        )
        for line in sorted(left)
        if _texts(edited.loc[line]) != _texts(cells.loc[line])
    ]
    if not (deleted or corrections):
        st.info(text.NOTHING_CHANGED)
        return
    notices = Notices()
    problems = manual_entry.correct(kind, corrections, deleted, notices)
    if problems:
        st.error(text.problems(problems, names_rows=True))
        return
    saved = text.saved(text.corrected(kind, len(corrections), len(deleted)))
    page_state.rerun_with(" ".join([saved, *map(formatting.literal, notices.texts())]))


def _texts(row: "pd.Series[str]") -> dict[str, str]:
    return {str(name): str(cell) for name, cell in row.fillna("").items()}


def undo_recent() -> None:
    entries = manual_entry.entries()
    if not entries:
        return
    with st.expander(text.UNDO_TITLE, key="recent_entries"):
        for entry in entries:
            key = f"undo_entry_{entry.batch_id}"
            components.action(text.undo_label(entry.what), _undo, entry, key=key, icon=":material/undo:")


def _undo(entry: SavedEntry) -> str:
    if entry not in manual_entry.entries():
        raise CutscoreError(common.CHANGED_ELSEWHERE)
    filled_with = {text.CHECK_IN: CheckIn, text.RATINGS: SelfRating, text.CORRECT: page_state.value_of(_KIND)}
    kind = filled_with.get(page_state.value_of(components.FORM))
    before = kind and own_database.records(kind)
    imports.undo(entry.batch_id)
    if kind and own_database.records(kind) != before:
        manual_entry.reset_forms()
    return text.undone(entry.what)
