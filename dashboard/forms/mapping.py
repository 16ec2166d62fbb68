"""The questions about a file that waits: each asked when it arises, with the rows as they will be read."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count
from typing import TypeVar

import pandas as pd
import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import
from analytics.ingest.file_mapping import FileMapping, whole_title
from analytics.ingest.mapping.columns import ours_of
from analytics.ingest.mapping.labels import unlabeled_titles, with_labels
from analytics.ingest.mapping.map_file import map_text
from analytics.records import StudySession
from analytics.updates.import_preview import (
    PreviewAnswers,
    TableHead,
    has_plans_behind,
    pattern_of,
    table_head,
    unknown_domains,
)
from analytics.updates.manual_entry import cells_of
from dashboard import components
from dashboard.forms import choices, labels
from dashboard.session import imports, own_database
from dashboard.session.imports import PendingFile
from dashboard.text import add, common
from dashboard.text import mapping as text

Reading = Import | UnreadableFileError

Choice = TypeVar("Choice")

_A_ROW = 3
"""How many columns of a file stand beside each other; each row is one of its own, so that a phone keeps their order."""


def render() -> None:
    """Ask about the first file that waits, show how it will be read, and offer to import it."""
    files = imports.pending_files()
    if not files:
        return
    file = files[0]
    with st.container(border=True):
        st.markdown(text.heading(file.opened.name, len(files)))
        said, reading = _answered(file, PreviewAnswers(exam_code=file.exam_code))
        if isinstance(reading, Import):
            said, reading = _named(file, *_done(file, said, reading))
        _outcome(file, reading)
        _decide(file, said, reading)


def _answered(file: PendingFile, said: PreviewAnswers) -> tuple[PreviewAnswers, Reading]:
    """Ask one question after the other until none is open, or one waits for its answer."""
    asked: set[Question] = set()
    reading = imports.preview_file(file, said)
    while isinstance(reading, OpenQuestionError) and reading.question not in asked:
        asked.add(reading.question)
        more = _ASK[reading.question](file, reading, said)
        if more is None:
            break
        said = more
        reading = imports.preview_file(file, said)
    if isinstance(reading, OpenQuestionError) and reading.question is Question.COLUMNS and reading.found:
        st.warning(text.still_missing(reading))
    return said, reading


def _key(file: PendingFile, name: str) -> str:
    return f"waiting_{file.number}_{name}"


def _with(said: PreviewAnswers, answers: FileMapping) -> PreviewAnswers:
    return replace(said, mapping=answers.with_defaults(said.mapping))


def _columns(file: PendingFile, _question: OpenQuestionError, said: PreviewAnswers) -> PreviewAnswers | None:
    """Ask what a row is and what each column holds; a guess is there, and counts only when the file is imported."""
    head = table_head(file.opened)
    if head is None:
        return None
    kinds = list(text.KIND_OF_ROW)
    kind = st.selectbox(
        text.WHICH_KIND,
        kinds,
        kinds.index(head.guess().kind),
        format_func=text.KIND_OF_ROW.__getitem__,
        key=_key(file, "kind"),
    )
    st.caption(text.COLUMNS_BODY)
    columns = _matched(file, head, kind)
    twice = [ours for ours, n in Counter(columns.values()).items() if n > 1]
    if twice:
        st.error(text.named_twice(twice))
        return None
    return _with(said, FileMapping(kind=kind, columns=columns))


def _matched(file: PendingFile, head: TableHead, kind: str) -> Mapping[str, str]:
    """Ask for each column what it holds."""
    options = [None, *ours_of(kind)]
    guessed = head.guess(kind).columns
    places = chain.from_iterable(st.columns(_A_ROW, vertical_alignment="bottom") for _ in count())
    matched = {
        name: place.selectbox(
            text.column_label(head.title_of(name), example),
            options,
            options.index(guessed.get(name)),
            format_func=text.column_meaning,
            key=_key(file, f"{kind}_{name}"),
        )
        for (name, example), place in zip(head.examples().items(), places, strict=False)
    }
    return {name: ours for name, ours in matched.items() if ours is not None}


def _exam(file: PendingFile, question: OpenQuestionError, said: PreviewAnswers) -> PreviewAnswers | None:
    code = _chosen_exam(file, text.WHICH_EXAM, question.found)
    return None if code is None else replace(said, exam_code=code)


def _chosen_exam(file: PendingFile, label: str, codes: Mapping[str, int]) -> str | None:
    known = own_database.blueprints()
    names = {code: add.domain_name(code, known[code].name) if code in known else code for code in codes or known}
    return st.selectbox(
        label,
        list(names),
        None,
        format_func=names.__getitem__,
        placeholder=text.CHOOSE,
        key=_key(file, "exam"),
    )


def _day(file: PendingFile, question: OpenQuestionError, said: PreviewAnswers) -> PreviewAnswers | None:
    today = own_database.today()
    day = st.date_input(text.WHICH_DAY, text.hinted_day(question), max_value=today, key=_key(file, "day"))
    return None if day is None else _with(said, FileMapping(taken_on=day))


def _zone(file: PendingFile, _question: OpenQuestionError, said: PreviewAnswers) -> PreviewAnswers | None:
    likely = own_database.day_rule().zone
    zones = list(dict.fromkeys([likely, *own_database.zones()]))
    zone = st.selectbox(
        text.WHICH_ZONE, zones, None, placeholder=text.CHOOSE, help=text.WHICH_ZONE_HELP, key=_key(file, "zone")
    )
    return None if zone is None else _with(said, FileMapping(zone=zone))


def _date_order(file: PendingFile, question: OpenQuestionError, said: PreviewAnswers) -> PreviewAnswers | None:
    order = _radio(file, text.WHICH_ORDER, text.date_ways(question))
    return None if order is None else _with(said, FileMapping(date_order=order))


def _decimal(file: PendingFile, _question: OpenQuestionError, said: PreviewAnswers) -> PreviewAnswers | None:
    mark = _radio(file, text.WHICH_DECIMAL, text.DECIMALS)
    return None if mark is None else _with(said, FileMapping(decimal=mark))


def _score_unit(file: PendingFile, _question: OpenQuestionError, said: PreviewAnswers) -> PreviewAnswers | None:
    unit = _radio(file, text.WHICH_SCORE, text.SCORES)
    return None if unit is None else _with(said, FileMapping(score_unit=unit))


def _time_unit(file: PendingFile, _question: OpenQuestionError, said: PreviewAnswers) -> PreviewAnswers | None:
    unit = _radio(file, text.WHICH_TIME, text.TIMES)
    return None if unit is None else _with(said, FileMapping(time_unit=unit))


def _radio(file: PendingFile, label: str, options: Mapping[Choice, str]) -> Choice | None:
    return st.radio(label, list(options), None, format_func=options.__getitem__, key=_key(file, label))


def _study(file: PendingFile, question: OpenQuestionError, said: PreviewAnswers) -> PreviewAnswers | None:
    if st.toggle(text.ALL_STUDY, key=_key(file, "all_study")):
        return _with(said, FileMapping(study=("*",)))
    labels = {name: text.study_choice(name, n, question.unit) for name, n in question.found.items()}
    chosen = st.multiselect(
        text.WHICH_STUDY,
        list(labels),
        format_func=labels.__getitem__,
        placeholder=text.CHOOSE,
        key=_key(file, "study"),
    )
    return _with(said, FileMapping(study=tuple(map(whole_title, chosen)))) if chosen else None


_ASK: Mapping[Question, Callable[[PendingFile, OpenQuestionError, PreviewAnswers], PreviewAnswers | None]] = {
    Question.COLUMNS: _columns,
    Question.EXAM: _exam,
    Question.DAY: _day,
    Question.ZONE: _zone,
    Question.DATE_ORDER: _date_order,
    Question.DECIMAL: _decimal,
    Question.SCORE_UNIT: _score_unit,
    Question.TIME_UNIT: _time_unit,
    Question.STUDY: _study,
}


def _done(file: PendingFile, said: PreviewAnswers, reading: Import) -> tuple[PreviewAnswers, Import]:
    """Ask of events that lie behind whether they took place, for a calendar does not know."""
    if reading.mapping.kind is not None or not has_plans_behind(reading, own_database.day_rule(), own_database.today()):
        return said, reading
    if not st.toggle(text.IS_DONE, key=_key(file, "is_done")):
        return said, reading
    said = _with(said, FileMapping(kind=StudySession.TABLE))
    reread = imports.preview_file(file, said)
    return said, reread if isinstance(reread, Import) else reading


def _named(file: PendingFile, said: PreviewAnswers, reading: Import) -> tuple[PreviewAnswers, Reading]:
    """Offer the names that are no domain and the titles that are open, and read the file with what was chosen."""
    open_ones = unlabeled_titles(row.record for row in reading.rows)
    exam = _exam_of_domains(file, said, is_needed=bool(open_ones))
    if exam is None:
        return said, reading
    if own_database.exam() is None:
        said = replace(said, exam_code=exam.code)
    unknown = unknown_domains(reading, exam)
    if unknown:
        answers = FileMapping(domain=_domains_of(file, unknown, exam))
        said = _with(said, answers)
    if open_ones:
        st.markdown(f"**{text.TITLES_TITLE}**")
        st.caption(text.TITLES_BODY)
        said = replace(said, labels=labels.table(open_ones, exam, _key(file, f"titles_{exam.code}")))
    return said, imports.preview_file(file, said)


def _exam_of_domains(file: PendingFile, said: PreviewAnswers, *, is_needed: bool) -> ExamBlueprint | None:
    """Give the exam whose domains the file names: the one chosen, else the own one, else ask where that helps."""
    known, own = own_database.blueprints(), own_database.exam()
    if said.exam_code is not None:
        return known.get(said.exam_code)
    if own is not None or not is_needed:
        return own
    code = _chosen_exam(file, text.EXAM_OF_TITLES, {})
    return None if code is None else known[code]


def _domains_of(file: PendingFile, names: Mapping[str, int], exam: ExamBlueprint) -> Mapping[str, str]:
    """Ask which domains the names stand for."""
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
        key=_key(file, f"names_{exam.code}"),
        placeholder="",
        alt=text.NAMES_ALT,
    )
    chosen = dict(zip(names, edited[text.COLUMN_DOMAIN], strict=True))
    return {pattern_of(name): domains[label] for name, label in chosen.items() if isinstance(label, str)}


def _outcome(file: PendingFile, reading: Reading) -> None:
    """Show the first rows as they will be read and those with problems; while something is open, as they stand."""
    if isinstance(reading, Import):
        _preview(reading)
        return
    if not isinstance(reading, OpenQuestionError):
        st.error(text.sentence(reading.reason))
    head = table_head(file.opened)
    if head is not None:
        st.caption(text.AS_IT_STANDS)
        _rows([dict(zip(head.header, row, strict=True)) for row in head.rows[: text.N_ROWS_SHOWN]])


def _preview(reading: Import) -> None:
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
    components.bullets([text.sentence(notice) for notice in reading.notices])


def _rows(rows: Sequence[Mapping[str, str]]) -> None:
    """Show rows in a table that scrolls by keyboard, too; its cells are shown as they are."""
    st.dataframe([text.preview_row(row) for row in rows], hide_index=True, alt=text.PREVIEW_ALT)


def _decide(file: PendingFile, said: PreviewAnswers, reading: Reading) -> None:
    """Offer to import the file, to leave it out, and to take the answers along."""
    with st.container(horizontal=True):
        if st.button(
            text.IMPORT,
            type="primary",
            disabled=not isinstance(reading, Import) or not reading.rows,
            key=_key(file, "import"),
        ):
            with components.sentences_for_errors():
                imports.import_pending(file, said)
                st.rerun()
        if st.button(text.LEAVE_OUT, key=_key(file, "leave_out")):
            imports.skip(file)
            st.rerun()
        if isinstance(reading, Import) and reading.rows:
            st.download_button(
                text.GET_MAP,
                map_text(with_labels(reading.mapping, said.labels)),
                text.map_name(file.opened.name),
                help=text.GET_MAP_HELP,
                on_click="ignore",
                key=_key(file, "map"),
            )
