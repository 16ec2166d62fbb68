"""Files that wait for the import: their questions, first rows and problems, their totals, and the button."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TypeGuard

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import DataProblem, OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.mapping.exam_domains import named_subject
from analytics.ingest.mapping.labels import TitleLabel, TitleLabels, mapping_with_labels, unlabeled_titles
from analytics.ingest.mapping.map_file import map_text
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import ME, StudySession
from analytics.updates import import_preview
from analytics.updates.import_preview import with_mapping
from analytics.updates.import_reading import ExamFile, PreviewAnswers, Reading
from analytics.updates.import_totals import import_totals
from analytics.updates.manual_entry import cells_of
from dashboard import components
from dashboard.forms import mapping_questions, topics
from dashboard.forms.mapping_questions import persistent_options, widget_key
from dashboard.session import imports, own_database, page_state, stores
from dashboard.session.imports import AnsweredFiles, PendingFile
from dashboard.text import data as data_text
from dashboard.text import imports as imports_text
from dashboard.text import mapping as text


def render() -> bool:
    """Draw the pending files; return whether any of them can still be imported."""
    files, ready = list(imports.current().pending), list[tuple[PendingFile, PreviewAnswers]]()
    has_question, only = False, None
    for file in files:
        with st.container(border=True):
            answers, reading = _file(file, can_ask=not has_question, is_only=len(files) == 1)
        only = reading if len(files) == 1 and isinstance(reading, Import) else None
        has_question |= isinstance(reading, OpenQuestionError)
        if not isinstance(reading, UnreadableFileError):
            ready.append((file, answers))
    if ready or has_question:
        # it stays in view, however many topics there are
        with st.bottom.container(
            border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            _import_button([] if has_question else ready, only, has_question=has_question)
    if not imports.are_still_pending(files):
        st.rerun()
    return bool(ready) or has_question


def _file(file: PendingFile, *, can_ask: bool, is_only: bool) -> tuple[PreviewAnswers, Reading]:
    """Draw a file: its open questions one by one, then what would be imported."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(text.heading(file.opened.name))
        st.button(text.LEAVE_OUT, key=widget_key(file, "leave_out"), on_click=imports.skip, args=(file,))
    answers = PreviewAnswers()
    names: Mapping[str, int] = {}
    with st.spinner(data_text.IMPORTING, show_time=True):
        reading = imports.preview_file(file, answers)
    if isinstance(reading, OpenQuestionError) and not can_ask:
        components.note(text.ASKED_LATER)
        return answers, reading
    answers, reading = _ask_open_questions(file, answers, reading)
    if (
        isinstance(reading, Import)
        and import_preview.has_past_plans(reading, own_database.day_rule(), own_database.today())
        and st.toggle(text.IS_DONE, **persistent_options(file, "is_done"))
    ):
        answers = with_mapping(answers, FileMapping(kind=StudySession.TABLE))
        reading = imports.preview_file(file, answers)
    if isinstance(reading, Import) or _is_about_domains(reading):
        answers, reading, names = _ask_domains(file, answers, reading)
    _preview(file, reading, answers, names, is_only=is_only)
    if isinstance(reading, Import) and not reading.mapping.is_empty:
        is_saved = reading.fingerprint in stores.own_store().saved_mappings().keys() - file.asked_again
        how = imports_text.READ_INSTEAD if is_saved else imports_text.READ_NEXT
        components.warning(imports_text.unread(file.opened.name, reading.unread, how))
        with st.container(horizontal=True):
            _answer_buttons(file, reading, answers, is_saved=is_saved)
    return answers, reading


def _answer_buttons(file: PendingFile, reading: Import, answers: PreviewAnswers, *, is_saved: bool) -> None:
    st.download_button(
        text.GET_MAP,
        map_text(mapping_with_labels(reading.mapping, answers.labels)),
        text.map_name(file.opened.name),
        help=text.GET_MAP_HELP,
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
        key=widget_key(file, "map"),
    )
    if is_saved:
        st.button(
            text.ASK_AGAIN,
            help=text.ASK_AGAIN_HELP,
            key=widget_key(file, "ask_again"),
            type="tertiary",
            icon=":material/edit:",
            on_click=imports.ask_again,
            args=(file, reading),
        )


def _ask_open_questions(file: PendingFile, answers: PreviewAnswers, reading: Reading) -> tuple[PreviewAnswers, Reading]:
    """Ask one question after another until none is open, or one has no answer."""
    asked: set[tuple[Question, str]] = set()
    while (
        isinstance(reading, OpenQuestionError)
        and not _is_about_domains(reading)
        and (reading.question, reading.about) not in asked
    ):
        asked.add((reading.question, reading.about))
        more = mapping_questions.ask(file, reading, answers)
        if more is None:
            break
        answers = more
        reading = imports.preview_file(file, answers)
    if isinstance(reading, OpenQuestionError) and reading.question is Question.COLUMNS and reading.found:
        st.warning(text.still_missing(reading.found))
    return answers, reading


def _is_about_domains(reading: Reading) -> TypeGuard[OpenQuestionError]:
    return isinstance(reading, OpenQuestionError) and reading.question is Question.DOMAIN


def _ask_domains(
    file: PendingFile, answers: PreviewAnswers, reading: Import | OpenQuestionError
) -> tuple[PreviewAnswers, Reading, Mapping[str, int]]:
    """Ask for the domains of unknown names and of titles; also return the names asked about."""
    if isinstance(reading, OpenQuestionError):
        answers = mapping_questions.ask(file, reading, answers) or answers
        return answers, imports.preview_file(file, answers), reading.found
    titles = {one.title: one.n_without_domain for one in unlabeled_titles(row.record for row in reading.rows)}
    topics_before = reading.unknown_topics
    exam = _exam_of_domains(file, answers, may_ask=bool(titles or topics_before))
    if exam is None:
        return answers, reading, {}
    if own_database.exam() is None and answers.exam_code is None:
        answers = replace(answers, exam_code=exam.code)
        reread = imports.preview_file(file, answers)
        reading = reread if isinstance(reread, Import) else reading
    names = import_preview.unknown_domains(reading)
    known = {name: named_subject(name, exam) for name in topics_before if name not in names}
    subjects = {name: subject for name, subject in known.items() if subject is not None}
    if names:
        subjects |= mapping_questions.domains_of(file, names, exam, can_be_none=bool(reading.unknown_topics))
    if subjects:
        more, saved = import_preview.subject_mapping(subjects), reading.mapping
        both = FileMapping(domain={**more.domain, **saved.domain}, task={**more.task, **saved.task})
        answers = with_mapping(answers, both)
    titles = {title: n for title, n in titles.items() if title and n and title not in names}
    if titles:
        answers = replace(answers, labels=_ask_labels(file, titles, exam))
    return answers, imports.preview_file(file, answers), names


def _ask_labels(file: PendingFile, titles: Mapping[str, int], exam: ExamBlueprint) -> TitleLabels:
    """Offer domains for titles, folded, since rows can be imported without one."""
    key = widget_key(file, f"titles_{exam.code}")
    place = st.expander(text.titles(len(titles)), key=f"{key}_open", on_change="rerun")
    if place.open:
        with place:
            st.caption(text.TITLES_BODY)
            topics.draw(titles, exam, key)
    chosen = topics.chosen(titles, exam, key)
    return {title: TitleLabel(domain_id, task_id=task_id) for title, (domain_id, task_id) in chosen.items()}


def _exam_of_domains(file: PendingFile, answers: PreviewAnswers, *, may_ask: bool) -> ExamBlueprint | None:
    """Return the exam chosen for a file, else the user's, else ask for it."""
    blueprints, own = own_database.blueprints(), own_database.exam()
    if answers.exam_code is not None:
        return blueprints.get(answers.exam_code)
    if own is not None or not may_ask:
        return own
    code = mapping_questions.exam_code(file, text.EXAM_OF_TITLES, {}, imports.only_exam(file, answers))
    return None if code is None else blueprints[code]


def _import_button(ready: AnsweredFiles, only: Import | None, *, has_question: bool) -> None:
    """Draw the totals of the only file, what the import would change, and its button.

    The button's callback does not import: if it is pressed while the page is drawn, it has the answers of the last run.
    """
    with st.container(gap="xxsmall", width="content"):
        with st.spinner(data_text.COMPARING, show_time=True):
            report = imports.import_preview(ready) if ready else None
        if only is not None:
            _totals(only)
        if has_question:
            components.note(text.ANSWER_FIRST)
        elif report is not None:
            components.note(imports_text.preview(report))
    can_import = report is not None and report.imported + report.skipped > 0
    st.button(
        data_text.IMPORT,
        disabled=not can_import,
        key="import_pending",
        type="primary",
        width="content",
        on_click=imports.request_import,
    )
    if not can_import:
        imports.request_import(is_wanted=False)
    elif imports.current().is_requested:
        with components.sentences_for_errors():
            with st.spinner(data_text.IMPORTING, show_time=True):
                imports.import_pending(ready)
            st.rerun()


def _preview(
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
    shown = own_database.candidate_id()
    if shown != ME and any(row.record.candidate_id == ME for row in reading.rows):
        components.warning(text.not_of(shown))
    if not is_only:
        _totals(reading)
    components.bullets(imports_text.left_out(reading.left_out))
    if reading.rows:
        with st.expander(text.AS_IT_WILL_BE, expanded=is_only and not names):
            _first_rows(reading)
    if reading.notices:
        with st.expander(imports_text.NOTICES, expanded=is_only and not names):
            components.bullets([text.sentence(notice) for notice in reading.notices])


def _totals(reading: Import) -> None:
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
    head = import_preview.table_head(file.opened, answers.mapping)
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
    cells = import_preview.whole_cells(file.opened, reading, problems) if isinstance(file.opened, OpenedFile) else {}
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
