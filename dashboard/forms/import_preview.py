"""What importing a file would add, its first rows, and its problems to correct."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from analytics.errors import DataProblem, OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.tables.opened import OpenedFile
from analytics.updates.import_preview import table_head, whole_cells, with_mapping
from analytics.updates.import_reading import ExamFile, PreviewAnswers, Reading
from analytics.updates.import_totals import import_totals
from analytics.updates.manual_entry import cells_of
from dashboard import components
from dashboard.forms.mapping_questions import widget_key
from dashboard.session import imports, own_database, page_state
from dashboard.session.imports import PendingFile
from dashboard.text import imports as imports_text
from dashboard.text import mapping as text


def render(
    file: PendingFile, reading: Reading, answers: PreviewAnswers, names: Collection[str], *, is_only: bool
) -> None:
    """Draw a file's totals and first rows; while a question is open, the rows so far.

    The totals of the only file are beside the button, and its rows and notices are unfolded unless topics are asked
    about. Problems about `names` are left out, because these have a table of their own.
    """
    if isinstance(reading, Import):
        _readable(file, reading, names, is_only=is_only)
    elif isinstance(reading, OpenQuestionError):
        _unanswered(file, reading, answers)
    elif isinstance(reading, UnreadableFileError):
        st.error(text.sentence(reading.reason))
    elif isinstance(reading, ExamFile):
        st.markdown(text.exam_file(reading.blueprint))
    else:
        st.markdown(text.settings_file(reading.n_entries))


def _readable(file: PendingFile, reading: Import, names: Collection[str], *, is_only: bool) -> None:
    _problems(file, reading, [one for one in reading.problems if one.topic is None or one.topic.name not in names])
    if not is_only:
        totals(reading)
    components.bullets(imports_text.left_out(reading.left_out))
    if reading.rows:
        with st.expander(text.AS_IT_WILL_BE, expanded=is_only and not names):
            _first_rows(reading)
    if reading.notices:
        with st.expander(imports_text.NOTICES, expanded=is_only and not names):
            components.bullets([text.sentence(notice) for notice in reading.notices])


def totals(reading: Import) -> None:
    today = own_database.today()
    for found in import_totals(reading, own_database.day_rule()):
        st.markdown(f"**{imports_text.totals(found, today)}**")


def _unanswered(file: PendingFile, question: OpenQuestionError, answers: PreviewAnswers) -> None:
    """Draw the table as in the file, or all rows while the user chooses which are study."""
    if question.question is Question.STUDY:
        everything = imports.preview_file(file, with_mapping(answers, FileMapping(study=("*",))))
        if isinstance(everything, Import) and everything.rows:
            st.caption(text.ALL_ROWS)
            _first_rows(everything)
        return
    if isinstance(file.opened, UnreadableFileError) or file.as_format is not None:  # pasted lines were just written
        return
    head = table_head(file.opened, answers.mapping)
    is_asked_about = question.question is Question.COLUMNS or answers.mapping.kind is not None
    if head is not None and not is_asked_about and len(head.examples()) > 1:
        st.caption(text.AS_IT_STANDS)
        _rows([dict(zip(head.titles, row, strict=True)) for row in head.rows[: text.N_ROWS_SHOWN]])


def _first_rows(reading: Import) -> None:
    """Draw the first rows of the first kind, without columns that are empty."""
    kind = type(reading.rows[0].record)
    first = [row.record for row in reading.rows if isinstance(row.record, kind)][: text.N_ROWS_SHOWN]
    cells = cells_of(kind, first, own_database.day_rule().zone)
    filled = [name for name in cells[0] if name not in text.NOT_SHOWN and any(row[name] for row in cells)]
    filled.sort(key=text.SHOWN_LAST.__contains__)
    _rows([{name: row[name] for name in filled} for row in cells])


def _rows(rows: Sequence[Mapping[str, str]]) -> None:
    st.dataframe([text.preview_row(row) for row in rows], hide_index=True, alt=text.PREVIEW_ALT)


def _problems(file: PendingFile, reading: Import, problems: Sequence[DataProblem]) -> None:
    """Draw problems with their cells to correct, equal ones as one; a correction reads the file again."""
    if not problems:
        return
    cells = whole_cells(file.opened, reading, problems) if isinstance(file.opened, OpenedFile) else {}
    groups = defaultdict[tuple[object, ...], list[DataProblem]](list)
    for problem in problems:
        cell = cells.get((problem.line, problem.column))
        groups[problem.column, problem.reason, cell or problem].append(problem)  # empty cells may need different values
    shown = list(groups.values())[: text.N_PROBLEMS_SHOWN]
    st.markdown(f"**{text.problems(len(problems))}**")
    st.caption(text.CORRECT_BODY)
    for alike in shown:
        place = alike[0].line, alike[0].column
        cell = cells.pop(place, None)  # a cell may break two rules, and is drawn once
        if cell is None:
            components.bullets([text.problem(alike[0])])
            continue
        key = widget_key(file, f"cell_{file.n_corrected}_{'_'.join(place)}")
        st.text_input(text.problem_label(alike), cell, key=key, on_change=_correct, args=(file, alike, key))
    components.note(text.more_problems(len(problems) - sum(map(len, shown))))


def _correct(file: PendingFile, alike: Sequence[DataProblem], key: str) -> None:
    imports.correct(file, alike, str(page_state.value_of(key)))
