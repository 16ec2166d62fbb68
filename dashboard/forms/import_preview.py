"""The rows of a file that waits, as they will be imported."""

from collections.abc import Mapping, Sequence

import streamlit as st

from analytics.errors import OpenQuestionError
from analytics.ingest import Import
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.tables.opened import OpenedFile
from analytics.updates.import_preview import table_head
from analytics.updates.manual_entry import cells_of
from dashboard import components
from dashboard.session.imports import Reading
from dashboard.text import common, imports
from dashboard.text import mapping as text


def render(opened: OpenedFile, reading: Reading, mapping: FileMapping) -> None:
    """Draw the first rows and the problems; while a question is open, the rows as they stand in the file."""
    if isinstance(reading, Import):
        _readable(reading)
        return
    if not isinstance(reading, OpenQuestionError):
        st.error(text.sentence(reading.reason))
    head = table_head(opened, mapping)
    if head is not None:
        st.caption(text.AS_IT_STANDS)
        _rows([dict(zip(head.header, row, strict=True)) for row in head.rows[: text.N_ROWS_SHOWN]])


def _readable(reading: Import) -> None:
    st.markdown(text.what_will_go(reading))
    if reading.rows:
        kind = type(reading.rows[0].record)
        first = [row.record for row in reading.rows if isinstance(row.record, kind)][: text.N_ROWS_SHOWN]
        cells = cells_of(kind, first)
        filled = [name for name in cells[0] if name not in text.NOT_SHOWN and any(row[name] for row in cells)]
        st.caption(text.AS_IT_WILL_BE)
        _rows([{name: row[name] for name in filled} for row in cells])
    if reading.problems:
        st.caption(common.NOT_TAKEN)
        components.bullets([text.problem(one) for one in reading.problems[: text.N_PROBLEMS_SHOWN]])
    components.bullets([text.sentence(one) for one in (*imports.left_out(reading.left_out), *reading.notices)])


def _rows(rows: Sequence[Mapping[str, str]]) -> None:
    """Draw a table that can be scrolled by keyboard; its cells are literal."""
    st.dataframe([text.preview_row(row) for row in rows], hide_index=True, alt=text.PREVIEW_ALT)
