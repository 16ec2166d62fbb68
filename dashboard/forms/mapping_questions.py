"""The questions about a pending file, one widget each."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest.file_mapping import FileMapping, whole_title
from analytics.ingest.mapping.map_file import MAX_ITEMS
from analytics.ingest.mapping.targets import mappable_columns
from analytics.updates import import_preview
from analytics.updates.import_preview import TableHead
from analytics.updates.import_reading import PreviewAnswers
from dashboard import components
from dashboard.forms import topics
from dashboard.session import imports, own_database, page_state
from dashboard.session.imports import PendingFile
from dashboard.text import add
from dashboard.text import mapping as text

Choice = TypeVar("Choice")
_COLUMN_PX = (115, 175)
"""A column's name and its meaning fit side by side on a phone."""


def ask(file: PendingFile, question: OpenQuestionError, answers: PreviewAnswers) -> PreviewAnswers | None:
    """Draw a question's widget; return the answers with this one added, or None until it is answered."""
    answer = _ASK[question.question](file, question, answers)
    return import_preview.with_mapping(answers, answer) if isinstance(answer, FileMapping) else answer


def widget_key(file: PendingFile, name: str) -> str:
    return f"waiting_{file.number}_{name}"


def persistent_options(file: PendingFile, name: str) -> dict[str, Any]:
    """Return a widget's key, and the option that keeps its value while other pages are shown."""
    return {"key": widget_key(file, name), "persist_state": "session"}


def exam_code(file: PendingFile, label: str, codes: Mapping[str, int], guess: str | None = None) -> str | None:
    """Ask for one of some exams, else of all; the guess or the choice for another file is preset."""
    names = text.exam_choices(codes, own_database.blueprints())
    others = (page_state.value_of(widget_key(other, "exam")) for other in imports.current().pending)
    likely = guess or next(filter(None, others), None)
    return components.choose(label, names, likely, placeholder=text.CHOOSE, **persistent_options(file, "exam"))


def _with_guess(file: PendingFile, question: OpenQuestionError, answers: PreviewAnswers) -> PreviewAnswers:
    """Return the answers with the guess for a question, if there is one."""
    if isinstance(file.opened, UnreadableFileError):
        return answers
    basis = import_preview.guess_basis(file.opened, answers, _exam_of(answers), own_database.update_context(None))
    return import_preview.guessed_answers(question, answers, basis) or answers


def _one_of(file: PendingFile, question: OpenQuestionError, answers: PreviewAnswers) -> FileMapping | None:
    asked = text.ONE_OF[question.question]
    components.note(asked.note(question))
    guess = getattr(_with_guess(file, question, answers).mapping, asked.field)
    chosen = _radio(file, text.ASKED[question.question], asked.choices(question), guess)
    return None if chosen is None else FileMapping(**{asked.field: chosen})


def _columns(file: PendingFile, _question: OpenQuestionError, answers: PreviewAnswers) -> FileMapping | None:
    """Ask what a row and each column are; a guess is preset, and counts when the file is imported."""
    opened, exam = file.opened, _exam_of(answers)
    head = None if isinstance(opened, UnreadableFileError) else import_preview.table_head(opened, answers.mapping)
    if head is None:
        return None
    guess = head.guess(exam=exam)
    guessed = import_preview.with_mapping(answers, FileMapping(kind=guess.kind, columns=guess.columns))
    reading = imports.preview_file(file, guessed)
    is_open = isinstance(reading, OpenQuestionError) and reading.question is Question.COLUMNS
    summary_at = st.container()
    with st.expander(text.CHANGE_COLUMNS, expanded=is_open or not guess.is_sure):
        table = "_".join(head.header)  # for another table of the file, the question is asked again
        options = persistent_options(file, f"kind_{table}")
        kind = components.choose(text.WHICH_KIND, text.KIND_OF_ROW, guess.kind, **options) or guess.kind
        columns = _column_meanings(head, kind, exam, widget_key(file, f"columns_{kind}_{table}"))
    ignored = [head.title_of(name) for name in head.header if name and name not in columns]
    read = {head.title_of(name): ours for name, ours in columns.items()}
    summary_at.markdown(text.columns_read(kind, read, ignored))
    if not guess.is_sure:
        summary_at.caption(text.UNSURE)
    twice = [ours for ours, n in Counter(columns.values()).items() if n > 1]
    if twice:
        st.error(text.named_twice(twice))
        return None
    return FileMapping(kind=kind, columns=columns)


def _exam_of(answers: PreviewAnswers) -> ExamBlueprint | None:
    """Return the exam whose domains a topic may name."""
    chosen = own_database.blueprints().get(answers.exam_code or "")
    return chosen or own_database.exam()


def _column_meanings(head: TableHead, kind: str, exam: ExamBlueprint | None, key: str) -> Mapping[str, str]:
    meanings = {text.column_meaning(ours): ours for ours in (None, *mappable_columns(kind))}
    guessed, examples = head.guess(kind, exam).columns, head.examples()
    edited = st.data_editor(
        pd.DataFrame(
            {
                text.YOUR_COLUMN: [head.title_of(name) for name in examples],
                text.WHAT_IT_IS: [text.column_meaning(guessed.get(name)) for name in examples],
                text.FIRST_VALUES: [text.first_values(cells) for cells in examples.values()],
            }
        ),
        hide_index=True,
        disabled=[text.YOUR_COLUMN, text.FIRST_VALUES],
        column_config={
            text.YOUR_COLUMN: st.column_config.TextColumn(width=_COLUMN_PX[0]),
            text.WHAT_IT_IS: st.column_config.SelectboxColumn(
                options=list(meanings), width=_COLUMN_PX[1], required=True
            ),
        },
        key=key,
        alt=text.COLUMNS_ALT,
    )
    chosen = {name: meanings[meaning] for name, meaning in zip(examples, edited[text.WHAT_IT_IS], strict=True)}
    return {name: ours for name, ours in chosen.items() if ours is not None}


def _exam(file: PendingFile, question: OpenQuestionError, answers: PreviewAnswers) -> PreviewAnswers | None:
    code = exam_code(file, text.ASKED[Question.EXAM], question.found, _with_guess(file, question, answers).exam_code)
    return None if code is None else replace(answers, exam_code=code)


def domains_of(
    file: PendingFile, names: Mapping[str, int], exam: ExamBlueprint, *, can_be_none: bool = False
) -> dict[str, tuple[str, str | None]]:
    """Ask for the domains of names, counted by rows; return those that were chosen."""
    st.markdown(f"**{text.ASKED[Question.DOMAIN]}**")
    components.note(text.UNKNOWN_BODY)
    key = widget_key(file, f"names_{exam.code}")
    topics.draw(names, exam, key, can_be_none=can_be_none)
    return topics.chosen(names, exam, key)


def _domain(file: PendingFile, question: OpenQuestionError, _answers: PreviewAnswers) -> FileMapping | None:
    subjects = domains_of(file, question.found, own_database.blueprints()[question.about])
    return import_preview.subject_mapping(subjects) if subjects else None


def _day(file: PendingFile, question: OpenQuestionError, answers: PreviewAnswers) -> PreviewAnswers | None:
    hinted, key = _with_guess(file, question, answers).mapping.taken_on, widget_key(file, f"day_{question.about}")
    day = st.date_input(text.which_day(question), hinted, min_value=date.min, max_value=date.max, key=key)
    if day is None:
        return None
    if day > own_database.today():
        st.error(add.DAY_IN_FUTURE)
        return None
    return import_preview.with_day(question, answers, day)


def _zone(file: PendingFile, question: OpenQuestionError, answers: PreviewAnswers) -> FileMapping:
    guess = _with_guess(file, question, answers).mapping.zone
    zones = list(dict.fromkeys([*filter(None, [guess]), *own_database.zones()]))
    words, options = text.ASKED[Question.ZONE], persistent_options(file, "zone")
    return FileMapping(zone=st.selectbox(words, zones, help=text.WHICH_ZONE_HELP, **options))


def _n_items(file: PendingFile, _question: OpenQuestionError, _answers: PreviewAnswers) -> FileMapping | None:
    words, options = text.ASKED[Question.N_ITEMS], persistent_options(file, "n_items")
    n_items = st.number_input(words, 1, MAX_ITEMS, None, step=1, **options)
    return None if n_items is None else FileMapping(n_items=n_items)


def _radio(file: PendingFile, label: str, options: Mapping[Choice, str], guess: Choice | None = None) -> Choice | None:
    choices = list(options)
    place = choices.index(guess) if guess is not None and guess in choices else None
    return st.radio(label, choices, place, format_func=options.__getitem__, **persistent_options(file, label))


def _study(file: PendingFile, question: OpenQuestionError, answers: PreviewAnswers) -> FileMapping | None:
    question_at = st.container()
    if st.toggle(text.ALL_STUDY, **persistent_options(file, "all_study")):
        return FileMapping(study=("*",))
    options = text.entry_choices(question)
    guess = _with_guess(file, question, answers).mapping.study or ()
    chosen = question_at.multiselect(
        text.ASKED[question.question],
        list(options),
        [name for name in options if whole_title(name) in guess],
        format_func=options.__getitem__,
        placeholder=text.CHOOSE,
        **persistent_options(file, "study"),
    )
    return FileMapping(study=tuple(map(whole_title, chosen))) if chosen else None


def _person(file: PendingFile, question: OpenQuestionError, _answers: PreviewAnswers) -> FileMapping | None:
    question_text, names = text.ASKED[question.question], text.person_choices(question)
    person = components.choose(question_text, names, placeholder=text.CHOOSE, **persistent_options(file, "person"))
    return None if person is None else FileMapping(person=person)


def _same_person(file: PendingFile, question: OpenQuestionError, answers: PreviewAnswers) -> FileMapping | None:
    person = _radio(file, text.same_person(question), text.same_person_choices(question))
    candidates = answers.mapping.candidates
    return None if person is None else FileMapping(candidates={**candidates, question.about: person})


_Ask = Callable[[PendingFile, OpenQuestionError, PreviewAnswers], FileMapping | PreviewAnswers | None]
_ASK: Mapping[Question, _Ask] = {
    **dict.fromkeys(text.ONE_OF, _one_of),
    Question.COLUMNS: _columns,
    Question.EXAM: _exam,
    Question.DOMAIN: _domain,
    Question.DAY: _day,
    Question.FIRST_WEEK: _day,
    Question.ZONE: _zone,
    Question.N_ITEMS: _n_items,
    Question.STUDY: _study,
    Question.PERSON: _person,
    Question.SAME_PERSON: _same_person,
}
