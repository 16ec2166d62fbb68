"""A file that waits for answers: its questions, its preview, and the buttons that end it."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import OpenQuestionError, Question
from analytics.ingest import Import
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.mapping.labels import unlabeled_titles, with_labels
from analytics.ingest.mapping.map_file import map_text
from analytics.records import StudySession
from analytics.updates.import_preview import PreviewAnswers, has_past_plans, pattern_of, unknown_domains
from dashboard import components
from dashboard.forms import choices, import_preview, labels, mapping_questions
from dashboard.forms.mapping_questions import widget_key, with_mapping
from dashboard.session import imports, own_database
from dashboard.session.imports import PendingFile, Reading
from dashboard.text import mapping as text


def render() -> None:
    """Draw the first file that waits; nothing if there is none."""
    files = imports.pending_files()
    if not files:
        return
    file = files[0]
    with st.container(border=True):
        st.markdown(text.heading(file.opened.name, len(files)))
        answers, reading = _ask_open_questions(file, PreviewAnswers(exam_code=file.exam_code))
        if isinstance(reading, Import):
            answers, reading = _ask_labels(file, *_ask_if_done(file, answers, reading))
        import_preview.render(file.opened, reading, answers.mapping)
        _buttons(file, answers, reading)


def _ask_open_questions(file: PendingFile, answers: PreviewAnswers) -> tuple[PreviewAnswers, Reading]:
    """Ask one question after the other until none is open or one has no answer yet."""
    asked: set[Question] = set()
    reading = imports.preview_file(file, answers)
    while isinstance(reading, OpenQuestionError) and reading.question not in asked:
        asked.add(reading.question)
        more = mapping_questions.ask(file, reading, answers)
        if more is None:
            break
        answers = more
        reading = imports.preview_file(file, answers)
    if isinstance(reading, OpenQuestionError) and reading.question is Question.COLUMNS and reading.found:
        st.warning(text.still_missing(reading))
    return answers, reading


def _ask_if_done(file: PendingFile, answers: PreviewAnswers, reading: Import) -> tuple[PreviewAnswers, Import]:
    """Ask whether past events took place, which a calendar does not say."""
    day_rule, today = own_database.day_rule(), own_database.today()
    if reading.mapping.kind is not None or not has_past_plans(reading, day_rule, today):
        return answers, reading
    if not st.toggle(text.IS_DONE, key=widget_key(file, "is_done")):
        return answers, reading
    answers = with_mapping(answers, FileMapping(kind=StudySession.TABLE))
    reread = imports.preview_file(file, answers)
    return answers, reread if isinstance(reread, Import) else reading


def _ask_labels(file: PendingFile, answers: PreviewAnswers, reading: Import) -> tuple[PreviewAnswers, Reading]:
    """Ask for the domains of unknown names and unlabeled titles, and read the file with them."""
    titles = unlabeled_titles(row.record for row in reading.rows)
    exam = _exam_of_domains(file, answers, has_titles=bool(titles))
    if exam is None:
        return answers, reading
    if own_database.exam() is None:
        answers = replace(answers, exam_code=exam.code)
    names = unknown_domains(reading, exam)
    if names:
        answers = with_mapping(answers, FileMapping(domain=_ask_domains(file, names, exam)))
    if titles:
        st.markdown(f"**{text.TITLES_TITLE}**")
        st.caption(text.TITLES_BODY)
        answers = replace(answers, labels=labels.table(titles, exam, widget_key(file, f"titles_{exam.code}")))
    return answers, imports.preview_file(file, answers)


def _exam_of_domains(file: PendingFile, answers: PreviewAnswers, *, has_titles: bool) -> ExamBlueprint | None:
    """Return the exam whose domains the file names: the chosen one, else the own one, else ask if it has titles."""
    blueprints, own = own_database.blueprints(), own_database.exam()
    if answers.exam_code is not None:
        return blueprints.get(answers.exam_code)
    if own is not None or not has_titles:
        return own
    code = mapping_questions.exam_code(file, text.EXAM_OF_TITLES, {})
    return None if code is None else blueprints[code]


def _ask_domains(file: PendingFile, names: Mapping[str, int], exam: ExamBlueprint) -> Mapping[str, str]:
    """Ask which domain each name stands for."""
    st.markdown(f"**{text.UNKNOWN_TITLE}**")
    st.caption(text.UNKNOWN_BODY)
    domains = choices.domain_labels(exam)
    edited = st.data_editor(
        pd.DataFrame(
            {
                text.COLUMN_NAME: list(names),
                text.COLUMN_DOMAIN: pd.array([None] * len(names), dtype="string"),
                text.COLUMN_ROWS: list(names.values()),
            }
        ),
        hide_index=True,
        disabled=[text.COLUMN_NAME, text.COLUMN_ROWS],
        column_config={text.COLUMN_DOMAIN: st.column_config.SelectboxColumn(options=list(domains), width="large")},
        key=widget_key(file, f"names_{exam.code}"),
        placeholder="",
        alt=text.NAMES_ALT,
    )
    chosen = dict(zip(names, edited[text.COLUMN_DOMAIN], strict=True))
    return {pattern_of(name): domains[label] for name, label in chosen.items() if isinstance(label, str)}


def _buttons(file: PendingFile, answers: PreviewAnswers, reading: Reading) -> None:
    """Draw the buttons that import the file, skip it, and download its answers."""
    can_import = isinstance(reading, Import) and bool(reading.rows)
    with st.container(horizontal=True):
        if st.button(text.IMPORT, disabled=not can_import, key=widget_key(file, "import")):
            with components.sentences_for_errors():
                imports.import_pending(file, answers)
                st.rerun()
        st.button(text.LEAVE_OUT, key=widget_key(file, "leave_out"), on_click=imports.skip, args=(file,))
        if isinstance(reading, Import) and reading.rows:
            st.download_button(
                text.GET_MAP,
                map_text(with_labels(reading.mapping, answers.labels)),
                text.map_name(file.opened.name),
                help=text.GET_MAP_HELP,
                on_click="ignore",
                key=widget_key(file, "map"),
            )
